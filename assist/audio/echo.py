"""What one channel holds of the other, taken out: an adaptive echo canceller in the frequency domain.

A partitioned Kalman filter: G. Enzner, P. Vary, "Frequency-domain adaptive Kalman filter for acoustic echo control in
hands-free telephones", Signal Processing 86, 2006; in partitions: F. Kuech, E. Mabande, G. Enzner, "State-space
architecture of the partitioned-block-based acoustic echo controller", ICASSP 2014. The filter learns by itself when it
may: what it cannot explain (the own voice, noise) makes its steps small, so that nobody has to tell it who speaks.
Telephone speech and what leaks of it lie below 4 kHz, so all of it runs at half the rate.
"""

from collections import deque

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


class HalfRate:
    """One channel's chunks at RATE_HZ, emphasised."""

    def __init__(self) -> None:
        self._before: Samples = np.zeros(len(_EMPHASISED) - 1, np.float32)

    def accept(self, samples: Samples) -> Samples:
        """BLOCK samples for the CHUNK_SAMPLES that follow on those before; 1 ms late."""
        heard = np.concatenate([self._before, samples])
        self._before = heard[-len(self._before) :]
        half: Samples = np.convolve(heard, _EMPHASISED, "valid")[::2].astype(np.float32)
        return half


class EchoCanceller:
    """Takes out of one channel what it has of the other. Both channels' blocks have to come for the same times."""

    def __init__(self) -> None:
        shape = (PARTITIONS, BLOCK + 1)
        self._heard: deque[npt.NDArray[np.complex64]] = deque([np.zeros(BLOCK + 1, np.complex64)] * PARTITIONS)
        self._before: Samples = np.zeros(BLOCK, np.float32)
        self._path = np.zeros(shape, np.complex64)
        self._variance = np.full(shape, UNSURE, np.float32)
        self._noise = np.full(BLOCK + 1, FIRST_NOISE, np.float32)

    def hear(self, other: Samples) -> None:
        """The other channel's next block."""
        self._heard.pop()
        self._heard.appendleft(np.fft.rfft(np.concatenate([self._before, other])).astype(np.complex64))
        self._before = other

    def clean(self, own: Samples) -> Samples:
        """The own block of the same time without what leaked in, as far as the path is known; learns from it."""
        heard = np.stack(self._heard)
        leaked = np.fft.irfft(np.sum(heard * self._path, axis=0))[BLOCK:].astype(np.float32)
        rest: Samples = own - leaked
        self._learn(heard, rest)
        return rest

    def _learn(self, heard: npt.NDArray[np.complex64], rest: Samples) -> None:
        error = np.fft.rfft(np.concatenate([np.zeros(BLOCK, np.float32), rest])).astype(np.complex64)
        self._variance = FORGETTING**2 * self._variance + (1 - FORGETTING**2) * _power(self._path)
        explained = 0.5 * np.sum(_power(heard) * self._variance, axis=0)  # half of each transform is new
        self._noise = NOISE_MEMORY * self._noise + (1 - NOISE_MEMORY) * _power(error)
        gain = self._variance * np.conj(heard) / (explained + self._noise + SMALLEST)
        step = np.fft.irfft(gain * error, axis=1)
        step[:, BLOCK:] = 0  # a partition's path is no longer than a block
        self._path = (FORGETTING * self._path + np.fft.rfft(step, axis=1)).astype(np.complex64)
        self._variance *= 1 - 0.5 * np.clip((gain * heard).real, 0, 2)


def _power(values: npt.NDArray[np.complex64]) -> npt.NDArray[np.float32]:
    power: npt.NDArray[np.float32] = values.real**2 + values.imag**2
    return power
