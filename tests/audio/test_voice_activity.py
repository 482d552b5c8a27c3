from itertools import pairwise

import numpy as np
import pytest

from assist.audio.cutting import ChunkCutter
from assist.audio.voice_activity import VoiceActivity
from assist.config import VoiceActivitySettings
from assist.events import AudioChunk, Samples, SpeechEnded, SpeechStarted
from tests.conftest import Say

SETTINGS = VoiceActivitySettings()


def silence(seconds: float) -> Samples:
    return np.zeros(int(seconds * 16000), np.float32)


def listen(samples: Samples) -> tuple[list[AudioChunk], list[SpeechStarted | SpeechEnded]]:
    activity = VoiceActivity(SETTINGS, "customer")
    judged, events = [], []
    for chunk in ChunkCutter("customer").accept(samples):
        one, found = activity.accept(chunk)
        judged.append(one)
        events += found
    return judged, events + activity.finish(len(samples) / 16000)


def test_times_are_true_and_known_a_little_later(say: Say) -> None:
    word = say("Selamat siang bapak.")
    judged, events = listen(np.concatenate([silence(1), word, silence(1)]))
    started, ended = events
    loud = np.flatnonzero(np.abs(word) > 0.02)
    assert isinstance(started, SpeechStarted)
    assert isinstance(ended, SpeechEnded)
    assert started.start_s == pytest.approx(1.0 + loud[0] / 16000, abs=0.15)
    assert SETTINGS.start_s <= started.known_at_s - started.start_s < SETTINGS.start_s + 0.04
    assert ended.start_s == started.start_s
    assert ended.end_s == pytest.approx(1.0 + loud[-1] / 16000, abs=0.15)
    assert SETTINGS.end_s <= ended.known_at_s - ended.end_s < SETTINGS.end_s + 0.04
    spoken = [chunk for chunk in judged if chunk.speech]
    assert spoken[0].start_s == pytest.approx(started.start_s)
    assert spoken[-1].end_s == pytest.approx(ended.end_s)


def test_two_sentences_are_two_stretches(say: Say) -> None:
    word = say("Saya belum gajian.")
    _, events = listen(np.concatenate([word, silence(1), word, silence(1)]))
    assert [event.type for event in events] == ["speech_started", "speech_ended"] * 2
    assert all(earlier.known_at_s <= later.known_at_s for earlier, later in pairwise(events))


def test_finish_ends_what_is_open_and_only_once(say: Say) -> None:
    activity = VoiceActivity(SETTINGS, "agent")
    events = []
    word = say("Saya mau bayar besok pagi.")[:16384]
    for chunk in ChunkCutter("agent").accept(word):
        events += activity.accept(chunk)[1]
    assert [event.type for event in events] == ["speech_started"]
    (ended,) = activity.finish(1.024)
    assert isinstance(ended, SpeechEnded)
    assert ended.known_at_s == 1.024
    assert activity.finish(1.024) == []


NOISES = {
    "silence": silence(5),
    "white noise": np.random.default_rng(2).normal(0, 0.1, 80000).astype(np.float32),
    "mains hum": (0.1 * np.sin(2 * np.pi * 50 * np.arange(80000) / 16000)).astype(np.float32),
    "ringback": (0.2 * np.sin(2 * np.pi * 425 * np.arange(80000) / 16000)).astype(np.float32),
}


@pytest.mark.parametrize("name", NOISES)
def test_what_is_not_speech_gives_nothing(name: str) -> None:
    judged, events = listen(NOISES[name])
    assert events == []
    assert all(chunk.speech is not None for chunk in judged)
