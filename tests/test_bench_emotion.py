"""The parts of script/bench_emotion.py that would make its figures wrong."""

import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from assist.detectors.rise import MEASURES
from assist.events import Prosody

SCRIPTS = Path(__file__).resolve().parent.parent / "script"


@pytest.fixture(scope="module")
def bench() -> ModuleType:
    sys.path.insert(0, str(SCRIPTS))
    try:
        import bench_emotion  # type: ignore[import-not-found]
    finally:
        sys.path.remove(str(SCRIPTS))
    module: ModuleType = bench_emotion
    return module


def windows(count: int) -> tuple[Prosody, ...]:
    return tuple(
        Prosody(speaker="customer", start_s=at, end_s=at + 1, pitch_hz=None, level_dbfs=-30, tilt_db=-9)
        for at in range(count)
    )


# strengths of ten windows of a second each, the rise, and: caught, rises, share of calm windows raised
TALLIES: list[tuple[list[float], float | None, tuple[str, str, str]]] = [
    ([0.0] * 6 + [2.0] * 4, 5.0, ("1", "1", "0.000")),
    ([0.0] * 7 + [2.0] * 3, 5.0, ("0", "1", "0.000")),
    ([0.0] * 4 + [2.0] + [0.0] * 5, 5.0, ("0", "1", "0.200")),
    ([0.0] * 8 + [2.0] * 2, None, ("0", "0", "0.200")),
]


@pytest.mark.parametrize(("strengths", "rise_at_s", "expected"), TALLIES)
def test_what_is_caught_and_what_is_false(
    bench: ModuleType, strengths: list[float], rise_at_s: float | None, expected: tuple[str, str, str]
) -> None:
    call = bench.JoinedWindows("x", rise_at_s, windows(10), 3.0)
    row = bench.tally([call], lambda heard: list(zip(heard.windows, strengths, strict=True))).split()
    assert (row[0], row[2], row[3]) == expected


def test_smoothing_is_that_of_the_meter(bench: ModuleType) -> None:
    smooth = [strength for _, strength in bench.in_turn(windows(3), [2.0, 2.0, 0.0])]
    assert smooth == pytest.approx([0.86, 1.3502, 0.769614])


@pytest.mark.parametrize(
    ("semitones", "level_db", "strength"), [(3, 6, 1.0), (30, 0, 0.75), (0, 0, 0.0), (-3, 3, -0.25)]
)
def test_the_old_rule(bench: ModuleType, semitones: float, level_db: float, strength: float) -> None:
    difference = np.zeros(len(MEASURES))
    difference[MEASURES.index("pitch")], difference[MEASURES.index("level")] = semitones, level_db
    assert bench.old_strength(difference) == pytest.approx(strength)
