"""What one channel holds of the other, taken out: an adaptive echo canceller in the frequency domain.

A partitioned Kalman filter: G. Enzner, P. Vary, "Frequency-domain adaptive Kalman filter for acoustic echo control in
hands-free telephones", Signal Processing 86, 2006; in partitions: F. Kuech, E. Mabande, G. Enzner, "State-space
architecture of the partitioned-block-based acoustic echo controller", ICASSP 2014. The filter learns by itself when it
may: what it cannot explain (the own voice, noise) makes its steps small, so that nobody has to tell it who speaks.
Telephone speech and what leaks of it lie below 4 kHz, so all of it runs at half the rate.
"""

import numpy as np
import numpy.typing as npt

from assist.audio.cutting import CHUNK_SAMPLES
from assist.events import Samples

RATE_HZ = 8_000
BLOCK = CHUNK_SAMPLES // 2
"""Samples of a chunk at RATE_HZ."""
PARTITIONS = 6
"""Chunks of the other channel that are looked at: leakage is 5 to 120 ms late, and a room goes on for some more."""
FORGETTING = 0.9995
"""How much of the path is believed to stay from chunk to chunk (headsets are moved)."""
NOISE_MEMORY = 0.8
"""Smoothing of what the filter cannot explain."""
UNSURE = 0.02
"""Variance of each tap's gain before anything was heard: leakage of about -10 dB over all partitions."""
FIRST_NOISE = 0.1
EMPHASIS = 0.9
"""Of the first difference that whitens speech, so that all bands are learned alike."""
SMALLEST = 1e-7

_TAPS = 31
_CUTOFF = 0.225
"""3.6 kHz, as a share of 16 kHz."""
_AT = np.arange(_TAPS) - (_TAPS - 1) / 2
_LOW_PASS = np.sinc(2 * _CUTOFF * _AT) * np.hamming(_TAPS)
_LOW_PASS = (_LOW_PASS / _LOW_PASS.sum()).astype(np.float32)
_EMPHASISED: Samples = np.convolve(_LOW_PASS, [1.0, 0.0, -EMPHASIS]).astype(np.float32)
"""Low pass and, after every second sample is taken, first difference, in one."""
_EVEN, _ODD = _EMPHASISED[::2], _EMPHASISED[1::2]


class HalfRate:
    """One channel's chunks at RATE_HZ, emphasised."""

    def __init__(self) -> None:
        self._before: Samples = np.zeros(len(_EMPHASISED) - 1, np.float32)

    def accept(self, samples: Samples) -> Samples:
        """BLOCK samples for the CHUNK_SAMPLES that follow on those before; 1 ms late."""
        heard = np.concatenate([self._before, samples])
        self._before = heard[-len(self._before) :]
        # what falls between the samples that are kept is not worked out: even and odd ones meet even and odd taps
        half: Samples = np.convolve(heard[::2], _EVEN, "valid") + np.convolve(heard[1:-1:2], _ODD, "valid")
        return half


class EchoCanceller:
    """Takes out of one channel what it has of the other. Both channels' blocks have to come for the same times."""

    def __init__(self) -> None:
        shape = (PARTITIONS, BLOCK + 1)
        self._heard = np.zeros(shape, np.complex64)
        self._powers = np.zeros(shape, np.float32)
        self._block: Samples = np.zeros(2 * BLOCK, np.float32)
        self._own: Samples = np.zeros(2 * BLOCK, np.float32)
        self._path = np.zeros(shape, np.complex64)
        self._variance = np.full(shape, UNSURE, np.float32)
        self._noise = np.full(BLOCK + 1, FIRST_NOISE, np.float32)
        self._cut = 0

    def hear(self, other: Samples) -> None:
        """The other channel's next block."""
        self._block[:BLOCK] = self._block[BLOCK:]
        self._block[BLOCK:] = other
        self._heard[1:] = self._heard[:-1]
        self._powers[1:] = self._powers[:-1]
        self._heard[0] = np.fft.rfft(self._block)
        self._powers[0] = _power(self._heard[0])

    def clean(self, own: Samples) -> Samples:
        """The own block of the same time without what leaked in, as far as the path is known; learns from it."""
        leaked = np.fft.irfft((self._heard * self._path).sum(axis=0))[BLOCK:]
        rest: Samples = (own - leaked).astype(np.float32)
        self._learn(rest)
        return rest

    def _learn(self, rest: Samples) -> None:
        self._own[BLOCK:] = rest
        error = np.fft.rfft(self._own).astype(np.complex64)
        self._variance *= FORGETTING**2
        self._variance += (1 - FORGETTING**2) * _power(self._path)
        explained = 0.5 * (self._powers * self._variance).sum(axis=0)  # half of each transform is new
        self._noise += (1 - NOISE_MEMORY) * (_power(error) - self._noise)
        gain = self._variance / (explained + self._noise + SMALLEST)
        self._path *= FORGETTING
        self._path += gain * (error * self._heard.conj())
        self._variance *= 1 - 0.5 * np.minimum(gain * self._powers, 2)
        self._shorten(self._cut)
        self._cut = (self._cut + 1) % PARTITIONS

    def _shorten(self, partition: int) -> None:
        """A partition's path is no longer than a block; one is cut after each chunk, in turn, which is cheap."""
        taps = np.fft.irfft(self._path[partition])
        taps[BLOCK:] = 0
        self._path[partition] = np.fft.rfft(taps)


def _power(values: npt.NDArray[np.complex64]) -> npt.NDArray[np.float32]:
    power: npt.NDArray[np.float32] = values.real**2 + values.imag**2
    return power
