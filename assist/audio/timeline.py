"""Puts a device's blocks on the time of the call: what was lost becomes silence, so that later times stay true.

Pure: times come with the blocks.
"""

import numpy as np
import soxr

from assist.audio.capture import Block
from assist.events import SAMPLE_RATE_HZ, Samples

OVERDUE_S = 1.0
"""A device that is this late is not waited for any longer: silence goes on in its place."""
HOLE_S = 0.15
"""Samples lag behind the clock by this much at the least for WINDOW_S: they are lost, not late."""
WINDOW_S = 1.0
AHEAD_S = 0.1
"""Samples ahead of the clock by more than this are what was already replaced by silence, or a fast device's surplus."""


class Timeline:
    """One channel. `lost_s` counts the seconds of silence that stand for lost sound since the device was first heard.

    Every method returns samples at SAMPLE_RATE_HZ that follow on those before; times are seconds of the call.
    """

    def __init__(self) -> None:
        self.lost_s = 0.0
        self.arrived_s: float | None = None
        """When the newest block came; None before the first."""
        self._given = 0
        self.restart(SAMPLE_RATE_HZ)

    def restart(self, rate_hz: int) -> None:
        """The device was opened (again): its count begins at zero, and its rate may be another."""
        self._rate_hz = rate_hz
        self._resampler = (
            None if rate_hz == SAMPLE_RATE_HZ else soxr.ResampleStream(rate_hz, SAMPLE_RATE_HZ, 1, dtype="float32")
        )
        self._next: int | None = None
        self._window_s: float | None = None
        self._least_lag_s = 0.0

    @property
    def position_s(self) -> float:
        """Up to where samples were given out."""
        return self._given / SAMPLE_RATE_HZ

    def accept(self, block: Block, arrived_s: float) -> Samples:
        """The samples of a block that came `arrived_s` into the call, after silence for what is missing before it."""
        before = self._missing_before(block, arrived_s)
        samples = block.samples if self._resampler is None else self._resampler.resample_chunk(block.samples)
        ahead_s = self.position_s + (len(before) + len(samples)) / SAMPLE_RATE_HZ - arrived_s
        if ahead_s > AHEAD_S:
            samples = samples[min(len(samples), round(ahead_s * SAMPLE_RATE_HZ)) :]
        self._given += len(before) + len(samples)
        self._next = block.start + len(block.samples)
        self.arrived_s = arrived_s
        return np.concatenate([before, samples, self._hole(arrived_s)])

    def wait(self, now_s: float) -> Samples:
        """Silence for what is overdue at `now_s`."""
        silence = self._silence(now_s - OVERDUE_S - self.position_s)
        self._given += len(silence)
        return silence

    def _missing_before(self, block: Block, arrived_s: float) -> Samples:
        if self._next is None or self.arrived_s is None or arrived_s - self.arrived_s > OVERDUE_S:
            # a fresh start: the clock alone says where it belongs
            self._window_s = None
            return self._silence(arrived_s - len(block.samples) / self._rate_hz - self.position_s)
        return self._silence((block.start - self._next) / self._rate_hz)

    def _hole(self, arrived_s: float) -> Samples:
        """Silence for what the device lost without a word: the smallest lag of a whole window."""
        lag_s = arrived_s - self.position_s
        if self._window_s is None:
            self._window_s, self._least_lag_s = arrived_s, lag_s
        self._least_lag_s = min(self._least_lag_s, lag_s)
        if arrived_s - self._window_s < WINDOW_S:
            return self._silence(0.0)
        silence = self._silence(self._least_lag_s if self._least_lag_s > HOLE_S else 0.0)
        self._given += len(silence)
        self._window_s = None
        return silence

    def _silence(self, length_s: float) -> Samples:
        samples = max(0, round(length_s * SAMPLE_RATE_HZ))
        if self.arrived_s is not None:
            self.lost_s += samples / SAMPLE_RATE_HZ
        return np.zeros(samples, np.float32)
