import numpy as np
import pytest

from assist.audio.echo import BLOCK, RATE_HZ, EchoCanceller, HalfRate
from assist.events import Samples


def noise(seconds: float, seed: int) -> Samples:
    return np.random.default_rng(seed).normal(0, 0.05, round(seconds * RATE_HZ)).astype(np.float32)


def path(delay_s: float, gain_db: float) -> Samples:
    taps = np.zeros(round(0.15 * RATE_HZ), np.float32)
    taps[round(delay_s * RATE_HZ)] = 1.0
    taps[round((delay_s + 0.02) * RATE_HZ)] = -0.3
    return taps * 10 ** (gain_db / 20)


def level_db(samples: Samples) -> float:
    return 10 * float(np.log10(np.mean(np.square(samples)) + 1e-12))


def cleaned(own: Samples, other: Samples) -> Samples:
    canceller, rest = EchoCanceller(), []
    for at in range(0, len(own) - BLOCK + 1, BLOCK):
        canceller.hear(other[at : at + BLOCK])
        rest.append(canceller.clean(own[at : at + BLOCK]))
    return np.concatenate(rest)


@pytest.mark.parametrize("delay_s", [0.005, 0.06, 0.12])
@pytest.mark.parametrize("gain_db", [-20.0, -10.0, 0.0])
def test_leakage_is_taken_out_within_seconds(delay_s: float, gain_db: float) -> None:
    other = noise(4, 1)
    leaked = np.convolve(other, path(delay_s, gain_db))[: len(other)]
    rest = cleaned(leaked, other)
    assert level_db(leaked[-RATE_HZ:]) - level_db(rest[-RATE_HZ:]) > 15


def test_the_own_voice_stays_and_nothing_is_unlearned_by_it() -> None:
    other, own = noise(6.4, 1), noise(6.4, 2)
    own[: 4 * RATE_HZ] = 0
    leaked = np.convolve(other, path(0.05, -10))[: len(other)]
    rest = cleaned(leaked + own, other)
    assert level_db(rest[-RATE_HZ:] - own[-RATE_HZ:]) < level_db(own[-RATE_HZ:]) - 15


def test_what_is_not_there_is_not_taken_out() -> None:
    other, own = noise(4, 1), noise(4, 2)
    rest = cleaned(own, other)
    assert level_db(rest[-RATE_HZ:] - own[-RATE_HZ:]) < level_db(own[-RATE_HZ:]) - 12


def test_silence_and_full_scale_stay_finite() -> None:
    silence, loud = np.zeros(RATE_HZ, np.float32), np.sign(noise(1, 3))
    for own in (silence, loud):
        for other in (silence, loud):
            assert np.all(np.isfinite(cleaned(np.concatenate([own, other]), np.concatenate([other, own]))))


@pytest.mark.parametrize("hz, passes", [(300, True), (1_000, True), (3_000, True), (5_000, False), (7_000, False)])
def test_half_rate_keeps_what_a_telephone_carries(hz: int, passes: bool) -> None:
    tone = (0.1 * np.sin(2 * np.pi * hz * np.arange(16_384) / 16_000)).astype(np.float32)
    half = HalfRate()
    heard = np.concatenate([half.accept(tone[at : at + 512]) for at in range(0, len(tone), 512)])
    assert len(heard) == len(tone) // 2
    assert (level_db(heard[512:]) > level_db(tone) - 20) == passes
