"""Rising emotion: a voice raised against its own baseline in this call. Pure.

Raised voices are higher and louder than the same speaker's calm voice; both are measured as differences from the median
of the speaker's first `baseline_s` of speech, in semitones and dB, and averaged after scaling each by what counts as a
full rise.
"""

from collections import deque
from collections.abc import Iterable, Sequence
from math import log2
from statistics import median

from assist.config import EmotionSettings
from assist.events import SPEAKERS, Evidence, Heard, Prosody, Signal, Speaker

FULLEST = 1.5
"""One measure counts at most this often its full rise, so that none is enough alone: a microphone that is moved is
louder, and a pitch that is measured an octave too high is higher, but neither is anger."""


class EmotionDetector:
    """Signals `rising_emotion`; fields, also measured: `strength`, `pitch_semitones`, `level_db`."""

    def __init__(self, settings: EmotionSettings) -> None:
        self._voices = {speaker: _Voice(speaker, settings) for speaker in SPEAKERS}

    def feed(self, event: Heard) -> Iterable[Signal]:
        """The signal, at the stretch of speech with which the rise is full."""
        if isinstance(event, Prosody):
            yield from self._voices[event.speaker].feed(event)


class _Voice:
    """One speaker's baseline and recent speech."""

    def __init__(self, speaker: Speaker, settings: EmotionSettings) -> None:
        self._speaker, self._settings = speaker, settings
        self._calm: list[Prosody] = []
        self._recent: deque[Prosody] = deque()
        self._said_at_s: float | None = None

    def feed(self, heard: Prosody) -> Iterable[Signal]:
        if _length_s(self._calm) < self._settings.baseline_s:
            self._calm.append(heard)
            return
        self._recent.append(heard)
        while _length_s(self._recent) - (self._recent[0].end_s - self._recent[0].start_s) >= self._settings.window_s:
            self._recent.popleft()
        again_s = -1.0 if self._said_at_s is None else self._said_at_s + self._settings.again_after_s
        if _length_s(self._recent) < self._settings.window_s or heard.known_at_s < again_s:
            return
        measured = self._rise()
        if measured["strength"] >= self._settings.raised:
            self._said_at_s = heard.known_at_s
            start_s = self._recent[0].start_s
            evidence = Evidence(speaker=self._speaker, start_s=start_s, end_s=heard.end_s, measured=measured)
            yield Signal(
                known_at_s=heard.known_at_s,
                name="rising_emotion",
                by=self._speaker,
                fields=measured,
                evidence=(evidence,),
            )

    def _rise(self) -> dict[str, float]:
        """How far recent speech lies above the calm voice."""
        level_db = median(item.level_dbfs for item in self._recent) - median(item.level_dbfs for item in self._calm)
        now_hz, calm_hz = _pitches(self._recent), _pitches(self._calm)
        semitones = 12 * log2(median(now_hz) / median(calm_hz)) if now_hz and calm_hz else 0.0
        scaled = (
            min(semitones / self._settings.rise_pitch_semitones, FULLEST),
            min(level_db / self._settings.rise_level_db, FULLEST),
        )
        return {
            "strength": round(sum(scaled) / 2, 2),
            "pitch_semitones": round(semitones, 1),
            "level_db": round(level_db, 1),
        }


def _length_s(stretches: Iterable[Prosody]) -> float:
    return sum(item.end_s - item.start_s for item in stretches)


def _pitches(stretches: Sequence[Prosody] | deque[Prosody]) -> list[float]:
    return [item.pitch_hz for item in stretches if item.pitch_hz is not None]
