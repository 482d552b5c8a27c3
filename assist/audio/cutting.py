"""Cuts samples of any block size into the chunks that the rest of the house works on."""

from collections.abc import Iterator

import numpy as np

from assist.events import SAMPLE_RATE_HZ, AudioChunk, Samples, Speaker

CHUNK_SAMPLES = 512
"""32 ms: the block that Silero judges at 16 kHz."""
CHUNK_S = CHUNK_SAMPLES / SAMPLE_RATE_HZ


class ChunkCutter:
    """Collects one speaker's samples (float32 at SAMPLE_RATE_HZ) and gives them out as chunks of CHUNK_SAMPLES.

    Times are counted in samples, so they do not drift however long the call is. What is above full scale is clipped
    (resampling overshoots, float files may hold anything), and what is not a number becomes silence.
    """

    def __init__(self, speaker: Speaker) -> None:
        self._speaker = speaker
        self._rest: Samples = np.zeros(0, np.float32)
        self._given = 0

    def accept(self, samples: Samples) -> Iterator[AudioChunk]:
        """The chunks that are full now; what is left waits for the next call."""
        self._rest = np.concatenate([self._rest, samples])
        while len(self._rest) >= CHUNK_SAMPLES:
            yield self._next(self._rest[:CHUNK_SAMPLES])
            self._rest = self._rest[CHUNK_SAMPLES:]

    def finish(self) -> Iterator[AudioChunk]:
        """The last chunk, filled up with silence; nothing where no sample is left."""
        if len(self._rest):
            yield self._next(np.pad(self._rest, (0, CHUNK_SAMPLES - len(self._rest))))
            self._rest = np.zeros(0, np.float32)

    def _next(self, samples: Samples) -> AudioChunk:
        start_s = self._given / SAMPLE_RATE_HZ
        self._given += len(samples)
        return AudioChunk(speaker=self._speaker, start_s=start_s, samples=np.clip(np.nan_to_num(samples), -1.0, 1.0))
