import numpy as np
import pytest

from assist.audio.syllables import LEAST_S, syllables_per_s
from assist.events import SAMPLE_RATE_HZ, Samples
from tests.conftest import Say
from tests.not_speech import pink_noise

TEXT = "kira kira kapan bapak sanggup membayar cicilan bulan ini dan lewat apa"
SYLLABLES = 26


def pulses(rate: float, seconds: float = 4.0, depth: float = 1.0) -> Samples:
    """A voice of 120 Hz with three formant-like bands, which swells and falls `rate` times a second."""
    times = np.arange(round(seconds * SAMPLE_RATE_HZ)) / SAMPLE_RATE_HZ
    voice = sum(np.sin(2 * np.pi * 120 * number * times) / number for number in range(1, 25))
    swell = 1 - depth * (0.5 + 0.5 * np.cos(2 * np.pi * rate * times))
    return (0.05 * voice * np.square(swell)).astype(np.float32)


def spoken_s(samples: Samples) -> Samples:
    """Without the silence before and behind the words."""
    loud = np.flatnonzero(np.abs(samples) > 0.02)
    return samples[loud[0] : loud[-1]]


@pytest.mark.parametrize("rate", [2.0, 4.0, 6.0, 8.0, 10.0])
def test_swells_are_counted(rate: float) -> None:
    assert syllables_per_s(pulses(rate)) == pytest.approx(rate, abs=0.3)


@pytest.mark.parametrize("gain", [0.01, 0.3, 10.0])
def test_loudness_does_not_matter(gain: float) -> None:
    assert syllables_per_s((gain * pulses(5.0)).astype(np.float32)) == pytest.approx(5.0, abs=0.3)


@pytest.mark.parametrize("voice", ["id+m3", "id+f2", "id+m7"])
@pytest.mark.parametrize("words_per_minute", [110, 150, 200, 260])
def test_indonesian_at_any_speed_is_counted_within_a_tenth(say: Say, voice: str, words_per_minute: int) -> None:
    speech = spoken_s(say(TEXT, voice=voice, words_per_minute=words_per_minute))
    rate = syllables_per_s(speech)
    assert rate is not None
    assert rate * len(speech) / SAMPLE_RATE_HZ == pytest.approx(SYLLABLES, rel=0.1)


def test_noise_and_a_telephone_line_change_it_little(say: Say) -> None:
    speech = spoken_s(say(TEXT, words_per_minute=170))
    clean = syllables_per_s(speech)
    assert clean is not None
    level_dbfs = 20 * np.log10(np.sqrt(np.mean(np.square(speech))))
    noisy = speech + pink_noise(len(speech) / SAMPLE_RATE_HZ, level_dbfs - 15)[: len(speech)]
    spectrum = np.fft.rfft(speech)
    hz = np.fft.rfftfreq(len(speech), 1 / SAMPLE_RATE_HZ)
    telephone = np.fft.irfft(np.where((hz > 300) & (hz < 3400), spectrum, 0), len(speech)).astype(np.float32)
    assert syllables_per_s(noisy.astype(np.float32)) == pytest.approx(clean, rel=0.1)
    assert syllables_per_s(telephone) == pytest.approx(clean, rel=0.1)


def test_stretches_that_follow_each_other_give_what_the_whole_gives(say: Say) -> None:
    """Cut anywhere, a syllable is counted once on average."""
    speech = spoken_s(say(TEXT, words_per_minute=170))
    whole = syllables_per_s(speech)
    assert whole is not None
    counts = []
    for second in np.linspace(0.6, 1.2, 13):
        size = round(second * SAMPLE_RATE_HZ)
        pieces = [speech[at : at + size] for at in range(0, len(speech), size)]
        rates = [(len(piece), syllables_per_s(piece)) for piece in pieces]
        known = [(length, rate) for length, rate in rates if rate is not None]
        counts.append(sum(length * rate for length, rate in known) / sum(length for length, _ in known))
    assert np.mean(counts) == pytest.approx(whole, rel=0.08)


def test_a_steady_tone_and_silence_have_no_syllables() -> None:
    times = np.arange(2 * SAMPLE_RATE_HZ) / SAMPLE_RATE_HZ
    tone = (0.3 * np.sin(2 * np.pi * 500 * times)).astype(np.float32)
    assert syllables_per_s(tone) == 0.0
    assert syllables_per_s(np.zeros(SAMPLE_RATE_HZ, np.float32)) == 0.0


def test_a_snatch_of_speech_has_no_rate() -> None:
    assert syllables_per_s(pulses(5.0)[: round(LEAST_S * SAMPLE_RATE_HZ) - 1]) is None
