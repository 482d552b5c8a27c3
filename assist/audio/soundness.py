"""What is wrong with the sound of a channel that its device does not tell: distortion, and music instead of a voice."""

from collections import deque

import numpy as np

from assist.events import SAMPLE_RATE_HZ, AudioChunk, HearingState, Samples

FULL_SCALE = 0.985
"""From here on a sample counts as cut off: resampling rounds the corners of what was cut."""
CLIPPED, CLEAN = 0.01, 0.002
"""Share of cut-off samples in speech from which it is distorted, and down to which it is clean again. Speech that peaks
just below full scale has next to none, and half of one per cent is heard by nobody."""
SPEECH_CHUNKS = 94
"""The speech that is judged: 3 s of it ..."""
LEAST_CHUNKS = 31
"""... and at least 1 s."""

BLOCK_CHUNKS = 16
"""Tones are looked for in half a second at a time."""
TONE_LOW_HZ, TONE_HIGH_HZ = 400, 3400
"""Above the hum of the mains, within a telephone's band."""
TONE_DB = 15.0
"""A bin this far above the median around it belongs to a tone: noise does not reach it (one in 10^9 bins)."""
NEAR_BINS = 64
"""Around a bin: 125 Hz, so that noise which is stronger at low frequencies is no tone."""
TONAL = 0.6
"""Share of the band's energy in tones from which a block is music, dialling tones or the like."""
LOUD = 10 ** (-50 / 20)
"""Root mean square of the band (-50 dBFS) below which nobody hears it."""
BEGINS, ENDS = 3, 4
"""So many blocks in a row make music, or end it: plucked notes leave gaps."""

_SIZE = BLOCK_CHUNKS * 512
_BAND = slice(TONE_LOW_HZ * _SIZE // SAMPLE_RATE_HZ, TONE_HIGH_HZ * _SIZE // SAMPLE_RATE_HZ)
_WINDOW = np.hanning(_SIZE).astype(np.float32)


def tonality(samples: Samples) -> float:
    """Share (0..1) of the energy between TONE_LOW_HZ and TONE_HIGH_HZ that lies in tones; 0 where that is not LOUD.

    `samples` are BLOCK_CHUNKS chunks without speech: voices are tonal too.
    """
    if float(np.mean(np.square(samples))) < LOUD**2:
        return 0.0  # nor is any band of it
    power = np.square(np.abs(np.fft.rfft(samples * _WINDOW)[_BAND]))
    # Parseval: both halves of the spectrum, and the mean square of the window is 3/8
    if 2 * float(power.sum()) / (0.375 * _SIZE**2) < LOUD**2:
        return 0.0
    stretches = power[: len(power) // NEAR_BINS * NEAR_BINS].reshape(-1, NEAR_BINS)
    tones = stretches > np.median(stretches, axis=1, keepdims=True) * 10 ** (TONE_DB / 10)
    return float(stretches[tones].sum() / power.sum())


class Soundness:
    """Follows one channel's chunks as voice activity judged them; `state` is ok, clipped or music."""

    def __init__(self) -> None:
        self.state: HearingState = "ok"
        self._cut_off: deque[int] = deque(maxlen=SPEECH_CHUNKS)
        self._still: list[Samples] = []
        self._clipped = self._music = False
        self._blocks = 0

    def accept(self, chunk: AudioChunk) -> None:
        """Takes the next chunk in."""
        if chunk.speech:
            self._cut_off.append(int(np.count_nonzero(np.abs(chunk.samples) >= FULL_SCALE)))
            self._still, self._music, self._blocks = [], False, 0
            self._judge_speech(len(chunk.samples))
        else:
            self._still.append(chunk.samples)
            if len(self._still) == BLOCK_CHUNKS:
                self._judge_block(np.concatenate(self._still))
                self._still = []
        self.state = "clipped" if self._clipped else "music" if self._music else "ok"

    def _judge_speech(self, length: int) -> None:
        if len(self._cut_off) >= LEAST_CHUNKS:
            share = sum(self._cut_off) / (len(self._cut_off) * length)
            self._clipped = share >= (CLEAN if self._clipped else CLIPPED)

    def _judge_block(self, samples: Samples) -> None:
        """`_blocks` counts blocks in a row that speak against what is believed."""
        against = (tonality(samples) >= TONAL) != self._music
        self._blocks = self._blocks + 1 if against else 0
        if self._blocks >= (ENDS if self._music else BEGINS):
            self._music, self._blocks = not self._music, 0
