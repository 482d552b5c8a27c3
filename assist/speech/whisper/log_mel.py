"""Whisper's input: the log-mel spectrogram, in numpy.

A. Radford et al., "Robust Speech Recognition via Large-Scale Weak Supervision", 2022, section 2.2: 25 ms Hann windows
every 10 ms, 80 mel channels (128 in large-v3), log10, eight decades of range, scaled to about -1..1.
"""

import numpy as np

from assist.events import SAMPLE_RATE_HZ, Samples

WINDOW = 400
HOP = 160
"""Samples from one column to the next: 10 ms."""
STEPS_PER_S = SAMPLE_RATE_HZ // HOP
RANGE_DECADES = 8.0
FLOOR = 1e-10

_HANN = np.hanning(WINDOW + 1)[:-1].astype(np.float32)


def mel_filters(channels: int) -> Samples:
    """Triangular filters [channels, WINDOW // 2 + 1] of equal area (Slaney), from 0 to 8 kHz.

    The mel scale is that of M. Slaney, Auditory Toolbox, 1998: linear (200/3 Hz a mel) up to 1 kHz, then logarithmic
    (27 mels for a factor of 6.4).
    """
    top_mel = 15 + np.log(SAMPLE_RATE_HZ / 2 / 1000) * 27 / np.log(6.4)
    mels = np.linspace(0, top_mel, channels + 2)
    edges_hz = np.where(mels < 15, mels * 200 / 3, 1000 * np.exp((mels - 15) * np.log(6.4) / 27))
    bins_hz = np.fft.rfftfreq(WINDOW, 1 / SAMPLE_RATE_HZ)
    low, centre, high = edges_hz[:-2, np.newaxis], edges_hz[1:-1, np.newaxis], edges_hz[2:, np.newaxis]
    rising, falling = (bins_hz - low) / (centre - low), (high - bins_hz) / (high - centre)
    filters: Samples = (np.maximum(0, np.minimum(rising, falling)) * 2 / (high - low)).astype(np.float32)
    return filters


def log_mel(samples: Samples, filters: Samples) -> Samples:
    """The spectrogram [channels, len(samples) // HOP] of mono float32 samples at 16 kHz; columns are 10 ms apart.

    Padding belongs into `samples`, as silence: zero columns put behind the spectrogram cost 6 points of word errors.
    Raises ValueError for fewer samples than half a window.
    """
    if len(samples) <= WINDOW // 2:
        raise ValueError(f"a spectrogram needs more than {WINDOW // 2} samples, not {len(samples)}")
    padded = np.pad(samples, WINDOW // 2, mode="reflect")
    windows = np.lib.stride_tricks.sliding_window_view(padded, WINDOW)[:-1:HOP][: len(samples) // HOP]
    power = np.square(np.abs(np.fft.rfft(windows * _HANN, axis=1))).astype(np.float32)
    # einsum, not @: the threads of the matrix library go on spinning, which cost a third of all CPU here
    mels = np.einsum("mb,bt->mt", filters, np.ascontiguousarray(power.T))
    levels = np.log10(np.maximum(mels, FLOOR))
    spectrogram: Samples = (np.maximum(levels, levels.max() - RANGE_DECADES) + 4) / 4
    return spectrogram
