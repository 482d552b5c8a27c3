"""An upset customer who calmed down after the agent acknowledged the feeling. Pure."""

from collections.abc import Iterator, Sequence

from assist.detectors.turns import Turns
from assist.events import CallStarted, Heard, Signal, Utterance
from assist.matching import UNDOING, takes_back

UPSET = ("anger", "distress", "rising_emotion", "threatens_complaint", "asks_supervisor", "service_complaint")
CALM_TURNS = 3
"""So many turns of the customer without any of UPSET: one may be a pause for breath (no source; chosen to be rare)."""


class CalmingFollower:
    """One `calmed` signal, by the customer: upset, then `empathy` by the agent, then CALM_TURNS turns without upset.

    Its evidence is what showed that the customer was upset, and the agent's empathy.
    """

    def __init__(self) -> None:
        self._begin()

    def _begin(self) -> None:
        self._upset: list[Signal] = []
        self._empathy: list[Signal] = []
        self._calm_turns = 0
        self._turns = Turns()
        self._stops: list[Signal] = []

    def follow(self, event: Heard | Signal, signals: Sequence[Signal]) -> Iterator[Signal]:
        """The signal, at the calm turn that is enough. Never after `self_harm`: nobody is praised then."""
        if isinstance(event, CallStarted):
            self._begin()
        for signal in signals:
            self._notice(signal)
        if isinstance(event, Utterance) and self._turns.feed(event) and event.speaker == "customer" and self._empathy:
            self._calm_turns += 1
        if self._empathy and self._calm_turns >= CALM_TURNS and not self._stops:
            told = tuple(evidence for cause in (self._upset[-1], self._empathy[0]) for evidence in cause.evidence)
            self._upset, self._empathy = [], []
            yield Signal(known_at_s=event.known_at_s, name="calmed", by="customer", evidence=told)

    def _notice(self, signal: Signal) -> None:
        if signal.name in UNDOING:
            self._stops = [known for known in self._stops if not takes_back(signal, known)]
            self._upset = [known for known in self._upset if not takes_back(signal, known)]
            self._empathy = [known for known in self._empathy if self._upset and not takes_back(signal, known)]
        elif signal.by == "customer" and signal.name in UPSET:
            self._upset.append(signal)
            self._empathy, self._calm_turns = [], 0
        elif signal.by == "customer" and signal.name == "self_harm":
            self._stops.append(signal)
        elif signal.by == "agent" and signal.name == "empathy" and self._upset:
            self._empathy.append(signal)
