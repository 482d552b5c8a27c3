"""Ten minutes in which nobody speaks: the sounds of a telephone line and of a desk, of which no text may be made.

Every maker gives `seconds` of mono float32 at SAMPLE_RATE_HZ whose loudest RMS over 100 ms is `level_dbfs`. What is
random comes from `seed`, so that the same call gives the same samples.
"""

from collections.abc import Callable
from functools import partial

import numpy as np
import numpy.typing as npt

from assist.events import SAMPLE_RATE_HZ, Samples

Wave = npt.NDArray[np.float64]

PIECE_S = 20.0
"""How long each piece of NOT_SPEECH is; the thirty of them are ten minutes."""
LEVEL_WINDOW = SAMPLE_RATE_HZ // 10
MAINS_HARMONICS = {1: 1.0, 2: 0.5, 3: 0.3, 4: 0.12, 5: 0.15, 6: 0.05, 7: 0.08}
"""Harmonic -> amplitude: what a transformer leaves in a cheap headset."""
CALL_TONE_HZ = 425.0
"""The tone of Indonesian exchanges."""
DTMF_LOW_HZ = (697.0, 770.0, 852.0, 941.0)
DTMF_HIGH_HZ = (1209.0, 1336.0, 1477.0)
"""The pairs of a telephone's keys (ITU-T Q.23)."""
CHORDS_HZ = ((261.63, 329.63, 392.0), (220.0, 261.63, 329.63), (174.61, 220.0, 261.63), (196.0, 246.94, 293.66))
"""C, A minor, F and G: the most usual turn of hold music."""
STRINGS_HZ = (110.0, 131.0, 147.0, 165.0, 196.0)
MAJOR = (1.0, 1.26, 1.5)
"""The notes of a major chord, as shares of its root."""


def silence(seconds: float) -> Samples:
    """Digital silence."""
    return np.zeros(_count(seconds), np.float32)


def white_noise(seconds: float, level_dbfs: float, seed: int = 1) -> Samples:
    """Hiss, of the same strength at every frequency."""
    return _levelled(np.random.default_rng(seed).standard_normal(_count(seconds)), level_dbfs)


def pink_noise(seconds: float, level_dbfs: float, seed: int = 2) -> Samples:
    """A fan or a room: 3 dB less an octave from 50 Hz up."""
    return _levelled(_noise(seconds, seed, lambda hz: 1 / np.sqrt(np.maximum(hz, 50.0))), level_dbfs)


def traffic(seconds: float, level_dbfs: float, seed: int = 3) -> Samples:
    """Low noise of traffic that swells and falls every few seconds: below 600 Hz, no voice in it."""
    waves = _noise(seconds, seed, lambda hz: (hz > 60) / (1 + np.square(hz / 300)))
    return _levelled(waves * (0.6 + 0.4 * np.sin(2 * np.pi * 0.23 * _times(seconds))), level_dbfs)


def mains_hum(seconds: float, level_dbfs: float, mains_hz: float = 50.0) -> Samples:
    """Hum of the mains, or of its rectified current at twice that, with harmonics."""
    times = _times(seconds)
    tones = (share * np.sin(2 * np.pi * mains_hz * number * times) for number, share in MAINS_HARMONICS.items())
    return _levelled(sum(tones, np.zeros(len(times))), level_dbfs)


def ringback(seconds: float, level_dbfs: float) -> Samples:
    """What a caller hears while the other telephone rings: 1 s on, 4 s off."""
    return _levelled(_cadence(seconds, 1.0, 4.0) * np.sin(2 * np.pi * CALL_TONE_HZ * _times(seconds)), level_dbfs)


def busy_tone(seconds: float, level_dbfs: float) -> Samples:
    """The line is taken: 0.5 s on, 0.5 s off."""
    return _levelled(_cadence(seconds, 0.5, 0.5) * np.sin(2 * np.pi * CALL_TONE_HZ * _times(seconds)), level_dbfs)


def hold_tone(seconds: float, level_dbfs: float, tone_hz: float = 440.0) -> Samples:
    """A soft tone that sways in strength, as some exchanges play it to who waits."""
    times = _times(seconds)
    waves = np.sin(2 * np.pi * tone_hz * times) + 0.3 * np.sin(4 * np.pi * tone_hz * times)
    return _levelled(waves * (0.7 + 0.3 * np.sin(2 * np.pi * 0.5 * times)), level_dbfs)


def hold_music(seconds: float, level_dbfs: float, seed: int = 4) -> Samples:
    """Chords of two seconds and a melody of plucked notes above them, each with decaying overtones."""
    random = np.random.default_rng(seed)
    waves = np.zeros(_count(seconds))
    for beat in range(int(seconds * 2)):
        chord = CHORDS_HZ[beat // 4 % len(CHORDS_HZ)]
        if beat % 4 == 0:
            for note_hz in chord:
                _add(waves, beat / 2, 0.5 * _note(note_hz, 2.0))
        _add(waves, beat / 2, _note(2 * float(random.choice(chord)), 0.5))
    return _levelled(waves, level_dbfs)


def strings(seconds: float, level_dbfs: float, seed: int = 8) -> Samples:
    """Bowed chords of two seconds with vibrato: of all hold music the likest to a voice."""
    random = np.random.default_rng(seed)
    waves = np.zeros(_count(seconds))
    times = _times(2.0)
    for number in range(int(seconds / 2)):
        root_hz = 2 * float(random.choice(STRINGS_HZ))
        for share in MAJOR:
            turns = np.cumsum(root_hz * share * (1 + 0.004 * np.sin(2 * np.pi * 5 * times + share))) / SAMPLE_RATE_HZ
            tones = (np.sin(2 * np.pi * overtone * turns) / overtone**1.3 for overtone in range(1, 13))
            _add(waves, 2.0 * number, np.minimum(1, times / 0.1) * sum(tones, np.zeros(len(times))))
    return _levelled(waves, level_dbfs)


def dtmf(seconds: float, level_dbfs: float, seed: int = 5) -> Samples:
    """Keys pressed one after another: 0.12 s each, 0.13 to 0.4 s apart, with a pause after every tenth."""
    random = np.random.default_rng(seed)
    waves = np.zeros(_count(seconds))
    at_s, pressed = 0.5, 0
    times = _times(0.12)
    while at_s < seconds:
        pair = float(random.choice(DTMF_LOW_HZ)), float(random.choice(DTMF_HIGH_HZ))
        _add(waves, at_s, sum((np.sin(2 * np.pi * tone_hz * times) for tone_hz in pair), np.zeros(len(times))))
        pressed += 1
        at_s += 0.12 + random.uniform(0.13, 0.4) + (2.0 if pressed % 10 == 0 else 0.0)
    return _levelled(waves, level_dbfs)


def breathing(seconds: float, level_dbfs: float, seed: int = 6) -> Samples:
    """Breath in the microphone: noise around 500 and 1500 Hz, in for 1.2 s and, deeper, out for 1.6 s."""
    out = _noise(seconds, seed, lambda hz: _hump(hz, 500, 250) + 0.5 * _hump(hz, 1500, 500))
    inward = _noise(seconds, seed + 1, lambda hz: 0.5 * _hump(hz, 900, 350) + _hump(hz, 2200, 700))
    phase = np.mod(_times(seconds), 4.0)
    in_now = np.where(phase < 1.2, np.sin(np.pi * phase / 1.2), 0.0)
    out_now = np.where((phase > 1.6) & (phase < 3.2), np.sin(np.pi * (phase - 1.6) / 1.6), 0.0)
    return _levelled(inward * np.square(in_now) * 0.6 + out * np.square(out_now), level_dbfs)


def clicks(seconds: float, level_dbfs: float, seed: int = 7) -> Samples:
    """Keys of a keyboard and a mouse: short bursts that ring for a few milliseconds, in runs."""
    random = np.random.default_rng(seed)
    waves = np.zeros(_count(seconds))
    at_s = 0.2
    while at_s < seconds:
        times = _times(0.03)
        ring = np.sin(2 * np.pi * random.uniform(900, 4000) * times) + random.standard_normal(len(times))
        _add(waves, at_s, random.uniform(0.4, 1.0) * ring * np.exp(-times / 0.004))
        at_s += float(random.choice([0.09, 0.14, 0.2, 1.1], p=[0.35, 0.35, 0.2, 0.1]))
    return _levelled(waves, level_dbfs)


NOT_SPEECH: dict[str, Callable[[], Samples]] = {
    "silence": partial(silence, PIECE_S),
    **{f"white noise {level}": partial(white_noise, PIECE_S, level) for level in (-60, -45, -30, -20)},
    **{f"pink noise {level}": partial(pink_noise, PIECE_S, level) for level in (-60, -45, -30, -20)},
    **{f"traffic {level}": partial(traffic, PIECE_S, level) for level in (-40, -25)},
    **{f"hum 50 Hz {level}": partial(mains_hum, PIECE_S, level, 50) for level in (-50, -25)},
    **{f"hum 100 Hz {level}": partial(mains_hum, PIECE_S, level, 100) for level in (-50, -25)},
    **{f"ringback {level}": partial(ringback, PIECE_S, level) for level in (-30, -15)},
    "busy tone": partial(busy_tone, PIECE_S, -20),
    **{f"hold tone {tone_hz} Hz": partial(hold_tone, PIECE_S, -20, tone_hz) for tone_hz in (220, 440)},
    "hold music": partial(hold_music, PIECE_S, -20),
    **{f"strings {seed}": partial(strings, PIECE_S, -20, seed) for seed in (2, 8, 9)},
    **{f"dtmf {level}": partial(dtmf, PIECE_S, level) for level in (-30, -15)},
    **{f"breathing {level}": partial(breathing, PIECE_S, level) for level in (-45, -30, -20)},
    "clicks": partial(clicks, PIECE_S, -25),
}
"""Name -> maker of a piece of PIECE_S seconds: thirty pieces, ten minutes in all."""


def _count(seconds: float) -> int:
    return round(seconds * SAMPLE_RATE_HZ)


def _times(seconds: float) -> Wave:
    return np.arange(_count(seconds)) / SAMPLE_RATE_HZ


def _noise(seconds: float, seed: int, shape: Callable[[Wave], Wave]) -> Wave:
    """Noise whose amplitude at each frequency (Hz) is what `shape` says."""
    spectrum = np.fft.rfft(np.random.default_rng(seed).standard_normal(_count(seconds)))
    hz = np.fft.rfftfreq(_count(seconds), 1 / SAMPLE_RATE_HZ).astype(np.float64)
    return np.fft.irfft(spectrum * shape(hz), _count(seconds))


def _hump(hz: Wave, centre_hz: float, width_hz: float) -> Wave:
    hump: Wave = np.exp(-0.5 * np.square((hz - centre_hz) / width_hz))
    return hump


def _cadence(seconds: float, on_s: float, off_s: float) -> Wave:
    return (np.mod(_times(seconds), on_s + off_s) < on_s).astype(np.float64)


def _note(note_hz: float, seconds: float) -> Wave:
    times = _times(seconds)
    tones = (
        np.sin(2 * np.pi * note_hz * number * times) * np.exp(-number * times * 2) / number for number in (1, 2, 3, 4)
    )
    return sum(tones, np.zeros(len(times)))


def _add(waves: Wave, at_s: float, piece: Wave) -> None:
    """Adds `piece` to `waves` from `at_s` on; what goes past the end is left out."""
    room = waves[_count(at_s) : _count(at_s) + len(piece)]
    room += piece[: len(room)]


def _levelled(waves: Wave, level_dbfs: float) -> Samples:
    """The waves so loud that their loudest LEVEL_WINDOW has `level_dbfs` (RMS); above full scale is clipped."""
    windows = waves[: len(waves) // LEVEL_WINDOW * LEVEL_WINDOW].reshape(-1, LEVEL_WINDOW)
    loudest = float(np.sqrt(np.mean(np.square(windows), axis=1)).max())
    return np.clip(waves * 10 ** (level_dbfs / 20) / loudest, -1, 1).astype(np.float32)
