import numpy as np
import pytest

from assist.audio.voice_pieces import (
    BANDS,
    FLOOR_DBFS,
    Pieces,
    join,
    measure_pieces,
    measure_pitch,
    measure_spectrum,
)
from assist.events import Samples
from tests.voices import noisy, speech, vowel

TIMES = np.arange(16000) / 16000


def tone(hz: float, strength: float = 0.1) -> Samples:
    return np.asarray(strength * np.sin(2 * np.pi * hz * TIMES), np.float32)


LEVELS = [
    (tone(200, 1.0), -3.0),
    (tone(1000, 0.1), -23.0),
    (np.zeros(16000, np.float32), FLOOR_DBFS),
    (np.full(16000, 0.5, np.float32), FLOOR_DBFS),  # a constant is no sound
]


@pytest.mark.parametrize(("samples", "expected"), LEVELS)
def test_level(samples: Samples, expected: float) -> None:
    assert measure_pieces(samples).level_dbfs == pytest.approx(expected, abs=0.2)


@pytest.mark.parametrize("hz", [400, 1000, 2500])
def test_bands_hold_the_level_of_what_lies_in_them(hz: float) -> None:
    pieces = measure_pieces(tone(hz))
    assert pieces.bands_dbfs.shape == (len(pieces), BANDS)
    assert 10 * np.log10((10 ** (pieces.bands_dbfs / 10)).sum(axis=1)) == pytest.approx(-23, abs=0.5)


def test_what_a_telephone_cuts_off_is_in_no_band() -> None:
    assert measure_pieces(tone(150)).bands_dbfs.max() < -50
    assert measure_pieces(tone(5000)).bands_dbfs.max() < -50


# a tone lies in one or in two bands, so that the strongest band holds all of it or half: 2.5 dB
def test_tilt_slope_and_hammarberg_are_the_balance_of_high_and_low() -> None:
    even, dull = (measure_spectrum(measure_pieces(tone(500) + tone(2500, strength))) for strength in (0.1, 0.01))
    assert even.tilt_db == pytest.approx(0, abs=0.3)
    assert dull.tilt_db == pytest.approx(-20, abs=0.3)
    assert even.hammarberg_db == pytest.approx(0, abs=2.5)
    assert dull.hammarberg_db == pytest.approx(20, abs=2.5)
    assert dull.centroid_hz < even.centroid_hz
    assert dull.slope_db_octave < even.slope_db_octave


@pytest.mark.parametrize("telephone", [False, True])
def test_effort_brightens(telephone: bool) -> None:
    calm, raised = (
        measure_spectrum(measure_pieces(vowel(150, effort=effort, telephone=telephone))) for effort in (0, 4)
    )
    assert raised.tilt_db > calm.tilt_db + 2
    assert raised.slope_db_octave == pytest.approx(calm.slope_db_octave + 4, abs=1.0)
    assert raised.hammarberg_db < calm.hammarberg_db
    assert raised.centroid_hz > calm.centroid_hz


def test_a_telephone_changes_them_little() -> None:
    wide, narrow = (measure_spectrum(measure_pieces(vowel(150, telephone=telephone))) for telephone in (False, True))
    assert narrow.tilt_db == pytest.approx(wide.tilt_db, abs=1.0)
    assert narrow.slope_db_octave == pytest.approx(wide.slope_db_octave, abs=1.0)


def test_gain_changes_no_measure_but_the_level() -> None:
    loud = speech(150, 2.0)
    one, half = measure_pieces(loud), measure_pieces(loud * np.float32(0.25))
    assert measure_spectrum(half).tilt_db == pytest.approx(measure_spectrum(one).tilt_db, abs=0.01)
    assert half.level_dbfs.mean() == pytest.approx(one.level_dbfs.mean() - 12, abs=0.2)


def test_flux_is_movement() -> None:
    assert measure_spectrum(measure_pieces(vowel(150))).flux_db < 1
    assert measure_spectrum(measure_pieces(speech(150, 1.0))).flux_db > 2


def glide(low_hz: float, high_hz: float) -> Samples:
    turns = np.cumsum(np.geomspace(low_hz, high_hz, 16000)) / 16000
    return np.asarray(0.05 * sum(np.sin(2 * np.pi * n * turns) for n in range(1, 12)), np.float32)


def test_pitch_of_a_glide() -> None:
    measured = measure_pitch(measure_pieces(glide(120, 240)))
    assert measured is not None
    assert measured.median_hz == pytest.approx(170, rel=0.03)
    assert measured.high_hz == pytest.approx(224, rel=0.03)
    assert measured.spread_semitones == pytest.approx(9.6, abs=0.5)
    assert measured.movement_semitones_s == pytest.approx(12, abs=1.5)
    assert measured.jitter_percent < 0.3


def test_a_trembling_voice_is_rough() -> None:
    random = np.random.default_rng(3)
    shaken = np.concatenate([vowel(150 * 2 ** (random.normal(0, 0.5) / 12), 0.03) for _ in range(40)])
    rough, even = measure_pitch(measure_pieces(shaken)), measure_pitch(measure_pieces(vowel(150)))
    assert rough is not None and even is not None
    assert rough.jitter_percent > even.jitter_percent + 0.5


def test_no_statement_on_pitch_without_a_voice() -> None:
    assert measure_pitch(measure_pieces(np.zeros(16000, np.float32))) is None
    assert measure_pitch(measure_pieces(vowel(150)[:1000])) is None


def test_nothing_comes_of_nothing() -> None:
    pieces = measure_pieces(np.zeros(10, np.float32))
    assert len(pieces) == 0
    assert measure_spectrum(pieces).tilt_db == 0.0


def test_join_keeps_the_order() -> None:
    parts = [measure_pieces(tone(hz)) for hz in (100, 200)]
    whole = join(parts)
    assert isinstance(whole, Pieces) and len(whole) == sum(len(part) for part in parts)
    assert whole.pitch_hz.tolist() == [*parts[0].pitch_hz.tolist(), *parts[1].pitch_hz.tolist()]


@pytest.mark.parametrize("samples", [np.clip(speech(150, 1.0) * 40, -1, 1), noisy(speech(150, 1.0), 0.0)])
def test_rough_audio_gives_numbers(samples: Samples) -> None:
    pieces = measure_pieces(samples)
    assert np.isfinite(list(vars(measure_spectrum(pieces)).values())).all()
    assert np.isfinite(pieces.level_dbfs).all() and np.isfinite(pieces.pitch_hz).all()
