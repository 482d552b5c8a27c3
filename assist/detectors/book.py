"""What was said so far and what it gave, for followers that judge the whole call anew with each final utterance. Pure.

So a correction undoes all that rested on the words before it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from assist.detectors.statements import taken_back
from assist.events import TAKEN_BACK, CallStarted, Heard, Signal, Speaker, Utterance
from assist.language.words.normalise import normalise
from assist.language.words.tokens import Token, words_of


@dataclass
class Said:
    """A final utterance, or a signal that no words gave: what it says, and the signals by its speaker that it gave."""

    speaker: Speaker
    utterance: Utterance | None = None
    tokens: list[Token] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    """Their normal forms."""
    given: dict[str, Signal] = field(default_factory=dict)


class Book:
    """All of a call by utterance, in the order in which it was first heard; `begun` is the event it began with."""

    def __init__(self) -> None:
        self.said: dict[str, Said] = {}
        self.begun: CallStarted | None = None
        self._standing: dict[str, Signal] = {}

    def take(self, event: Heard | Signal, signals: Sequence[Signal]) -> bool:
        """Takes an event and its signals in; whether there is anything to judge anew."""
        if isinstance(event, CallStarted):
            self.said, self._standing, self.begun = {}, {}, event
        if isinstance(event, Utterance) and event.final:
            known = self.said.setdefault(event.utterance_id, Said(event.speaker))
            known.utterance, known.tokens = event, normalise(event.text)
            known.words = words_of(known.tokens)
        elif not isinstance(event, Signal):
            return False
        for signal in signals:
            self._note(signal)
        return True

    def _note(self, signal: Signal) -> None:
        places = [evidence.utterance_id for evidence in signal.evidence if evidence.utterance_id is not None]
        for place in places or [f"signal at {signal.known_at_s}"]:
            known = self.said.setdefault(place, Said(signal.by))
            if signal.name == TAKEN_BACK:
                known.given.pop(str(signal.fields.get("signal")), None)
            elif signal.by == known.speaker:
                known.given[signal.name] = signal

    def changes(self, found: Mapping[str, Signal], now_s: float) -> Iterator[Signal]:
        """What takes back the signals that no longer stand, and those of `found` (by utterance) that are new."""
        for place in [place for place in self._standing if place not in found]:
            gone = self._standing.pop(place)
            if gone.name not in self.said[place].given:  # else another says the same now
                yield taken_back(gone, now_s)
        for place, signal in found.items():
            if place not in self._standing:
                self._standing[place] = signal
                yield signal
