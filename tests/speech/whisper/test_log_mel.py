import numpy as np
import pytest

from assist.speech.whisper.log_mel import log_mel, mel_filters

FILTERS = mel_filters(80)
TIMES = np.arange(16000) / 16000


@pytest.mark.parametrize("channels", [80, 128])
def test_filters_cover_the_band_with_equal_areas(channels: int) -> None:
    filters = mel_filters(channels)
    assert filters.shape == (channels, 201)
    assert filters.dtype == np.float32
    assert filters.min() == 0
    # bins are 40 Hz apart; the lowest filters are narrower than two bins, so only the wide ones can be summed
    assert filters[-20:].sum(axis=1) * 40 == pytest.approx(np.ones(20), rel=0.02)
    assert np.all(np.diff(np.argmax(filters, axis=1)) >= 0)


def test_the_scale_is_linear_up_to_one_kilohertz_and_logarithmic_above() -> None:
    centres_hz = np.argmax(FILTERS, axis=1) * 40.0
    below, above = centres_hz[centres_hz < 900], centres_hz[centres_hz > 1500]
    assert np.diff(below).mean() == pytest.approx(37.2, abs=3)
    assert (above[1:] / above[:-1]).mean() == pytest.approx(1.0396, abs=0.005)
    assert centres_hz[-1] == pytest.approx(7700, abs=80)


@pytest.mark.parametrize("samples", [201, 400, 16000, 16159, 16160])
def test_a_column_is_ten_milliseconds(samples: int) -> None:
    spectrogram = log_mel(np.zeros(samples, np.float32), FILTERS)
    assert spectrogram.shape == (80, samples // 160)
    assert spectrogram.dtype == np.float32


def test_silence_is_flat_at_the_floor() -> None:
    assert np.allclose(log_mel(np.zeros(16000, np.float32), FILTERS), (-10 + 4) / 4)


@pytest.mark.parametrize("hz", [200, 1000, 3000, 6000])
def test_a_tone_stands_in_the_channel_that_holds_it(hz: int) -> None:
    spectrogram = log_mel((0.5 * np.sin(2 * np.pi * hz * TIMES)).astype(np.float32), FILTERS)
    assert np.argmax(spectrogram[:, 50]) == np.argmax(FILTERS[:, round(hz / 40)])


def test_ten_times_as_loud_is_two_decades_of_power() -> None:
    noise = np.random.default_rng(5).normal(0, 0.01, 16000).astype(np.float32)
    assert np.allclose(log_mel(noise * 10, FILTERS) - log_mel(noise, FILTERS), 2 / 4, atol=1e-4)


def test_range_is_eight_decades() -> None:
    spectrogram = log_mel((np.sin(2 * np.pi * 1000 * TIMES) * (TIMES < 0.5)).astype(np.float32), FILTERS)
    assert spectrogram.max() - spectrogram.min() == pytest.approx(8 / 4, abs=1e-6)


def test_silent_samples_behind_do_not_change_the_columns_before() -> None:
    noise = np.random.default_rng(6).normal(0, 0.1, 16000).astype(np.float32)
    padded = log_mel(np.concatenate([noise, np.zeros(16000, np.float32)]), FILTERS)
    assert np.allclose(padded[:, :98], log_mel(noise, FILTERS)[:, :98], atol=1e-5)


def test_too_few_samples_are_refused() -> None:
    with pytest.raises(ValueError, match="200"):
        log_mel(np.zeros(200, np.float32), FILTERS)
