"""The two devices of a live call as one `AudioSource`: chunks in real time, and how well each side is heard.

The channels are never let be mixed up: while a stream is fed by a source that is not its own, or both channels hear the
same, its chunks are silence.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from time import monotonic
from types import TracebackType

from assist.audio.capture import Capture
from assist.audio.channel import Channel
from assist.audio.devices import Device, Pair
from assist.audio.likeness import LikenessWatch
from assist.audio.routes import Routes
from assist.config import AudioSettings
from assist.errors import AudioError
from assist.events import AudioChunk, HearingHealth

POLL_S = 0.02
"""How often the devices' queues are emptied: shorter than a chunk."""
TEND_S = 1.0
"""How often lost devices are looked after, and the streams' routes where the sound server does not tell of changes."""


class LiveSource:
    """Open within `async with`, which raises AudioError where a device cannot be opened; iterate once, until `stop`."""

    def __init__(self, pair: Pair, settings: AudioSettings) -> None:
        self._channels = (Channel("agent", pair.agent, settings), Channel("customer", pair.customer, settings))
        self._routes = Routes()
        self._same_source = False
        self._likeness = LikenessWatch()
        self._stopped = False
        self._started_s = 0.0
        self._changed = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []

    async def __aenter__(self) -> "LiveSource":
        self._started_s = monotonic()
        try:
            for channel in self._channels:
                await self._attach(channel, await asyncio.to_thread(Capture, channel.device))
        except BaseException:
            await self._close()
            raise
        self._tasks = [asyncio.create_task(self._tend()), asyncio.create_task(self._routes.watch(self._changed))]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        tending, watching = self._tasks
        watching.cancel()
        await asyncio.wait([tending, watching])  # a device may just be opened: it has to be closed, too
        await self._close()

    def stop(self) -> None:
        """Ends the iteration."""
        self._stopped = True
        self._changed.set()

    async def __aiter__(self) -> AsyncIterator[AudioChunk | HearingHealth]:
        """Chunks and health events as they come. Raises what went wrong in tending the devices, if anything did."""
        while not self._stopped:
            await asyncio.sleep(POLL_S)
            for task in self._tasks:
                if task.done():
                    task.result()
            for item in self._hear(self._now_s()):
                yield item

    def _now_s(self) -> float:
        return monotonic() - self._started_s

    def _hear(self, now_s: float) -> Iterator[AudioChunk | HearingHealth]:
        taken = [channel.take(now_s, self._started_s) for channel in self._channels]
        for channel, samples in zip(self._channels, taken, strict=True):
            self._likeness.accept(channel.speaker, samples)
        duplicated = self._likeness.look(now_s) or self._same_source
        for channel, samples in zip(self._channels, taken, strict=True):
            changed = channel.judge(now_s, duplicated)
            if changed is not None:
                yield changed
            yield from channel.chunks(samples)

    async def _tend(self) -> None:
        while not self._stopped:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._changed.wait(), TEND_S)
            self._changed.clear()
            moved = self._follow(await asyncio.to_thread(self._routes.now))
            for channel in self._channels:
                if channel in moved or channel.wants_mending(self._now_s()):
                    held = channel.detach(self._now_s())
                    capture = await asyncio.to_thread(_open_again, held, channel.device)
                    if capture is not None:
                        await self._attach(channel, capture)

    def _follow(self, routes: dict[int, int] | None) -> list[Channel]:
        """The channels whose stream was moved to another source; also notes whether both have the same."""
        if routes is None:
            return []
        claimed = {channel.route[0] for channel in self._channels if channel.route is not None}
        moved = [channel for channel in self._channels if channel.moved(routes, claimed)]
        sources = [channel.route[1] for channel in self._channels if channel.route is not None and channel not in moved]
        self._same_source = len(sources) > len(set(sources))
        return moved

    async def _attach(self, channel: Channel, capture: Capture) -> None:
        channel.attach(capture, self._now_s())
        routes = await asyncio.to_thread(self._routes.now) or {}
        claimed = {other.route[0] for other in self._channels if other.route is not None}
        new = [(stream, source) for stream, source in routes.items() if stream not in claimed]
        channel.route = new[0] if len(new) == 1 else None

    async def _close(self) -> None:
        for channel in self._channels:
            capture = channel.detach(self._now_s())
            if capture is not None:
                await asyncio.to_thread(capture.close)


def _open_again(held: Capture | None, device: Device) -> Capture | None:
    """Closes what was held of a device and opens it anew; None while that cannot be done."""
    if held is not None:
        held.close()
    try:
        return Capture(device)
    except AudioError:
        return None  # said on the overlay already; it is tried again
