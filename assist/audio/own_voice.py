"""From judged chunks to `Activity`: where the own voice sets in and pauses, to the 8 ms."""

from collections import deque

from assist.audio.leakage import EDGE_PIECES, PIECE_S, PIECES, VOUCHED_CHUNKS, Own
from assist.events import Activity, Speaker

HOLE_PIECES = 6
"""Softer pieces (48 ms: a stop consonant) that an onset is followed over."""
ONSET_PIECES = 60
"""An onset is looked for up to 0.5 s before: with some voices voice activity is so late."""
_KEPT_CHUNKS = ONSET_PIECES // PIECES + 1


class OwnVoice:
    """Follows one speaker's chunks. Voice activity lags behind an onset and behind an end; levels tell where they were.

    A voice that comes back within VOUCHED_CHUNKS has not paused: it sets in again where it was thought to end.
    """

    def __init__(self, speaker: Speaker) -> None:
        self._speaker = speaker
        self._audible: deque[bool] = deque(maxlen=_KEPT_CHUNKS * PIECES)
        self._active = False
        self._began_s = self._ended_s = 0.0
        self._last_voice_s = 0.0

    def accept(self, own: Own, start_s: float, end_s: float, known_at_s: float) -> list[Activity]:
        """What the chunk from `start_s` to `end_s` changed."""
        told = []
        if own.voice and not self._active:
            again = (
                self._ended_s > 0 and start_s - self._last_voice_s <= VOUCHED_CHUNKS * PIECES * PIECE_S + PIECE_S / 2
            )
            self._began_s = self._ended_s if again else max(self._onset_s(own, start_s), self._ended_s)
            told = [self._becomes(True, self._began_s, known_at_s)]
        elif not own.voice and self._active:
            told = [self._becomes(False, self._end_s(start_s), known_at_s)]
        self._audible.extend(own.audible)
        if own.voice:
            self._last_voice_s = end_s
        return told

    def finish(self, end_s: float) -> list[Activity]:
        """The end of a voice that was still going on when the audio ended."""
        return [self._becomes(False, max(end_s, self._began_s), end_s)] if self._active else []

    def _onset_s(self, own: Own, start_s: float) -> float:
        """The first of the audible pieces that run into the chunk, or its own first."""
        if not any(own.audible):
            return start_s
        first, hole = 0, 0
        for back, audible in enumerate(reversed(self._audible), 1):
            if audible:
                first, hole = -back, 0
            else:
                hole += 1
            if hole > HOLE_PIECES or back >= ONSET_PIECES:
                break
        return start_s + PIECE_S * (first or own.audible.index(True))

    def _end_s(self, start_s: float) -> float:
        """Behind the last audible piece before the chunk that has no voice."""
        for back, audible in enumerate(reversed(self._audible)):
            if audible or back >= EDGE_PIECES:
                return max(start_s - back * PIECE_S, self._began_s)
        return max(start_s, self._began_s)

    def _becomes(self, active: bool, at_s: float, known_at_s: float) -> Activity:
        self._active = active
        if not active:
            self._ended_s = at_s
        return Activity(known_at_s=round(known_at_s, 3), speaker=self._speaker, at_s=round(at_s, 3), active=active)
