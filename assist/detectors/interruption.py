"""Interruption: one speaker cuts in while the other speaks. Pure.

Judged on `Activity`, which is own voice to the chunk; in calls that were kept before that was heard, on `SpeechStarted`
and `SpeechEnded`, whose ends are known late. Definition, with the thresholds of config: the other held the floor for at
least half of the last 0.5 s (pauses within a turn count) and the own side was quiet for 85 % of the last second; then
follow at least 0.64 s of own speech within 1.15 s, 0.38 s of it on the other's speech or within 0.1 s of it. Where the
other ended within 0.3 s of the start it was taking turns, and where both set in together it was nobody's fault.
"""

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass

from assist.config import InterruptionSettings
from assist.detectors.voices import Voice
from assist.events import (
    SPEAKERS,
    TAKEN_BACK,
    Activity,
    Evidence,
    Heard,
    Signal,
    Speaker,
    SpeechEnded,
    SpeechStarted,
    Tick,
    Utterance,
)

BACKCHANNELS = frozenset(
    (
        *("ya", "iya", "yaa", "yap", "he", "eh", "hm", "hmm", "mm", "mhm", "oh", "o", "ok", "oke", "okay", "baik"),
        *(
            "betul",
            "benar",
            "siap",
            "gitu",
            "begitu",
            "nggih",
            "inggih",
            "pak",
            "bu",
            "bapak",
            "ibu",
            "kak",
            "mas",
            "mbak",
        ),
    )
)
"""Words with which a listener says "I am listening", not "let me speak"."""
PATIENCE = 2
"""So much more speech it takes where the text so far is only such words: texts come later than voices."""
OVER_S = 0.5
"""Own silence after which an attempt grows no further."""
KEPT_S = 5.0
"""A final text that comes so long after it can still take it back."""
LATEST_S = 0.25
"""What qualified at the last moment is known so much later."""
FORGET_S = 10.0
"""Voices older than this decide nothing any more."""
ROUNDING_S = 1e-6
NAMES = ("interruption", "interruption_severe")


@dataclass
class _Attempt:
    """Somebody began to speak while the other was speaking."""

    by: Speaker
    start_s: float
    held: bool
    """Whether the other had the floor, as far as it was known at the start: a voice is heard a little late."""
    told: int = 0
    """How many of NAMES were signalled."""
    listens: bool = False
    """Whether the text so far is only what a listener says."""
    end_s: float | None = None
    """Where own speech ended, once it has."""


class InterruptionDetector:
    """Signals `interruption` once an overlap qualifies, and `interruption_severe` if it becomes severe.

    Fields, also measured in the evidence: `overlap_s`, `own_s` (the interrupter's speech), `other_stopped` (0 or
    1). A final text of nothing but a listener's words takes them back.
    """

    def __init__(self, settings: InterruptionSettings, speech_end_s: float) -> None:
        self._settings = settings
        self._voices = {speaker: Voice(unsure_s=speech_end_s) for speaker in SPEAKERS}
        self._exact = False
        """Whether the call has `Activity`."""
        self._attempts: list[_Attempt] = []

    def feed(self, event: Heard) -> Iterable[Signal]:
        """The signals that have become certain with `event`."""
        if isinstance(event, Tick):
            if not self._attempts:
                return
        elif isinstance(event, Activity):
            self._take_activity(event)
        elif isinstance(event, SpeechStarted) and not self._exact:
            self._start(event.speaker, event.start_s)
        elif isinstance(event, SpeechEnded) and not self._exact:
            self._voices[event.speaker].stop(event.end_s)
        elif isinstance(event, Utterance):
            yield from self._take_text(event)
        for attempt in self._attempts:
            if attempt.end_s is None:
                yield from self._judge(attempt, event.known_at_s)
        self._attempts = [attempt for attempt in self._attempts if self._matters(attempt, event.known_at_s)]

    def _take_activity(self, event: Activity) -> None:
        if not self._exact:
            self._exact = True
            self._voices = {speaker: Voice() for speaker in SPEAKERS}
        if event.active:
            self._start(event.speaker, event.at_s)
        else:
            self._voices[event.speaker].stop(event.at_s)

    def _start(self, speaker: Speaker, start_s: float) -> None:
        settings = self._settings
        own = self._voices[speaker]
        own_spoke_s = own.spoken_s(start_s - settings.own_quiet_s, start_s, math.inf)
        if own_spoke_s <= (1 - settings.own_quiet_share) * settings.own_quiet_s + ROUNDING_S:
            held = self._had_floor(self._voices[_other(speaker)], start_s)
            self._attempts.append(_Attempt(speaker, start_s, held))
        own.start(start_s)
        for voice in self._voices.values():
            voice.forget(start_s - FORGET_S)

    def _had_floor(self, other: Voice, start_s: float) -> bool:
        """Whether the other was speaking when the attempt began, as far as it is known by now."""
        settings = self._settings
        held_s = other.held_s(start_s - settings.other_before_s, start_s, settings.pause_s)
        together = start_s - other.began_s(start_s) < settings.together_s
        return not together and held_s >= settings.other_share * settings.other_before_s

    def _judge(self, attempt: _Attempt, now_s: float) -> Iterable[Signal]:
        settings, start_s = self._settings, attempt.start_s
        own, other = self._voices[attempt.by], self._voices[_other(attempt.by)]
        until_s = now_s if attempt.told or attempt.listens else min(now_s, start_s + settings.within_s)
        own_s = own.spoken_s(start_s, until_s, now_s)
        other_until_s = other.turn_end_s(start_s, now_s, settings.pause_s)
        over_s = min(until_s, other_until_s + settings.near_s)
        overlap_s = own.spoken_near_s(other, start_s, over_s, now_s, settings.near_s)
        if own.quiet_for_s(now_s) >= OVER_S:
            attempt.end_s = own.last_s(now_s)
        if not attempt.told:
            enough_s = settings.own_s * (PATIENCE if attempt.listens else 1)
            took_turn = other_until_s - start_s < settings.near_end_s
            held = attempt.held or self._had_floor(other, start_s)
            if not held or took_turn or own_s < enough_s or overlap_s < settings.overlap_s:
                return
        stopped = own.last_s(now_s) - other_until_s >= settings.stopped_s
        measured = {"overlap_s": round(overlap_s, 2), "own_s": round(own_s, 2), "other_stopped": float(stopped)}
        evidence = Evidence(speaker=attempt.by, start_s=start_s, end_s=until_s, measured=measured)
        reached = len(NAMES) if stopped or overlap_s >= settings.severe_overlap_s else 1
        for name in NAMES[attempt.told : reached]:
            yield Signal(known_at_s=now_s, name=name, by=attempt.by, fields=measured, evidence=(evidence,))
        attempt.told = max(attempt.told, reached)

    def _matters(self, attempt: _Attempt, now_s: float) -> bool:
        """Whether it may still be signalled, or taken back."""
        if attempt.told:
            return attempt.end_s is None or now_s < attempt.end_s + KEPT_S
        longest_s = self._settings.within_s * (PATIENCE if attempt.listens else 1)
        return attempt.end_s is None and now_s < attempt.start_s + longest_s + LATEST_S

    def _take_text(self, utterance: Utterance) -> Iterable[Signal]:
        """A listener's "ya, baik" is no interruption, but a partial text may go on: "iya tapi kapan"."""
        for attempt in self._attempts:
            if attempt.by != utterance.speaker or utterance.end_s <= attempt.start_s:
                continue
            words = _words_from(utterance, attempt.start_s)
            attempt.listens = bool(words) and BACKCHANNELS.issuperset(words)
            if attempt.listens and utterance.final:
                for name in NAMES[: attempt.told]:
                    yield _taken_back(attempt, utterance, name)
        if utterance.final:
            self._attempts = [attempt for attempt in self._attempts if not attempt.listens]


def _words_from(utterance: Utterance, start_s: float) -> list[str]:
    """The words of an utterance, of timed ones those that end behind `start_s`."""
    late = " ".join(word.text for word in utterance.words if word.end_s > start_s)
    return re.findall(r"\w+", (late or utterance.text).lower())


def _taken_back(attempt: _Attempt, utterance: Utterance, name: str) -> Signal:
    """Names what is taken back by its speaker and start, and the text that does it."""
    by, end_s, text = utterance.speaker, utterance.end_s, utterance.text
    measured = Evidence(speaker=by, start_s=attempt.start_s, end_s=max(attempt.start_s, end_s))
    words = Evidence(
        speaker=by, start_s=utterance.start_s, end_s=end_s, utterance_id=utterance.utterance_id, words=text
    )
    fields = {"signal": name}
    return Signal(known_at_s=utterance.known_at_s, name=TAKEN_BACK, by=by, fields=fields, evidence=(measured, words))


def _other(speaker: Speaker) -> Speaker:
    return "customer" if speaker == "agent" else "agent"
