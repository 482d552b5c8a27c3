"""The turns, the mapping of words and when corrections come, with a decoder whose answer is written in the test.

What a real second look hears is in test_whisper.py.
"""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import numpy as np
import pytest

from assist.config import SpeechSettings
from assist.events import Samples, Utterance
from assist.speech.decoder import Decoded
from assist.speech.second_look import GAP_S, TAIL_S, Decode, Part, SecondLook, joined
from assist.speech.segmenter import Segment
from assist.speech.utterances import UtteranceMaker
from assist.speech.words import TimedWord

RATE = 16000


def segment(speech_start_s: float, speech_end_s: float) -> Segment:
    """With 0.3 s before the speech, and 0.4 s behind it; its samples say where in the call they are."""
    start_s, end_s = speech_start_s - 0.3, speech_end_s + 0.4
    samples = np.arange(round(start_s * RATE), round(end_s * RATE), dtype=np.float32)
    return Segment(start_s, speech_start_s, speech_end_s, samples, closed=True)


def hears(*words: tuple[str, float], sureness: float = -0.3) -> Decode:
    """Answers with words of 0.2 s each, at these times of the joined samples."""
    timed = tuple(TimedWord(text, at_s, at_s + 0.2, 0.9) for text, at_s in words)
    return lambda _: Decoded(" ".join(word.text for word in timed), timed, (sureness,) * len(timed))


class Turn:
    """A channel whose finals are looked at again."""

    def __init__(self, decode: Decode, executor: ThreadPoolExecutor | None = None, **settings: float) -> None:
        self._maker = UtteranceMaker("customer")
        changed = SpeechSettings().model_copy(update=settings)
        self.look = SecondLook(decode, self._maker, changed, executor)

    def says(self, text: str, start_s: float, end_s: float) -> Utterance:
        heard = segment(start_s, end_s)
        words = [TimedWord(word, 0.3 + 0.2 * n, 0.5 + 0.2 * n, 0.8) for n, word in enumerate(text.split())]
        said = self._maker.make(heard, text, words, end_s + 0.4)
        self.look.add(said, heard, (-0.5,) * len(words))
        return said


def two(decode: Decode) -> Turn:
    """Speech at 1-2 s and 2.6-3.6 s: joined, the first runs to 1.5 s, the second from 1.6 s on."""
    turn = Turn(decode)
    turn.says("saya bayar", 1.0, 2.0)
    turn.says("lima ratus", 2.6, 3.6)
    return turn


def test_what_the_turn_shows_otherwise_is_a_correction() -> None:
    turn = two(hears(("saya", 0.3), ("bayar", 0.7), ("enam", 1.9), ("ratus", 2.4)))
    assert turn.look.ready(4.5, silent=True) == [], "the turn may go on"
    (correction,) = turn.look.ready(4.7, silent=True)
    assert (correction.utterance_id, correction.revision, correction.final) == ("customer-2", 1, True)
    assert correction.text == "enam ratus"
    assert correction.known_at_s == 4.7
    assert [(w.start_s, w.end_s) for w in correction.words] == [(2.6, 2.8), (3.1, 3.3)]
    assert turn.look.ready(9.0, silent=True) == []


@pytest.mark.parametrize(
    "words",
    [
        [("saya", 0.3), ("bayar", 0.7), ("lima", 1.9), ("ratus", 2.4)],
        [("Saya", 0.3), ("bayar,", 0.7), ("Lima", 1.9), ("ratus.", 2.4)],
        [("saya", 0.3), ("bayar", 0.7), ("lima", 1.0), ("ratus", 1.2)],
        [],
    ],
    ids=["the same", "the same but for case and punctuation", "nothing for one of them", "nothing"],
)
def test_no_correction(words: list[tuple[str, float]]) -> None:
    assert two(hears(*words)).look.finish(9.0) == []


def test_a_word_in_the_pause_goes_to_the_nearer_utterance() -> None:
    turn = Turn(hears(("ya", 0.3), ("tentu", 1.55), ("lima", 3.0)))
    turn.says("ya", 1.0, 2.0)
    turn.says("lima", 2.9, 3.6)  # 0.4 s of silence between the two
    assert [u.text for u in turn.look.finish(9.0)] == ["ya tentu"]


def test_the_first_utterance_alone_is_not_decoded_again() -> None:
    asked: list[int] = []
    turn = Turn(lambda samples: asked.append(len(samples)))
    turn.says("saya bayar", 1.0, 2.0)
    assert turn.look.ready(5.0, silent=True) == []
    assert turn.look.finish(9.0) == []
    assert asked == []


def test_a_later_one_is_heard_with_what_came_before_it_and_only_once() -> None:
    asked: list[int] = []
    turn = Turn(lambda samples: asked.append(len(samples)))
    turn.says("saya bayar", 1.0, 2.0)
    turn.look.ready(5.0, silent=True)
    turn.says("lima ratus", 16.0, 17.0)
    for now_s in (18.1, 19.0, 30.0):
        turn.look.ready(now_s, silent=True)
    turn.look.finish(31.0)
    assert asked == [round((1.5 + GAP_S + 1.5) * RATE)]


def test_a_correction_may_be_corrected_by_a_surer_look() -> None:
    answers = [
        hears(("saya", 0.3), ("enam", 2.4)),
        hears(("saya", 0.3), ("lima", 2.4), ("ratus", 3.9), sureness=-0.2),
    ]
    turn = Turn(lambda samples: answers.pop(0)(samples))
    turn.says("saya", 1.0, 2.0)
    turn.says("empat", 3.0, 4.0)
    (first,) = turn.look.ready(5.1, silent=True)
    turn.says("ratus", 5.5, 6.5)
    (second,) = turn.look.ready(8.0, silent=True)
    assert (first.utterance_id, first.text, first.revision) == ("customer-2", "enam", 1)
    assert (second.utterance_id, second.text, second.revision) == ("customer-2", "lima", 2)


def test_a_look_that_is_less_sure_says_nothing() -> None:
    assert two(hears(("saya", 0.3), ("enam", 1.9), sureness=-0.6)).look.finish(9.0) == []


def test_while_the_speaker_speaks_the_turn_is_not_over() -> None:
    turn = two(hears(("saya", 0.3), ("enam", 1.9)))
    assert turn.look.ready(20.0, silent=False) == []
    turn.says("ribu", 3.9, 21.0)
    assert len(turn.look.finish(30.0)) == 2


def test_nothing_is_forgotten_before_it_was_looked_at() -> None:
    asked: list[float] = []
    turn = Turn(lambda samples: asked.append(len(samples) / RATE), second_look_longest_s=8.0)
    for n in range(7):
        turn.says("satu dua", 1 + 2.5 * n, 3 + 2.5 * n)
        turn.look.ready(3.4 + 2.5 * n, silent=True)
    assert len(asked) == 2, "every three utterances, without a pause in which to look"
    turn.look.finish(30.0)
    assert len(asked) == 3
    assert max(asked) <= 8.0


def test_switched_off_nothing_is_kept() -> None:
    turn = Turn(hears(("enam", 0.3), ("ratus", 1.9)), second_look_s=0.0)
    turn.says("saya bayar", 1.0, 2.0)
    turn.says("lima ratus", 2.6, 3.6)
    assert turn.look.finish(9.0) == []


def test_with_an_executor_nobody_waits_for_a_look() -> None:
    go_on = Event()

    def slow(samples: Samples) -> Decoded | None:
        go_on.wait(30)
        return hears(("saya", 0.3), ("enam", 1.9))(samples)

    with ThreadPoolExecutor(1) as executor:
        turn = Turn(slow, executor)
        turn.says("saya bayar", 1.0, 2.0)
        turn.says("lima ratus", 2.6, 3.6)
        assert turn.look.ready(5.0, silent=True) == []
        go_on.set()
        assert [u.text for u in turn.look.finish(6.0)] == ["saya", "enam"]


def test_pauses_are_shortened_and_pieces_stand_where_they_are_said_to() -> None:
    parts = [(1.0, 2.0), (2.45, 3.0), (9.0, 10.0)]
    maker = UtteranceMaker("agent")
    turn = [Part(maker.make(segment(*part), "ya", (), 0.0), segment(*part), ()) for part in parts]
    samples, placed = joined(turn)
    for place in placed:
        first = round(place.first_s * RATE)
        assert samples[first] == round(place.part.segment.start_s * RATE)
        assert place.end_s - place.first_s == pytest.approx(len(place.part.segment.heard(TAIL_S)) / RATE)
    assert placed[1].first_s == placed[0].end_s, "the pause was over before the second one's pre-roll"
    assert placed[2].first_s - placed[1].end_s == pytest.approx(GAP_S)
