import threading
import warnings

import numpy as np
import pytest

from assist.audio.silero import Silero
from assist.events import Samples
from tests.conftest import Say


def probabilities(samples: Samples) -> list[float]:
    network = Silero()
    return [network.probability(samples[at : at + 512]) for at in range(0, len(samples) - 511, 512)]


def test_speech_is_told_from_silence_and_noise(say: Say) -> None:
    noise = np.random.default_rng(1).normal(0, 0.05, 32000).astype(np.float32)
    assert np.mean(np.array(probabilities(say("Selamat siang, saya mau bayar."))) > 0.5) > 0.6
    assert max(probabilities(noise)) < 0.5
    assert max(probabilities(np.zeros(32000, np.float32))) < 0.5


@pytest.mark.parametrize("count", [0, 256, 511, 513])
def test_other_chunk_sizes_are_refused(count: int) -> None:
    with pytest.raises(ValueError, match="512"):
        Silero().probability(np.zeros(count, np.float32))


def test_it_warns_of_nothing_and_starts_no_thread() -> None:
    before = threading.active_count()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        Silero().probability(np.zeros(512, np.float32))
    assert threading.active_count() == before
