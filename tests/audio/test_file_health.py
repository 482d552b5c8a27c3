"""Recordings that are not as they should be: what is said of each side, and when; and what is given on."""

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile
import soxr

from assist.audio.file_health import FileWatch, watched
from assist.audio.sources import read_chunks
from assist.config import AudioSettings
from assist.events import SAMPLE_RATE_HZ, SPEAKERS, AudioChunk, HearingHealth, Samples
from tests.conftest import Say
from tests.not_speech import mains_hum, white_noise

SETTINGS = AudioSettings()


@pytest.fixture(scope="module")
def voices(say: Say) -> tuple[Samples, Samples]:
    """Twelve seconds of two people who speak by turns."""
    agent = say("selamat pagi bapak, nama saya rita dari koperasi lestari, apa benar ini bapak budi", voice="id+f2")
    customer = say("iya betul saya sendiri, maaf saya lupa membayar bulan ini karena sedang sakit", voice="id+m3")
    channels = np.zeros((2, 12 * SAMPLE_RATE_HZ), np.float32)
    channels[0, : len(agent)] = agent[: channels.shape[1]]
    start = min(len(agent), 6 * SAMPLE_RATE_HZ)
    channels[1, start : start + len(customer)] = customer[: channels.shape[1] - start]
    return channels[0], channels[1]


def as_file(folder: Path, agent: Samples, customer: Samples, rate_hz: int = SAMPLE_RATE_HZ) -> Path:
    path = folder / "call.wav"
    soundfile.write(str(path), np.stack([agent, customer], axis=1), rate_hz, subtype="FLOAT")
    return path


def said(path: Path) -> list[tuple[str, str, float]]:
    """Which state of whom was told, and when."""
    items = watched(read_chunks(path), SETTINGS)
    return [(item.speaker, item.state, item.known_at_s) for item in items if isinstance(item, HearingHealth)]


Pair = tuple[Samples, Samples]
DEAD: dict[str, tuple[Callable[[Pair], Pair], set[str]]] = {
    "the customer is not there": (lambda pair: (pair[0], 0 * pair[1]), {"customer"}),
    "the agent is not there": (lambda pair: (0 * pair[0], pair[1]), {"agent"}),
    "nobody is there": (lambda pair: (0 * pair[0], 0 * pair[1]), {"agent", "customer"}),
    "direct current": (lambda pair: (pair[0], 0 * pair[1] + 0.3), {"customer"}),
    "not a number": (lambda pair: (pair[0], pair[1] * np.float32("nan")), {"customer"}),
    "dither": (lambda pair: (pair[0], white_noise(12, -100)), {"customer"}),
}


@pytest.mark.parametrize("name", DEAD)
def test_a_dead_channel_is_said_within_ten_seconds(name: str, voices: Pair, tmp_path: Path) -> None:
    spoil, dead = DEAD[name]
    told = said(as_file(tmp_path, *spoil(voices)))
    assert {(speaker, state) for speaker, state, _ in told} == {(speaker, "silent") for speaker in dead}
    assert all(at_s <= 10 for _, _, at_s in told)


SOUND: dict[str, Callable[[Pair], Pair]] = {
    "as it should be": lambda pair: pair,
    "noise": lambda pair: (pair[0] + white_noise(12, -45), pair[1] + white_noise(12, -45, 9)),
    "hum on both": lambda pair: (pair[0] + mains_hum(12, -30), pair[1] + mains_hum(12, -30)),
    "a little of each in the other": lambda pair: (pair[0] + 0.3 * pair[1], pair[1] + 0.3 * pair[0]),
}


@pytest.mark.parametrize("name", SOUND)
def test_what_is_well_is_not_remarked_on(name: str, voices: Pair, tmp_path: Path) -> None:
    agent, customer = SOUND[name](voices)
    assert said(as_file(tmp_path, agent, customer)) == []


@pytest.mark.parametrize("rate_hz", [8_000, 11_025, 44_100, 48_000])
def test_any_rate_is_heard(rate_hz: int, voices: Pair, tmp_path: Path) -> None:
    agent, customer = (soxr.resample(side, SAMPLE_RATE_HZ, rate_hz) for side in voices)
    path = as_file(tmp_path, agent, customer, rate_hz)
    chunks = [item for item in watched(read_chunks(path), SETTINGS) if isinstance(item, AudioChunk)]
    assert chunks[-1].end_s == pytest.approx(len(voices[0]) / SAMPLE_RATE_HZ, abs=0.04)
    assert said(path) == []


def test_one_channel_twice_is_said_and_silenced(voices: Pair, tmp_path: Path) -> None:
    mixed = voices[0] + voices[1]
    path = as_file(tmp_path, mixed, 0.7 * mixed)
    told = said(path)
    assert {(speaker, state) for speaker, state, _ in told} == {(speaker, "duplicated") for speaker in SPEAKERS}
    (at_s,) = {at_s for _, _, at_s in told}
    assert at_s <= 5
    for item in watched(read_chunks(path), SETTINGS):
        if isinstance(item, AudioChunk) and item.start_s >= at_s:
            assert not item.samples.any()


def chunks_of(customer: Iterator[bool]) -> Iterator[AudioChunk]:
    """The agent is always heard; the customer where it says so."""
    random = np.random.default_rng(1)
    for number, heard in enumerate(customer):
        agent, other = random.normal(0, 0.02, (2, 512)).astype(np.float32)
        yield AudioChunk("agent", number * 0.032, agent)
        yield AudioChunk("customer", number * 0.032, other if heard else 0 * other)


def test_a_side_that_was_heard_may_be_silent_for_longer_and_is_well_again() -> None:
    watch = FileWatch(SETTINGS)
    heard = [True] * 100 + [False] * 1000 + [True] * 100
    told = [
        (item.state, item.known_at_s)
        for chunk in chunks_of(iter(heard))
        for item in watch.accept(chunk)
        if isinstance(item, HearingHealth)
    ]
    assert [state for state, _ in told] == ["silent", "ok"]
    assert [at_s for _, at_s in told] == pytest.approx([27.2, 35.2], abs=0.1)
