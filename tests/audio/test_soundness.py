from collections.abc import Callable, Iterator

import numpy as np
import pytest

from assist.audio.cutting import ChunkCutter
from assist.audio.soundness import Soundness, tonality
from assist.audio.voice_activity import VoiceActivity
from assist.config import Settings
from assist.events import SAMPLE_RATE_HZ, AudioChunk, HearingState, Samples
from tests import not_speech
from tests.conftest import Say

TONES = ("hum 100 Hz -25", "ringback", "busy", "hold", "strings", "dtmf")


def judged(samples: Samples) -> Iterator[AudioChunk]:
    activity = VoiceActivity(Settings().voice_activity, "customer")
    for chunk in ChunkCutter("customer").accept(samples):
        yield activity.accept(chunk)[0]


def states(samples: Samples) -> list[tuple[HearingState, float]]:
    """Each state, and when it began."""
    soundness = Soundness()
    found: list[tuple[HearingState, float]] = [("ok", 0.0)]
    for chunk in judged(samples):
        soundness.accept(chunk)
        if soundness.state != found[-1][0]:
            found.append((soundness.state, chunk.end_s))
    return found


@pytest.mark.parametrize("name", not_speech.NOT_SPEECH)
def test_music_and_tones_are_told_from_noise(name: str) -> None:
    found = {state for state, _ in states(not_speech.NOT_SPEECH[name]())}
    assert found == ({"ok", "music"} if name.startswith(TONES) else {"ok"})


@pytest.fixture(scope="module")
def speech(say: Say) -> Samples:
    samples = np.concatenate([say("selamat pagi ibu, saya mau bicara soal tagihan bulan ini, apa ibu ada waktu")] * 2)
    loud: Samples = (0.9 * samples / np.max(np.abs(samples))).astype(np.float32)
    return loud


def test_speech_is_neither(speech: Samples) -> None:
    assert states(speech) == [("ok", 0.0)]


def test_music_is_over_with_the_first_word(speech: Samples) -> None:
    music = not_speech.hold_music(5, -20)
    found = states(np.concatenate([music, speech]))
    assert [state for state, _ in found] == ["ok", "music", "ok"]
    assert found[1][1] < 2.5
    assert found[2][1] < 5.5


def test_music_that_ends_is_over_within_seconds() -> None:
    found = states(np.concatenate([not_speech.strings(5, -20), not_speech.white_noise(5, -60)]))
    assert [state for state, _ in found] == ["ok", "music", "ok"]
    assert found[2][1] < 8


CLIPPED: dict[str, Callable[[Samples], Samples]] = {
    "twelve decibels too loud": lambda speech: np.clip(4 * speech, -1, 1),
    "cut at eight kilohertz": lambda speech: np.clip(np.repeat(np.clip(6 * speech[::2], -1, 1), 2), -1, 1),
    "off the middle": lambda speech: np.clip(2.5 * speech + 0.4, -1, 1),
}


@pytest.mark.parametrize("name", CLIPPED)
def test_speech_that_is_cut_off_is_told(name: str, speech: Samples) -> None:
    found = states(CLIPPED[name](speech).astype(np.float32))
    assert [state for state, _ in found] == ["ok", "clipped"]
    assert found[1][1] < 4


@pytest.mark.parametrize("gain", [0.05, 0.5, 1.1])
def test_loud_speech_is_not_cut_off(gain: float, speech: Samples) -> None:
    assert states(gain * speech) == [("ok", 0.0)]


def test_it_is_over_once_the_microphone_was_turned_down(speech: Samples) -> None:
    found = states(np.concatenate([np.clip(4 * speech, -1, 1), 0.5 * speech]).astype(np.float32))
    assert [state for state, _ in found] == ["ok", "clipped", "ok"]


def test_tonality_is_a_share() -> None:
    times = np.arange(8192) / SAMPLE_RATE_HZ
    tone = (0.1 * np.sin(2 * np.pi * 1000 * times)).astype(np.float32)
    noise = np.random.default_rng(1).normal(0, 0.1, 8192).astype(np.float32)
    assert tonality(tone) > 0.95
    assert tonality(noise) == 0
    assert 0.1 < tonality(tone + noise) < 0.95
    assert tonality((0.001 * tone).astype(np.float32)) == 0, "nobody hears it"
