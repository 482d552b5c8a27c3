"""The pitch of pieces of speech, by autocorrelation.

The autocorrelation of a windowed piece divided by that of the window: P. Boersma, "Accurate short-term analysis of the
fundamental frequency and the harmonics-to-noise ratio of a sampled sound", IFA Proceedings 17, 1993. It is taken from
the power spectrum up to 3400 Hz, so that a wide band and a telephone's give the same, and hiss counts less.
"""

import numpy as np
import numpy.typing as npt

from assist.events import SAMPLE_RATE_HZ, Samples

LOWEST_HZ = 60
HIGHEST_HZ = 550
PIECE = 640
"""Samples a piece (40 ms): more than two periods of the lowest pitch."""
HOP = 320
"""Samples from piece to piece (20 ms)."""
SIZE = 1024
"""Points of a piece's spectrum: with PIECE, lags up to the longest period do not wrap around."""
HIGHEST_BAND_HZ = 3400
"""The upper edge of a telephone's band."""
VOICED = 0.5
"""Height of the normalised autocorrelation from which a piece is voiced (Boersma: 0.45)."""
FLATTEN = 0.9
"""Exponent of the power spectrum: a little under 1, so that one strong harmonic near a formant is not taken for a voice
an octave higher."""
OCTAVE_CARE = 0.94
"""A shorter period wins where its peak reaches this share of the highest: multiples of a period peak as high as it. Of
synthetic vowels from 80 to 400 Hz, wide or over a telephone, with noise 8 dB below or none, these two get all right;
exponents of 0.7 and 1.0, and shares of 0.88 and 0.97, take some for an octave higher or lower."""
NEAR_SEMITONES = 5.0
"""A pitch farther than this from the median of its neighbours is looked at again ..."""
NEAR_SHARE = 0.75
"""... and a peak near that median wins if it reaches this share of the highest."""

Floats = npt.NDArray[np.float32]

_SHORTEST = SAMPLE_RATE_HZ // HIGHEST_HZ
_LONGEST = SAMPLE_RATE_HZ // LOWEST_HZ
_LAGS = np.arange(_SHORTEST, _LONGEST + 1, dtype=np.float32)
_FROM, _TO = LOWEST_HZ // 2 * SIZE // SAMPLE_RATE_HZ + 1, HIGHEST_BAND_HZ * SIZE // SAMPLE_RATE_HZ + 1
"""The bins of the spectrum that count."""
_COSINES: Floats = np.cos(2 * np.pi / SIZE * np.outer(np.arange(_FROM, _TO), np.arange(_LONGEST + 2))).astype(
    np.float32
)
"""[bins, lags]; a product with it is the inverse transform, for the bins and lags that are of use only."""
WINDOW = np.hanning(PIECE + 1)[:-1].astype(np.float32)


def pieces_of(samples: Samples) -> Samples:
    """The samples as overlapping pieces [count, PIECE] without their mean; count is 0 where there are too few."""
    if len(samples) < PIECE:
        return np.zeros((0, PIECE), np.float32)
    pieces = np.lib.stride_tricks.sliding_window_view(samples, PIECE)[::HOP]
    level: Samples = pieces - pieces.mean(axis=1, keepdims=True)
    return level


def power_of(pieces: Samples) -> Floats:
    """The power spectra [count, SIZE / 2 + 1] of pieces [count, PIECE], windowed."""
    spectra = np.fft.rfft(pieces * WINDOW, SIZE, axis=1)
    power: Floats = (spectra.real**2 + spectra.imag**2).astype(np.float32)
    return power


def _autocorrelation(power: Floats) -> Floats:
    """Of power spectra [count, SIZE / 2 + 1], lags 0 to _LONGEST + 1, the value at lag 0 made 1."""
    flattened = np.power(power[:, _FROM:_TO], np.float32(FLATTEN))
    # one small product a piece: the threads that one large product wakes cost ten times as much as they save
    result = (flattened[:, np.newaxis] @ _COSINES)[:, 0]
    return np.asarray(result / np.maximum(result[:, :1], 1e-12), np.float32)


def _window_correlation() -> Floats:
    power = power_of(np.ones((1, PIECE), np.float32))[0] ** FLATTEN
    result = np.fft.irfft(power)[: _LONGEST + 2]
    return np.asarray(result / result[0], np.float32)


_WINDOW_CORRELATION = _window_correlation()


def pitches_of(power: Floats) -> tuple[Floats, Floats]:
    """For power spectra of consecutive pieces: the pitch of each in Hz, 0 where it is not voiced, and its periodicity.

    Pitches lie between 60 and 550 Hz; periodicity is the height of the autocorrelation at the period, 0 to 1.
    """
    if not len(power):
        return np.zeros(0, np.float32), np.zeros(0, np.float32)
    correlation = _autocorrelation(power) / _WINDOW_CORRELATION
    middle = correlation[:, _SHORTEST : _LONGEST + 1]
    peak = (middle >= correlation[:, _SHORTEST - 1 : _LONGEST]) & (middle > correlation[:, _SHORTEST + 1 :])
    heights = np.where(peak, middle, -1.0)
    highest = heights.max(axis=1)
    chosen = np.argmax(heights >= np.maximum(highest * OCTAVE_CARE, 0.0)[:, np.newaxis], axis=1)
    voiced = highest >= VOICED
    if voiced.any():
        chosen = _nearer(chosen, heights, highest, float(np.median(_LAGS[chosen[voiced]])))
    hz = np.where(voiced, SAMPLE_RATE_HZ / _between(correlation, chosen), 0.0)
    return hz.astype(np.float32), np.clip(highest, 0.0, 1.0).astype(np.float32)


def _nearer(chosen: npt.NDArray[np.intp], heights: Floats, highest: Floats, usual: float) -> npt.NDArray[np.intp]:
    """The choice again, with a nearly as high peak near the usual period where the first one is an octave off."""
    distance = np.abs(12 * np.log2(_LAGS / usual))
    near = np.where(distance <= NEAR_SEMITONES, heights, -1.0)
    best = np.argmax(near, axis=1)
    rows = np.arange(len(heights))
    again = (distance[chosen] > NEAR_SEMITONES) & (near[rows, best] >= NEAR_SHARE * highest)
    return np.where(again, best, chosen)


def _between(correlation: Floats, chosen: npt.NDArray[np.intp]) -> Floats:
    """The period of each piece in samples: the vertex of the parabola through the chosen peak and its neighbours."""
    rows, lags = np.arange(len(correlation)), chosen + _SHORTEST
    left, top, right = (correlation[rows, lags + step] for step in (-1, 0, 1))
    bend = np.minimum(left - 2 * top + right, -1e-12)
    periods: Floats = (lags + np.clip(0.5 * (left - right) / bend, -0.5, 0.5)).astype(np.float32)
    return periods
