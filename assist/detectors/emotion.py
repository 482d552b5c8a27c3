"""Rising emotion: a voice raised against its own baseline in this call, and words that say so too. Pure.

Voice alone says `rising_emotion`, words alone say `anger` or another signal of conduct; both together are the surest,
`emotion_confirmed`, and need less of the voice. A raised voice that has come down again says `falling_emotion`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assist.config import EmotionSettings
from assist.detectors.rise import Rise, RiseMeter, is_rise
from assist.events import SPEAKERS, TAKEN_BACK, CallStarted, Evidence, Heard, Prosody, Signal, Speaker
from assist.matching import takes_back

WORDS: dict[Speaker, frozenset[str]] = {
    "customer": frozenset(["anger", "distress", "threatens_complaint", "asks_supervisor"]),
    "agent": frozenset(["threat", "insult", "pressure"]),
}
"""What is said by whoever is upset, by speaker."""
CONFIRMED = 0.5
"""What fitting words add to the strength of a voice."""
FADED_S = 6.0
"""A voice measured longer ago than this tells nothing of words that come now (texts come some seconds late)."""


class EmotionFollower:
    """Signals `rising_emotion`, `emotion_confirmed` and `falling_emotion`, by whose voice it is.

    Fields, also measured: `strength` (1.0: raised), `pitch_semitones`, `level_db`, `brightness_db` and
    `syllables_per_s` as differences from the speaker's baseline; `emotion_confirmed` names the `words` besides and
    `falling_emotion` says `raised_s`.
    """

    def __init__(self, settings: EmotionSettings) -> None:
        self._settings = settings
        self._begin()

    def _begin(self) -> None:
        self._voices = {speaker: _Voice(speaker, self._settings) for speaker in SPEAKERS}

    def follow(self, event: Heard | Signal, signals: Sequence[Signal]) -> Iterator[Signal]:
        """The signals, with the window of speech or the words that complete them."""
        if isinstance(event, CallStarted):
            self._begin()
        for signal in signals:
            if signal.name == TAKEN_BACK:
                for voice in self._voices.values():
                    voice.take_back(signal)
            elif signal.name in WORDS[signal.by]:
                yield from self._voices[signal.by].hear_words(signal)
        if isinstance(event, Prosody):
            yield from self._voices[event.speaker].hear(event)


@dataclass
class _Raised:
    """A rise that was said and is not over."""

    since_s: float
    calm_windows: int = 0


class _Voice:
    """One speaker's voice and words."""

    def __init__(self, speaker: Speaker, settings: EmotionSettings) -> None:
        self._speaker, self._settings = speaker, settings
        self._meter = RiseMeter(settings)
        self._last: Rise | None = None
        self._words: Signal | None = None
        self._raised: _Raised | None = None
        self._said_at_s: dict[str, float] = {}

    def hear(self, heard: Prosody) -> Iterator[Signal]:
        """What the window of speech completes."""
        rise = self._meter.feed(heard)
        if rise is None:
            return
        self._last = rise
        if rise.strength < self._settings.calm:
            self._said_at_s.clear()  # what rises now is another rise
        if is_rise(rise.strength, rise.before, self._settings):
            self._raised = self._raised or _Raised(rise.start_s)
            self._raised.calm_windows = 0
            if self._may("rising_emotion", heard.known_at_s):
                yield self._signal("rising_emotion", heard.known_at_s, rise)
        yield from self._confirm(heard.known_at_s)
        yield from self._fall(heard.known_at_s, rise)

    def hear_words(self, words: Signal) -> Iterator[Signal]:
        """What the words complete, if the voice was raised when they were said."""
        self._words = words
        if self._last is not None and _spoken_at_s(words) <= self._last.end_s + FADED_S:
            yield from self._confirm(words.known_at_s)

    def take_back(self, taken: Signal) -> None:
        """Forgets words that a correction no longer says."""
        if self._words is not None and takes_back(taken, self._words):
            self._words = None

    def _confirm(self, now_s: float) -> Iterator[Signal]:
        rise, words = self._last, self._words
        if rise is None or words is None or rise.strength < self._settings.raised_with_words:
            return
        if now_s - words.known_at_s > self._settings.words_s or not self._may("emotion_confirmed", now_s):
            return
        self._raised = self._raised or _Raised(rise.start_s)
        yield self._signal("emotion_confirmed", now_s, rise, words)

    def _fall(self, now_s: float, rise: Rise) -> Iterator[Signal]:
        if self._raised is None:
            return
        self._raised.calm_windows = self._raised.calm_windows + 1 if rise.strength < self._settings.calm else 0
        if self._raised.calm_windows >= self._settings.calm_windows:
            raised_s, self._raised = rise.start_s - self._raised.since_s, None
            fallen = self._signal("falling_emotion", now_s, rise)
            yield fallen.model_copy(update={"fields": {**fallen.fields, "raised_s": round(raised_s, 1)}})

    def _may(self, name: str, now_s: float) -> bool:
        said_at_s = self._said_at_s.get(name)
        return said_at_s is None or now_s >= said_at_s + self._settings.again_after_s

    def _signal(self, name: str, now_s: float, rise: Rise, words: Signal | None = None) -> Signal:
        strength = rise.strength + (CONFIRMED if words is not None else 0.0)
        measured = {"strength": round(strength, 2), **rise.measured}
        evidence = Evidence(speaker=self._speaker, start_s=rise.start_s, end_s=rise.end_s, measured=measured)
        self._said_at_s[name] = now_s
        return Signal(
            known_at_s=now_s,
            name=name,
            by=self._speaker,
            fields=measured if words is None else {**measured, "words": words.name},
            evidence=(evidence,) if words is None else (evidence, *words.evidence),
        )


def _spoken_at_s(words: Signal) -> float:
    """When the words began, as far as their evidence tells."""
    return min((evidence.start_s for evidence in words.evidence), default=words.known_at_s)
