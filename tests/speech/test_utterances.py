import numpy as np
import pytest

from assist.events import Word
from assist.speech.segmenter import Segment
from assist.speech.utterances import UtteranceMaker
from assist.speech.words import TimedWord


def segment(closed: bool) -> Segment:
    return Segment(10.0, 10.3, 11.5, np.zeros(16000, np.float32), closed)


def test_revisions_grow_to_the_final_and_the_next_one_begins_anew() -> None:
    maker = UtteranceMaker("agent")
    made = [maker.make(segment(closed), "ya", (), 12.0) for closed in (False, False, True, False, True, True)]
    assert [(u.utterance_id, u.revision, u.final) for u in made] == [
        ("agent-1", 0, False),
        ("agent-1", 1, False),
        ("agent-1", 2, True),
        ("agent-2", 0, False),
        ("agent-2", 1, True),
        ("agent-3", 0, True),
    ]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        (TimedWord("ya", 0.5, 0.9, 0.91239), Word(text="ya", start_s=10.5, end_s=10.9, confidence=0.912)),
        (TimedWord("ya", 0.1, 0.9, 1.0), Word(text="ya", start_s=10.3, end_s=10.9, confidence=1.0)),
        (TimedWord("ya", 1.2, 1.9, 0.0), Word(text="ya", start_s=11.2, end_s=11.5, confidence=0.0)),
    ],
    ids=["moved into the call", "not before the speech", "not after it"],
)
def test_words_lie_in_the_call_and_inside_the_speech(word: TimedWord, expected: Word) -> None:
    utterance = UtteranceMaker("customer").make(segment(True), "ya", [word], 12.00049)
    assert utterance.words == (expected,)
    assert (utterance.start_s, utterance.end_s, utterance.known_at_s) == (10.3, 11.5, 12.0)


def test_a_correction_keeps_the_id_and_does_not_count() -> None:
    maker = UtteranceMaker("agent")
    maker.make(segment(False), "ya", (), 12.0)
    said = maker.make(segment(True), "ya", (), 12.0)
    corrected = maker.correct(said, segment(True), [TimedWord("iya", 0.3, 0.6, 0.5)], 14.0)
    assert (corrected.utterance_id, corrected.revision, corrected.final) == ("agent-1", 2, True)
    assert (corrected.text, corrected.start_s, corrected.known_at_s) == ("iya", 10.3, 14.0)
    assert corrected.words == (Word(text="iya", start_s=10.3, end_s=10.6, confidence=0.5),)
    assert maker.correct(corrected, segment(True), (), 15.0).revision == 3
    assert maker.make(segment(True), "ya", (), 16.0).utterance_id == "agent-2"
