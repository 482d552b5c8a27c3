"""How a speaker's last seconds of speech sound: pitch, level, brightness and movement, about once a second."""

from collections import deque
from dataclasses import dataclass

import numpy as np

from assist.audio.pitch import HOP
from assist.audio.syllables import syllables_per_s
from assist.audio.voice_pieces import (
    FLOOR_DBFS,
    LEAST_VOICED,
    LOUD_DB,
    Pieces,
    join,
    measure_pieces,
    measure_pitch,
    measure_spectrum,
)
from assist.events import SAMPLE_RATE_HZ, AudioChunk, Prosody, Samples, Speaker

STRETCH_S = 1.0
"""New speech from one Prosody event to the next."""
LEAST_S = 0.3
"""A shorter rest at the end of speech tells nothing and is dropped."""
PAUSE_S = 0.25
"""Silence that closes a stretch; shorter gaps are stops within words (their sound is left out)."""
WINDOW_S = 2.5
"""Speech that is measured: the newest stretch, and those before it while they fit in ..."""
UTTERANCE_S = 0.4
"""... and no pause this long lies between: a mood that changes does so with a new utterance, and is heard sooner."""
DIP_DB = 2.5
"""A fall of the level between two syllables is at least this deep."""


@dataclass(frozen=True, eq=False)
class _Stretch:
    start_s: float
    end_s: float
    pieces: Pieces
    speed: float | None
    """Syllables a second; None where it is too short to tell."""

    @property
    def length_s(self) -> float:
        """Speech in it, in seconds."""
        return len(self.pieces) * HOP / SAMPLE_RATE_HZ


class ProsodyMeter:
    """Measures one speaker's speech as its chunks, judged by voice activity, come in.

    Gaps shorter than PAUSE_S are cut out of a stretch; at a joint one 20 ms piece may be wrong, which medians bear.
    """

    def __init__(self, speaker: Speaker) -> None:
        self._speaker = speaker
        self._chunks: list[AudioChunk] = []
        self._silence_s = 0.0
        self._window: deque[_Stretch] = deque()

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
        speed = syllables_per_s(samples)
        newest = _Stretch(chunks[0].start_s, chunks[-1].end_s, measure_pieces(samples), speed)
        if self._window and newest.start_s - self._window[-1].end_s >= UTTERANCE_S:
            self._window.clear()
        self._window.append(newest)
        while len(self._window) > 1 and sum(item.length_s for item in self._window) > WINDOW_S:
            self._window.popleft()
        return [self._event(end_s)]

    def _event(self, end_s: float) -> Prosody:
        newest = self._window[-1]
        pieces = join([item.pieces for item in self._window])
        pitch, spectrum = measure_pitch(pieces), measure_spectrum(pieces)
        levels = pieces.level_dbfs
        voiced = pieces.pitch_hz > 0
        low, high, peak = np.percentile(levels, (20, 90, 95))
        return Prosody(
            known_at_s=round(end_s, 3),
            speaker=self._speaker,
            start_s=round(newest.start_s, 3),
            end_s=round(newest.end_s, 3),
            window_s=round(sum(item.length_s for item in self._window), 2),
            pitch_hz=None if pitch is None else round(pitch.median_hz, 1),
            pitch_high_hz=None if pitch is None else round(pitch.high_hz, 1),
            pitch_spread_semitones=None if pitch is None else round(pitch.spread_semitones, 2),
            pitch_movement_semitones_s=None if pitch is None else round(pitch.movement_semitones_s, 2),
            jitter_percent=None if pitch is None else round(pitch.jitter_percent, 3),
            level_dbfs=round(_mean_dbfs(levels), 1),
            level_voiced_dbfs=round(float(np.mean(levels[voiced])), 1) if voiced.sum() >= LEAST_VOICED else None,
            level_spread_db=round(float(high - low), 1),
            tilt_db=round(spectrum.tilt_db, 1),
            slope_db_octave=round(spectrum.slope_db_octave, 2),
            hammarberg_db=round(spectrum.hammarberg_db, 1),
            centroid_hz=round(spectrum.centroid_hz, 1),
            low_centroid_hz=round(spectrum.low_centroid_hz, 1),
            flux_db=round(spectrum.flux_db, 2),
            voiced_share=round(float(np.mean(voiced[levels >= peak - LOUD_DB])), 3),
            periodicity=round(float(np.median(pieces.periodicity[voiced])), 3) if voiced.any() else None,
            speed_syllables_per_s=None if newest.speed is None else round(newest.speed, 2),
            syllables_per_s=round(_syllables(levels) / (len(levels) * HOP / SAMPLE_RATE_HZ), 2),
        )

    def _length_s(self) -> float:
        return sum(len(chunk.samples) for chunk in self._chunks) / SAMPLE_RATE_HZ


def level_dbfs(samples: Samples) -> float:
    """The root mean square in dB below a constant of 1.0 (a full-scale sine is -3); at least FLOOR_DBFS."""
    power = float(np.mean(np.square(samples, dtype=np.float64))) if len(samples) else 0.0
    return max(10 * float(np.log10(power)), FLOOR_DBFS) if power > 0 else FLOOR_DBFS


def _mean_dbfs(levels: Samples) -> float:
    return 10 * float(np.log10(np.mean(10 ** (levels.astype(np.float64) / 10))))


def _syllables(levels: Samples) -> int:
    """Peaks of the level, smoothed over 60 ms, that rise at least DIP_DB out of the dip before them and are loud."""
    smooth = np.convolve(levels, (0.25, 0.5, 0.25), "same")
    loud = np.percentile(levels, 95) - LOUD_DB
    count, lowest = 0, float(np.inf)
    for before, here, after in zip(smooth[:-2].tolist(), smooth[1:-1].tolist(), smooth[2:].tolist(), strict=True):
        lowest = min(lowest, here)
        if here >= before and here > after and here > loud and here - lowest > DIP_DB:
            count, lowest = count + 1, here
    return count
