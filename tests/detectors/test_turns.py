import pytest

from assist.detectors.turns import Turns
from assist.events import Speaker, Utterance


def said(speaker: Speaker, place: str, text: str = "iya", final: bool = True) -> Utterance:
    return Utterance(utterance_id=place, speaker=speaker, start_s=0, end_s=1, text=text, final=final)


def heard(*utterances: Utterance) -> Turns:
    turns = Turns()
    for utterance in utterances:
        turns.feed(utterance)
    return turns


def test_consecutive_utterances_of_one_speaker_are_one_turn() -> None:
    turns = heard(said("agent", "a"), said("agent", "b"), said("customer", "c"), said("agent", "d"))
    assert turns.begun == {"agent": 2, "customer": 1}


@pytest.mark.parametrize(
    "no_turn",
    [said("agent", "b", final=False), said("agent", "b", text=" "), said("customer", "a", text="oh")],
    ids=["a partial", "no words", "a correction"],
)
def test_what_begins_no_turn(no_turn: Utterance) -> None:
    turns = heard(said("customer", "a"))
    assert not turns.feed(no_turn)
    assert turns.begun == {"customer": 1}


def test_a_turn_is_over_with_the_next_words_of_the_other_one() -> None:
    turns = heard(said("agent", "a"))
    assert (turns.begun["agent"], turns.over("agent"), turns.over("customer")) == (1, 0, 0)
    turns.feed(said("customer", "b"))
    assert (turns.over("agent"), turns.over("customer")) == (1, 0)


@pytest.mark.parametrize(
    ("utterances", "turns", "expected"),
    [
        ([], 2, 2),
        ([said("agent", "a")], 0, 0),
        ([said("agent", "a")], 1, 2),  # the turn that runs is none of those to come
        ([said("agent", "a"), said("customer", "b")], 1, 2),
    ],
)
def test_how_many_are_over_when_so_many_more_are(utterances: list[Utterance], turns: int, expected: int) -> None:
    assert heard(*utterances).over_after(turns, "agent") == expected
