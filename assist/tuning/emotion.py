"""`assist eval emotion`: how well raised voices are told from calm ones, through the ear of a live call.

Each speaker's baseline pieces are heard first, as the start of a call, then every test piece right after them; a piece
scores the mean strength of its windows. Joined calls run through the session, and what counts is `rising_emotion`.
"""

import time
from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

import numpy as np
from pydantic import JsonValue

from assist.audio.ears import Ears
from assist.audio.prosody import UTTERANCE_S
from assist.audio.sources import probe_file, read_chunks
from assist.config import EmotionSettings, Settings
from assist.detectors.emotion import EmotionFollower
from assist.detectors.rise import RiseMeter
from assist.events import AudioChunk, Heard, Prosody, Signal
from assist.tuning.emotion_data import JoinedCall, Person, read_joined, read_people
from assist.tuning.labelled import share
from assist.tuning.mono import mono_chunks, mono_duration_s
from assist.tuning.recorded import Progress

GAP_S = 0.5
"""Silence after each piece, so that it ends as an utterance does."""
APART_S = UTTERANCE_S + 1.0
"""Time that passes between two pieces that are judged apart."""
HIT_S = 9.0
"""A rise counts as found from `rise_at_s` up to so much later."""
Scores = list[tuple[float, bool]]
"""Strength of each piece, and whether its label is high."""


@dataclass
class Work:
    """What was heard so far, what it cost, and of how much."""

    progress: Progress
    whole_s: float
    audio_s: float = 0.0
    cpu_s: float = 0.0

    def done(self, audio_s: float, cpu_s: float) -> None:
        """So much more was heard."""
        self.audio_s, self.cpu_s = self.audio_s + audio_s, self.cpu_s + cpu_s
        self.progress(min(self.audio_s, self.whole_s), self.whole_s)


def evaluate_emotion(folder: Path, settings: Settings, progress: Progress) -> dict[str, JsonValue]:
    """The figures for a folder of labelled voices, of joined calls, or of both. Raises AssistError for wrong data."""
    people, joined = read_people(folder), read_joined(folder)
    pieces = [piece.file for person in people for piece in (*person.baseline, *person.test)]
    whole_s = sum(mono_duration_s(file) for file in pieces) + sum(probe_file(file).duration_s for file, _ in joined)
    work = Work(progress, whole_s)
    by_corpus: dict[str, Scores] = {}
    for person in people:
        by_corpus.setdefault(person.corpus, []).extend(scores_of(person, settings, work))
    pooled = list(chain.from_iterable(by_corpus.values()))
    rises = Rises()
    for file, call in joined:
        rises.add(call, raised_in(file, settings, work), probe_file(file).duration_s)
    return {
        "n": len(pooled),
        "auc": auc(pooled),
        "auc_per_corpus": {corpus: auc(scores) for corpus, scores in by_corpus.items()},
        "cpu_ms_per_audio_s": 1000 * work.cpu_s / work.audio_s if work.audio_s else None,
        **(rises.figures() if joined else {}),
    }


def scores_of(person: Person, settings: Settings, work: Work) -> Scores:
    """The strength of every test piece in which a voice is heard; one without any scores 0."""
    pieces = [*person.baseline, *person.test]
    windows = list(hear_apart((mono_chunks(piece.file, "customer", GAP_S) for piece in pieces), settings, work))
    meter = RiseMeter(settings.emotion)
    for heard in chain.from_iterable(windows[: len(person.baseline)]):
        meter.feed(heard)
    tested = zip(windows[len(person.baseline) :], person.test, strict=True)
    return [(strength(meter, heard), piece.high) for heard, piece in tested]


def strength(meter: RiseMeter, windows: Sequence[Prosody]) -> float:
    """The mean strength of a piece's windows right after what `meter` has heard; `meter` stays as it is."""
    meter = deepcopy(meter)
    rises = [rise.now for heard in windows if (rise := meter.feed(heard)) is not None]
    return float(np.mean(rises)) if rises else 0.0


def hear_apart(pieces: Iterable[Iterator[AudioChunk]], settings: Settings, work: Work) -> Iterator[list[Prosody]]:
    """The windows of each piece, all heard by one ear; so much time lies between them that no window spans two."""
    ear, at_s = Ears(settings, ("customer",)), 0.0
    for chunks in pieces:
        windows: list[Prosody] = []
        start_s = at_s
        for chunk in chunks:
            later = AudioChunk(chunk.speaker, start_s + chunk.start_s, chunk.samples)
            windows += _heard(ear, later, work)
            at_s = later.end_s
        at_s += APART_S
        yield windows


def hear(chunks: Iterable[AudioChunk], settings: Settings, work: Work) -> Iterator[Prosody]:
    """What the ear of a live call makes of the customer's chunks; those of the agent are passed over."""
    ear = Ears(settings, ("customer",))
    for chunk in chunks:
        if chunk.speaker == "customer":
            yield from _heard(ear, chunk, work)
    yield from _windows(ear.finish()[1])


def _heard(ear: Ears, chunk: AudioChunk, work: Work) -> Iterator[Prosody]:
    began_s = time.process_time()
    heard = ear.accept(chunk)[1]
    work.done(chunk.end_s - chunk.start_s, time.process_time() - began_s)
    return _windows(heard)


def _windows(heard: Sequence[Heard]) -> Iterator[Prosody]:
    return (event for event in heard if isinstance(event, Prosody))


def raised_in(file: Path, settings: Settings, work: Work) -> list[float]:
    """When `rising_emotion` of the customer was said in a stereo call, in seconds."""
    return raised_at(hear(read_chunks(file), settings, work), settings.emotion)


def raised_at(windows: Iterator[Prosody], settings: EmotionSettings) -> list[float]:
    """When `rising_emotion` is said over these windows."""
    follower = EmotionFollower(settings)
    signals: list[Signal] = [signal for heard in windows for signal in follower.follow(heard, ())]
    return [signal.known_at_s for signal in signals if signal.name == "rising_emotion"]


@dataclass
class Rises:
    """Adds up joined calls. A signal before a rise, or in a call without one, is a false alarm."""

    hits: int = 0
    rises: int = 0
    false_alarms: int = 0
    calm_s: float = 0.0
    delays_s: list[float] = field(default_factory=list)

    def add(self, call: JoinedCall, raised_at_s: Sequence[float], duration_s: float) -> None:
        """Takes in when a call's customer was said to be raised."""
        until_s = duration_s if call.rise_at_s is None else call.rise_at_s
        self.calm_s += until_s
        self.false_alarms += sum(at_s < until_s for at_s in raised_at_s)
        if call.rise_at_s is None:
            return
        self.rises += 1
        delays_s = [at_s - call.rise_at_s for at_s in raised_at_s if 0 <= at_s - call.rise_at_s <= HIT_S]
        self.hits += bool(delays_s)
        self.delays_s += delays_s[:1]

    def figures(self) -> dict[str, JsonValue]:
        """Null where there is no rise, or no calm speech, to judge."""
        return {
            "rising_hit_rate": share(self.hits, self.rises),
            "rising_false_alarms_per_min": 60 * self.false_alarms / self.calm_s if self.calm_s else None,
            "rising_delay_p50_s": float(np.median(self.delays_s)) if self.delays_s else None,
        }


def auc(scores: Scores) -> float | None:
    """The probability that a high piece scores above a low one (ties half); None where either is lacking."""
    high = np.array([score for score, is_high in scores if is_high])
    low = np.array([score for score, is_high in scores if not is_high])
    if not len(high) or not len(low):
        return None
    above = (high[:, np.newaxis] > low).mean() + 0.5 * (high[:, np.newaxis] == low).mean()
    return float(above)
