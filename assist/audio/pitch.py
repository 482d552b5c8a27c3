"""The pitch of a stretch of speech, by autocorrelation.

The autocorrelation of a windowed piece divided by that of the window: P. Boersma, "Accurate short-term analysis of the
fundamental frequency and the harmonics-to-noise ratio of a sampled sound", IFA Proceedings 17, 1993.
"""

import numpy as np
import numpy.typing as npt

from assist.events import SAMPLE_RATE_HZ, Samples

LOWEST_HZ = 60
HIGHEST_HZ = 450
PIECE = 640
"""Samples a piece (40 ms): more than two periods of the lowest pitch."""
HOP = 320
"""Samples from piece to piece (20 ms)."""
VOICED = 0.5
"""Height of the normalised autocorrelation from which a piece is voiced (Boersma: 0.45)."""
OCTAVE_CARE = 0.88
"""A shorter period wins where its peak reaches this share of the highest: multiples of a period peak as high as it."""
LEAST_VOICED = 5
"""Voiced pieces (0.1 s) that a median needs to mean anything."""

_SIZE = 2048
_SHORTEST = SAMPLE_RATE_HZ // HIGHEST_HZ
_LONGEST = SAMPLE_RATE_HZ // LOWEST_HZ
_WINDOW = np.hanning(PIECE + 1)[:-1].astype(np.float32)


def _autocorrelation(pieces: Samples) -> npt.NDArray[np.float64]:
    """Of pieces [count, PIECE], lags 0 to _LONGEST + 1, the value at lag 0 made 1."""
    power = np.abs(np.fft.rfft(pieces, _SIZE, axis=1)) ** 2
    result = np.fft.irfft(power, axis=1)[:, : _LONGEST + 2].astype(np.float64)
    return result / np.maximum(result[:, :1], 1e-12)


_WINDOW_CORRELATION = _autocorrelation(_WINDOW[np.newaxis])[0]


def pieces_of(samples: Samples) -> Samples:
    """The samples as overlapping pieces [count, PIECE] without their mean; count is 0 where there are too few."""
    if len(samples) < PIECE:
        return np.zeros((0, PIECE), np.float32)
    pieces = np.lib.stride_tricks.sliding_window_view(samples, PIECE)[::HOP]
    level: Samples = pieces - pieces.mean(axis=1, keepdims=True)
    return level


def median_pitch_hz(samples: Samples) -> float | None:
    """The median pitch of the voiced pieces in Hz, between 60 and 450; None where less than 0.1 s is voiced.

    `samples` are mono float32 at SAMPLE_RATE_HZ.
    """
    pieces = pieces_of(samples)
    if not len(pieces):
        return None
    correlation = _autocorrelation(pieces * _WINDOW) / _WINDOW_CORRELATION
    lags = _periods(correlation)
    voiced = lags[lags > 0]
    if len(voiced) < LEAST_VOICED:
        return None
    return float(np.median(SAMPLE_RATE_HZ / voiced))


def _periods(correlation: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """The period of each piece in samples (a fraction, by parabola); 0 where the piece is not voiced."""
    middle = correlation[:, _SHORTEST : _LONGEST + 1]
    before, after = correlation[:, _SHORTEST - 1 : _LONGEST], correlation[:, _SHORTEST + 1 : _LONGEST + 2]
    heights = np.where((middle >= before) & (middle > after), middle, -1.0)
    highest = heights.max(axis=1, keepdims=True)
    first = np.argmax(heights >= np.maximum(highest * OCTAVE_CARE, 0.0), axis=1)
    rows = np.arange(len(correlation))
    left, top, right = before[rows, first], middle[rows, first], after[rows, first]
    bend = np.minimum(left - 2 * top + right, -1e-12)
    shift = np.clip(0.5 * (left - right) / bend, -0.5, 0.5)
    return np.where(highest[:, 0] >= VOICED, first + _SHORTEST + shift, 0.0)
