import asyncio
import threading
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from assist.audio.cutting import CHUNK_SAMPLES
from assist.call import Call
from assist.config import Settings
from assist.events import (
    SAMPLE_RATE_HZ,
    SPEAKERS,
    AudioChunk,
    CallStarted,
    Heard,
    HearingHealth,
    Speaker,
    SpeechEnded,
    SpeechStarted,
    Tick,
    Utterance,
)
from assist.listening import QuietEnd, RecogniserThread, run_in_real_time
from assist.playbook import Playbook
from assist.store import Store

CHUNK_S = CHUNK_SAMPLES / SAMPLE_RATE_HZ
START = CallStarted(call_id="c", started_at=datetime(2026, 1, 5, tzinfo=UTC), source="s", playbook_version="v")


class StuckRecogniser:
    """Stands in for a recogniser on a machine that is too slow, which cannot be had here on demand."""

    def __init__(self) -> None:
        self.go_on = threading.Event()
        self.heard: list[AudioChunk] = []

    def accept(self, chunk: AudioChunk) -> list[Utterance]:
        self.go_on.wait()
        self.heard.append(chunk)
        return []

    def finish(self) -> list[Utterance]:
        return []


class BrokenRecogniser:
    """Stands in for an engine that fails in the middle of a call."""

    def accept(self, chunk: AudioChunk) -> list[Utterance]:
        raise RuntimeError("the engine failed")

    def finish(self) -> list[Utterance]:
        return []


def chunk(number: int, speaker: Speaker = "agent") -> AudioChunk:
    samples = np.full(CHUNK_SAMPLES, 0.1, np.float32)
    return AudioChunk(speaker=speaker, start_s=number * CHUNK_S, samples=samples, speech=True)


def test_a_full_queue_drops_the_oldest_counts_it_and_puts_silence_in_its_place() -> None:
    recogniser = StuckRecogniser()
    thread = RecogniserThread(recogniser, lambda utterance: None, queue_s=10 * CHUNK_S)
    thread.put(chunk(0))
    while not thread._queue.empty():  # taken: the thread is stuck with it
        pass
    kept = [thread.put(chunk(number)) for number in range(1, 16)]
    assert kept == [True] * 10 + [False] * 5
    assert thread.lost_s == pytest.approx(5 * CHUNK_S)
    recogniser.go_on.set()
    thread.close()
    assert [piece.start_s for piece in recogniser.heard] == pytest.approx([number * CHUNK_S for number in range(16)])
    silent = [index for index, piece in enumerate(recogniser.heard) if not piece.samples.any()]
    assert silent == [1, 2, 3, 4, 5]
    assert not any(recogniser.heard[index].speech for index in silent)


def test_closing_lets_the_queue_be_finished() -> None:
    recogniser = StuckRecogniser()
    thread = RecogniserThread(recogniser, lambda utterance: None, queue_s=5)
    for number in range(50):
        thread.put(chunk(number))
    recogniser.go_on.set()
    thread.close()
    assert len(recogniser.heard) == 50


@pytest.fixture
def call(tmp_path: Path) -> Call:
    playbook = Playbook(language="id", version="v", rules=(), phrases=())
    return Call(START, playbook, Settings(), Store(tmp_path), [])


async def chunks(count: int) -> AsyncIterator[AudioChunk]:
    for number in range(count):
        for speaker in SPEAKERS:
            yield chunk(number, speaker)
        await asyncio.sleep(0)


def test_an_engine_that_fails_ends_the_listening(call: Call) -> None:
    recognisers = {speaker: BrokenRecogniser() for speaker in SPEAKERS}
    with pytest.raises(RuntimeError, match="the engine failed"):
        asyncio.run(run_in_real_time(call, chunks(50), recognisers, Settings()))


def test_lost_audio_is_said(call: Call, tmp_path: Path) -> None:
    stuck = StuckRecogniser()
    settings = Settings.model_validate({"speech": {"queue_s": 1.0}})

    async def listen() -> float:
        listening = asyncio.create_task(run_in_real_time(call, chunks(100), dict.fromkeys(SPEAKERS, stuck), settings))
        await asyncio.sleep(1)
        stuck.go_on.set()
        return await listening

    lost_s = asyncio.run(listen())
    assert lost_s > 1
    told = [event for event in Store(tmp_path).events("c") if isinstance(event, HearingHealth)]
    assert {event.speaker for event in told} == set(SPEAKERS)
    assert max(event.lost_s for event in told) == pytest.approx(lost_s / 2, abs=0.1)


class DeafRecogniser:
    """Hears nothing; for what does not depend on words."""

    def accept(self, chunk: AudioChunk) -> list[Utterance]:
        return []

    def finish(self) -> list[Utterance]:
        return []


def test_what_a_source_says_of_its_devices_is_part_of_the_call(call: Call, tmp_path: Path) -> None:
    async def source() -> AsyncIterator[AudioChunk | HearingHealth]:
        async for item in chunks(5):
            yield item
        yield HearingHealth(speaker="customer", state="lost", lost_s=1.5)

    recognisers = {speaker: DeafRecogniser() for speaker in SPEAKERS}
    asyncio.run(run_in_real_time(call, source(), recognisers, Settings()))
    told = [event for event in Store(tmp_path).events("c") if isinstance(event, HearingHealth)]
    assert [(event.speaker, event.state, event.lost_s) for event in told] == [("customer", "lost", 1.5)]


def test_nothing_is_known_before_it_is_heard_though_the_first_chunk_comes_late(call: Call, tmp_path: Path) -> None:
    async def source() -> AsyncIterator[AudioChunk | HearingHealth]:
        await asyncio.sleep(0.5)
        yield chunk(0)
        for number in range(1, 30):
            yield chunk(number)  # all at once: they had been waiting
        yield HearingHealth(speaker="agent", state="silent")

    asyncio.run(run_in_real_time(call, source(), {"agent": DeafRecogniser()}, Settings()))
    told = [event for event in Store(tmp_path).events("c") if isinstance(event, HearingHealth)]
    assert told[0].known_at_s >= 30 * CHUNK_S


def started(speaker: Speaker, at_s: float) -> Heard:
    return SpeechStarted(known_at_s=at_s, speaker=speaker, start_s=at_s)


def ended(speaker: Speaker, at_s: float) -> Heard:
    return SpeechEnded(known_at_s=at_s, speaker=speaker, start_s=0, end_s=at_s)


QUIET: dict[str, tuple[float, list[Heard], bool]] = {
    "nobody ever speaks": (60, [Tick(known_at_s=59.9), Tick(known_at_s=60.0)], True),
    "not yet": (60, [ended("agent", 10), Tick(known_at_s=69.9)], False),
    "long enough after the last": (60, [ended("agent", 10), Tick(known_at_s=70)], True),
    "somebody speaks on": (60, [started("agent", 1), Tick(known_at_s=90), ended("agent", 91)], False),
    "one ends, the other speaks on": (
        60,
        [started("agent", 1), started("customer", 2), ended("agent", 3), Tick(known_at_s=90)],
        False,
    ),
    "switched off": (0, [Tick(known_at_s=9999)], False),
}


@pytest.mark.parametrize("name", QUIET)
def test_a_long_silence_ends_a_live_call(name: str) -> None:
    silence_s, events, expected = QUIET[name]
    ends: list[bool] = []
    quiet = QuietEnd(silence_s, lambda: ends.append(True))
    for event in events:
        quiet(event, [])
    assert bool(ends) is expected
