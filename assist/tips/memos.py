"""Questions that the agent parks while the customer speaks: each comes back as a tip once the customer has finished.

Pure. A memo is the agent's own, so no rule of the playbook is needed for it, and it comes in quiet mode too.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from assist.events import (
    MEMO,
    Concluded,
    Heard,
    Level,
    MemoParked,
    Show,
    Signal,
    SpeechEnded,
    SpeechStarted,
    Tip,
    TipGone,
)
from assist.tips.screen import Candidate

FINISHED_S = 1.0
"""The customer has finished after this much silence: shorter ones are breaths in the midst of a story (no source)."""
SHOWN_S = 20.0
"""So long the question stays, unless it is dismissed."""


@dataclass(frozen=True)
class _Manner:
    """How a memo comes: before what is merely asked, after what is warned of. Why it comes, the overlay says."""

    id: str = MEMO
    why: str = ""
    level: Level = "ask"
    show: Show = "pause"
    priority: int = 75
    cooldown_s: float = 0.0
    max_per_call: int = 1
    holds: tuple[str, ...] = ()
    may_be_misheard: bool = False


_MANNER = _Manner()


class Memos:
    """The memos of one call. One that was replaced on the screen before it could be read comes again."""

    def __init__(self) -> None:
        self._parked: list[MemoParked] = []
        self._shown: dict[str, str] = {}
        self._silent_since_s: float | None = 0.0

    def hear(self, event: Heard | Signal) -> None:
        """Parks a memo, and follows the customer's voice."""
        if isinstance(event, MemoParked):
            self._parked.append(event)
        elif isinstance(event, SpeechStarted) and event.speaker == "customer":
            self._silent_since_s = None
        elif isinstance(event, SpeechEnded) and event.speaker == "customer":
            self._silent_since_s = event.end_s

    def due(self, now_s: float) -> Candidate | None:
        """The oldest memo that is parked, where the customer has finished."""
        if not self._parked or self._silent_since_s is None or now_s - self._silent_since_s < FINISHED_S:
            return None
        memo = self._parked[0]
        cause = Signal(known_at_s=now_s, name=MEMO, by="agent", fields={"memo_id": memo.memo_id})
        return Candidate(_MANNER, cause, memo.text, now_s + SHOWN_S, asked=True)

    def see(self, out: Sequence[Concluded]) -> None:
        """Follows what came on the screen and left it: what was there long enough is parked no more."""
        for item in out:
            if isinstance(item, Tip) and item.rule_id == MEMO:
                self._shown[item.tip_id] = str(item.cause.fields["memo_id"])
            elif isinstance(item, TipGone) and item.reason != "replaced" and item.tip_id in self._shown:
                self._parked = [memo for memo in self._parked if memo.memo_id != self._shown[item.tip_id]]
