"""One input device while it is open: its callback puts blocks into a bounded queue and never waits."""

import errno
import queue
from contextlib import suppress
from dataclasses import dataclass
from time import monotonic
from typing import Any

import numpy as np

from assist.audio.devices import FIX, Device, portaudio, without_chatter
from assist.errors import AudioError
from assist.events import SAMPLE_RATE_HZ, Samples

LATENCY_S = 0.1
"""Asked of the device: small enough for tips, large enough for a busy machine."""
BLOCKS = 400
"""Blocks that may wait: about ten seconds at the 25 ms that PulseAudio gives."""
UNAVAILABLE = -9985
"""PortAudio's paDeviceUnavailable: somebody else holds the device."""


@dataclass(frozen=True, eq=False)
class Block:
    """Samples as the device gave them: mono float32 at its rate.

    `start` counts the device's samples since it was opened (a gap is what the queue dropped); `arrived_s` is the
    monotonic clock at the callback.
    """

    start: int
    arrived_s: float
    samples: Samples


class BlockQueue:
    """Bounded: when it is full the oldest block is dropped, which the next one's `start` tells."""

    def __init__(self, blocks: int = BLOCKS) -> None:
        self._queue: queue.Queue[Block] = queue.Queue(blocks)
        self._count = 0

    def put(self, samples: Samples, arrived_s: float) -> None:
        """Takes samples [count, channels] without waiting; they are mixed to mono."""
        block = Block(self._count, arrived_s, samples.mean(axis=1, dtype=np.float32))
        self._count += len(samples)
        if self._queue.full():
            with suppress(queue.Empty):  # the reader may have made room meanwhile
                self._queue.get_nowait()
        with suppress(queue.Full):  # the callback is the only writer, so there is room
            self._queue.put_nowait(block)

    def take(self) -> list[Block]:
        """All that is there now, in order."""
        blocks = []
        with suppress(queue.Empty):
            while True:
                blocks.append(self._queue.get_nowait())
        return blocks


class Capture:
    """An open device. Raises AudioError where it cannot be opened."""

    def __init__(self, device: Device) -> None:
        self.device = device
        self._blocks = BlockQueue()
        sound = portaudio()
        try:
            with without_chatter():
                channels, self.rate_hz = _format(sound, device)
                self._stream: Any = sound.InputStream(
                    device=device.index,
                    channels=channels,
                    samplerate=self.rate_hz,
                    dtype="float32",
                    latency=LATENCY_S,
                    callback=self._called,
                )
                self._stream.start()
        except sound.PortAudioError as error:
            raise cannot_open(device, error) from None

    def take(self) -> list[Block]:
        """The blocks that came since the last call."""
        return self._blocks.take()

    def close(self) -> None:
        """Gives the device back."""
        with without_chatter():
            self._stream.close(ignore_errors=True)

    def _called(self, samples: Samples, _count: int, _time: object, _status: object) -> None:
        # PortAudio's overflow flag misses losses, so nobody relies on it: samples are counted against time instead
        self._blocks.put(samples, monotonic())


def _format(sound: Any, device: Device) -> tuple[int, int]:
    """Channels and rate that the device takes: mono at SAMPLE_RATE_HZ, else what is nearest to that.

    Raises PortAudioError where it takes nothing.
    """
    wanted = [(c, r) for r in (SAMPLE_RATE_HZ, device.rate_hz) for c in (1, 2, device.channels) if c <= device.channels]
    for channels, rate_hz in wanted[:-1]:
        with suppress(sound.PortAudioError):
            sound.check_input_settings(device.index, channels, "float32", None, rate_hz)
            return channels, rate_hz
    channels, rate_hz = wanted[-1]
    sound.check_input_settings(device.index, channels, "float32", None, rate_hz)
    return channels, rate_hz


def cannot_open(device: Device, error: Exception) -> AudioError:
    """One line for PortAudio's error: its arguments are text, code and, from the system, (system, code, text)."""
    code = error.args[1] if len(error.args) > 1 else 0
    _, host_code, host_text = error.args[2] if len(error.args) > 2 else (0, 0, "")
    if code == UNAVAILABLE or host_code == -errno.EBUSY:
        return AudioError(f"{device.name}: is in use by another program; close that, or choose another device ({FIX})")
    cause = host_text or str(error.args[0]).removeprefix("Error opening InputStream: ")
    return AudioError(f"{device.name}: cannot be opened ({cause}); plug it in again, or choose another device ({FIX})")
