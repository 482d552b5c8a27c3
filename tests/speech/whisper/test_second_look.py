"""Which utterances are looked at, the mapping of words, the choice and when corrections come.

The listener here answers what the test has written; what a real second look hears is in test_whisper.py.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import numpy as np
import pytest

from assist.config import SpeechSettings
from assist.events import Samples, Utterance
from assist.speech.segmenter import Segment
from assist.speech.utterances import UtteranceMaker
from assist.speech.whisper.decoder import Encoded
from assist.speech.whisper.second_look import AROUND_S, Hearing, Part, Placed, SecondLook, joined, shared_out
from assist.speech.words import TimedWord

RATE = 16000
ALONE = 3.0
"""No audio of one utterance here is longer; those that are decoded together are."""
VOCABULARY = [
    "saya",
    "bayar",
    "lima",
    "ratus",
    "enam",
    "empat",
    "ya",
    "tentu",
    "satu",
    "dua",
    "ribu",
    "lagi",
    "bahir",
    "besok",
]


def encoded(seconds: float) -> Encoded:
    return Encoded(None, seconds)  # the listener below looks at the length alone


def word(text: str, at_s: float, log: float = -0.3) -> TimedWord:
    token = VOCABULARY.index(text.strip(".,").lower())
    return TimedWord(text, at_s, at_s + 0.2, 0.9, (token,), (log,))


def segment(speech_start_s: float, speech_end_s: float) -> Segment:
    """With 0.3 s before the speech, and 0.4 s behind it; its samples say where in the call they are."""
    start_s, end_s = speech_start_s - 0.3, speech_end_s + 0.4
    samples = np.arange(round(start_s * RATE), round(end_s * RATE), dtype=np.float32)
    return Segment(start_s, speech_start_s, speech_end_s, samples, closed=True)


class Hears:
    """Answers with words of 0.2 s each, at these times of the joined samples.

    `alone` and `context` say how likely a word is in the audio of its utterance and of all together; -0.3 by default.
    """

    def __init__(
        self, *words: tuple[str, float], alone: dict[str, float] | None = None, context: dict[str, float] | None = None
    ) -> None:
        self.alone, self.context = alone or {}, context or {}
        self.words = tuple(word(text, at_s, self.context.get(text, -0.3)) for text, at_s in words)
        self.asked: list[float] = []
        self.before: Callable[[], object] = lambda: None

    def again(self, samples: Samples) -> Hearing | None:
        self.before()
        self.asked.append(len(samples) / RATE)
        return Hearing(self.words, encoded(100.0)) if self.words else None

    def logs(self, audio: Encoded, tokens: Sequence[int]) -> list[float]:
        likely = self.alone if audio.heard_s < ALONE else self.context
        return [likely.get(VOCABULARY[token], -0.3) for token in tokens]


class Turn:
    """A channel whose finals are looked at again."""

    def __init__(self, listener: Hears, executor: ThreadPoolExecutor | None = None, **settings: float) -> None:
        self._maker = UtteranceMaker("customer")
        changed = SpeechSettings().model_copy(update=settings)
        self.look = SecondLook(listener, self._maker, changed, executor)

    def says(self, text: str, start_s: float, end_s: float) -> Utterance:
        heard = segment(start_s, end_s)
        words = tuple(word(spoken, 0.3 + 0.2 * n) for n, spoken in enumerate(text.split()))
        said = self._maker.make(heard, text, words, end_s + 0.4)
        self.look.add(said, heard, Hearing(words, encoded(1.0)))
        return said


SURE = {"lima": -9.0}
"""Words that their own audio does not give: enough for a number to be replaced."""


def two(listener: Hears) -> Turn:
    """Speech at 1-2 s and 2.6-3.6 s: joined, the first stands at 0-1.5 s, the second at 1.5-3 s."""
    turn = Turn(listener)
    turn.says("saya bayar", 1.0, 2.0)
    turn.says("lima ratus", 2.6, 3.6)
    return turn


def test_what_the_turn_shows_otherwise_is_a_correction() -> None:
    turn = two(Hears(("saya", 0.3), ("bayar", 0.7), ("enam", 1.75), ("ratus", 2.25), alone=SURE))
    assert turn.look.ready(4.5, silent=True) == [], "the speaker may go on"
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
        [("enam", 0.3)],
        [],
    ],
    ids=["the same", "the same but for case and punctuation", "fewer words than utterances", "nothing"],
)
def test_no_correction(words: list[tuple[str, float]]) -> None:
    assert two(Hears(*words, alone=SURE)).look.finish(9.0) == []


# middles of the words, ends of the parts -> how many words each part gets
SHARES = [
    ([0.5, 1.5], [1.0, 2.0], [1, 1]),
    ([0.2, 0.4, 0.6], [1.0, 2.0], [2, 1]),  # each gets one
    ([1.2, 1.4, 1.6], [1.0, 2.0], [1, 2]),
    ([0.5, 0.9, 2.5, 2.9], [1.0, 2.0, 3.0], [1, 1, 2]),
    ([0.5], [1.0, 2.0], [0, 0]),
    ([0.5, 0.6, 0.7], [1.0], [3]),
]


@pytest.mark.parametrize(("middles", "ends", "counts"), SHARES)
def test_words_are_shared_out_in_order(middles: list[float], ends: list[float], counts: list[int]) -> None:
    words = [TimedWord(str(n), at_s, at_s, 1.0) for n, at_s in enumerate(middles)]
    placed = [Placed(first, end, first) for first, end in zip([0.0, *ends], ends, strict=False)]
    shares = shared_out(words, placed)
    assert [len(share) for share in shares] == counts
    assert [w.text for share in shares for w in share] in ([w.text for w in words], [])


# "lima" was published; "enam" is heard in context: log-probabilities of both, alone and in context
CHOICES = [
    ({"lima": -0.3, "enam": -1.0}, {"lima": -9.0, "enam": -0.3}, True),
    ({"lima": -0.3, "enam": -9.0}, {"lima": -9.0, "enam": -0.3}, False),  # its own audio knows better
    ({"lima": -0.3, "enam": -0.3}, {"lima": -0.3, "enam": -0.3}, False),  # as likely: it stays
]


@pytest.mark.parametrize(("alone", "context", "corrected"), CHOICES)
def test_the_likelier_text_in_both_hearings_stands(
    alone: dict[str, float], context: dict[str, float], corrected: bool
) -> None:
    turn = two(Hears(("saya", 0.3), ("bayar", 0.7), ("enam", 1.9), ("ratus", 2.4), alone=alone, context=context))
    assert [u.text for u in turn.look.finish(9.0)] == (["enam ratus"] if corrected else [])


@pytest.mark.parametrize(
    ("old", "new", "alone", "corrected"),
    [
        ("bayar ratus", "bayar besok", -1.0, False),  # a number would be lost
        ("bayar ratus", "bayar besok", -9.0, True),  # ... that its own audio does not give
        ("bayar tentu", "bayar besok", -1.0, True),  # no number
        ("bayar tentu", "bayar ratus", -1.0, True),  # a number is found
        ("bayar besok", "bayar bahir", -9.0, False),  # a word that means nothing is no correction
    ],
)
def test_a_number_is_not_lost_lightly(old: str, new: str, alone: float, corrected: bool) -> None:
    first, second = new.split()
    heard = Hears(("saya", 0.3), (first, 1.75), (second, 2.25), alone={old.split()[1]: alone})
    turn = Turn(heard)
    turn.says("saya", 1.0, 2.0)
    turn.says(old, 2.6, 3.6)
    assert [u.text for u in turn.look.finish(9.0)] == ([new] if corrected else [])


def test_a_word_more_is_not_held_against_a_text() -> None:
    turn = two(Hears(("saya", 0.3), ("bayar", 0.7), ("lima", 1.9), ("ratus", 2.2), ("ribu", 2.5)))
    assert [u.text for u in turn.look.finish(9.0)] == ["lima ratus ribu"]


def test_a_text_of_words_that_mean_something_is_preferred() -> None:
    heard = Hears(("saya", 0.3), ("bahir", 1.75), ("enam", 2.25))
    turn = Turn(heard, second_look_longest_s=5.0)
    turn.says("saya", 1.0, 2.0)
    turn.says("bayar enam", 2.6, 3.6)
    assert turn.look.ready(5.0, silent=True) == []
    turn.says("bahir enam", 5.0, 7.0)  # too long with the others
    turn.says("ya", 8.0, 9.0)
    heard.words = (word("bayar", 0.3), word("enam", 0.7), word("ya", 2.7))
    assert [u.text for u in turn.look.finish(30.0)] == ["bayar enam"]


@pytest.mark.parametrize("new", [("bayar",), ("lagi",), ("bayar", "bayar")])
def test_what_was_heard_is_not_taken_away(new: tuple[str, ...]) -> None:
    heard = Hears(
        ("saya", 0.3), *((text, 1.7 + 0.4 * n) for n, text in enumerate(new)), alone={"lagi": -0.1, "bayar": -0.1}
    )
    heard.context = {"tentu": -30.0}
    turn = Turn(heard)
    turn.says("saya", 1.0, 2.0)
    turn.says("bayar bayar tentu lagi", 2.6, 3.6)
    assert turn.look.finish(9.0) == []


@pytest.mark.parametrize("workers", [0, 1])
def test_a_look_that_fails_corrects_nothing_and_the_next_one_is_made(workers: int) -> None:
    heard = Hears(("saya", 0.3), ("bayar", 0.7), ("enam", 1.75), ("ratus", 2.25), alone=SURE)

    def fail() -> None:
        raise RuntimeError("the engine's own")

    with ThreadPoolExecutor(1) as executor:
        turn = Turn(heard, executor if workers else None)
        turn.says("saya bayar", 1.0, 2.0)
        heard.before = fail
        turn.says("lima ratus", 2.6, 3.6)
        turn.look.ready(5.0, silent=True)
        executor.submit(lambda: None).result()  # the look is over
        assert turn.look.ready(5.1, silent=True) == []
        heard.before = lambda: None
        turn.says("ya", 19.0, 20.0)
        heard.words = (*heard.words, word("ya", 3.5))
        assert [u.text for u in turn.look.finish(30.0)] == ["enam ratus"]


def test_each_utterance_is_judged_by_itself() -> None:
    heard = Hears(("saya", 0.3), ("lagi", 0.7), ("enam", 1.9), ("ratus", 2.4), alone={"lagi": -9.0, "lima": -9.0})
    assert [u.text for u in two(heard).look.finish(9.0)] == ["enam ratus"]


def test_the_first_utterance_alone_is_not_decoded_again() -> None:
    heard = Hears(("saya", 0.3))
    turn = Turn(heard)
    turn.says("saya bayar", 1.0, 2.0)
    assert turn.look.ready(5.0, silent=True) == []
    assert turn.look.finish(9.0) == []
    assert heard.asked == []


def test_a_later_one_is_heard_with_what_came_before_it_and_only_once() -> None:
    heard = Hears()
    turn = Turn(heard)
    turn.says("saya bayar", 1.0, 2.0)
    turn.look.ready(5.0, silent=True)
    turn.says("lima ratus", 16.0, 17.0)
    for now_s in (18.1, 19.0, 30.0):
        assert turn.look.ready(now_s, silent=True) == []
    assert turn.look.finish(31.0) == []
    assert heard.asked == [pytest.approx(2 * (1.0 + 2 * AROUND_S))]


def test_a_correction_may_be_corrected() -> None:
    heard = Hears(("saya", 0.3), ("enam", 1.9), alone={"empat": -9.0})
    turn = Turn(heard)
    turn.says("saya", 1.0, 2.0)
    turn.says("empat", 3.0, 4.0)
    (first,) = turn.look.ready(5.1, silent=True)
    turn.says("ratus", 5.5, 6.5)
    heard.words = (word("saya", 0.3), word("lima", 1.9), word("ratus", 3.4))
    heard.context = {"enam": -9.0}
    (second,) = turn.look.ready(8.0, silent=True)
    assert (first.utterance_id, first.text, first.revision) == ("customer-2", "enam", 1)
    assert (second.utterance_id, second.text, second.revision) == ("customer-2", "lima", 2)


def test_while_the_speaker_speaks_nothing_is_looked_at() -> None:
    heard = Hears()
    turn = two(heard)
    assert turn.look.ready(20.0, silent=False) == []
    assert heard.asked == []


def test_what_grows_too_long_is_looked_at_in_parts() -> None:
    heard = Hears()
    turn = Turn(heard, second_look_longest_s=8.0)
    for n in range(7):
        turn.says("satu dua", 1 + 2.5 * n, 3 + 2.5 * n)
        turn.look.ready(3.4 + 2.5 * n, silent=True)
    assert heard.asked == [7.5, 7.5], "every three utterances, without a pause in which to look"
    turn.look.finish(30.0)
    assert heard.asked == [7.5, 7.5], "the seventh stands alone"


def test_in_each_pause_all_that_was_collected_is_looked_at() -> None:
    heard = Hears()
    turn = Turn(heard, second_look_longest_s=8.0)
    for n in range(5):
        turn.says("satu dua", 1 + 4 * n, 3 + 4 * n)
        turn.look.ready(4.5 + 4 * n, silent=True)
    assert heard.asked == [5.0, 7.5, 5.0]


def test_switched_off_nothing_is_kept() -> None:
    turn = Turn(Hears(("enam", 0.3), ("ratus", 1.9)), second_look_s=0.0)
    turn.says("saya bayar", 1.0, 2.0)
    turn.says("lima ratus", 2.6, 3.6)
    assert turn.look.finish(9.0) == []


def test_with_an_executor_nobody_waits_for_a_look() -> None:
    go_on = Event()
    heard = Hears(("saya", 0.3), ("enam", 1.9), ("ratus", 2.4), alone=SURE)
    heard.before = lambda: go_on.wait(30)
    with ThreadPoolExecutor(1) as executor:
        turn = Turn(heard, executor)
        turn.says("saya", 1.0, 2.0)
        turn.says("lima ratus", 2.6, 3.6)
        assert turn.look.ready(5.0, silent=True) == []
        go_on.set()
        assert [u.text for u in turn.look.finish(6.0)] == ["enam ratus"]


def test_looks_that_overlap_correct_an_utterance_once() -> None:
    go_on = Event()
    heard = Hears(("saya", 0.3), ("bayar", 0.7), ("enam", 1.75), ("ratus", 2.25), ("ya", 3.3), ("tentu", 3.7))
    heard.alone = SURE
    heard.before = lambda: go_on.wait(30)
    with ThreadPoolExecutor(1) as executor:
        turn = Turn(heard, executor, second_look_longest_s=7.0)
        turn.says("saya bayar", 1.0, 2.0)
        turn.says("lima ratus", 2.6, 3.6)
        assert turn.look.ready(4.7, silent=True) == []
        turn.says("ya tentu", 5.0, 6.0)
        turn.says("lagi", 6.4, 9.5)  # too long together: a last look at the three, while the first is under way
        go_on.set()
        corrections = [(u.utterance_id, u.revision) for u in turn.look.finish(12.0)]
    assert len(heard.asked) == 2
    assert len(corrections) == len(set(corrections)), corrections


def test_pauses_are_shortened_and_pieces_stand_where_they_are_said_to() -> None:
    times = [(1.0, 2.0), (2.45, 3.0), (9.0, 10.0)]
    maker = UtteranceMaker("agent")
    parts = [Part(maker.make(segment(*at), "ya", (), 0.0), (), segment(*at), encoded(1.0)) for at in times]
    samples, placed = joined(parts)
    for (start_s, end_s), place in zip(times, placed, strict=True):
        first, last = round(place.first_s * RATE), round(place.end_s * RATE) - 1
        assert samples[first] == round((start_s - AROUND_S) * RATE)
        assert samples[last] == round((end_s + AROUND_S) * RATE) - 1
        assert place.first_s - place.segment_s == pytest.approx(0.3 - AROUND_S, abs=1e-4)
    assert placed[0].first_s == 0.0
    assert [placed[1].first_s, placed[2].first_s] == [placed[0].end_s, placed[1].end_s]
