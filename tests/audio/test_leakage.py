"""Voice activity is given here: it takes all that is loud for speech, as it does with leaked speech."""

import numpy as np
import numpy.typing as npt
import pytest

from assist.audio.cutting import CHUNK_SAMPLES, ChunkCutter
from assist.audio.leakage import LeakageGuard, Listener, Own
from assist.events import AudioChunk, Samples, Speaker
from tests.audio.voiced import hiss, leaked, silence, voice

CHUNK_S = 0.032
Mask = npt.NDArray[np.bool_]


def judge(own: Samples, other: Samples) -> list[Own]:
    guard, own_ear, other_ear = LeakageGuard(), Listener(), Listener()
    judged = []
    for one, two in zip(chunks("agent", own), chunks("customer", other), strict=True):
        other_ear.hear(two)
        judged.append(guard.judge(own_ear.hear(one), other_ear))
    return judged


def chunks(speaker: Speaker, samples: Samples) -> list[AudioChunk]:
    heard = []
    for chunk in ChunkCutter(speaker).accept(samples):
        loud = float(np.sqrt(np.mean(chunk.samples**2))) > 0.002
        heard.append(AudioChunk(speaker, chunk.start_s, chunk.samples, loud))
    return heard


def share(judged: list[Own], from_s: float, to_s: float) -> float:
    """How many chunks of a time have own voice."""
    return float(np.mean([own.voice for own in judged[int(from_s / CHUNK_S) : int(to_s / CHUNK_S)]]))


def scene(gain_db: float, delay_s: float) -> tuple[Samples, Samples]:
    """The other speaks for 8 s, the own side from 5 to 7 s over it and alone from 8.5 to 10.5 s."""
    other = np.concatenate([voice(8, 190, 1), silence(3)])
    own = np.concatenate([silence(5), voice(2, 110, 2), silence(1.5), voice(2, 110, 3), silence(0.5)])
    near = own + leaked(other, gain_db, delay_s) + hiss(11, -70, 4)
    far = other + leaked(own, gain_db, delay_s) + hiss(11, -70, 5)
    return near.astype(np.float32), far.astype(np.float32)


@pytest.mark.parametrize("gain_db, delay_s", [(-20.0, 0.005), (-15.0, 0.06), (-10.0, 0.12)])
def test_what_leaks_is_not_the_own_voice_and_double_talk_stays(gain_db: float, delay_s: float) -> None:
    near, far = scene(gain_db, delay_s)
    heard = np.mean([chunk.speech or False for chunk in chunks("agent", near)[31:150]])
    judged = judge(near, far)
    assert heard > 0.6, "there is something to guard against"
    assert share(judged, 1, 5) < 0.25 * heard
    assert share(judged, 3, 5) < 0.15 * heard
    assert share(judged, 5.1, 7) > 0.6
    assert share(judged, 8.6, 10.4) > 0.8
    kept = np.mean([own.speech for own in judged[int(5.1 / CHUNK_S) : int(7 / CHUNK_S)]])
    assert kept > 0.85, "a recogniser gets nearly all of it"


def test_without_leakage_double_talk_stays_whole() -> None:
    own = np.concatenate([silence(3), voice(3, 110, 2)])
    judged = judge(own + hiss(6, -70, 3), voice(6, 190, 1) + hiss(6, -70, 4))
    assert share(judged, 3, 6) > 0.8


def test_in_noise_without_leakage_the_own_voice_stays() -> None:
    own = np.concatenate([silence(3), voice(3, 110, 2)])
    judged = judge(own + hiss(6, -40, 3), voice(6, 190, 1) + hiss(6, -70, 4))
    assert share(judged, 3, 6) > 0.6


def test_one_source_on_both_channels_is_nobodys_leakage() -> None:
    same = voice(5, 150, 1)
    assert share(judge(same, same), 1, 5) > 0.85


def test_while_the_other_is_silent_voice_activity_alone_counts() -> None:
    own = voice(3, 110, 1)
    judged = judge(own, silence(3))
    assert [one.voice for one in judged] == [bool(chunk.speech) for chunk in chunks("agent", own)]


ROUGH = {
    "silence": silence(1),
    "direct current": np.full(16_000, 0.5, np.float32),
    "clipped": np.sign(voice(1, 110, 1)),
    "not a number": np.full(16_000, np.nan, np.float32),
}


@pytest.mark.parametrize("name", ROUGH)
def test_rough_sound_stops_nothing_and_is_overcome(name: str) -> None:
    near, far = scene(-15, 0.06)
    rough = ROUGH[name]
    judged = judge(np.concatenate([rough, near]), np.concatenate([rough, far]))
    assert share(judged, 1 + 3.5, 1 + 5) < 0.12  # what was learned from it has to be forgotten first
    assert share(judged, 1 + 8.6, 1 + 10.4) > 0.7


def test_gaps_in_time_are_silence() -> None:
    near, far = scene(-15, 0.06)
    guard, own_ear, other_ear = LeakageGuard(), Listener(), Listener()
    judged: list[tuple[float, bool]] = []
    for number, (one, two) in enumerate(zip(chunks("agent", near), chunks("customer", far), strict=True)):
        if number % 40 == 0:  # one chunk of each side every 1.3 s is lost
            continue
        other_ear.hear(two)
        judged.append((one.start_s, guard.judge(own_ear.hear(one), other_ear).voice))
    assert np.mean([voice for start_s, voice in judged if 2 < start_s < 5]) < 0.15


def test_a_channel_that_never_comes_leaves_all_to_voice_activity() -> None:
    guard, own_ear, nobody = LeakageGuard(), Listener(), Listener()
    heard = chunks("agent", voice(2, 110, 1))
    assert [guard.judge(own_ear.hear(chunk), nobody).voice for chunk in heard] == [bool(c.speech) for c in heard]
    assert CHUNK_SAMPLES / 16_000 == CHUNK_S
