"""A second look at what one speaker said: neighbouring utterances, decoded together, are heard in their context.

Whisper hears a short utterance worse than the same words within a longer stretch. Finals cannot wait for that, so they
come first, and what the longer stretch shows otherwise is published as a correction. (Real connected digits: a third
of the wrong words were right at the second look.)
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
"""Silence put between two utterances, at most: with the pauses as they were, more words stayed wrong."""
TAIL_S = 0.2
"""How much of the pause behind an utterance is kept."""

Decode = Callable[[Samples], Decoded | None]


@dataclass(frozen=True)
class Part:
    """An utterance as it was last published, its audio, and the log-probabilities of its tokens."""

    said: Utterance
    segment: Segment
    token_logs: tuple[float, ...]
    fresh: bool = True
    """Whether no look has taken it in yet."""


@dataclass(frozen=True)
class Placed:
    """Where a part's samples stand in those that are decoded together: from `first_s` to `end_s`."""

    part: Part
    first_s: float
    end_s: float


class SecondLook:
    """Keeps the last `second_look_longest_s` of one channel's speech, and looks at it again in its pauses.

    A look comes when the speaker has been silent for `second_look_s`, and before an utterance is forgotten that no
    look has taken in. It runs in `executor`, so that nobody waits for it; without one it runs at once.
    """

    def __init__(
        self, decode: Decode, utterances: UtteranceMaker, settings: SpeechSettings, executor: Executor | None
    ) -> None:
        self._decode, self._utterances = decode, utterances
        self._after_s, self._longest_s = settings.second_look_s, settings.second_look_longest_s
        self._executor = executor
        self._recent: list[Part] = []
        self._looks: list[tuple[list[Placed], Future[Decoded | None]]] = []

    def add(self, said: Utterance, segment: Segment, token_logs: tuple[float, ...]) -> None:
        """A final that was published."""
        if self._after_s == 0:
            return
        recent = [*self._recent, Part(said, segment, token_logs)]
        kept = recent
        while len(kept) > 1 and len(joined(kept)[0]) > self._longest_s * SAMPLE_RATE_HZ:
            kept = kept[1:]
        if any(part.fresh for part in recent[: -len(kept)]):
            self._look()
            kept = [replace(part, fresh=part is recent[-1]) for part in kept]
        self._recent = kept

    def ready(self, now_s: float, silent: bool) -> list[Utterance]:
        """The corrections that are there at `now_s`; `silent` is whether the speaker says nothing then."""
        since_s = self._recent[-1].segment.speech_end_s if self._recent else now_s
        if silent and now_s - since_s >= self._after_s and not self._looks:
            self._look()
        return self._corrected(now_s, wait=False)

    def finish(self, now_s: float) -> list[Utterance]:
        """All that is left, waited for: the audio has ended."""
        before = self._corrected(now_s, wait=True)
        self._look()
        return before + self._corrected(now_s, wait=True)

    def _look(self) -> None:
        if len(self._recent) < 2 or not any(part.fresh for part in self._recent):
            return  # nothing new, or nothing to hear it with
        samples, placed = joined(self._recent)
        look: Future[Decoded | None] = Future()
        if self._executor is not None:
            look = self._executor.submit(self._decode, samples)
        else:
            look.set_result(self._decode(samples))
        self._looks.append((placed, look))
        self._recent = [replace(part, fresh=False) for part in self._recent]

    def _corrected(self, now_s: float, wait: bool) -> list[Utterance]:
        corrections: list[Utterance] = []
        while self._looks and (wait or self._looks[0][1].done()):
            placed, look = self._looks.pop(0)
            decoded = look.result()
            if decoded is not None:
                corrections += self._corrections(placed, decoded, now_s)
        return corrections

    def _corrections(self, placed: Sequence[Placed], decoded: Decoded, now_s: float) -> list[Utterance]:
        shares = [_words_of(place, placed, decoded.words) for place in placed]
        before = [log for place in placed for log in place.part.token_logs]
        # what was heard once does not vanish, and a look that is less sure has nothing to say
        if not all(shares) or np.mean(decoded.token_logs) <= np.mean(before):
            return []
        corrections = []
        for place, words in zip(placed, shares, strict=True):
            said = place.part.said
            if plain(word.text for word in words) != plain((said.raw or said.text).split()):
                said = self._utterances.correct(said, place.part.segment, words, now_s)
                corrections.append(said)
            self._renew(replace(place.part, said=said, token_logs=decoded.token_logs, fresh=False))
        return corrections

    def _renew(self, new: Part) -> None:
        name = new.said.utterance_id
        self._recent = [new if part.said.utterance_id == name else part for part in self._recent]


def joined(parts: Sequence[Part]) -> tuple[Samples, list[Placed]]:
    """The samples of some utterances, the pauses between them shortened to GAP_S, and where each stands in them."""
    pieces: list[Samples] = []
    placed: list[Placed] = []
    at = 0
    for part, pause in zip(parts, [*_pauses(parts), 0], strict=True):
        samples = part.segment.heard(TAIL_S)
        placed.append(Placed(part, at / SAMPLE_RATE_HZ, (at + len(samples)) / SAMPLE_RATE_HZ))
        pieces += [samples, np.zeros(pause, np.float32)]
        at += len(samples) + pause
    return np.concatenate(pieces), placed


def _pauses(parts: Sequence[Part]) -> list[int]:
    """The silence behind each part but the last, in samples."""
    ends_s = [part.segment.start_s + len(part.segment.heard(TAIL_S)) / SAMPLE_RATE_HZ for part in parts]
    starts_s = [part.segment.start_s for part in parts[1:]]
    pauses_s = [min(max(start_s - end_s, 0.0), GAP_S) for end_s, start_s in zip(ends_s, starts_s, strict=False)]
    return [round(pause_s * SAMPLE_RATE_HZ) for pause_s in pauses_s]


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
