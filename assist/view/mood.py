"""The mood of both sides in plain words, from the signals of a call. Pure.

A rise is said by what was heard (a raised voice, angry words), never by a judgement of the person; it fades when
nothing follows it, since nobody says aloud that they are calm again.
"""

from assist.events import SPEAKERS, TAKEN_BACK, Concluded, Heard, Signal, Speaker
from assist.matching import takes_back
from assist.view.parts import MoodPart, SideMood

RAISED = ("rising_emotion", "anger", "insult", "threat")
TENSE = ("distress", "threatens_complaint", "asks_supervisor", "service_complaint", "pressure", "interruption_severe")
FADES_S = {"raised": 45.0, "tense": 60.0, "calming": 45.0}
"""Seconds after which a level without news becomes the next lower one (no source; about two turns of both)."""
BELOW = {"raised": "tense", "tense": "calm", "calming": "calm"}
HARD = 3
"""So many upsets of the customer make a call hard (no source: one may be a bad moment, three are not)."""


class Mood:
    """Follows one call; `part` is the mood now."""

    def __init__(self) -> None:
        self.part = MoodPart()
        self._upsets: list[Signal] = []
        self._news_s: dict[Speaker, float] = {}
        self._danger = False

    @property
    def hard(self) -> bool:
        """Whether the call was hard on the agent so far: a customer in danger, or upset again and again."""
        return self._danger or len(self._upsets) >= HARD

    def feed(self, event: Heard | Concluded) -> None:
        """Takes an event in; any event tells the time."""
        for speaker in SPEAKERS:
            self._fade(speaker, event.known_at_s)
        if isinstance(event, Signal):
            self._notice(event)

    def _notice(self, signal: Signal) -> None:
        self._danger = self._danger or (signal.name == "self_harm" and signal.by == "customer")
        if signal.name == TAKEN_BACK:
            self._upsets = [known for known in self._upsets if not takes_back(signal, known)]
        if signal.name in (*RAISED, *TENSE) and signal.by == "customer":
            self._upsets.append(signal)
        if signal.name in RAISED:
            strength = signal.fields.get("strength")
            self._set(signal, "raised", float(strength) if isinstance(strength, int | float) else 1.0)
        elif signal.name in TENSE and self._side(signal.by).level != "raised":
            self._set(signal, "tense", 0.5)
        elif signal.name == "calmed":
            self._set(signal, "calming", 0.0)

    def _set(self, signal: Signal, level: str, strength: float) -> None:
        before = self._side(signal.by)
        since_s = before.since_s if before.level == level else signal.known_at_s
        mood = SideMood.model_validate({"level": level, "strength": round(strength, 2), "since_s": since_s})
        self._news_s[signal.by] = signal.known_at_s
        self.part = self.part.model_copy(update={signal.by: mood})

    def _fade(self, speaker: Speaker, now_s: float) -> None:
        mood = self._side(speaker)
        if mood.level != "calm" and now_s - self._news_s[speaker] >= FADES_S[mood.level]:
            self._news_s[speaker] = now_s
            lower = SideMood.model_validate({"level": BELOW[mood.level], "since_s": now_s})
            self.part = self.part.model_copy(update={speaker: lower})

    def _side(self, speaker: Speaker) -> SideMood:
        return self.part.agent if speaker == "agent" else self.part.customer
