import numpy as np
import pytest

from assist.audio.pitch import median_pitch_hz
from assist.events import Samples

TIMES = np.arange(16000) / 16000


def voice(hz: float, lowest_hz: float = 0.0) -> Samples:
    """Harmonics as a voice has them, without those below `lowest_hz` (a telephone passes 300 to 3400 Hz)."""
    tones = [np.sin(2 * np.pi * hz * n * TIMES) / n for n in range(1, int(3400 / hz) + 1) if hz * n > lowest_hz]
    return np.asarray(0.2 * np.sum(tones, axis=0), np.float32)


@pytest.mark.parametrize("hz", [65, 75, 100, 150, 220, 300, 440])
@pytest.mark.parametrize("lowest_hz", [0, 300])
def test_pitch_is_the_fundamental_even_where_a_telephone_cuts_it_off(hz: float, lowest_hz: float) -> None:
    found = median_pitch_hz(voice(hz, lowest_hz))
    assert found == pytest.approx(hz, rel=0.01)


def test_noise_does_not_move_it() -> None:
    noisy = voice(180) + np.random.default_rng(3).normal(0, 0.05, 16000).astype(np.float32)
    assert median_pitch_hz(noisy) == pytest.approx(180, rel=0.01)


@pytest.mark.parametrize(
    "samples",
    [
        np.zeros(0, np.float32),
        np.zeros(100, np.float32),
        np.zeros(16000, np.float32),
        np.full(16000, 0.3, np.float32),
        np.random.default_rng(4).normal(0, 0.1, 16000).astype(np.float32),
        voice(150)[:1500],
    ],
    ids=["none", "few", "silence", "constant", "noise", "too short to judge"],
)
def test_no_pitch_where_nothing_is_voiced(samples: Samples) -> None:
    assert median_pitch_hz(samples) is None
