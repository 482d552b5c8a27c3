"""A second look at what one speaker said: the utterances of a turn, decoded together, are heard in their context.

Whisper hears a short utterance worse than the same words within a longer stretch. Finals cannot wait for that, so they
come first, and what the whole turn shows otherwise is published as a correction.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass, replace

import numpy as np

from assist.config import SpeechSettings
from assist.events import SAMPLE_RATE_HZ, Samples, Utterance
from assist.speech.decoder import Decoded
from assist.speech.segmenter import Segment
from assist.speech.utterances import UtteranceMaker
from assist.speech.words import TimedWord, plain

GAP_S = 0.5
"""Silence put between two utterances, at most: the pause itself says nothing, and would cost time."""
TAIL_S = 0.2
"""How much of the pause behind an utterance is kept."""

Decode = Callable[[Samples], Decoded | None]


@dataclass(frozen=True)
class Part:
    """An utterance of a turn as it was published, and its audio."""

    said: Utterance
    segment: Segment


@dataclass(frozen=True)
class Placed:
    """Where a part's samples stand in those of the whole turn: from `first_s` to `end_s`."""

    part: Part
    first_s: float
    end_s: float


class SecondLook:
    """Collects the finals of one channel and looks at them again, turn by turn.

    A turn is over once its speaker has been silent for `second_look_s`, or when the next utterance would make it longer
    than `second_look_longest_s`. Looks run in `executor`, so that nobody waits for them; without one they run at once.
    """

    def __init__(
        self, decode: Decode, utterances: UtteranceMaker, settings: SpeechSettings, executor: Executor | None
    ) -> None:
        self._decode, self._utterances = decode, utterances
        self._after_s, self._longest_s = settings.second_look_s, settings.second_look_longest_s
        self._executor = executor
        self._turn: list[Part] = []
        self._looks: list[tuple[list[Placed], Future[Decoded | None]]] = []

    def add(self, said: Utterance, segment: Segment) -> None:
        """A final that was published."""
        if self._after_s == 0:
            return
        part = Part(said, segment)
        if self._turn and _length_s([*self._turn, part]) > self._longest_s:
            self._look()
        self._turn.append(part)

    def ready(self, now_s: float, silent: bool) -> list[Utterance]:
        """The corrections that are there at `now_s`; `silent` is whether the speaker says nothing then."""
        if silent and self._turn and now_s - self._turn[-1].segment.speech_end_s >= self._after_s:
            self._look()
        return self._corrected(now_s, wait=False)

    def finish(self, now_s: float) -> list[Utterance]:
        """All that is left, waited for: the audio has ended."""
        self._look()
        return self._corrected(now_s, wait=True)

    def _look(self) -> None:
        turn, self._turn = self._turn, []
        if len(turn) < 2:
            return  # nothing to hear it with
        samples, placed = joined(turn)
        look: Future[Decoded | None] = Future()
        if self._executor is not None:
            look = self._executor.submit(self._decode, samples)
        else:
            look.set_result(self._decode(samples))
        self._looks.append((placed, look))

    def _corrected(self, now_s: float, wait: bool) -> list[Utterance]:
        corrections: list[Utterance] = []
        while self._looks and (wait or self._looks[0][1].done()):
            placed, look = self._looks.pop(0)
            decoded = look.result()
            corrections += self._corrections(placed, decoded.words if decoded else (), now_s)
        return corrections

    def _corrections(self, placed: Sequence[Placed], words: Sequence[TimedWord], now_s: float) -> list[Utterance]:
        shares = [_words_of(place, placed, words) for place in placed]
        if not all(shares):
            return []  # what was heard once does not vanish: this look has missed something
        return [
            self._utterances.correct(place.part.said, place.part.segment, share, now_s)
            for place, share in zip(placed, shares, strict=True)
            if plain(word.text for word in share) != plain(_heard(place.part.said).split())
        ]


def joined(turn: Sequence[Part]) -> tuple[Samples, list[Placed]]:
    """The samples of a turn, its pauses shortened to GAP_S, and where each part stands in them."""
    pieces: list[Samples] = []
    placed: list[Placed] = []
    at = 0
    for part, pause in zip(turn, [*_pauses(turn), 0], strict=True):
        samples = part.segment.heard(TAIL_S)
        placed.append(Placed(part, at / SAMPLE_RATE_HZ, (at + len(samples)) / SAMPLE_RATE_HZ))
        pieces += [samples, np.zeros(pause, np.float32)]
        at += len(samples) + pause
    return np.concatenate(pieces), placed


def _pauses(turn: Sequence[Part]) -> list[int]:
    """The silence behind each part but the last, in samples."""
    ends_s = [part.segment.start_s + len(part.segment.heard(TAIL_S)) / SAMPLE_RATE_HZ for part in turn]
    starts_s = [part.segment.start_s for part in turn[1:]]
    pauses_s = [min(max(start_s - end_s, 0.0), GAP_S) for end_s, start_s in zip(ends_s, starts_s, strict=False)]
    return [round(pause_s * SAMPLE_RATE_HZ) for pause_s in pauses_s]


def _length_s(turn: Sequence[Part]) -> float:
    return len(joined(turn)[0]) / SAMPLE_RATE_HZ


def _words_of(place: Placed, placed: Sequence[Placed], words: Sequence[TimedWord]) -> list[TimedWord]:
    """The words of a part, timed from its first sample: those whose middle is nearest to it."""

    def distance_s(other: Placed, at_s: float) -> float:
        return max(other.first_s - at_s, at_s - other.end_s, 0.0)

    own = [
        word
        for word in words
        if min(placed, key=lambda other: distance_s(other, (word.start_s + word.end_s) / 2)) is place
    ]
    return [replace(w, start_s=w.start_s - place.first_s, end_s=w.end_s - place.first_s) for w in own]


def _heard(said: Utterance) -> str:
    return said.raw or said.text
