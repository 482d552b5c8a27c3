"""When judged chunks become a stretch of speech: an onset has to be confirmed, and a silence has to last."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Turn:
    """What a chunk changed: speech that began at `start_s`, or speech that ran from `start_s` to `end_s`."""

    kind: Literal["started", "ended"]
    start_s: float
    end_s: float


class SpeechGate:
    """Follows one speaker's chunks, each speech or not.

    Speech starts once it has lasted `onset_s` without a break (and counts from its first chunk), and it ends once
    silence has lasted `silence_s` (and counts to its last chunk of speech). Times in seconds of the call.
    """

    def __init__(self, onset_s: float, silence_s: float) -> None:
        self._onset_s = onset_s
        self._silence_s = silence_s
        self._candidate_s: float | None = None
        self._last_speech_s = 0.0
        self.speaking_since_s: float | None = None

    def accept(self, speech: bool, start_s: float, end_s: float) -> Turn | None:
        """What the chunk from `start_s` to `end_s` changed, if anything."""
        if speech:
            self._last_speech_s = end_s
            if self.speaking_since_s is None:
                return self._onset(start_s, end_s)
            return None
        self._candidate_s = None
        # a hair of tolerance: sums of chunk lengths are not exact in floating point
        if self.speaking_since_s is not None and end_s - self._last_speech_s >= self._silence_s - 1e-6:
            return self.finish()
        return None

    def finish(self) -> Turn | None:
        """Ends what is still being said, at its last chunk of speech."""
        since_s, self.speaking_since_s = self.speaking_since_s, None
        self._candidate_s = None
        return None if since_s is None else Turn("ended", since_s, self._last_speech_s)

    def _onset(self, start_s: float, end_s: float) -> Turn | None:
        if self._candidate_s is None:
            self._candidate_s = start_s
        if end_s - self._candidate_s < self._onset_s - 1e-6:
            return None
        self.speaking_since_s = self._candidate_s
        return Turn("started", self._candidate_s, end_s)
