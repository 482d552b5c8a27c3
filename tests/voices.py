"""Synthetic voices: harmonics of a pitch under formants, in syllables, clean or as a telephone passes them."""

import numpy as np
import numpy.typing as npt

from assist.events import SAMPLE_RATE_HZ, Samples

VOWELS_HZ: dict[str, tuple[float, ...]] = {
    "a": (800, 1300, 2600, 3500),
    "i": (300, 2300, 3000, 3600),
    "u": (350, 800, 2500, 3500),
    "e": (550, 1800, 2500, 3500),
}
"""Formants of an adult's vowels (Peterson and Barney 1952, rounded)."""
WIDTHS_HZ = (80, 90, 120, 150)
BAND_HZ = (300.0, 3400.0)

Wave = npt.NDArray[np.float64]


def vowel(
    pitch_hz: float,
    seconds: float = 1.0,
    formants_hz: tuple[float, ...] = VOWELS_HZ["a"],
    effort: float = 0.0,
    telephone: bool = False,
) -> Samples:
    """A vowel with a peak of 0.3; its spectrum falls 12 dB an octave, less by `effort` dB, as in a raised voice."""
    times = np.arange(round(seconds * SAMPLE_RATE_HZ)) / SAMPLE_RATE_HZ
    hz = np.arange(pitch_hz, SAMPLE_RATE_HZ / 2, pitch_hz)
    if telephone:
        hz = hz[(hz >= BAND_HZ[0]) & (hz <= BAND_HZ[1])]
    strengths = np.power(hz / 100, (effort - 6) / 6.02)  # lips give 6 of the 12 dB back
    for formant_hz, width_hz in zip(formants_hz, WIDTHS_HZ, strict=True):
        bend = (formant_hz**2 - hz**2) ** 2 + (width_hz * hz) ** 2
        strengths = strengths * formant_hz**2 / np.sqrt(bend)
    phases = np.random.default_rng(1).uniform(0, 0.6, len(hz))
    waves = np.sin(2 * np.pi * np.outer(times, hz) + phases) @ strengths
    waves = 0.3 * waves / np.abs(waves).max()
    return coded(waves) if telephone else np.asarray(waves, np.float32)


def coded(waves: Wave) -> Samples:
    """In 8-bit mu-law (ITU-T G.711) and back."""
    bits = np.round(np.sign(waves) * np.log1p(255 * np.abs(waves)) / np.log(256) * 127) / 127
    return np.asarray(np.sign(bits) * np.expm1(np.abs(bits) * np.log(256)) / 255, np.float32)


def noisy(samples: Samples, over_db: float, seed: int = 1) -> Samples:
    """White noise is added, so that the voice lies `over_db` above it."""
    noise = np.random.default_rng(seed).standard_normal(len(samples))
    noise *= np.sqrt(np.mean(samples**2)) * 10 ** (-over_db / 20)
    return np.asarray(samples + noise, np.float32)


def speech(pitch_hz: float, seconds: float, level_db: float = 0.0, effort: float = 0.0, seed: int = 1) -> Samples:
    """Syllables of a vowel each, four a second, whose pitch sways by a semitone and whose level by a decibel."""
    random, parts, length = np.random.default_rng(seed), [], 0
    while length < seconds * SAMPLE_RATE_HZ:
        formants = VOWELS_HZ[str(random.choice(list(VOWELS_HZ)))]
        part = vowel(pitch_hz * 2 ** (random.normal(0, 1) / 12), 0.25, formants, effort)
        shape = np.sqrt(np.hanning(len(part) + 2)[1:-1])
        parts.append(part * shape * 10 ** (random.normal(level_db, 1.0) / 20))
        length += len(part)
    return np.asarray(np.concatenate(parts)[: round(seconds * SAMPLE_RATE_HZ)] * 0.3, np.float32)
