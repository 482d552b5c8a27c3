"""Runs a recorded call again, flat out, over the same `Session` that runs live. Nothing is written to the store."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from assist.call import Outlet
from assist.config import Settings
from assist.errors import AudioError
from assist.events import Concluded, Heard, Signal, Tick, Tip, TipDismissed, TipGone, TipRated, TipSnoozed
from assist.playbook import Playbook
from assist.session import Session
from assist.tuning.recorded import Recorded


@dataclass(frozen=True)
class Replayed:
    """What a replay gave: the call with `heard` kept, so that it can be run once more, and the log of the replay.

    The log is what a live call would store (what the grid gave stands behind the heard event it was advanced to; live,
    a Tick may have come first). `fault` tells where audio broke off.
    """

    recorded: Recorded
    log: tuple[Heard | Concluded, ...]
    fault: AudioError | None = None

    @property
    def tips(self) -> tuple[Tip, ...]:
        """The tips shown, in order."""
        return tuple(event for event in self.log if isinstance(event, Tip))


def replay(recorded: Recorded, playbook: Playbook, settings: Settings, outlets: Sequence[Outlet] = ()) -> Replayed:
    """Folds the call with `playbook`; `outlets` are told each event as in a live call.

    Raises AssistError where hearing cannot begin. Audio that breaks off is told in `fault`, after all that was heard.
    """
    session, screen = Session(playbook, settings), _Screen(recorded)
    heard: list[Heard | Signal] = []
    log: list[Heard | Concluded] = []
    fault: AudioError | None = None
    start = recorded.start.model_copy(update={"playbook_version": playbook.version})
    now_s = 0.0
    try:
        for item in chain([start], recorded.heard):
            now_s = max(now_s, item.known_at_s)  # as in Call.hear: what comes late counts as known now
            event = screen.meant(item if item.known_at_s == now_s else item.model_copy(update={"known_at_s": now_s}))
            concluded = session.feed(event)
            screen.see(concluded)
            heard.append(item)
            told = Tick(known_at_s=now_s) if isinstance(event, Signal) else event  # a signal fed in is concluded too
            log += concluded if isinstance(told, Tick) else [told, *concluded]
            for outlet in outlets:
                outlet(told, concluded)
    except AudioError as error:
        fault = error
    return Replayed(replace(recorded, heard=heard[1:]), tuple(log), fault)


class _Screen:
    """Which tips there are: what the agent said of a tip is said of the same rule's, whatever its number now."""

    def __init__(self, recorded: Recorded) -> None:
        self._recorded = recorded
        self._shown: Tip | None = None
        self._newest: dict[str, str] = {}

    def see(self, concluded: Iterable[Concluded]) -> None:
        """Follows the tips."""
        for item in concluded:
            if isinstance(item, Tip):
                self._shown = item
                self._newest[item.rule_id] = item.tip_id
            elif isinstance(item, TipGone):
                self._shown = None

    def meant(self, event: Heard | Signal) -> Heard | Signal:
        """The event; a dismissal, snooze or rating with the number that its rule's tip has now.

        It is mere time where there is none: where that tip is not shown (dismissal), or was not (snooze, rating).
        """
        tip_id = None
        if isinstance(event, TipDismissed):
            if self._shown is not None and self._shown.rule_id == self._recorded.dismissed.get(event.tip_id):
                tip_id = self._shown.tip_id
        elif isinstance(event, TipSnoozed | TipRated):
            tip_id = self._newest.get(self._recorded.rules.get(event.tip_id, ""))
        else:
            return event
        return event.model_copy(update={"tip_id": tip_id}) if tip_id else Tick(known_at_s=event.known_at_s)
