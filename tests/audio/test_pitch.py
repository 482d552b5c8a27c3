from itertools import product

import numpy as np
import pytest

from assist.audio.pitch import pieces_of, pitches_of, power_of
from assist.events import Samples
from tests.voices import VOWELS_HZ, noisy, vowel

PITCHES_HZ = (80, 95, 110, 130, 155, 190, 220, 265, 310, 360, 400)
LINES = ("clean", "telephone", "noise", "telephone and noise")
NOISE_DB = 8.0


def pitches(samples: Samples) -> tuple[list[float], float]:
    """The pitches of the voiced pieces, and the share of pieces that are."""
    hz = pitches_of(power_of(pieces_of(samples)))[0]
    return hz[hz > 0].tolist(), float(np.mean(hz > 0)) if len(hz) else 0.0


@pytest.mark.parametrize(("vowel_name", "line"), list(product(VOWELS_HZ, LINES)))
@pytest.mark.parametrize("pitch_hz", PITCHES_HZ)
def test_the_pitch_of_a_voice_within_2_percent_and_without_octaves(pitch_hz: int, vowel_name: str, line: str) -> None:
    voice = vowel(pitch_hz, 1.0, VOWELS_HZ[vowel_name], telephone="telephone" in line)
    found, voiced = pitches(noisy(voice, NOISE_DB) if "noise" in line else voice)
    assert voiced >= 0.9
    assert np.median(found) == pytest.approx(pitch_hz, rel=0.02)
    wrong = [hz for hz in found if abs(hz / pitch_hz - 1) > 0.1]
    assert len(wrong) <= 0.02 * len(found), wrong


@pytest.mark.parametrize("pitch_hz", [65, 440, 520])
def test_the_ends_of_what_people_do(pitch_hz: int) -> None:
    found, _ = pitches(vowel(pitch_hz))
    assert np.median(found) == pytest.approx(pitch_hz, rel=0.02)


NOTHING: dict[str, Samples] = {
    "none": np.zeros(0, np.float32),
    "few": np.zeros(100, np.float32),
    "silence": np.zeros(16000, np.float32),
    "constant": np.full(16000, 0.3, np.float32),
    "noise": np.random.default_rng(4).normal(0, 0.1, 16000).astype(np.float32),
}


@pytest.mark.parametrize("name", NOTHING)
def test_no_pitch_where_nothing_is_voiced(name: str) -> None:
    assert pitches(NOTHING[name])[1] <= 0.05


def test_periodicity_falls_with_noise() -> None:
    voice = vowel(150)
    heard = [float(np.median(pitches_of(power_of(pieces_of(noisy(voice, db))))[1])) for db in (40, 20, 10, 5)]
    assert heard == sorted(heard, reverse=True)
    assert heard[0] > 0.9 > heard[-1]


def test_a_stray_octave_is_put_right_by_its_neighbours() -> None:
    steady = power_of(pieces_of(vowel(190, 1.0, VOWELS_HZ["u"], telephone=True)))
    hz, _ = pitches_of(steady)
    assert np.median(hz) == pytest.approx(190, rel=0.02)
    alone = np.array([pitches_of(steady[at : at + 1])[0][0] for at in range(len(steady))])
    assert np.mean(np.abs(hz / 190 - 1) < 0.1) >= np.mean(np.abs(alone / 190 - 1) < 0.1)
