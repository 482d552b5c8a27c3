from dataclasses import replace

import numpy as np
import pytest

from assist.audio.cutting import ChunkCutter
from assist.audio.prosody import UTTERANCE_S, WINDOW_S, ProsodyMeter
from assist.audio.voice_pieces import FLOOR_DBFS
from assist.events import AudioChunk, Prosody, Samples
from tests.voices import noisy, speech

TIMES = np.arange(16000 * 10) / 16000
VOICE = np.asarray(0.1 * np.sum([np.sin(2 * np.pi * 200 * n * TIMES) / n for n in range(1, 15)], axis=0), np.float32)
LEVEL_DBFS = 10 * np.log10(np.mean(VOICE**2))


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
    assert event.pitch_high_hz == pytest.approx(200, abs=1)
    assert event.pitch_spread_semitones == pytest.approx(0, abs=0.1)
    assert event.level_dbfs == pytest.approx(LEVEL_DBFS, abs=0.3)
    assert event.level_voiced_dbfs == pytest.approx(LEVEL_DBFS, abs=0.3)
    assert event.tilt_db < -5
    assert event.voiced_share == 1.0
    assert event.periodicity is not None and event.periodicity > 0.95


def meter_of(samples: Samples) -> list[Prosody]:
    """All of it is speech."""
    meter = ProsodyMeter("customer")
    return [
        event
        for chunk in ChunkCutter("customer").accept(samples)
        for event in meter.accept(replace(chunk, speech=True))
    ]


def test_the_window_grows_to_its_length_and_stays() -> None:
    lengths = [event.window_s or 0.0 for event in meter_of(speech(150, 8.0))]
    assert lengths[0] == pytest.approx(1.0, abs=0.05)
    assert max(lengths) <= WINDOW_S
    assert lengths[-1] >= WINDOW_S - 1.0


def test_the_window_lets_go_of_the_utterance_before() -> None:
    pattern = "s" * 64 + "." * (round(UTTERANCE_S / 0.032) + 1) + "s" * 40
    events = measure(pattern)
    assert events[1].window_s == pytest.approx(2.0, abs=0.1)
    assert events[2].window_s == pytest.approx(1.0, abs=0.1)


def test_syllables_are_counted() -> None:
    rates = [event.syllables_per_s for event in meter_of(speech(150, 6.0))][1:]
    assert all(rate == pytest.approx(4.0, abs=1.1) for rate in rates), rates


def test_a_voice_without_pitch_has_none() -> None:
    (event,) = meter_of(np.random.default_rng(2).normal(0, 0.1, 16400).astype(np.float32))
    assert event.pitch_hz is event.pitch_high_hz is event.jitter_percent is event.level_voiced_dbfs is None
    assert event.level_dbfs == pytest.approx(-20, abs=0.3)


def test_silence_taken_for_speech_is_measured_too() -> None:
    (event,) = meter_of(np.zeros(16400, np.float32))
    assert (event.level_dbfs, event.pitch_hz, event.syllables_per_s) == (FLOOR_DBFS, None, 0.0)


RAISED = [("clean", 60.0), ("noise", 15.0)]


@pytest.mark.parametrize(("line", "over_db"), RAISED)
def test_a_raised_voice_is_higher_louder_and_brighter(line: str, over_db: float) -> None:
    calm = meter_of(noisy(speech(130, 4.0), over_db))[-1]
    raised = meter_of(noisy(speech(180, 4.0, level_db=6, effort=4), over_db))[-1]
    assert calm.pitch_hz is not None and raised.pitch_hz is not None
    assert raised.pitch_hz > 1.25 * calm.pitch_hz
    assert raised.level_dbfs > calm.level_dbfs + 3
    assert raised.tilt_db > calm.tilt_db + 1
    assert calm.slope_db_octave is not None and raised.slope_db_octave is not None
    assert raised.slope_db_octave > calm.slope_db_octave


def test_a_short_rest_at_the_end_is_dropped() -> None:
    meter = ProsodyMeter("customer")
    for chunk in chunks("s" * 9):
        assert meter.accept(chunk) == []
    assert meter.finish(0.3) == []
