"""`assist eval interruptions`: who cuts in, in two-channel scenes with exact labels. Formats: README.

The audio goes the way of a live call: the ears of both channels, then a session, flat out, with stream time as the
clock. No recogniser listens; words could only take a signal back.
"""

import json
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import JsonValue, TypeAdapter, ValidationError

from assist.audio.sources import probe_file, read_chunks
from assist.config import Settings, first_fault
from assist.errors import AssistError
from assist.events import Heard, Signal, Utterance
from assist.hearing import Hearing
from assist.playbook import Playbook
from assist.session import Session
from assist.tuning.labelled import Label, f1, share, start_of
from assist.tuning.latency import percentile
from assist.tuning.recorded import Progress

DAY = date(2026, 6, 15)
"""A working Monday: the hour of the call plays no part."""
EARLY_S, LATE_S = 0.2, 4.0
"""A signal so long before and behind the event is its hit."""
NAME = "interruption"


class SceneEvent(Label):
    """Where the agent began to speak, in seconds of the scene."""

    t: float


class Scene(Label):
    """One labelled scene."""

    wav: str
    kind: str
    setting: str
    interruption: bool
    event: SceneEvent | None = None
    agent_speech: tuple[tuple[float, float], ...] = ()
    customer_speech: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True)
class Judged:
    """What came of a scene: the delay of its hit in seconds (None: missed), false alarms, whether anything was said."""

    scene: Scene
    delay_s: float | None
    false_alarms: int
    fired: bool


def evaluate_interruptions(
    path: Path, playbook: Playbook, settings: Settings, progress: Progress
) -> dict[str, JsonValue]:
    """Scores the scenes of a folder. Raises AssistError for the folder, its labels and their audio."""
    scenes = read_scenes(path)
    lengths_s = [probe_file(path / scene.wav).duration_s for scene in scenes]
    quiet = playbook.model_copy(update={"rules": (), "stages": (), "phrases": (), "turns": None})
    judged: list[Judged] = []
    heard_s = cpu_s = 0.0
    for scene, length_s in zip(scenes, lengths_s, strict=True):
        signals, seconds = hear_scene(path / scene.wav, Session(quiet, settings), settings)
        judged.append(judge(scene, [signal.known_at_s for signal in signals if signal.by == "agent"]))
        heard_s, cpu_s = heard_s + length_s, cpu_s + seconds
        progress(heard_s, sum(lengths_s))
    return figures(judged, heard_s) | {"cpu_ms_per_audio_s": 1000 * cpu_s / heard_s}


def read_scenes(folder: Path) -> list[Scene]:
    """The scenes of `scenes.json` in `folder`. Raises AssistError naming the file, the scene and the key."""
    file = folder / "scenes.json"
    try:
        rows = json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise AssistError(f"{file}: cannot be read ({error.strerror}); give a folder that holds scenes.json") from None
    except ValueError as error:
        raise AssistError(f"{file}: is not JSON: {error}; mend that line") from None
    if not isinstance(rows, list) or not rows:
        raise AssistError(f"{file}: holds no list of scenes; write [{{...}}, ...]")
    return [_scene(f"{file}: scene {number}", row) for number, row in enumerate(rows, 1)]


def _scene(place: str, row: object) -> Scene:
    try:
        scene = TypeAdapter(Scene).validate_json(json.dumps(row))
    except ValidationError as error:
        raise AssistError(f"{place}: {first_fault(error)}") from None
    if scene.interruption and scene.event is None:
        raise AssistError(f"{place}: event: is missing where there is an interruption; add it")
    return scene


class _NoWords:
    """In place of a recogniser: nobody reads the words."""

    def accept(self, chunk: object) -> list[Utterance]:
        return []

    def finish(self) -> list[Utterance]:
        return []


def hear_scene(file: Path, session: Session, settings: Settings) -> tuple[list[Signal], float]:
    """The interruptions a session notices in a stereo file, and the processor's seconds that hearing took."""
    hearing = Hearing(settings, {"agent": _NoWords(), "customer": _NoWords()})
    session.feed(start_of(file.stem, DAY))
    signals: list[Signal] = []
    cpu_s = 0.0
    for chunk in read_chunks(file):
        heard, seconds = _timed(lambda: hearing.accept(chunk))  # noqa: B023 - called at once
        signals += _noticed(session, heard)
        cpu_s += seconds
    return signals + _noticed(session, hearing.finish()), cpu_s


def _timed(work: Callable[[], list[Heard]]) -> tuple[list[Heard], float]:
    began_s = time.thread_time()
    return work(), time.thread_time() - began_s


def _noticed(session: Session, heard: Iterable[Heard]) -> list[Signal]:
    concluded = [item for event in heard for item in session.feed(event)]
    return [item for item in concluded if isinstance(item, Signal) and item.name == NAME]


def judge(scene: Scene, times_s: Iterable[float]) -> Judged:
    """The first signal in the event's window is its hit, others inside it are ignored, and every other one is false."""
    at_s = scene.event.t if scene.interruption and scene.event is not None else None
    every = list(times_s)
    within = [t - at_s for t in every if at_s is not None and at_s - EARLY_S <= t <= at_s + LATE_S]
    return Judged(scene, min(within) if within else None, len(every) - len(within), bool(every))


def figures(judged: list[Judged], audio_s: float) -> dict[str, JsonValue]:
    """The figures of judged scenes; shares are in 0..1, null where there is nothing to judge."""
    delays_s = [one.delay_s for one in judged if one.delay_s is not None]
    hits, labelled = len(delays_s), sum(one.scene.interruption for one in judged)
    false = sum(one.false_alarms for one in judged)
    kinds = Counter(one.scene.kind for one in judged)
    fired = Counter(one.scene.kind for one in judged if one.fired)
    return {
        "n": len(judged),
        **_shares(judged),
        "f1": f1(hits, hits + false, labelled),
        "per_kind": {kind: {"n": count, "fired": fired[kind]} for kind, count in kinds.items()},
        "per_setting": {
            setting: _shares([one for one in judged if one.scene.setting == setting])
            for setting in dict.fromkeys(one.scene.setting for one in judged)
        },
        "delay_p50_s": percentile(delays_s, 50),
        "delay_p95_s": percentile(delays_s, 95),
        "audio_s": round(audio_s, 1),
        "false_alarms_per_h": 3600 * false / audio_s,
    }


def _shares(judged: list[Judged]) -> dict[str, JsonValue]:
    hits = sum(one.delay_s is not None for one in judged)
    false = sum(one.false_alarms for one in judged)
    return {
        "precision": share(hits, hits + false),
        "recall": share(hits, sum(one.scene.interruption for one in judged)),
    }
