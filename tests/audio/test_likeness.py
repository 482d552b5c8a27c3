import numpy as np
import pytest

from assist.audio.likeness import (
    ALIKE,
    ALIKE_IN_LOUDNESS,
    MARGIN_S,
    WINDOW_S,
    LikenessWatch,
    likeness,
    loudness_likeness,
)
from assist.events import SAMPLE_RATE_HZ, Samples
from tests.conftest import Say

LENGTH = round((WINDOW_S + 2 * MARGIN_S) * SAMPLE_RATE_HZ)


def padded(samples: Samples, shift_s: float = 0.0) -> Samples:
    """A window of speech that begins a second into it, shifted."""
    begin = round((1.0 - shift_s) * SAMPLE_RATE_HZ)
    return samples[begin : begin + LENGTH]


@pytest.fixture(scope="module")
def agent(say: Say) -> Samples:
    return say("selamat pagi bapak, nama saya rita dari koperasi lestari, apa benar ini bapak budi", voice="id+f2")


@pytest.fixture(scope="module")
def customer(say: Say) -> Samples:
    return say("iya betul saya sendiri, maaf saya lupa membayar bulan ini karena sedang sakit", voice="id+m3")


@pytest.mark.parametrize("shift_s", [-0.4, -0.0313, 0.0, 0.2, 0.45])
def test_one_source_twice_is_alike_at_any_shift_and_level(shift_s: float, agent: Samples) -> None:
    assert likeness(padded(agent), 0.3 * padded(agent, shift_s)) > 0.98


def test_one_source_twice_is_alike_through_noise(agent: Samples) -> None:
    noise = np.random.default_rng(1).normal(0, 0.002, LENGTH).astype(np.float32)
    assert likeness(padded(agent), padded(agent, 0.1) + noise) > ALIKE


def test_two_voices_are_not_alike(agent: Samples, customer: Samples) -> None:
    assert likeness(padded(agent), padded(customer)) < 0.5


def test_what_a_microphone_picks_up_of_the_headset_is_not_alike(agent: Samples, customer: Samples) -> None:
    """The agent's channel carries an echo of the customer through a room, below the agent's own voice or alone."""
    rng = np.random.default_rng(2)
    tail = rng.normal(0, 1, 3200) * np.exp(-np.arange(3200) / 500)
    echo = np.convolve(customer, tail / np.sqrt(np.sum(tail**2)))[: len(customer)].astype(np.float32)
    assert likeness(padded(agent) + 0.3 * padded(echo), padded(customer)) < 0.5
    assert likeness(padded(echo), padded(customer)) < ALIKE - 0.1


def test_hum_on_both_lines_is_not_alike(agent: Samples, customer: Samples) -> None:
    hum = 0.05 * np.sin(2 * np.pi * 50 * np.arange(LENGTH) / SAMPLE_RATE_HZ).astype(np.float32)
    assert likeness(padded(agent) + hum, padded(customer) + hum) < 0.5


def test_silence_is_like_nothing(agent: Samples) -> None:
    silence = np.zeros(LENGTH, np.float32)
    assert likeness(silence, silence) == 0
    assert likeness(padded(agent), silence) < 0.01


def test_the_watch_says_it_in_a_few_seconds_and_takes_it_back(agent: Samples, customer: Samples) -> None:
    watch, step = LikenessWatch(), 512
    verdicts = []
    for start in range(0, 5 * SAMPLE_RATE_HZ, step):
        watch.accept("agent", np.resize(agent, LENGTH * 4)[start : start + step])
        watch.accept("customer", np.resize(agent, LENGTH * 4)[start : start + step])
        verdicts.append(watch.look((start + step) / SAMPLE_RATE_HZ))
    assert verdicts[0] is False
    assert verdicts[round(3.5 * SAMPLE_RATE_HZ / step)] is True
    for start in range(5 * SAMPLE_RATE_HZ, 10 * SAMPLE_RATE_HZ, step):
        watch.accept("agent", np.resize(agent, LENGTH * 4)[start : start + step])
        watch.accept("customer", np.resize(customer, LENGTH * 4)[start : start + step])
        watch.look((start + step) / SAMPLE_RATE_HZ)
    assert watch.duplicated is False


def test_while_both_are_silent_the_verdict_stays(agent: Samples) -> None:
    watch = LikenessWatch()
    watch.duplicated = True
    for second in range(1, 10):
        for speaker in ("agent", "customer"):
            watch.accept(speaker, np.zeros(SAMPLE_RATE_HZ, np.float32))
        assert watch.look(second) is True


def test_what_leaked_is_not_one_source_where_levels_are_known(agent: Samples) -> None:
    voice = np.resize(agent, 5 * SAMPLE_RATE_HZ)
    verdicts = []
    for gain in (0.3, 0.8):
        watch = LikenessWatch(within_db=6)
        for start in range(0, len(voice), 512):
            watch.accept("agent", voice[start : start + 512])
            watch.accept("customer", gain * voice[start : start + 512])
            watch.look((start + 512) / SAMPLE_RATE_HZ)
        verdicts.append(watch.duplicated)
    assert verdicts == [False, True]


def test_loudness_tells_two_voices_apart_and_one_from_itself_never(agent: Samples, customer: Samples) -> None:
    assert loudness_likeness(padded(agent), padded(customer)) < ALIKE_IN_LOUDNESS
    for shift_s in (-0.4, -0.0313, 0.0, 0.2, 0.45):
        assert loudness_likeness(padded(agent), 0.3 * padded(agent, shift_s)) > 0.8
