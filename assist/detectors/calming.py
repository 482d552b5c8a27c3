"""An upset customer who calmed down after the agent acknowledged the feeling. Pure."""

from collections.abc import Iterator, Sequence

from assist.events import TAKEN_BACK, CallStarted, Heard, Signal, Utterance
from assist.matching import takes_back

UPSET = (
    "anger",
    "distress",
    "rising_emotion",
    "emotion_confirmed",
    "threatens_complaint",
    "asks_supervisor",
    "service_complaint",
)
CALM_TURNS = 3
"""So many turns of the customer without any of UPSET: one may be a pause for breath (no source; chosen to be rare)."""
CALM_TURNS_OF_VOICE = 1
"""Where the voice was measured to come down (`falling_emotion`), one is enough: that takes seconds of calm speech."""


class CalmingFollower:
    """One `calmed` signal, by the customer: upset, then `empathy` by the agent, then CALM_TURNS turns without upset.

    After a voice that came down, CALM_TURNS_OF_VOICE are enough.
    Its evidence is what showed that the customer was upset, and the agent's empathy.
    """

    def __init__(self) -> None:
        self._begin()

    def _begin(self) -> None:
        self._upset: list[Signal] = []
        self._empathy: list[Signal] = []
        self._calm_turns = 0
        self._customers_turn = False
        self._voice_fell = False
        self._known: set[str] = set()
        self._stopped = False

    def follow(self, event: Heard | Signal, signals: Sequence[Signal]) -> Iterator[Signal]:
        """The signal, at the calm turn that is enough. Never after `self_harm`: nobody is praised then."""
        if isinstance(event, CallStarted):
            self._begin()
        for signal in signals:
            self._notice(signal)
        if isinstance(event, Utterance):
            self._count(event)
        enough = CALM_TURNS_OF_VOICE if self._voice_fell else CALM_TURNS
        if self._empathy and self._calm_turns >= enough and not self._stopped:
            told = tuple(evidence for cause in (self._upset[-1], self._empathy[0]) for evidence in cause.evidence)
            self._upset, self._empathy, self._voice_fell = [], [], False
            yield Signal(known_at_s=event.known_at_s, name="calmed", by="customer", evidence=told)

    def _notice(self, signal: Signal) -> None:
        if signal.name == TAKEN_BACK:
            self._upset = [known for known in self._upset if not takes_back(signal, known)]
            self._empathy = [known for known in self._empathy if self._upset and not takes_back(signal, known)]
        elif signal.by == "customer" and signal.name in UPSET:
            self._upset.append(signal)
            self._empathy, self._calm_turns, self._voice_fell = [], 0, False
        elif signal.by == "customer" and signal.name == "falling_emotion":
            self._voice_fell = bool(self._empathy)
        elif signal.by == "customer" and signal.name == "self_harm":
            self._stopped = True
        elif signal.by == "agent" and signal.name == "empathy" and self._upset:
            self._empathy.append(signal)

    def _count(self, said: Utterance) -> None:
        """Counts the customer's turns since the empathy; a correction of an earlier utterance is no new turn."""
        if not said.final or not said.text.strip() or said.utterance_id in self._known:
            return
        self._known.add(said.utterance_id)
        begins = said.speaker == "customer" and not self._customers_turn
        self._customers_turn = said.speaker == "customer"
        if begins and self._empathy:
            self._calm_turns += 1
