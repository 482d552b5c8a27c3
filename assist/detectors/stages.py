"""Which stages of a call are done, by the signals that were heard. Pure."""

from collections.abc import Sequence

from assist.account import Account
from assist.events import Signal
from assist.matching import Matcher, Stage, count_matching, matches

SOMEBODY_ELSE = Matcher(signal=("somebody_else",), by="customer")
VERIFIED = Matcher(signal=("identity_verification",), by="agent")
"""From the one to the other the agent speaks to somebody who must not hear of the debt, so that no stage is late."""
STOPS = Matcher(signal=("self_harm",), by="customer")
"""Nothing is late for the rest of a call in which this was said (practice 23). Not a playbook's to switch off."""


class Progress:
    """What of the stages was heard, folded over the signals of each step."""

    def __init__(self, stages: Sequence[Stage], account: Account) -> None:
        self.account = account
        self.absent = self.stopped = False
        self._stages = stages
        self._heard: list[Signal] = []
        self._found: dict[str, dict[int, Signal]] = {stage.id: {} for stage in stages}

    def take(self, step: Sequence[Signal]) -> None:
        """Takes the signals of a step in; what one of them names before another does not count."""
        self._heard += step
        for signal in step:
            if self._matches(SOMEBODY_ELSE, signal):
                self.absent = True
            elif self._matches(VERIFIED, signal):
                self.absent = False
            self.stopped = self.stopped or self._matches(STOPS, signal)
        for stage in self._stages:
            self._take(stage, step)

    def _take(self, stage: Stage, step: Sequence[Signal]) -> None:
        if stage.undone_by and any(self._matches(stage.undone_by, signal) for signal in step):
            self._found[stage.id] = {}
        found = [
            (number, signal)
            for number, wanted in enumerate(stage.done)
            for signal in step
            if self._matches(wanted, signal) and self.heard(wanted)
        ]
        if not found or self.heard(stage.before) or not (stage.after is None or self.heard(stage.after)):
            return
        for number, signal in found:
            self._found[stage.id].setdefault(number, signal)

    def heard(self, matcher: Matcher | None) -> bool:
        """Whether it was heard so far, as often as it asks for."""
        return matcher is not None and count_matching(matcher, self._heard, self.account) >= matcher.at_least

    def done(self) -> dict[str, tuple[Signal, ...]]:
        """The stages that are done, with what ticked them."""
        return {
            stage.id: tuple(self._found[stage.id].values())
            for stage in self._stages
            if len(self._found[stage.id]) == len(stage.done)
        }

    def _matches(self, matcher: Matcher, signal: Signal) -> bool:
        return matches(matcher, signal, self.account)
