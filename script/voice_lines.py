"""What lines and headsets do to a voice, for training and measuring: telephone band, noise, automatic gain.

All take and give mono float32 at SAMPLE_RATE_HZ.
"""

import numpy as np
import numpy.typing as npt
import soxr
from scipy.signal import butter, sosfilt

from assist.events import SAMPLE_RATE_HZ, Samples

NARROW_HZ = 8_000
MU = 255.0
"""G.711 in North America and Japan; A-law differs by less than a decibel of noise."""
PINK_FROM_HZ = 50.0
GAIN_TARGET_DBFS = -20.0
GAIN_MOST_DB = 35.0
GAIN_STEP_S = 0.01
GAIN_ATTACK_S, GAIN_RELEASE_S = 0.02, 0.4
GAIN_GATE_DBFS = -50.0
"""Below it a gain holds still, or every pause would be blown up."""

Wave = npt.NDArray[np.float64]


def telephone(samples: Samples) -> Samples:
    """300 to 3400 Hz, 8 kHz, 8-bit mu-law (ITU-T G.711), back at the old rate."""
    band = butter(4, (300, 3400), "bandpass", fs=NARROW_HZ, output="sos")
    narrow = np.clip(sosfilt(band, soxr.resample(samples, SAMPLE_RATE_HZ, NARROW_HZ)), -1.0, 1.0)
    coded = np.round(np.sign(narrow) * np.log1p(MU * np.abs(narrow)) / np.log1p(MU) * 127) / 127
    heard = np.sign(coded) * np.expm1(np.abs(coded) * np.log1p(MU)) / MU
    return _fitted(soxr.resample(heard, NARROW_HZ, SAMPLE_RATE_HZ), len(samples))


def pink(count: int, seed: int) -> Samples:
    """Noise of a room, 3 dB less an octave, with a root mean square of 1."""
    random, hz = np.random.default_rng(seed), np.fft.rfftfreq(count, 1 / SAMPLE_RATE_HZ)
    spectrum = random.standard_normal(len(hz)) + 1j * random.standard_normal(len(hz))
    waves = np.fft.irfft(spectrum / np.sqrt(np.maximum(hz, PINK_FROM_HZ)), count)
    return np.asarray(waves / np.sqrt(np.mean(waves**2)), np.float32)


def automatic_gain(samples: Samples) -> Samples:
    """A headset that brings every voice to one level: it follows a louder sound at once and a softer one slowly."""
    step = round(GAIN_STEP_S * SAMPLE_RATE_HZ)
    count = len(samples) // step
    power = np.mean(np.square(samples[: count * step].reshape(count, step), dtype=np.float64), axis=1)
    levels = 10 * np.log10(np.maximum(power, 1e-12))
    gains, followed = np.zeros(count), GAIN_TARGET_DBFS - GAIN_MOST_DB
    for at, level in enumerate(levels.tolist()):
        if level > GAIN_GATE_DBFS:
            time_s = GAIN_ATTACK_S if level > followed else GAIN_RELEASE_S
            followed += (level - followed) * (1 - float(np.exp(-GAIN_STEP_S / time_s)))
        gains[at] = min(GAIN_TARGET_DBFS - followed, GAIN_MOST_DB)
    smooth = np.interp(np.arange(len(samples)), np.arange(count) * step, gains)
    return np.asarray(np.clip(samples * 10 ** (smooth / 20), -1.0, 1.0), np.float32)


def _fitted(samples: Wave, count: int) -> Samples:
    return np.asarray(np.pad(samples, (0, max(0, count - len(samples))))[:count], np.float32)
