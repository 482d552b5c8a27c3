"""What an agent states in a whole turn: findings in its text -> signals, which corrections take back. Pure.

A recogniser cuts at every breath, so a sum may reach from one utterance into the next ("satu juta" "dua ratus ribu").
Nothing is said of a turn before the agent has been silent for `SETTLE_S`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from assist.detectors.agent_turns import Finding, Turn
from assist.events import (
    TAKEN_BACK,
    CallEnded,
    CallStarted,
    Heard,
    Signal,
    SpeechEnded,
    SpeechStarted,
    Tick,
    Utterance,
)

SETTLE_S = 1.5
"""A turn is judged after so much silence of its speaker: the second look at its words comes after one second."""
TURN_GAP_S = 3.0
"""Utterances this close together are one turn, even where the customer said "iya" between them."""
BACKCHANNEL_WORDS = 2
"""More words of the customer than these end the agent's turn."""
LONGEST_TURN = 12
"""Utterances of one turn at most, so that judging it again stays cheap."""


Judge = Callable[[str, str], Iterable[Finding]]
"""What is to be said of a turn's text, knowing what the customer said before it."""


@dataclass
class Statements:
    """Follows the agent's turns; `feed` gives signals called `name`, one for each finding of `judge`."""

    name: str
    judge: Judge
    _turns: list[Turn] = field(default_factory=list)
    _customer: dict[str, str] = field(default_factory=dict)
    _heard_before: int = 0
    _answered: bool = False
    _speaking: bool = False
    _silent_from_s: float = 0.0

    def feed(self, event: Heard | Signal) -> Iterable[Signal]:
        """The signals of turns that are over, or that a correction changed after they were judged."""
        if isinstance(event, Tick) and (self._speaking or not self._turns or self._turns[-1].judged):
            return ()  # nearly every step of a call
        return self._take(event)

    def _take(self, event: Heard | Signal) -> Iterable[Signal]:
        match event:
            case CallStarted():
                self._turns, self._customer, self._speaking = [], {}, False
                self._heard_before, self._answered = 0, False
            case SpeechStarted(speaker="agent"):
                self._speaking = True
            case SpeechEnded(speaker="agent"):
                self._speaking, self._silent_from_s = False, event.end_s
            case Utterance(final=True, speaker="customer"):
                self._customer[event.utterance_id] = event.text
                self._answered = self._answered or len(event.text.split()) > BACKCHANNEL_WORDS
            case Utterance(final=True):
                yield from self._hear(event)
            case Tick() if not self._speaking and event.known_at_s >= self._silent_from_s + SETTLE_S:
                yield from self._settle(event.known_at_s)
            case CallEnded():
                yield from self._settle(event.known_at_s)

    def _hear(self, said: Utterance) -> Iterable[Signal]:
        self._silent_from_s = max(self._silent_from_s, said.end_s)
        for turn in self._turns:
            for n, part in enumerate(turn.said):
                if part.utterance_id == said.utterance_id:
                    turn.said[n] = said if said.revision > part.revision else part
                    if turn.judged:
                        yield from self._judge(turn, said.known_at_s)
                    return
        last = self._turns[-1] if self._turns else None
        goes_on = last is not None and len(last.said) < LONGEST_TURN and not self._answered
        if last is not None and goes_on and said.start_s - last.said[-1].end_s <= TURN_GAP_S:
            last.said.append(said)
            last.judged = False
        else:
            yield from self._settle(said.known_at_s)
            before = " ".join(list(self._customer.values())[self._heard_before :])
            self._heard_before, self._answered = len(self._customer), False
            self._turns.append(Turn([said], before))

    def _settle(self, now_s: float) -> Iterable[Signal]:
        if self._turns and not self._turns[-1].judged:
            yield from self._judge(self._turns[-1], now_s)

    def _judge(self, turn: Turn, now_s: float) -> Iterable[Signal]:
        turn.judged = True
        found = tuple(
            Signal(known_at_s=now_s, name=self.name, by="agent", fields=finding.fields, evidence=turn.evidence(finding))
            for finding in self.judge(turn.text, turn.before)
            if turn.sure(finding)
        )
        if _content(found) == _content(turn.given):
            return
        yield from (taken_back(signal, now_s) for signal in turn.given)
        turn.given = found
        yield from found


def taken_back(signal: Signal, now_s: float) -> Signal:
    """The signal that undoes `signal`."""
    places = tuple(evidence.model_copy(update={"words": ""}) for evidence in signal.evidence)
    fields = {"signal": signal.name}
    return Signal(known_at_s=now_s, name=TAKEN_BACK, by=signal.by, fields=fields, evidence=places)


def _content(signals: tuple[Signal, ...]) -> list[tuple[object, ...]]:
    return [(dict(signal.fields), [evidence.utterance_id for evidence in signal.evidence]) for signal in signals]
