"""Where the sound of a call comes from: the agent's devices, or a file that stands for them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from assist.audio.devices import Pair, choose_pair, input_devices
from assist.audio.live_source import LiveSource
from assist.audio.pausing import Opening
from assist.audio.sources import AudioSource, play_file, probe_file
from assist.config import AudioSettings


@dataclass(frozen=True)
class Found:
    """The sound of one call: what it is kept under, and what opens it."""

    name: str
    opening: Opening


class Sound(Protocol):
    """Is asked anew before each call: devices come and go."""

    def find(self) -> Found:
        """What the next call is heard from; nothing is opened yet. Raises AudioError, one line."""
        ...


@dataclass(frozen=True)
class FileSound:
    """A stereo file, left agent, right customer; in real time (`paced`), or as fast as it can be read."""

    file: Path
    settings: AudioSettings
    paced: bool = True

    def find(self) -> Found:
        """The file, looked into. Raises AudioError."""
        probe_file(self.file)
        return Found(self.file.name, self._open)

    @asynccontextmanager
    async def _open(self, at_s: float) -> AsyncIterator[AudioSource]:
        yield play_file(self.file, self.paced, self.settings, at_s)


@dataclass(frozen=True)
class DeviceSound:
    """The two devices that the settings choose."""

    settings: AudioSettings

    def find(self) -> Found:
        """The devices. Raises AudioError where there are none that fit."""
        pair = choose_pair(input_devices(), self.settings)
        return Found(name_of(pair), lambda at_s: LiveSource(pair, self.settings))


def name_of(pair: Pair) -> str:
    """Both devices, as a call is kept under."""
    return f"{pair.agent.name} + {pair.customer.name}"
