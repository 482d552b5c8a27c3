"""Interruption: one speaker cuts in while the other speaks. Pure.

The thresholds are in config. The end of speech is known only `speech_end_s` after it happened, so whoever still seems
to speak is credited with speech up to then only: a tip that comes a moment later is better than a false one.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from assist.config import InterruptionSettings
from assist.events import SPEAKERS, Evidence, Heard, Signal, Speaker, SpeechEnded, SpeechStarted, Utterance

BACKCHANNELS = frozenset(
    [
        "ya",
        "iya",
        "he",
        "eh",
        "hmm",
        "hm",
        "mm",
        "oh",
        "oke",
        "ok",
        "okay",
        "baik",
        "betul",
        "siap",
        "gitu",
        "pak",
        "bu",
    ]
)
"""Words with which a listener says "I am listening", not "let me speak"."""


PATIENCE = 2
"""So much longer must speech be that sounds like a backchannel so far: texts come later than voices."""


@dataclass
class _Channel:
    """What is known of one speaker: the newest stretch of speech, open while `end_s` is None."""

    start_s: float | None = None
    end_s: float | None = None

    def heard_until_s(self, now_s: float, unsure_s: float) -> float:
        """Up to when this stretch is certainly speech."""
        return self.end_s if self.end_s is not None else now_s - unsure_s


@dataclass
class _Attempt:
    """Somebody began to speak while the other was speaking."""

    by: Speaker
    start_s: float
    said: bool = False
    """Whether `interruption` was signalled."""
    listens: bool = False
    """Whether the text so far is only what a listener says."""


class InterruptionDetector:
    """Signals `interruption` once an overlap qualifies, and `interruption_severe` if it becomes severe.

    Fields, also measured in the evidence: `overlap_s`, `own_s` (the interrupter's speech), `other_stopped` (0 or 1).
    """

    def __init__(self, settings: InterruptionSettings, speech_end_s: float) -> None:
        self._settings, self._unsure_s = settings, speech_end_s
        self._channels: dict[Speaker, _Channel] = {speaker: _Channel() for speaker in SPEAKERS}
        self._attempt: _Attempt | None = None

    def feed(self, event: Heard) -> Iterable[Signal]:
        """The signals that have become certain with `event`."""
        if isinstance(event, SpeechStarted):
            self._start(event)
        elif isinstance(event, SpeechEnded):
            self._channels[event.speaker].end_s = event.end_s
        elif isinstance(event, Utterance):
            self._take_text(event)
        if self._attempt is not None:
            yield from self._judge(self._attempt, event.known_at_s)

    def _start(self, event: SpeechStarted) -> None:
        other = self._channels[_other(event.speaker)]
        spoken_s = event.start_s - other.start_s if other.start_s is not None else 0.0
        if other.end_s is None and spoken_s >= self._settings.customer_before_s:
            self._attempt = _Attempt(event.speaker, event.start_s)
        self._channels[event.speaker] = _Channel(start_s=event.start_s)

    def _take_text(self, utterance: Utterance) -> None:
        """A listener's "ya, baik" is no interruption, but a partial text may go on: "iya tapi kapan"."""
        attempt = self._attempt
        if attempt is None or attempt.said or utterance.speaker != attempt.by or utterance.end_s < attempt.start_s:
            return
        words = utterance.text.lower().replace(",", " ").replace(".", " ").split()
        attempt.listens = bool(words) and all(word in BACKCHANNELS for word in words)
        if attempt.listens and utterance.final:
            self._attempt = None

    def _judge(self, attempt: _Attempt, now_s: float) -> Iterable[Signal]:
        own, other = self._channels[attempt.by], self._channels[_other(attempt.by)]
        own_until_s = own.heard_until_s(now_s, self._unsure_s)
        both_until_s = min(own_until_s, other.heard_until_s(now_s, self._unsure_s))
        own_s, overlap_s = own_until_s - attempt.start_s, both_until_s - attempt.start_s
        enough_s = self._settings.own_s * (PATIENCE if attempt.listens else 1)
        if overlap_s < self._settings.overlap_s or own_s < enough_s:
            if own.end_s is not None or (other.end_s is not None and overlap_s < self._settings.overlap_s):
                self._attempt = None  # over, and it was taking turns or a backchannel
            return
        stopped = other.end_s is not None and (own.end_s is None or own.end_s > other.end_s)
        fields = {"overlap_s": round(overlap_s, 2), "own_s": round(own_s, 2), "other_stopped": float(stopped)}
        evidence = Evidence(speaker=attempt.by, start_s=attempt.start_s, end_s=both_until_s, measured=fields)
        if not attempt.said:
            attempt.said = True
            yield Signal(known_at_s=now_s, name="interruption", by=attempt.by, fields=fields, evidence=(evidence,))
        if stopped or overlap_s >= self._settings.severe_overlap_s:
            self._attempt = None
            yield Signal(
                known_at_s=now_s, name="interruption_severe", by=attempt.by, fields=fields, evidence=(evidence,)
            )
        elif own.end_s is not None:
            self._attempt = None


def _other(speaker: Speaker) -> Speaker:
    return "customer" if speaker == "agent" else "agent"
