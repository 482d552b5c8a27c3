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
from assist.events import SAMPLE_RATE_HZ, SPEAKERS, AudioChunk, CallStarted, HearingHealth, Speaker, Utterance
from assist.listening import RecogniserThread, run_in_real_time
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
