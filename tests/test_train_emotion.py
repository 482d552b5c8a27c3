"""script/train_emotion.py and what it trains through; and that the shipped weights are of its making."""

import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from assist.detectors import emotion_weights
from assist.detectors.rise import MEASURES
from assist.events import Samples
from tests.voices import speech

SCRIPTS = Path(__file__).resolve().parent.parent / "script"
TIMES = np.arange(16000) / 16000


@pytest.fixture(scope="module")
def training() -> ModuleType:
    sys.path.insert(0, str(SCRIPTS))
    try:
        import train_emotion  # type: ignore[import-not-found]
    finally:
        sys.path.remove(str(SCRIPTS))
    module: ModuleType = train_emotion
    return module


@pytest.fixture(scope="module")
def lines(training: ModuleType) -> ModuleType:
    return sys.modules["voice_lines"]


def rms_db(samples: Samples) -> float:
    return float(10 * np.log10(np.mean(samples.astype(np.float64) ** 2) + 1e-12))


@pytest.mark.parametrize(("hz", "passes"), [(100, False), (600, True), (2500, True), (5000, False)])
def test_a_telephone_passes_its_band(hz: float, passes: bool, lines: ModuleType) -> None:
    tone = np.asarray(0.3 * np.sin(2 * np.pi * hz * TIMES), np.float32)
    heard = lines.telephone(tone)
    assert len(heard) == len(tone)
    assert (rms_db(heard) > rms_db(tone) - 3) == passes
    assert passes or rms_db(heard) < rms_db(tone) - 20


def test_an_automatic_gain_brings_voices_to_one_level(lines: ModuleType) -> None:
    voice = speech(150, 3.0)
    soft, loud = (rms_db(lines.automatic_gain(voice * np.float32(gain))[16000:]) for gain in (0.1, 1.0))
    assert abs(soft - loud) < 5  # of 20


def test_pink_noise_is_the_same_for_a_seed_and_has_a_level_of_one(lines: ModuleType) -> None:
    assert np.array_equal(lines.pink(5000, 3), lines.pink(5000, 3))
    assert rms_db(lines.pink(5000, 3)) == pytest.approx(0, abs=0.01)


def examples(training: ModuleType, count: int = 60) -> list[object]:
    """Voices whose pitch and slope rise with arousal, and whose tilt falls, as that of no voice does."""
    random, made = np.random.default_rng(1), []
    for number in range(count):
        high = number % 2 == 0
        rows = random.normal(0, 1, (3, len(MEASURES)))
        rows[:, MEASURES.index("pitch")] += 3 * high
        rows[:, MEASURES.index("slope")] += 2 * high
        rows[:, MEASURES.index("tilt")] -= 2 * high
        made.append(training.Example("clean", f"s{number % 6}", high, rows))
    return made


def test_signs_are_held_to_what_effort_does(training: ModuleType) -> None:
    made = examples(training)
    scales = training.scales_of(made)
    with_level, without = training.tables_of(made, scales)
    assert without["pitch"] > 0 and without["slope"] > 0
    assert without["tilt"] == 0.0
    assert without["level"] == 0.0 and with_level["level"] > 0
    assert training.tables_of(made, scales) == (with_level, without)


def test_strength_one_leaves_out_most_calm_windows(training: ModuleType) -> None:
    made = examples(training)
    scales = training.scales_of(made)
    table = training.tables_of(made, scales)[1]
    rows, labels, _ = training.matrix(made, scales, level=False)
    strengths = rows @ np.array([table[name] for name in MEASURES])
    assert np.mean(strengths[~labels] < 1.0) == pytest.approx(training.CALM_SHARE, abs=0.02)


def test_speakers_are_judged_by_weights_of_others(training: ModuleType) -> None:
    aucs = training.unseen_aucs(examples(training), training.scales_of(examples(training)), level=False)
    assert aucs["clean"] > 0.9
    assert aucs["telephone"] is None


def test_the_shipped_weights_are_of_its_making(training: ModuleType) -> None:
    assert tuple(emotion_weights.SCALES) == tuple(training.SIGNS) == MEASURES
    for table in (emotion_weights.WITH_LEVEL, emotion_weights.WITHOUT_LEVEL):
        assert all(table[name] * sign >= 0 for name, sign in training.SIGNS.items())
    assert emotion_weights.WITHOUT_LEVEL["level"] == 0.0
    assert emotion_weights.WITH_LEVEL["level"] > 0.0
    assert "CC0-1.0" in (emotion_weights.__doc__ or "") and "EmoDB" in (emotion_weights.__doc__ or "")


def test_the_module_it_writes_can_be_read(training: ModuleType) -> None:
    tables = emotion_weights.WITH_LEVEL, emotion_weights.WITHOUT_LEVEL
    text = training.module_text(emotion_weights.SCALES, tables, ["figures"])
    read: dict[str, object] = {}
    exec(compile(text, "weights", "exec"), read)
    assert (read["SCALES"], read["WITH_LEVEL"], read["WITHOUT_LEVEL"]) == (emotion_weights.SCALES, *tables)
