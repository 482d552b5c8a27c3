import numpy as np
import pytest

from assist.audio.cutting import CHUNK_SAMPLES, ChunkCutter
from assist.audio.ears import HELD_CHUNKS, Ears
from assist.config import Settings
from assist.events import SPEAKERS, Activity, AudioChunk, Heard, Prosody, Samples, Speaker, SpeechEnded, SpeechStarted
from tests.conftest import Say

CHUNK_S = CHUNK_SAMPLES / 16_000


def silent(speaker: Speaker, number: int) -> AudioChunk:
    return AudioChunk(speaker, number * CHUNK_S, np.zeros(CHUNK_SAMPLES, np.float32))


def listen(ears: Ears, chunks: list[AudioChunk]) -> tuple[list[AudioChunk], list[Heard]]:
    judged: list[AudioChunk] = []
    events: list[Heard] = []
    for one, found in [*(ears.accept(chunk) for chunk in chunks), ears.finish()]:
        judged += one
        events += found
    return judged, events


def in_turn(agent: Samples, customer: Samples) -> list[AudioChunk]:
    sides = [list(ChunkCutter(s).accept(x)) for s, x in zip(SPEAKERS, (agent, customer), strict=True)]
    return [chunk for pair in zip(*sides, strict=True) for chunk in pair]


@pytest.fixture(scope="module")
def turns(say: Say) -> list[AudioChunk]:
    """The agent speaks, then the customer, who breaks off at the end of the audio."""
    first, second = say("Selamat siang, bapak."), say("Saya mau bayar lima ratus ribu.", "id+f2")[: 2 * 16_000]
    pause = np.zeros(16_000, np.float32)
    agent = np.concatenate([pause, first, pause, np.zeros(len(second), np.float32)])
    customer = np.concatenate([pause, np.zeros(len(first), np.float32), pause, second])
    return in_turn(agent, customer)


def test_every_chunk_comes_out_judged_and_in_order(turns: list[AudioChunk]) -> None:
    judged, events = listen(Ears(Settings()), turns)
    assert [(chunk.speaker, chunk.start_s) for chunk in judged] == [(chunk.speaker, chunk.start_s) for chunk in turns]
    for speaker in SPEAKERS:
        assert {chunk.speech for chunk in judged if chunk.speaker == speaker} == {True, False}
        own = [event for event in events if getattr(event, "speaker", None) == speaker]
        assert {type(event) for event in own} == {SpeechStarted, SpeechEnded, Prosody, Activity}
    assert [event.known_at_s for event in events] == sorted(event.known_at_s for event in events)


def test_activity_alternates_and_ends_with_the_audio(turns: list[AudioChunk]) -> None:
    _, events = listen(Ears(Settings()), turns)
    for speaker in SPEAKERS:
        own = [event for event in events if isinstance(event, Activity) and event.speaker == speaker]
        assert [event.active for event in own] == [True, False] * (len(own) // 2)
        assert [event.at_s for event in own] == sorted(event.at_s for event in own)
        assert all(event.at_s <= event.known_at_s for event in own)


def test_a_chunk_waits_for_the_other_side_of_the_same_time() -> None:
    ears = Ears(Settings())
    assert ears.accept(silent("agent", 0))[0] == []
    assert [chunk.speaker for chunk in ears.accept(silent("customer", 0))[0]] == ["agent", "customer"]


@pytest.mark.parametrize("late", SPEAKERS)
def test_a_channel_that_is_gone_does_not_hold_up_the_other(late: Speaker) -> None:
    ears = Ears(Settings())
    other: Speaker = "customer" if late == "agent" else "agent"
    released = [len(ears.accept(silent(other, number))[0]) for number in range(10)]
    assert released == [0] * HELD_CHUNKS + [1] * (10 - HELD_CHUNKS)
    assert len(ears.finish()[0]) == HELD_CHUNKS


def test_a_late_channel_is_judged_as_it_comes() -> None:
    ears = Ears(Settings())
    for number in range(10):
        ears.accept(silent("agent", number))
    assert [chunk.speaker for chunk in ears.accept(silent("customer", 0))[0]] == ["customer"]


def test_one_channel_alone_waits_for_nobody() -> None:
    ears = Ears(Settings(), ("customer",))
    assert len(ears.accept(silent("customer", 0))[0]) == 1
    assert ears.finish() == ([], [])


def test_chunks_out_of_order_are_refused() -> None:
    ears = Ears(Settings(), ("agent",))
    for number in (0, 2, 4):  # a gap is not out of order
        ears.accept(silent("agent", number))
    with pytest.raises(ValueError, match=r"chunks of the agent out of order: one at 0\.064 s after 0\.160 s"):
        ears.accept(silent("agent", 2))


def test_an_empty_chunk_is_refused() -> None:
    with pytest.raises(ValueError, match="needs chunks of 512 samples, not 0"):
        Ears(Settings()).accept(AudioChunk("agent", 0.0, np.zeros(0, np.float32)))
