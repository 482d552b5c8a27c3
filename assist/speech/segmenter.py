"""Cuts one speaker's judged chunks into the pieces that are recognised as one utterance each."""

from collections import deque
from dataclasses import dataclass

import numpy as np

from assist.audio.gate import SpeechGate
from assist.config import VoiceActivitySettings
from assist.events import SAMPLE_RATE_HZ, AudioChunk, Samples

QUIET_S = 0.2
"""The stretch whose energy is compared to find the quietest point."""


@dataclass(frozen=True)
class Segment:
    """Samples to recognise. They start at `start_s`; speech in them runs from `speech_start_s` to `speech_end_s`.

    A closed segment will not grow; an open one is what has been heard so far.
    """

    start_s: float
    speech_start_s: float
    speech_end_s: float
    samples: Samples
    closed: bool
    probability: float = 1.0
    """How sure voice activity is that this is speech: the mean over the stretch of speech."""

    def heard(self, tail_s: float) -> Samples:
        """The samples, with no more than `tail_s` of the pause behind the speech."""
        return self.samples[: round((self.speech_end_s + tail_s - self.start_s) * SAMPLE_RATE_HZ)]


class Segmenter:
    """Opens a segment at an onset (with some audio from before it) and closes it at a silence or at `longest_s`.

    A segment that reaches `longest_s` is cut at the quietest point of its second half, and the rest opens the next.
    """

    def __init__(self, settings: VoiceActivitySettings, longest_s: float) -> None:
        self._settings = settings
        self._longest_s = longest_s
        self._gate = SpeechGate(settings.start_s, settings.end_s)
        self._chunks: deque[AudioChunk] = deque()
        self._speech_start_s = 0.0
        self._speech_end_s = 0.0

    def accept(self, chunk: AudioChunk) -> Segment | None:
        """The segment that the chunk closed, if any. Raises ValueError where voice activity has not judged it."""
        if chunk.speech is None:
            raise ValueError("a recogniser needs chunks that voice activity has judged")
        self._chunks.append(chunk)
        turn = self._gate.accept(chunk.speech, chunk.start_s, chunk.end_s)
        if turn is not None and turn.kind == "ended":
            return self._close(turn.end_s)
        if turn is not None:
            self._speech_start_s = turn.start_s
        if self._gate.speaking_since_s is None:
            self._forget(chunk.end_s)
            return None
        if chunk.speech:
            self._speech_end_s = chunk.end_s
        if chunk.end_s - self._chunks[0].start_s >= self._longest_s:
            return self._cut()
        return None

    @property
    def open_since_s(self) -> float | None:
        """When the speech of the open segment began; None while nobody speaks."""
        return None if self._gate.speaking_since_s is None else self._speech_start_s

    @property
    def quiet_since_s(self) -> float | None:
        """Where the open segment's speech has ended, if it has for now; None while somebody speaks, or nobody does."""
        end_s = self._speech_end_s
        return end_s if self.open_since_s is not None and self._chunks[-1].end_s > end_s else None

    def so_far(self) -> Segment | None:
        """The open segment as heard until now; None while nobody speaks."""
        if self._gate.speaking_since_s is None:
            return None
        return self._segment(list(self._chunks), self._speech_end_s, closed=False)

    def finish(self) -> Segment | None:
        """Closes the open segment, if any."""
        turn = self._gate.finish()
        return None if turn is None else self._close(turn.end_s)

    def _forget(self, now_s: float) -> None:
        """Drops what is older than the pre-roll, leaving room for an onset that is not confirmed yet."""
        kept_s = self._settings.pre_roll_s + self._settings.start_s
        while self._chunks and self._chunks[0].end_s <= now_s - kept_s:
            self._chunks.popleft()

    def _close(self, speech_end_s: float) -> Segment | None:
        chunks = list(self._chunks)
        start_s = self._speech_start_s
        self._forget(self._chunks[-1].end_s)
        # after a cut the rest may hold no speech at all
        return self._segment(chunks, speech_end_s, closed=True) if speech_end_s > start_s else None

    def _cut(self) -> Segment:
        chunks = list(self._chunks)
        at = quietest(chunks)
        head, tail = chunks[:at], chunks[at:]
        segment = self._segment(head, min(self._speech_end_s, head[-1].end_s), closed=True)
        self._chunks = deque(tail)
        self._speech_start_s = tail[0].start_s
        return segment

    def _segment(self, chunks: list[AudioChunk], speech_end_s: float, closed: bool) -> Segment:
        samples = np.concatenate([chunk.samples for chunk in chunks])
        start_s = self._speech_start_s
        # by their middles: sums of chunk lengths are not exact in floating point
        spoken = [c.speech_probability for c in chunks if start_s < (c.start_s + c.end_s) / 2 < speech_end_s]
        return Segment(chunks[0].start_s, start_s, speech_end_s, samples, closed, float(np.mean(spoken or 1.0)))


def quietest(chunks: list[AudioChunk]) -> int:
    """The index in the second half of `chunks` before which a cut falls into the quietest QUIET_S."""
    energy = np.array([float(np.mean(np.square(chunk.samples))) for chunk in chunks])
    width = max(1, round(QUIET_S * SAMPLE_RATE_HZ / len(chunks[0].samples)))
    smooth = np.convolve(energy, np.ones(width) / width, mode="same")
    half = len(chunks) // 2
    # the last stretch is left out: its energy is smoothed with samples that are not there yet
    return half + int(np.argmin(smooth[half : max(half + 1, len(chunks) - width)]))
