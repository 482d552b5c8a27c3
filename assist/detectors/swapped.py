"""Whether both channels are swapped: the "customer" opens the call as an agent does, and the "agent" answers. Pure."""

from collections.abc import Iterator, Sequence

from assist.detectors.conduct import ConductDetector
from assist.events import CallStarted, Evidence, Heard, HearingHealth, Signal, Speaker, Utterance

OPENING = frozenset(
    ("greeting", "self_name", "company_name", "recording_notice", "identity_verification", "good_time_check")
)
"""What an agent says as a call opens. Customers greet and give their name, too."""
AGENTS_OWN = frozenset(("company_name", "recording_notice", "identity_verification"))
"""... and what only agents say."""
LEAST, LEAST_OWN = 3, 2
"""So much of OPENING, and of AGENTS_OWN, has to be heard of the one, and nothing of AGENTS_OWN of the other."""
WITHIN_S = 90.0
"""Later the call has been opened."""


class SwappedFollower:
    """Gives `channels_swapped` once a call, by the agent, with the words that say it.

    `conduct` reads what the customer's channel says as if an agent had said it.
    """

    def __init__(self, conduct: ConductDetector) -> None:
        self._conduct = conduct
        self._begin()

    def _begin(self) -> None:
        self._opened: dict[Speaker, dict[str, Evidence]] = {"agent": {}, "customer": {}}
        self._over = False

    def follow(self, event: Heard | Signal, signals: Sequence[Signal]) -> Iterator[Signal]:
        """The signal, once the other side has answered the opening."""
        if isinstance(event, CallStarted):
            self._begin()
        if isinstance(event, HearingHealth) and event.state == "duplicated":
            self._over = True  # both say everything
        if self._over or not isinstance(event, Utterance) or not event.final:
            return
        if event.start_s > WITHIN_S:
            self._over = True
            return
        said_by_agent = event.model_copy(update={"speaker": "agent"})
        for signal in signals if event.speaker == "agent" else self._conduct.feed(said_by_agent):
            if signal.name in OPENING and signal.by == "agent":
                cited = signal.evidence[0].model_copy(update={"speaker": event.speaker})
                self._opened[event.speaker].setdefault(signal.name, cited)
        if event.speaker == "agent" and self._is_swapped():
            self._over = True
            evidence = tuple(self._opened["customer"].values())
            yield Signal(known_at_s=event.known_at_s, name="channels_swapped", by="agent", evidence=evidence)

    def _is_swapped(self) -> bool:
        agent, customer = self._opened["agent"].keys(), self._opened["customer"].keys()
        return len(customer) >= LEAST and len(customer & AGENTS_OWN) >= LEAST_OWN and not agent & AGENTS_OWN
