"""A second look at what one speaker said: neighbouring utterances, decoded together, are heard in their context.

Whisper hears a short utterance worse than the same words within a longer stretch. Finals cannot wait for that, so they
come first, and what the longer stretch shows otherwise is published as a correction. Context also misleads: after
"iya selamat pagi" whisper hears it again in "iya silakan". So each utterance keeps its text unless the new one is
likelier in both hearings together, alone and in context.
"""

import logging
from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from assist.config import SpeechSettings
from assist.events import SAMPLE_RATE_HZ, Samples, Utterance
from assist.language.words.known_words import is_known
from assist.speech.segmenter import Segment
from assist.speech.utterances import UtteranceMaker
from assist.speech.whisper.decoder import Encoded
from assist.speech.words import TimedWord, likelihood, plain

logger = logging.getLogger(__name__)
AROUND_S = 0.25
"""How much of the pause before and behind an utterance is kept: the true pause, shortened to half a second.

With the pauses as long as they were, or with digital silence in them, more words stayed wrong.
"""
UNKNOWN_COST = 3.0
"""Given for each word less that means nothing. A text with more of them than before is no correction."""
LOSS_MARGIN = 4.0
"""By how much a text must be likelier in which a word of the old one is missing that understanding goes by."""


@dataclass(frozen=True)
class Hearing:
    """Words heard in some audio, and the audio as it was encoded."""

    words: tuple[TimedWord, ...]
    encoded: Encoded


class Listener(Protocol):
    """What decodes, in any thread."""

    def again(self, samples: Samples) -> Hearing | None:
        """The words of some utterances (mono float32 at 16 kHz, up to 30 s); None where none are heard."""
        ...

    def logs(self, encoded: Encoded, tokens: Sequence[int]) -> list[float]:
        """The log-probability of each token, were this text said in this audio."""
        ...


@dataclass(frozen=True)
class Part:
    """An utterance as it was last published with its words, its audio, and that audio as it was encoded alone."""

    said: Utterance
    words: tuple[TimedWord, ...]
    segment: Segment
    alone: Encoded


@dataclass(frozen=True)
class Placed:
    """Where a part stands in the samples that are decoded together, and where its segment would begin in them."""

    first_s: float
    end_s: float
    segment_s: float


Changes = list[tuple[Part, tuple[TimedWord, ...]]]
"""Parts whose words are others than was published."""


class SecondLook:
    """Collects up to `second_look_longest_s` of one channel's speech, and looks at it again in the speaker's pauses.

    A look comes when the speaker has been silent for `second_look_s`, at all that was collected; and a last one when
    the next utterance would make it too long, and begins a collection of its own. Looks run in `executor`, so that
    nobody waits for them; without one they run at once.
    """

    def __init__(
        self, listener: Listener, utterances: UtteranceMaker, settings: SpeechSettings, executor: Executor | None
    ) -> None:
        self._listener, self._utterances = listener, utterances
        self._after_s, self._longest_s = settings.second_look_s, settings.second_look_longest_s
        self._executor = executor
        self._collected: list[Part] = []
        self._fresh = False
        self._looks: list[Future[Changes]] = []
        self._newest: dict[str, int] = {}
        """The revision of each utterance that a look has corrected."""

    def add(self, said: Utterance, segment: Segment, alone: Hearing) -> None:
        """A final that was published."""
        if self._after_s == 0:
            return
        part = Part(said, alone.words, segment, alone.encoded)
        if len(joined([*self._collected, part])[0]) > self._longest_s * SAMPLE_RATE_HZ:
            self._look()
            self._collected = []
        self._collected.append(part)
        self._fresh = True

    def ready(self, now_s: float, silent: bool) -> list[Utterance]:
        """The corrections that are there at `now_s`; `silent` is whether the speaker says nothing then."""
        since_s = self._collected[-1].segment.speech_end_s if self._collected else now_s
        if silent and now_s - since_s >= self._after_s and not self._looks:
            self._look()
        return self._corrections(now_s, wait=False)

    def finish(self, now_s: float) -> list[Utterance]:
        """All that is left, waited for: the audio has ended."""
        before = self._corrections(now_s, wait=True)
        self._look()
        return before + self._corrections(now_s, wait=True)

    def _look(self) -> None:
        parts, fresh, self._fresh = tuple(self._collected), self._fresh, False
        if not fresh or len(parts) < 2:
            return  # nothing new, or nothing to hear it with
        given = (self._listener, parts, self._utterances.lexicon.ordinary)
        self._looks.append(self._executor.submit(changes, *given) if self._executor else _at_once(*given))

    def _corrections(self, now_s: float, wait: bool) -> list[Utterance]:
        corrections: list[Utterance] = []
        while self._looks and (wait or self._looks[0].done()):
            look = self._looks.pop(0)
            if look.exception() is not None:  # the finals stand, and the engine fails of itself if it is broken
                logger.warning("a second look failed (%s)", type(look.exception()).__name__)
                continue
            for part, words in look.result():
                name = part.said.utterance_id
                if part.said.revision < self._newest.get(name, 0):
                    continue  # judged against a text that an earlier look, then still under way, has replaced
                correction = self._utterances.correct(part.said, part.segment, words, now_s)
                self._newest[name] = correction.revision
                corrections.append(correction)
                self._renew(replace(part, said=correction, words=words))
        return corrections

    def _renew(self, new: Part) -> None:
        name = new.said.utterance_id
        self._collected = [new if part.said.utterance_id == name else part for part in self._collected]


def _at_once(listener: Listener, parts: Sequence[Part], ordinary: frozenset[str]) -> Future[Changes]:
    look: Future[Changes] = Future()
    try:
        look.set_result(changes(listener, parts, ordinary))
    except Exception as error:  # as an executor does
        look.set_exception(error)
    return look


def changes(listener: Listener, parts: Sequence[Part], ordinary: frozenset[str]) -> Changes:
    """Hears the parts together, and says which of them have other words than was published.

    `ordinary` are words that mean something, besides those that are understood.
    """
    samples, placed = joined(parts)
    together = listener.again(samples)
    if together is None:
        return []
    before = iter(listener.logs(together.encoded, [token for part in parts for token in _tokens(part.words)]))
    found: Changes = []
    for part, new in zip(parts, shared_out(together.words, placed), strict=True):
        old_in_context = [next(before) for _ in _tokens(part.words)]
        if not new or _letters(new) == _letters(part.words) or _only_loses(new, part.words):
            continue
        meaningless, meaningless_before = _unknown(new, ordinary), _unknown(part.words, ordinary)
        if meaningless > meaningless_before:
            continue  # "mungkin" does not become "munkin", whatever the sounds say
        new_in_context = [log for word in new for log in word.logs]
        new_score = likelihood([*listener.logs(part.alone, _tokens(new)), *new_in_context])
        old_score = likelihood([*listener.logs(part.alone, _tokens(part.words)), *old_in_context])
        gain = new_score - old_score + UNKNOWN_COST * (meaningless_before - meaningless)
        if gain > (LOSS_MARGIN if _weighty(part.words) - _weighty(new) else 0.0):
            found.append((part, new))
    return found


def _tokens(words: Iterable[TimedWord]) -> list[int]:
    return [token for word in words for token in word.tokens]


def _weighty(words: Iterable[TimedWord]) -> Counter[str]:
    """The words that understanding goes by. Figures are left out: "24" may also be written "2, 4"."""
    found = plain(word.text for word in words)
    return Counter(word for word in found if word.isalpha() and is_known(word, frozenset()))


def _only_loses(new: Iterable[TimedWord], old: Iterable[TimedWord]) -> bool:
    """Whether the new text is the old one with words left out: what was heard once is not taken away."""
    left = iter(plain(word.text for word in old))
    return all(word in left for word in plain(word.text for word in new))


def _letters(words: Iterable[TimedWord]) -> str:
    """The words without case, punctuation and spaces: a change of these alone is none."""
    return "".join(plain(word.text for word in words))


def _unknown(words: Iterable[TimedWord], ordinary: frozenset[str]) -> int:
    """How many words mean nothing."""
    spoken = plain(piece for word in words for piece in word.text.split("-"))
    return sum(not word.isdigit() and not is_known(word, ordinary) for word in spoken)


def joined(parts: Sequence[Part]) -> tuple[Samples, list[Placed]]:
    """The samples of some utterances, one after the other, and where each stands in them."""
    pieces: list[Samples] = []
    placed: list[Placed] = []
    at = 0
    for part in parts:
        segment = part.segment
        first = max(0, round((segment.speech_start_s - AROUND_S - segment.start_s) * SAMPLE_RATE_HZ))
        piece = segment.heard(AROUND_S)[first:]
        ends = at / SAMPLE_RATE_HZ, (at + len(piece)) / SAMPLE_RATE_HZ
        placed.append(Placed(*ends, segment_s=ends[0] - first / SAMPLE_RATE_HZ))
        pieces.append(piece)
        at += len(piece)
    return np.concatenate(pieces), placed


def shared_out(words: Sequence[TimedWord], placed: Sequence[Placed]) -> list[tuple[TimedWord, ...]]:
    """The words of each part, timed from the start of its segment; none at all where there are fewer words than parts.

    Words keep their order and each part gets at least one, so that none is heard twice; among such ways to share them
    out it is the one in which the words' middles lie nearest to their parts.
    """
    if len(words) < len(placed):
        return [() for _ in placed]
    middles_s = [(word.start_s + word.end_s) / 2 for word in words]
    best: list[tuple[float, list[int]]] = [(0.0, [0])]  # for the parts so far: the distance, and where each one ends
    for number, place in enumerate(placed, 1):
        far_s = np.cumsum([0.0, *(max(place.first_s - at_s, at_s - place.end_s, 0.0) for at_s in middles_s)])
        longer = []
        for end in range(number, len(words) - len(placed) + number + 1):
            ways = [(way[0] + far_s[end] - far_s[way[1][-1]], way[1]) for way in best if way[1][-1] < end]
            distance_s, ends = min(ways, key=lambda way: way[0])
            longer.append((float(distance_s), [*ends, end]))
        best = longer
    ends = best[-1][1]
    return [
        tuple(replace(w, start_s=w.start_s - at.segment_s, end_s=w.end_s - at.segment_s) for w in words[first:after])
        for at, first, after in zip(placed, ends, ends[1:], strict=False)
    ]
