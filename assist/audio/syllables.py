"""How fast somebody speaks: syllables a second, from the loudness of speech between 300 and 1000 Hz.

A syllable is a peak of that envelope which rises above the dips beside it: N. H. de Jong, T. Wempe, "Praat script to
detect syllable nuclei and measure speech rate automatically", Behavior Research Methods 41(2), 2009 (there in the whole
band, with the same 2 dB). The band holds the first formants of vowels, passes through a telephone, and leaves hiss out.
"""

import numpy as np
import numpy.typing as npt

from assist.events import SAMPLE_RATE_HZ, Samples

LOW_HZ, HIGH_HZ = 300, 1000
PIECE, HOP = 400, 160
"""Samples of a piece (25 ms) and from piece to piece (10 ms)."""
SMOOTHING = 5
"""Pieces over which the envelope is smoothed (a Hann window of 50 ms), so that single glottal pulses are no peaks."""
DIP_DB = 2.0
"""How far the envelope has to rise before a peak, and to fall behind it."""
FLOOR_DB = 20.0
"""A peak this far below the loudest is no vowel."""
LEAST_S = 0.3
"""In less speech than this there is no rate to speak of."""

_WINDOW = np.hanning(PIECE).astype(np.float32)
_SIZE = 512
_BAND = slice(round(LOW_HZ * _SIZE / SAMPLE_RATE_HZ), round(HIGH_HZ * _SIZE / SAMPLE_RATE_HZ))
_KERNEL = np.hanning(SMOOTHING + 2)[1:-1] / np.hanning(SMOOTHING + 2)[1:-1].sum()


def syllables_per_s(samples: Samples) -> float | None:
    """The syllable rate of a stretch of one voice without pauses; None where it is shorter than LEAST_S.

    `samples` are mono float32 at SAMPLE_RATE_HZ. Of clear Indonesian 0 to 6 % fewer are found than are written, at any
    speed; in real speech some are swallowed: compare with the same speaker.
    """
    if len(samples) < LEAST_S * SAMPLE_RATE_HZ:
        return None
    return _peaks(_envelope_db(samples)) * SAMPLE_RATE_HZ / len(samples)


def _envelope_db(samples: Samples) -> npt.NDArray[np.float64]:
    """Energy between LOW_HZ and HIGH_HZ in dB, one value every HOP samples."""
    pieces = np.lib.stride_tricks.sliding_window_view(samples, PIECE)[::HOP]
    power = np.square(np.abs(np.fft.rfft(pieces * _WINDOW, _SIZE, axis=1)[:, _BAND])).sum(axis=1)
    level = 10 * np.log10(np.maximum(power.astype(np.float64), 1e-10))
    padded = np.pad(level, SMOOTHING // 2, mode="edge")
    smooth: npt.NDArray[np.float64] = np.convolve(padded, _KERNEL, "valid")
    return smooth


def _peaks(envelope_db: npt.NDArray[np.float64]) -> float:
    """How many peaks stand DIP_DB above what is beside them; one that the end cuts off before its dip counts half.

    Stretches follow each other without a pause: such a peak begins the next one, where it is found or not.
    """
    least_db = float(np.max(envelope_db)) - FLOOR_DB
    found, rising, lowest, highest = 0.0, False, float(envelope_db[0]), 0.0
    for level in envelope_db.tolist():
        if not rising:
            lowest = min(lowest, level)
            if level >= lowest + DIP_DB:
                rising, highest = True, level
        else:
            highest = max(highest, level)
            if level <= highest - DIP_DB:
                found += highest > least_db
                rising, lowest = False, level
    return found + (0.5 if rising and highest > least_db else 0.0)
