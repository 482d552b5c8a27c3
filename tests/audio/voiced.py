"""Voices made of numbers: voiced syllables with pauses, and what leaks of them into another channel."""

import numpy as np

from assist.events import SAMPLE_RATE_HZ, Samples


def voice(seconds: float, pitch_hz: float, seed: int) -> Samples:
    """Syllables of 0.1 to 0.25 s of a gliding, dulled harmonic sound, with gaps of up to 0.06 s; at about -23 dBFS."""
    rng = np.random.default_rng(seed)
    pieces: list[Samples] = []
    while sum(map(len, pieces)) < seconds * SAMPLE_RATE_HZ:
        length = int(rng.uniform(0.1, 0.25) * SAMPLE_RATE_HZ)
        pitch = pitch_hz * rng.uniform(0.85, 1.2) * np.linspace(1, rng.uniform(0.85, 1.15), length)
        phase = 2 * np.pi * np.cumsum(pitch) / SAMPLE_RATE_HZ
        formant = rng.uniform(400, 2500)
        sound = np.zeros(length)
        for harmonic in range(1, int(3600 / pitch.max())):
            near = 1 / (1 + ((harmonic * pitch_hz - formant) / 400) ** 2)
            sound += (0.2 / harmonic + near) * np.sin(harmonic * phase + rng.uniform(0, 6))
        sound *= np.hanning(length) * 10 ** (rng.uniform(-6, 0) / 20)
        pieces += [sound.astype(np.float32), np.zeros(int(rng.uniform(0, 0.06) * SAMPLE_RATE_HZ), np.float32)]
    whole = np.concatenate(pieces)[: round(seconds * SAMPLE_RATE_HZ)]
    scaled: Samples = (0.07 * whole / np.sqrt(np.mean(whole**2))).astype(np.float32)
    return scaled


def leaked(sound: Samples, gain_db: float, delay_s: float) -> Samples:
    """The sound as it leaks into the other channel: later, softer, and smeared by a room."""
    room = np.zeros(round((delay_s + 0.03) * SAMPLE_RATE_HZ))
    start = round(delay_s * SAMPLE_RATE_HZ)
    room[start : start + 4] = 0.25  # dull
    room[start + 150], room[start + 400] = 0.2, -0.15
    wet: Samples = (10 ** (gain_db / 20) * np.convolve(sound, room)[: len(sound)]).astype(np.float32)
    return wet


def silence(seconds: float) -> Samples:
    return np.zeros(round(seconds * SAMPLE_RATE_HZ), np.float32)


def hiss(seconds: float, level_db: float, seed: int) -> Samples:
    noise = np.random.default_rng(seed).normal(0, 10 ** (level_db / 20), round(seconds * SAMPLE_RATE_HZ))
    return noise.astype(np.float32)
