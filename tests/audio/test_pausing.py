"""A source that is closed and opened again: what is heard is on the time of the call, without gap or overlap."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing, asynccontextmanager

import numpy as np
import pytest

from assist.audio.cutting import CHUNK_S, CHUNK_SAMPLES
from assist.audio.pausing import PausableSource
from assist.audio.sources import AudioSource
from assist.errors import AudioError
from assist.events import SPEAKERS, AudioChunk, HearingHealth, HearingState, Speaker

Item = AudioChunk | HearingHealth


class Device:
    """Gives a chunk of 0.5 for each speaker whenever it is asked; `lead` more of the agent's than of the customer's."""

    def __init__(
        self, chunks: int = 1_000_000, lead: int = 0, health: tuple[HearingState, float] | None = None
    ) -> None:
        self._chunks, self._lead, self._health = chunks, lead, health
        self.opened_at_s: list[float] = []
        self.is_open = False
        self.fault: AudioError | None = None

    @asynccontextmanager
    async def open(self, at_s: float) -> AsyncIterator[AudioSource]:
        if self.fault is not None:
            raise self.fault
        self.opened_at_s.append(at_s)
        self.is_open = True
        try:
            yield self._give()
        finally:
            self.is_open = False

    async def _give(self) -> AsyncGenerator[Item]:
        if self._health is not None:
            yield HearingHealth(speaker="customer", state=self._health[0], lost_s=self._health[1])
        for number in range(-self._lead, self._chunks):
            for speaker in SPEAKERS if number >= 0 else SPEAKERS[:1]:
                start_s = (number + (self._lead if speaker == "agent" else 0)) * CHUNK_S
                yield AudioChunk(speaker, start_s, np.full(CHUNK_SAMPLES, 0.5, np.float32))
            await asyncio.sleep(0)


class Hearing:
    """A source that is read step by step."""

    def __init__(self, device: Device) -> None:
        self.faults: list[AudioError] = []
        self.source = PausableSource(device.open, self.faults.append)
        self._items = aiter(self.source)
        self.heard: list[Item] = []

    async def hear(self, count: int) -> list[Item]:
        new = [await anext(self._items) for _ in range(count)]
        self.heard += new
        return new

    async def hear_rest(self) -> None:
        self.heard += [item async for item in self._items]

    async def close(self) -> None:
        await self._items.aclose()

    def chunks(self, speaker: Speaker) -> list[AudioChunk]:
        return [item for item in self.heard if isinstance(item, AudioChunk) and item.speaker == speaker]


def loud(items: list[Item]) -> bool:
    return any(isinstance(item, AudioChunk) and item.samples.any() for item in items)


def check_times(hearing: Hearing) -> None:
    for speaker in SPEAKERS:
        starts = [chunk.start_s for chunk in hearing.chunks(speaker)]
        assert starts == pytest.approx([number * CHUNK_S for number in range(len(starts))])


@pytest.mark.parametrize("lead", [0, 3])
def test_a_pause_closes_the_device_and_is_silence_and_then_it_goes_on(lead: int) -> None:
    async def main() -> None:
        device = Device(lead=lead)
        hearing = Hearing(device)
        assert loud(await hearing.hear(20))
        hearing.source.pause()
        await hearing.hear(2 + lead)
        paused = await hearing.hear(12)
        assert not loud(paused[lead:])
        assert not device.is_open
        hearing.source.resume()
        while not loud(await hearing.hear(1)):
            pass
        assert device.is_open
        assert device.opened_at_s[0] == 0
        assert device.opened_at_s[1] == pytest.approx(hearing.heard[-1].start_s)
        await hearing.hear(10)
        check_times(hearing)
        await hearing.close()
        assert not device.is_open

    asyncio.run(main())


def test_stop_ends_it_open_or_paused() -> None:
    async def main(paused: bool) -> None:
        device = Device()
        hearing = Hearing(device)
        await hearing.hear(2)
        if paused:
            hearing.source.pause()
            await hearing.hear(4)
        hearing.source.stop()
        await hearing.hear_rest()
        assert len(hearing.heard) < 20
        assert not device.is_open

    for paused in (False, True):
        asyncio.run(main(paused))


def test_it_ends_with_the_sound() -> None:
    async def main() -> None:
        hearing = Hearing(Device(chunks=3))
        await hearing.hear_rest()
        assert [len(hearing.chunks(speaker)) for speaker in SPEAKERS] == [3, 3]

    asyncio.run(main())


def test_it_can_begin_paused() -> None:
    async def main() -> None:
        device = Device()
        hearing = Hearing(device)
        hearing.source.pause()
        assert not loud(await hearing.hear(4))
        assert device.opened_at_s == []

    asyncio.run(main())


def test_a_device_that_cannot_be_opened_is_an_error_at_first_and_later_a_longer_pause() -> None:
    fault = AudioError("headset: is gone")

    async def first() -> None:
        device = Device()
        device.fault = fault
        async with aclosing(aiter(PausableSource(device.open, lambda error: None))) as items:
            await anext(items)

    async def later() -> None:
        device = Device()
        hearing = Hearing(device)
        await hearing.hear(2)
        hearing.source.pause()
        await hearing.hear(4)
        device.fault = fault
        hearing.source.resume()
        assert not loud(await hearing.hear(6))
        assert hearing.faults == [fault]
        device.fault = None
        hearing.source.resume()
        while not loud(await hearing.hear(1)):
            pass
        check_times(hearing)

    with pytest.raises(AudioError, match="is gone"):
        asyncio.run(first())
    asyncio.run(later())


def test_how_it_was_heard_counts_no_more_in_a_pause_but_what_was_lost_does() -> None:
    async def main() -> None:
        hearing = Hearing(Device(health=("impaired", 1.5)))
        await hearing.hear(3)
        hearing.source.pause()
        await hearing.hear(6)
        hearing.source.resume()
        while sum(isinstance(item, HearingHealth) for item in hearing.heard) < 3:
            await hearing.hear(1)
        told = [item for item in hearing.heard if isinstance(item, HearingHealth)]
        assert [(item.state, item.lost_s) for item in told] == [("impaired", 1.5), ("ok", 1.5), ("impaired", 3.0)]

    asyncio.run(main())
