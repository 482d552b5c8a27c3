import pytest

from assist.detectors.agent_turns import Finding, Turn
from assist.dialogue import read_dialogue
from assist.events import Utterance


def turn(*lines: str) -> Turn:
    events = read_dialogue("\n".join(f"agent: {line}" for line in lines))
    return Turn([event for event in events if isinstance(event, Utterance)], before="")


def finding(said: Turn, words: str) -> Finding:
    at = said.text.index(words)
    return Finding({}, at, at + len(words))


def test_a_finding_over_two_utterances_is_cited_in_both() -> None:
    said = turn("jadi satu juta", "dua ratus ribu ya")
    assert said.text == "jadi satu juta dua ratus ribu ya"
    pieces = said.evidence(finding(said, "juta dua ratus"))
    assert [(piece.utterance_id, piece.words) for piece in pieces] == [
        (said.said[0].utterance_id, "juta"),
        (said.said[1].utterance_id, "dua ratus"),
    ]
    assert [piece.words for piece in said.evidence(finding(said, "dua"))] == ["dua"]


SURE = {
    "tunggakannya satu juta ya bu": True,
    "tunggakannya satu(?) juta ya bu": False,
    "tunggakannya satu juta ya(?) bu": True,
    "tunggakannya satu juta tuha(?) ratus": False,
    "tunggakannya satu juta tuha ratus": True,
    "eh(?) tunggakannya satu juta": True,
}


@pytest.mark.parametrize("text", SURE)
def test_what_may_be_misheard_accuses_nobody(text: str) -> None:
    said = turn(text)
    assert said.sure(finding(said, "tunggakannya satu juta")) == SURE[text]


def test_words_without_confidence_are_taken_as_they_are() -> None:
    said = turn("tunggakannya satu juta")
    said.said[0] = said.said[0].model_copy(update={"words": ()})
    assert said.sure(finding(said, "satu juta"))
