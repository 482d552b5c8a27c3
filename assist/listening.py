"""From a source of audio to the events of a call, in real time or flat out.

In real time each recogniser has a thread and a bounded queue; voice activity and prosody are so cheap that they run in
the event loop. Flat out, one thread does it all and stream time is the clock.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from time import monotonic
from typing import TypeVar

from assist.audio.ears import Ears
from assist.audio.health import ChannelHearing
from assist.audio.sources import AudioSource
from assist.call import Call
from assist.config import Settings
from assist.events import (
    AudioChunk,
    Concluded,
    Heard,
    HearingHealth,
    HoldSet,
    PauseSet,
    Speaker,
    SpeechEnded,
    SpeechStarted,
    Tick,
    Utterance,
)
from assist.hearing import Hearing
from assist.session import GRID_S
from assist.speech.recogniser import Recogniser
from assist.speech.recogniser_thread import RecogniserThread

Result = TypeVar("Result")

FLAT_OUT_BATCH = 64
"""Chunks that are worked on at a stretch flat out: about one second of both channels."""


async def run_in_real_time(
    call: Call,
    source: AudioSource,
    recognisers: Mapping[Speaker, Recogniser],
    settings: Settings,
) -> float:
    """Hears a call as it happens, to the end of the source; returns the seconds of audio that did not become text.

    Cancelled, it lets the recognisers finish what they have heard before it gives way. Raises what a recogniser raised
    that cannot go on.
    """
    loop = asyncio.get_running_loop()
    began_s: float | None = None

    def now_s() -> float:
        return 0.0 if began_s is None else monotonic() - began_s

    def hear(event: Heard) -> None:
        call.hear(event.model_copy(update={"known_at_s": round(now_s(), 3)}))

    def publish(utterance: Utterance) -> None:
        """From a recogniser's thread: waits until the call has taken the utterance."""
        asyncio.run_coroutine_threadsafe(_awaitable(hear, utterance), loop).result()

    def recognise(judged: list[AudioChunk], events: list[Heard]) -> None:
        for event in events:
            hear(event)
        for chunk in judged:
            threads[chunk.speaker].put(chunk)
            changed = health[chunk.speaker].of_sound(chunk)
            if changed is not None:
                hear(changed)

    def tell_loss(speaker: Speaker, end_s: float, last: bool = False) -> None:
        changed = health[speaker].of_recogniser(threads[speaker].lost_s, end_s, last)
        if changed is not None:
            hear(changed)

    ears = Ears(settings, tuple(recognisers))
    health = {speaker: ChannelHearing(speaker) for speaker in recognisers}
    threads = {
        speaker: RecogniserThread(recogniser, publish, settings.speech.queue_s)
        for speaker, recogniser in recognisers.items()
    }
    ticking = asyncio.create_task(_tick(hear, now_s))
    try:
        async for item in source:
            if isinstance(item, HearingHealth):
                hear(health[item.speaker].of_device(item))
                continue
            # the first chunk of a device comes late; what follows must not be known before it is heard
            began_s = min(monotonic() - item.end_s, began_s if began_s is not None else monotonic())
            recognise(*ears.accept(item))
            tell_loss(item.speaker, item.end_s)
            threads[item.speaker].check()
    finally:
        recognise(*ears.finish())
        try:
            await _to_the_end(asyncio.gather(*(asyncio.to_thread(thread.close) for thread in threads.values())))
        finally:
            ticking.cancel()
        for speaker, thread in threads.items():
            tell_loss(speaker, now_s(), last=True)  # what a recogniser lost with the last it was given
            thread.check()
    return sum(thread.lost_s for thread in threads.values())


async def _awaitable(hear: Callable[[Heard], None], event: Heard) -> None:
    hear(event)


async def _tick(hear: Callable[[Heard], None], now_s: Callable[[], float]) -> None:
    while True:
        await asyncio.sleep(GRID_S - now_s() % GRID_S)  # on the grid: what is due is said when it is due
        hear(Tick())


class QuietEnd:
    """Told what a call hears, it calls `end` once nobody has spoken for `silence_s`; 0 waits for ever.

    While the customer was asked to wait, or the listening is paused, silence is meant: it counts from the end of that.
    """

    def __init__(self, silence_s: float, end: Callable[[], None]) -> None:
        self._silence_s, self._end = silence_s, end
        self._speaking: set[Speaker] = set()
        self._on_hold = self._paused = False
        self._quiet_since_s = 0.0

    def __call__(self, event: Heard, concluded: Sequence[Concluded]) -> None:
        """Takes a heard event in; the ticks of a live call carry the time."""
        if isinstance(event, SpeechStarted):
            self._speaking.add(event.speaker)
        elif isinstance(event, SpeechEnded):
            self._speaking.discard(event.speaker)
        elif isinstance(event, HoldSet):
            self._on_hold, self._quiet_since_s = event.on, event.known_at_s
        elif isinstance(event, PauseSet):
            self._paused, self._quiet_since_s = event.on, event.known_at_s
        if self._speaking or self._on_hold or self._paused or isinstance(event, SpeechEnded):
            self._quiet_since_s = event.known_at_s
        if self._silence_s > 0 and event.known_at_s - self._quiet_since_s >= self._silence_s:
            self._end()


async def run_flat_out(call: Call, source: AudioSource, hearing: Hearing) -> None:
    """Hears a recorded call as fast as the machine can; stream time is the clock."""
    items = aiter(source)
    try:
        while batch := [item async for item in _some(items, FLAT_OUT_BATCH)]:
            for event in await _in_thread(partial(_accept_all, hearing, batch)):
                call.hear(event)
    finally:
        for event in await _in_thread(hearing.finish):
            call.hear(event)


def _accept_all(hearing: Hearing, items: list[AudioChunk | HearingHealth]) -> list[Heard]:
    heard: list[Heard] = []
    for item in items:
        heard += hearing.told(item) if isinstance(item, HearingHealth) else hearing.accept(item)
    return heard


async def _some(
    source: AsyncIterator[AudioChunk | HearingHealth], count: int
) -> AsyncIterator[AudioChunk | HearingHealth]:
    for _ in range(count):
        with suppress(StopAsyncIteration):
            yield await anext(source)
            continue
        return


async def _in_thread(work: Callable[[], list[Heard]]) -> list[Heard]:
    """Runs `work` in a thread; when cancelled, waits for it first, so that nobody works on the same things after."""
    return await _to_the_end(asyncio.ensure_future(asyncio.to_thread(work)))


async def _to_the_end(running: asyncio.Future[Result]) -> Result:
    """Its result; when cancelled, waits for it all the same before it gives way: what was heard must not be lost."""
    try:
        return await asyncio.shield(running)
    except asyncio.CancelledError:
        await running
        raise
