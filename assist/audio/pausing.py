"""A source that can be closed in the midst of a call, and opened again: meanwhile the call is given silence.

So times stay true without anybody behind it knowing of pauses, and a device that is not listened to is not held.
"""

import asyncio
from collections.abc import AsyncGenerator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, aclosing
from dataclasses import replace
from time import monotonic

import numpy as np

from assist.audio.cutting import CHUNK_S, CHUNK_SAMPLES
from assist.audio.sources import AudioSource
from assist.errors import AudioError
from assist.events import SPEAKERS, AudioChunk, HearingHealth, Speaker

Opening = Callable[[float], AbstractAsyncContextManager[AudioSource]]
"""Opens the sound of a call at so many seconds of it; the times of what comes count from there, without gaps."""


class PausableSource:
    """An `AudioSource` over what `opening` opens. `pause`, `resume` and `stop` belong to the thread of the event loop.

    Iterating raises AudioError where it cannot be opened at first; where it cannot be opened again after a pause,
    `tell_fault` gets the error, and the pause goes on.
    """

    def __init__(self, opening: Opening, tell_fault: Callable[[AudioError], None]) -> None:
        self._opening, self._tell_fault = opening, tell_fault
        self._paused = self._stopped = self._opened = False
        self._given: dict[Speaker, int] = dict.fromkeys(SPEAKERS, 0)
        self._health: dict[Speaker, HearingHealth] = {}
        self._lost_s: dict[Speaker, float] = {}

    def pause(self) -> None:
        """Closes what is open after the chunk that comes next."""
        self._paused = True

    def resume(self) -> None:
        """Opens it again."""
        self._paused = False

    def stop(self) -> None:
        """Ends the iteration with the chunk that comes next."""
        self._stopped = True

    async def __aiter__(self) -> AsyncGenerator[AudioChunk | HearingHealth]:
        """Chunks and health events of what is open, and silence in real time while it is paused.

        Close the generator (`aclosing`), or what it holds open is closed only when it is collected.
        """
        began_s = monotonic()
        while not self._stopped:
            for chunk in self._silence(monotonic() - began_s):
                yield chunk
            if self._paused:
                await asyncio.sleep(CHUNK_S)
                continue
            async with aclosing(self._heard()) as heard:
                async for item in heard:
                    yield item
            if not self._paused:
                return

    async def _heard(self) -> AsyncGenerator[AudioChunk | HearingHealth]:
        """What is heard until a pause, the stop or the end of the sound; then how it was heard counts no more."""
        at_s = self._given["agent"] * CHUNK_S
        try:
            async with self._opening(at_s) as source:
                self._opened = True
                async for item in source:
                    yield self._placed(item)
                    if self._paused or self._stopped:
                        break
        except AudioError as error:
            if not self._opened:
                raise
            self._paused = True
            self._tell_fault(error)
        for health in self._health.values():
            self._lost_s[health.speaker] = health.lost_s
            if health.state != "ok":
                yield health.model_copy(update={"state": "ok"})
        self._health = {}

    def _placed(self, item: AudioChunk | HearingHealth) -> AudioChunk | HearingHealth:
        """The item on the time of the call; what was lost before the pause counts on."""
        if isinstance(item, AudioChunk):
            start_s = self._given[item.speaker] * CHUNK_S
            self._given[item.speaker] += 1
            return replace(item, start_s=start_s)
        lost_s = round(item.lost_s + self._lost_s.get(item.speaker, 0.0), 2)
        self._health[item.speaker] = item.model_copy(update={"lost_s": lost_s})
        return self._health[item.speaker]

    def _silence(self, until_s: float) -> Iterator[AudioChunk]:
        """Silence up to then on both channels, which are equally long after it."""
        until = max(int(until_s / CHUNK_S), *self._given.values())
        for _ in range(until - min(self._given.values())):
            for speaker in SPEAKERS:
                if self._given[speaker] < until:
                    start_s = self._given[speaker] * CHUNK_S
                    self._given[speaker] += 1
                    yield AudioChunk(speaker, start_s, np.zeros(CHUNK_SAMPLES, np.float32))
