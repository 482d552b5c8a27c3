"""What is not a conversation, through the ears and the core: nothing is concluded of it, and what is wrong is said.

One test a case: what each side sends, and the troubles that the agent is to be told of.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

import numpy as np
import pytest

from assist.audio.cutting import ChunkCutter
from assist.audio.file_health import watched
from assist.config import Settings
from assist.events import (
    SAMPLE_RATE_HZ,
    SPEAKERS,
    AudioChunk,
    CallEnded,
    CallStarted,
    Concluded,
    Heard,
    HearingHealth,
    Samples,
    Signal,
    Utterance,
)
from assist.hearing import Hearing
from assist.playbook import load_playbook
from assist.session import run
from tests.conftest import Say
from tests.not_speech import NOT_SPEECH, dtmf, hold_music, mains_hum, strings, white_noise
from tests.sample_call import STARTED

SETTINGS = Settings()
PLAYBOOK = load_playbook(SETTINGS.playbook.path, "id")
OF_SOUND = (
    "interruption",
    "interruption_severe",
    "rising_emotion",
    "dead_air",
    "dead_air_long",
    "monologue",
    "talk_share",
    "too_fast",
)
"""Signals that rest on sound alone."""


class Deaf:
    """A recogniser that understands nothing."""

    lost_s = 0.0

    def accept(self, chunk: AudioChunk) -> list[Utterance]:
        return []

    def finish(self) -> list[Utterance]:
        return []


def chunks_of(agent: Samples, customer: Samples) -> Iterator[AudioChunk]:
    sides = [ChunkCutter(speaker).accept(side) for speaker, side in zip(SPEAKERS, (agent, customer), strict=True)]
    for pair in zip(*sides, strict=True):
        yield from pair


def file_of(agent: Samples, customer: Samples) -> Iterator[AudioChunk | HearingHealth]:
    """Both sides as a recording gives them."""
    return watched(chunks_of(agent, customer), SETTINGS.audio)


def hear(items: Iterator[AudioChunk | HearingHealth]) -> tuple[set[tuple[str, str]], list[Concluded]]:
    """The troubles that were told, and what was concluded."""
    hearing = Hearing(SETTINGS, {speaker: Deaf() for speaker in SPEAKERS})
    events: list[Heard] = []
    end_s = 0.0
    for item in items:
        if isinstance(item, HearingHealth):
            events += hearing.told(item)
        else:
            events += hearing.accept(item)
            end_s = item.end_s
    events += hearing.finish()
    start: list[CallStarted | Heard] = [STARTED.model_copy(update={"known_at_s": 0.0})]
    concluded = run([*start, *events, CallEnded(known_at_s=end_s, reason="end_of_audio")], PLAYBOOK, SETTINGS)
    health = [event for event in events if isinstance(event, HearingHealth)]
    told = {(str(event.speaker), str(event.state)) for event in health if event.state != "ok"}
    return told, concluded


def of_sound(concluded: Sequence[Concluded]) -> list[str]:
    return [event.name for event in concluded if isinstance(event, Signal) and event.name in OF_SOUND]


LIKELIEST = ("pink noise -20", "traffic -25", "ringback -15", "busy tone", "hold music", "strings 8", "dtmf -15")
"""Of the pieces without speech; the others are heard in the tests of recognisers."""


@pytest.mark.parametrize("name", [*LIKELIEST, "breathing -20", "clicks"])
def test_of_what_is_no_speech_nothing_is_concluded(name: str) -> None:
    _, concluded = hear(file_of(NOT_SPEECH[name]()[: 10 * SAMPLE_RATE_HZ], white_noise(10, -55)))
    assert of_sound(concluded) == []


def spoken(say: Say, *texts: tuple[str, str, float], seconds: float = 24.0) -> tuple[Samples, Samples]:
    """Both sides of a call: (voice, words, when); voices of women are the agent's."""
    agent, customer = np.zeros((2, round(seconds * SAMPLE_RATE_HZ)), np.float32)
    for voice, text, at_s in texts:
        side, samples = agent if "f" in voice else customer, say(text, voice=voice)
        start = round(at_s * SAMPLE_RATE_HZ)
        side[start : start + len(samples)] = samples[: len(side) - start]
    hiss = white_noise(seconds, -70)
    return agent + hiss, customer + white_noise(seconds, -70, 2)


@pytest.fixture(scope="module")
def talk(say: Say) -> tuple[Samples, Samples]:
    """Two people who speak by turns, without a pause of three seconds."""
    return spoken(
        say,
        ("id+f2", "selamat pagi bapak nama saya rita dari koperasi", 0.5),
        ("id+m3", "iya selamat pagi bu ada apa ya", 5.5),
        ("id+f2", "saya mau bicara tentang cicilan bulan ini", 9.0),
        ("id+m3", "oh iya saya belum sempat bayar minggu ini", 13.5),
        ("id+f2", "baik pak kira kira hari apa bisanya", 17.5),
        ("id+m3", "hari jumat saya usahakan lewat indomaret", 21.0),
    )


def test_the_talk_itself_is_heard_and_unremarkable(talk: tuple[Samples, Samples]) -> None:
    told, concluded = hear(file_of(*talk))
    assert (told, of_sound(concluded)) == (set(), [])
    figures = [event.fields for event in concluded if isinstance(event, Signal) and event.name == "talk"][-1]
    assert all(4 < float(str(figures[f"{speaker}_s"])) < 14 for speaker in SPEAKERS)


Pair = tuple[Samples, Samples]
BOTH_DOUBLED = {("agent", "duplicated"), ("customer", "duplicated")}
SPOILT: dict[str, tuple[Callable[[Pair], Pair], set[tuple[str, str]]]] = {
    "the customer's side is dead": (lambda p: (p[0], 0 * p[1]), {("customer", "silent")}),
    "the customer's side is direct current": (lambda p: (p[0], 0 * p[1] + 0.4), {("customer", "silent")}),
    "the customer's side is not a number": (lambda p: (p[0], p[1] * np.float32("nan")), {("customer", "silent")}),
    "both sides are off the middle": (lambda p: (p[0] * 0.5 + 0.3, p[1] * 0.5 - 0.3), set()),
    "the customer is far too loud": (lambda p: (p[0], np.clip(p[1] * 30, -1, 1)), {("customer", "clipped")}),
    "one source on both sides": (lambda p: (p[0] + p[1], p[0] + p[1]), BOTH_DOUBLED),
    "single samples are infinite": (lambda p: (_spiked(p[0]), _spiked(p[1])), set()),
    "hum on both sides": (lambda p: (p[0] + mains_hum(24, -40), p[1] + mains_hum(24, -40)), set()),
}


def _spiked(samples: Samples) -> Samples:
    return np.where(np.arange(len(samples)) % 7919 == 0, np.float32("inf"), samples)


HUM = pytest.param(
    "hum on both sides",
    marks=pytest.mark.xfail(strict=True, reason="in hum a voice is dated too early, onto the other one"),
)


@pytest.mark.parametrize("name", [*(name for name in SPOILT if name not in HUM.values), HUM])
def test_a_spoilt_talk_gives_no_tip_and_says_what_is_wrong(name: str, talk: Pair) -> None:
    spoil, wanted = SPOILT[name]
    told, concluded = hear(file_of(*spoil(talk)))
    assert told == wanted
    assert of_sound(concluded) == []


WAITING: dict[str, Callable[[], Samples]] = {
    "hold music": partial(hold_music, 12, -25),
    "strings": partial(strings, 12, -25),
    "keys of a telephone": partial(dtmf, 12, -25),
}


@pytest.mark.parametrize("name", WAITING)
def test_while_the_customer_has_music_playing_it_is_not_silent(name: str, talk: Pair) -> None:
    agent = np.concatenate([talk[0], white_noise(12, -70)])
    told, concluded = hear(file_of(agent, np.concatenate([talk[1], WAITING[name]()])))
    assert told == {("customer", "music")}
    assert of_sound(concluded) == []
    _, quiet = hear(file_of(agent, np.concatenate([talk[1], white_noise(12, -70)])))
    assert of_sound(quiet) == ["dead_air", "dead_air_long"], "the same without music is dead air"


@pytest.mark.xfail(strict=True, reason="what is no louder than a whisper beside the own voice counts as own")
def test_voices_in_the_background_are_no_speech_of_the_agent(say: Say, talk: Pair) -> None:
    """Three people far away, twenty decibels below the agent."""
    voices = [
        say("kemarin saya pergi ke pasar lalu pulang naik angkot sampai malam", f"id+{v}") for v in ("m1", "f4", "m7")
    ]
    babble = sum((np.resize(voice, len(talk[0])) for voice in voices), np.zeros(len(talk[0]), np.float32))
    babble *= 0.1 * np.sqrt(np.mean(np.square(talk[0]))) / np.sqrt(np.mean(np.square(babble)))
    told, concluded = hear(file_of((talk[0] + babble).astype(np.float32), talk[1]))
    assert told == set()
    assert of_sound(concluded) == []


def test_a_gap_in_time_is_no_speech(talk: Pair) -> None:
    """The stream breaks off amid a word and goes on a minute later."""
    later = [AudioChunk(c.speaker, c.start_s + (60.0 if c.start_s > 10 else 0.0), c.samples) for c in chunks_of(*talk)]
    _, concluded = hear(iter(later))
    assert not {"interruption", "interruption_severe", "monologue"} & set(of_sound(concluded))
    figures = [event.fields for event in concluded if isinstance(event, Signal) and event.name == "talk"][-1]
    assert float(str(figures["agent_s"])) + float(str(figures["customer_s"])) < 24
