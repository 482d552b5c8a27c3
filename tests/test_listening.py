import asyncio
import threading
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from assist.audio.cutting import CHUNK_SAMPLES, ChunkCutter
from assist.call import Call
from assist.config import Settings
from assist.errors import ModelError
from assist.events import (
    SAMPLE_RATE_HZ,
    SPEAKERS,
    AudioChunk,
    CallStarted,
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
from assist.language.words.lexicon import NO_WORDS
from assist.listening import QuietEnd, run_in_real_time
from assist.playbook import Playbook
from assist.speech.engines import ENGINES
from assist.speech.recogniser import RecogniserMaker
from assist.speech.steady import steady
from assist.store import Store
from tests.conftest import Say
from tests.speech.failing import failing

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


@pytest.fixture
def make(whisper_model: Path, settings: Settings) -> RecogniserMaker:
    return ENGINES["whisper"](settings)(NO_WORDS)


@pytest.fixture(scope="module")
def two_sentences(say: Say) -> list[AudioChunk]:
    pause, sentence = np.zeros(SAMPLE_RATE_HZ, np.float32), say("Selamat siang, bapak.")
    return list(ChunkCutter("agent").accept(np.concatenate([pause, sentence, pause, sentence, pause])))


async def at_once(given: list[AudioChunk]) -> AsyncIterator[AudioChunk]:
    for one in given:
        yield one
        await asyncio.sleep(0)


def test_an_engine_that_fails_once_is_started_again_and_the_gap_is_said(
    call: Call, tmp_path: Path, make: RecogniserMaker, settings: Settings, two_sentences: list[AudioChunk]
) -> None:
    amid_the_first = round(1.6 / CHUNK_S)
    recogniser = steady(failing(make, [amid_the_first]), settings)("agent")
    lost_s = asyncio.run(run_in_real_time(call, at_once(two_sentences), {"agent": recogniser}, settings))
    events = Store(tmp_path).events("c")
    told = [event for event in events if isinstance(event, HearingHealth)]
    assert (told[0].speaker, told[0].state) == ("agent", "impaired")
    assert {event.state for event in told[1:]} <= {"ok"}  # on a slow machine it is over before the end
    assert told[0].lost_s == pytest.approx(lost_s, abs=0.01)
    assert 0.3 < lost_s < 0.8
    finals = {event.utterance_id: event for event in events if isinstance(event, Utterance) and event.final}
    assert "siang" in list(finals.values())[-1].text.lower()
    assert list(finals) == [f"agent-{number}" for number in range(1, len(finals) + 1)]


def test_an_engine_that_fails_again_and_again_ends_the_listening(
    call: Call, tmp_path: Path, make: RecogniserMaker, settings: Settings, two_sentences: list[AudioChunk]
) -> None:
    recogniser = steady(failing(make, [20, 20, 20]), settings)("agent")
    with pytest.raises(ModelError, match="engine whisper failed 3 times"):
        asyncio.run(run_in_real_time(call, at_once(two_sentences), {"agent": recogniser}, settings))
    told = [event for event in Store(tmp_path).events("c") if isinstance(event, HearingHealth)]
    assert told[-1].state == "impaired"


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


class SlowlyFinishing(DeafRecogniser):
    """Still decodes when the audio has ended."""

    def __init__(self) -> None:
        self.finishing, self.go_on = threading.Event(), threading.Event()

    def finish(self) -> list[Utterance]:
        self.finishing.set()
        self.go_on.wait()
        return [Utterance(utterance_id="agent-1", speaker="agent", start_s=0, end_s=0.1, text="terima kasih")]


def test_what_was_heard_is_finished_though_the_program_is_ended_meanwhile(call: Call, tmp_path: Path) -> None:
    slow = SlowlyFinishing()

    async def listen() -> None:
        listening = asyncio.create_task(
            run_in_real_time(call, at_once([chunk(number) for number in range(3)]), {"agent": slow}, Settings())
        )
        await asyncio.to_thread(slow.finishing.wait)
        listening.cancel()
        await asyncio.sleep(0.05)
        assert not listening.done()
        slow.go_on.set()
        with pytest.raises(asyncio.CancelledError):
            await listening

    asyncio.run(listen())
    assert [event.text for event in Store(tmp_path).events("c") if isinstance(event, Utterance)] == ["terima kasih"]


def started(speaker: Speaker, at_s: float) -> Heard:
    return SpeechStarted(known_at_s=at_s, speaker=speaker, start_s=at_s)


def ended(speaker: Speaker, at_s: float) -> Heard:
    return SpeechEnded(known_at_s=at_s, speaker=speaker, start_s=0, end_s=at_s)


def hold(at_s: float, on: bool) -> Heard:
    return HoldSet(known_at_s=at_s, on=on)


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
    "the customer waits": (60, [hold(9, True), Tick(known_at_s=999)], False),
    "the wait was just over": (60, [hold(9, True), Tick(known_at_s=99), hold(100, False), Tick(known_at_s=159)], False),
    "the wait was over long ago": (60, [hold(9, True), hold(100, False), Tick(known_at_s=160)], True),
    "paused": (60, [PauseSet(known_at_s=9, on=True), Tick(known_at_s=999)], False),
    "on hold while paused": (
        60,
        [hold(9, True), PauseSet(known_at_s=10, on=True), PauseSet(known_at_s=11, on=False), Tick(known_at_s=99)],
        False,
    ),
}


@pytest.mark.parametrize("name", QUIET)
def test_a_long_silence_ends_a_live_call(name: str) -> None:
    silence_s, events, expected = QUIET[name]
    ends: list[bool] = []
    quiet = QuietEnd(silence_s, lambda: ends.append(True))
    for event in events:
        quiet(event, [])
    assert bool(ends) is expected
