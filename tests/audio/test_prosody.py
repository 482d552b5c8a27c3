import csv
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile

from assist.audio.cutting import ChunkCutter
from assist.audio.prosody import FLOOR_DBFS, ProsodyMeter, level_dbfs, tilt_db
from assist.events import AudioChunk, Prosody, Samples

EMOTION = Path(__file__).resolve().parents[3] / "shared" / "data" / "emotion_dev"
TIMES = np.arange(16000 * 10) / 16000
VOICE = np.asarray(0.1 * np.sum([np.sin(2 * np.pi * 200 * n * TIMES) / n for n in range(1, 15)], axis=0), np.float32)


def chunks(pattern: str) -> list[AudioChunk]:
    """A chunk of 32 ms a letter: s is speech, . is silence."""
    cut = ChunkCutter("agent").accept(VOICE)
    return [
        replace(chunk, speech=letter == "s", samples=chunk.samples * (letter == "s"))
        for letter, chunk in zip(pattern, cut, strict=False)
    ]


def measure(pattern: str) -> list[Prosody]:
    meter = ProsodyMeter("agent")
    heard = chunks(pattern)
    found = [event for chunk in heard for event in meter.accept(chunk)]
    return found + meter.finish(heard[-1].end_s)


# 32 chunks are 1.024 s, the first stretch of a second or more
SPANS = [
    ("s" * 64, [(0.0, 1.024), (1.024, 2.048)]),
    ("s" * 42, [(0.0, 1.024), (1.024, 1.344)]),
    ("s" * 41, [(0.0, 1.024)]),
    ("s" * 20 + "." * 10, [(0.0, 0.64)]),
    ("s" * 9 + "." * 10, []),
    ("s" * 16 + "." * 4 + "s" * 16, [(0.0, 1.152)]),
    ("s" * 16 + "." * 10 + "s" * 16, [(0.0, 0.512), (0.832, 1.344)]),
    ("." * 64, []),
]


@pytest.mark.parametrize(("pattern", "spans"), SPANS)
def test_one_event_a_second_of_speech_and_one_for_the_rest(pattern: str, spans: list[tuple[float, float]]) -> None:
    events = measure(pattern)
    assert [(event.start_s, event.end_s) for event in events] == spans
    assert all(event.known_at_s >= event.end_s for event in events)


def test_what_is_measured() -> None:
    (event,) = measure("s" * 32)
    assert event.pitch_hz == pytest.approx(200, abs=1)
    assert event.level_dbfs == pytest.approx(level_dbfs(VOICE), abs=0.2)
    assert event.tilt_db < -5


LEVELS = [
    (np.ones(100, np.float32), 0.0),
    (np.full(100, 0.1, np.float32), -20.0),
    (np.sin(2 * np.pi * 100 * TIMES).astype(np.float32), -3.0),
    (np.zeros(100, np.float32), FLOOR_DBFS),
    (np.zeros(0, np.float32), FLOOR_DBFS),
]


@pytest.mark.parametrize(("samples", "expected"), LEVELS)
def test_level(samples: Samples, expected: float) -> None:
    assert level_dbfs(samples) == pytest.approx(expected, abs=0.05)


def test_tilt_is_the_balance_around_one_kilohertz() -> None:
    low, high = np.sin(2 * np.pi * 400 * TIMES), np.sin(2 * np.pi * 2500 * TIMES)
    assert tilt_db((0.1 * low + 0.1 * high).astype(np.float32)) == pytest.approx(0, abs=0.1)
    assert tilt_db((0.1 * low + 0.01 * high).astype(np.float32)) == pytest.approx(-20, abs=0.1)
    assert tilt_db(np.zeros(16000, np.float32)) == 0.0
    assert tilt_db(np.zeros(10, np.float32)) == 0.0


def test_it_costs_little() -> None:
    meter = ProsodyMeter("agent")
    heard = chunks("s" * 312)
    meter.accept(heard[0])
    began = time.process_time()
    for chunk in heard:
        meter.accept(chunk)
    assert (time.process_time() - began) / 10 < 0.01  # measured: 1 ms a second of speech


@pytest.mark.skipif(not EMOTION.exists(), reason="needs ../shared/data/emotion_dev")
def test_acted_anger_is_higher_and_louder_than_the_same_voice_at_rest() -> None:
    rows = list(csv.DictReader((EMOTION / "manifest.csv").read_text(encoding="utf-8").splitlines()))
    speakers = sorted({row["speaker"] for row in rows})[:4]
    raised = 0
    for speaker in speakers:
        own = [row for row in rows if row["speaker"] == speaker]
        calm = [_pitch(row["wav"]) for row in own if row["group"] == "baseline"]
        angry = [_pitch(row["wav"]) for row in own if row["emotion"] in ("anger", "angry")]
        raised += bool(np.median(angry) > 1.1 * np.median(calm))
    assert raised == len(speakers)


def _pitch(name: str) -> float:
    samples, _ = soundfile.read(str(EMOTION / name), dtype="float32")
    meter = ProsodyMeter("customer")
    found: list[float] = []
    for chunk in ChunkCutter("customer").accept(samples):
        found += [event.pitch_hz for event in meter.accept(replace(chunk, speech=True)) if event.pitch_hz]
    return float(np.median(found))
