"""How speech sounds: pitch, level and brightness of about one second of a speaker's speech at a time."""

import numpy as np

from assist.audio.pitch import median_pitch_hz, pieces_of
from assist.audio.syllables import syllables_per_s
from assist.events import SAMPLE_RATE_HZ, AudioChunk, Prosody, Samples, Speaker

STRETCH_S = 1.0
"""Speech in one Prosody event."""
LEAST_S = 0.3
"""A shorter rest at the end of speech tells nothing and is dropped."""
PAUSE_S = 0.25
"""Silence that closes a stretch; shorter gaps are stops within words (their sound is left out)."""
TILT_SPLIT_HZ = 1000
FLOOR_DBFS = -120.0


class ProsodyMeter:
    """Measures one speaker's speech as its chunks, judged by voice activity, come in.

    Gaps shorter than PAUSE_S are cut out of a stretch; at a joint one 20 ms piece may be wrong, which the median bears.
    """

    def __init__(self, speaker: Speaker) -> None:
        self._speaker = speaker
        self._chunks: list[AudioChunk] = []
        self._silence_s = 0.0

    def accept(self, chunk: AudioChunk) -> list[Prosody]:
        """The stretch that the chunk completed, if any: `known_at_s` is the chunk's end."""
        if not chunk.speech:
            self._silence_s += chunk.end_s - chunk.start_s
            return self.finish(chunk.end_s) if self._chunks and self._silence_s >= PAUSE_S else []
        self._silence_s = 0.0
        self._chunks.append(chunk)
        return self.finish(chunk.end_s) if self._length_s() >= STRETCH_S else []

    def finish(self, end_s: float) -> list[Prosody]:
        """What is held so far, if it is LEAST_S or more; known at `end_s`."""
        chunks, length_s = self._chunks, self._length_s()
        self._chunks = []
        if length_s < LEAST_S:
            return []
        samples = np.concatenate([chunk.samples for chunk in chunks])
        pitch_hz = median_pitch_hz(samples)
        rate = syllables_per_s(samples)
        return [
            Prosody(
                known_at_s=round(end_s, 3),
                speaker=self._speaker,
                start_s=round(chunks[0].start_s, 3),
                end_s=round(chunks[-1].end_s, 3),
                pitch_hz=None if pitch_hz is None else round(pitch_hz, 1),
                level_dbfs=round(level_dbfs(samples), 1),
                tilt_db=round(tilt_db(samples), 1),
                syllables_per_s=None if rate is None else round(rate, 2),
            )
        ]

    def _length_s(self) -> float:
        return sum(len(chunk.samples) for chunk in self._chunks) / SAMPLE_RATE_HZ


def level_dbfs(samples: Samples) -> float:
    """The root mean square in dB below a constant of 1.0 (a full-scale sine is -3); at least FLOOR_DBFS."""
    power = float(np.mean(np.square(samples, dtype=np.float64))) if len(samples) else 0.0
    return max(10 * float(np.log10(power)), FLOOR_DBFS) if power > 0 else FLOOR_DBFS


def tilt_db(samples: Samples) -> float:
    """Energy above 1 kHz over energy below it, in dB: vocal effort brightens the voice ("spectral tilt").

    0.0 where there is no sound. A telephone's band lowers it for all speech alike: compare within a channel only.
    """
    pieces = pieces_of(samples)
    if not len(pieces):
        return 0.0
    power = np.square(np.abs(np.fft.rfft(pieces * np.hanning(pieces.shape[1]).astype(np.float32), axis=1))).sum(axis=0)
    split = round(TILT_SPLIT_HZ * pieces.shape[1] / SAMPLE_RATE_HZ)
    low, high = float(power[:split].sum()), float(power[split:].sum())
    return 10 * float(np.log10(max(high, 1e-12) / max(low, 1e-12)))
