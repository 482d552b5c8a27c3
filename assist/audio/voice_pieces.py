"""What is measured of each 20 ms of speech, and what a stretch of it comes to.

Everything spectral is taken between 300 and 3400 Hz, so that a telephone's band and a wide one give the same. Measures
of vocal effort (the balance of high and low, the slope, the Hammarberg index) follow F. Eyben et al., "The Geneva
Minimalistic Acoustic Parameter Set", IEEE Transactions on Affective Computing 7(2), 2016.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from assist.audio.pitch import HIGHEST_BAND_HZ, HOP, SIZE, WINDOW, pieces_of, pitches_of, power_of
from assist.events import SAMPLE_RATE_HZ, Samples

FLOOR_DBFS = -120.0
BANDS = 14
"""Bands between the edges of a telephone's band, a quarter of an octave each."""
LOWEST_BAND_HZ = 300
SPLIT_HZ = 1000
LOUD_DB = 20.0
"""Spectra count where a piece is no more than this below the loudest ones: the rest is breath, stops and noise."""
LEAST_VOICED = 5
"""Voiced pieces (0.1 s) that a statement on pitch needs."""
STEADY_SEMITONES = 2.0
"""Voiced neighbours farther apart than this are two sounds, not one voice that trembles."""

Floats = npt.NDArray[np.float32]

EDGES_HZ = np.geomspace(LOWEST_BAND_HZ, HIGHEST_BAND_HZ, BANDS + 1)
CENTRES_HZ = np.sqrt(EDGES_HZ[1:] * EDGES_HZ[:-1]).astype(np.float32)
_FROM, _TO = LOWEST_BAND_HZ * SIZE // SAMPLE_RATE_HZ - 1, HIGHEST_BAND_HZ * SIZE // SAMPLE_RATE_HZ + 2
_BINS_HZ = np.fft.rfftfreq(SIZE, 1 / SAMPLE_RATE_HZ)[_FROM:_TO]
"""The bins of a spectrum that reach into a band."""


def _band_weights() -> Floats:
    """[bins, BANDS]: how much of each bin of a spectrum lies in each band."""
    width = SAMPLE_RATE_HZ / SIZE
    low, high = _BINS_HZ[:, np.newaxis] - width / 2, _BINS_HZ[:, np.newaxis] + width / 2
    shared = np.minimum(high, EDGES_HZ[1:]) - np.maximum(low, EDGES_HZ[:-1])
    return np.asarray(np.clip(shared / width, 0.0, 1.0), np.float32)


_WEIGHTS = _band_weights()
_SCALE = 2.0 / (SIZE * float(np.sum(WINDOW**2)))
"""From the sum of a one-sided power spectrum to mean power, the window's own taken out (Parseval)."""


@dataclass(frozen=True, eq=False)
class Pieces:
    """Measures of consecutive pieces of 40 ms, 20 ms apart."""

    level_dbfs: Floats
    """[count]; level of all that was heard."""
    bands_dbfs: Floats
    """[count, BANDS]; levels of the bands from 300 to 3400 Hz."""
    pitch_hz: Floats
    """[count]; 0 where it is not voiced."""
    periodicity: Floats
    """[count]; 0 to 1."""

    def __len__(self) -> int:
        return len(self.level_dbfs)


def measure_pieces(samples: Samples) -> Pieces:
    """The measures of mono float32 samples at SAMPLE_RATE_HZ; none where there are fewer than PIECE samples."""
    pieces = pieces_of(samples)
    power = power_of(pieces)
    pitch_hz, periodicity = pitches_of(power)
    mean_power = np.mean(np.square(pieces), axis=1) if len(pieces) else np.zeros(0, np.float32)
    return Pieces(_db(mean_power), _db(power[:, _FROM:_TO] @ _WEIGHTS * _SCALE), pitch_hz, periodicity)


def join(parts: Sequence[Pieces]) -> Pieces:
    """All of them as one run of pieces."""
    return Pieces(
        np.concatenate([part.level_dbfs for part in parts]),
        np.concatenate([part.bands_dbfs for part in parts]),
        np.concatenate([part.pitch_hz for part in parts]),
        np.concatenate([part.periodicity for part in parts]),
    )


def _db(power: Floats) -> Floats:
    floor = 10 ** (FLOOR_DBFS / 10)
    level: Floats = (10 * np.log10(np.maximum(power, floor))).astype(np.float32)
    return level


@dataclass(frozen=True)
class PitchMeasures:
    """Of the voiced pieces; None where less than 0.1 s is voiced."""

    median_hz: float
    high_hz: float
    spread_semitones: float
    movement_semitones_s: float
    jitter_percent: float


def measure_pitch(pieces: Pieces) -> PitchMeasures | None:
    """Median, 90th percentile and spread of the pitch, how fast it moves, and how much it trembles."""
    voiced = pieces.pitch_hz[pieces.pitch_hz > 0]
    if len(voiced) < LEAST_VOICED:
        return None
    tones = 12 * np.log2(np.maximum(pieces.pitch_hz, 1.0))
    low, middle, high = np.percentile(12 * np.log2(voiced), (10, 50, 90))
    steps = np.abs(np.diff(tones))[(pieces.pitch_hz[1:] > 0) & (pieces.pitch_hz[:-1] > 0)]
    steps = steps[steps <= STEADY_SEMITONES]
    return PitchMeasures(
        median_hz=float(2 ** (middle / 12)),
        high_hz=float(2 ** (high / 12)),
        spread_semitones=float(high - low),
        movement_semitones_s=float(np.mean(steps)) * SAMPLE_RATE_HZ / HOP if len(steps) else 0.0,
        jitter_percent=_jitter_percent(pieces.pitch_hz),
    )


def _jitter_percent(pitch_hz: Floats) -> float:
    """The median departure of a pitch from the middle of its neighbours: a glide is none, a rough voice is."""
    before, here, after = pitch_hz[:-2], pitch_hz[1:-1], pitch_hz[2:]
    steady = (np.minimum(np.minimum(before, here), after) > 0) & (
        np.maximum(np.maximum(before, here), after)
        < np.minimum(np.minimum(before, here), np.maximum(after, 1e-6)) * 2 ** (STEADY_SEMITONES / 12)
    )
    if not steady.any():
        return 0.0
    bent = np.abs(here - (before + after) / 2)[steady] / here[steady]
    return float(100 * np.median(bent))


@dataclass(frozen=True)
class SpectralMeasures:
    """Of the loud pieces."""

    tilt_db: float
    slope_db_octave: float
    hammarberg_db: float
    centroid_hz: float
    low_centroid_hz: float
    flux_db: float


def measure_spectrum(pieces: Pieces) -> SpectralMeasures:
    """Medians over the loud pieces; all 0 where there is no piece."""
    if not len(pieces):
        return SpectralMeasures(0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    loud = pieces.level_dbfs >= np.percentile(pieces.level_dbfs, 95) - LOUD_DB
    bands = pieces.bands_dbfs[loud]
    power = 10 ** (bands / 10)
    low = CENTRES_HZ < SPLIT_HZ
    tilt = 10 * np.log10(power[:, ~low].sum(axis=1) / power[:, low].sum(axis=1))
    octaves = np.log2(CENTRES_HZ) - np.log2(CENTRES_HZ).mean()
    slope = bands @ octaves / np.sum(octaves**2)
    below, above = CENTRES_HZ < 2000, CENTRES_HZ >= 2000
    hammarberg = bands[:, below].max(axis=1) - bands[:, above].max(axis=1)
    centroid = power @ CENTRES_HZ / power.sum(axis=1)
    low_centroid = power[:, low] @ CENTRES_HZ[low] / power[:, low].sum(axis=1)
    both = loud[1:] & loud[:-1]
    flux = np.abs(np.diff(pieces.bands_dbfs, axis=0)).mean(axis=1)[both]
    return SpectralMeasures(
        tilt_db=float(np.median(tilt)),
        slope_db_octave=float(np.median(slope)),
        hammarberg_db=float(np.median(hammarberg)),
        centroid_hz=float(np.median(centroid)),
        low_centroid_hz=float(np.median(low_centroid)),
        flux_db=float(np.mean(flux)) if len(flux) else 0.0,
    )
