"""The screen: one tip at a time, and when each comes and leaves. Pure.

Of the candidates that may come now, the most urgent is shown. It stays at least as long as it takes to read; a better
one replaces it then, a red one at once. Candidates whose moment has passed are dropped unseen.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from assist.config import TipSettings
from assist.events import Concluded, GoneReason, Level, Show, Signal, Tip, TipGone


class Manner(Protocol):
    """How a tip comes: what the screen needs to know of a rule."""

    @property
    def id(self) -> str:
        """Which rule it is."""

    @property
    def why(self) -> str:
        """Why it fires, for the agent."""

    @property
    def level(self) -> Level:
        """How much it matters."""

    @property
    def show(self) -> Show:
        """`pause`: not while the agent speaks."""

    @property
    def priority(self) -> int:
        """Among those of one level class the higher one gets the screen."""

    @property
    def cooldown_s(self) -> float:
        """Not again before."""

    @property
    def max_per_call(self) -> int:
        """So often at most."""

    @property
    def holds(self) -> tuple[str, ...]:
        """Ids of tips that do not come while this one is shown."""

    @property
    def may_be_misheard(self) -> bool:
        """Whether the agent may say that its cause was misheard."""


@dataclass(frozen=True)
class Candidate:
    """A tip that waits for the screen until `stale_s`.

    `asked`: the agent asked for it, so that neither quiet mode nor the caps of a call hold it back.
    """

    rule: Manner
    cause: Signal
    say: str
    stale_s: float
    asked: bool = False

    @property
    def urgency(self) -> tuple[bool, int, float]:
        """Red before the rest, then the rule's priority, then the newest."""
        return (self.rule.level == "red", self.rule.priority, self.stale_s)


@dataclass(frozen=True)
class Shown:
    """The tip on the screen; it may be replaced from `free_s` on, and is stale at `stale_s`."""

    tip: Tip
    rule: Manner
    free_s: float
    stale_s: float
    asked: bool


class Screen:
    """What is on the screen. `out` collects the tips that came and went since it was last emptied.

    While `agent_speaking`, and until `unread_until_s`, tips that wait for a pause do not come; while `quiet`, those of
    level `ask`; while `paused`, none: what was not heard must not be asked for.
    """

    def __init__(self, settings: TipSettings, playbook_version: str) -> None:
        self._settings, self._version = settings, playbook_version
        self.now_s = 0.0
        self.agent_speaking = self.paused = False
        self.unread_until_s = 0.0
        self.shown: Shown | None = None
        self.out: list[Concluded] = []
        self._quiet = False
        self._candidates: list[Candidate] = []
        self._free_from_s = 0.0
        self._number = 0
        self._times_shown: Counter[str] = Counter()
        self._last_shown_s: dict[str, float] = {}

    def be_quiet(self, on: bool) -> None:
        """Quiet mode; what it keeps away leaves the screen at once."""
        self._quiet = on
        if on and self.shown and self.shown.rule.level == "ask" and not self.shown.asked:
            self.take_away("quiet")

    def propose(self, held: Candidate) -> None:
        """A tip that waits from now on; it takes the place of one of the same rule.

        Not where it is shown already, or the one that is shown holds it back.
        """
        if self.shown and held.rule.id in (self.shown.rule.id, *self.shown.rule.holds):
            return
        self.drop(lambda other: other.rule.id == held.rule.id)
        self._candidates.append(held)

    def drop(self, unwanted: Callable[[Candidate], bool]) -> None:
        """Candidates that are not wanted any more."""
        self._candidates = [held for held in self._candidates if not unwanted(held)]

    def take_away(self, reason: GoneReason) -> None:
        """Clears the screen."""
        if self.shown is None:
            return
        self.out.append(TipGone(known_at_s=self.now_s, tip_id=self.shown.tip.tip_id, reason=reason))
        self._free_from_s = self.now_s + self._settings.gap_s
        self.shown = None

    def display(self, offered: Candidate | None = None) -> None:
        """Brings the screen up to now; `offered` may come now, but does not wait."""
        if self._candidates:
            self.drop(lambda held: self.now_s >= held.stale_s)
        if self.shown and self.now_s >= max(self.shown.stale_s, self.shown.free_s):
            self.take_away("expired")
        waiting = [*self._candidates, offered] if offered else self._candidates
        best = max(filter(self._may_show, waiting), key=lambda held: held.urgency, default=None)
        if best is None:
            return
        if self.shown is None:
            if best.rule.level == "red" or self.now_s >= self._free_from_s:
                self._show(best)
        elif self._outranks(best, self.shown):
            self.take_away("replaced")
            self._show(best)

    def _may_show(self, held: Candidate) -> bool:
        rule = held.rule
        if self.paused or (rule.show == "pause" and self._agent_at_it):
            return False
        if held.asked:
            return True
        if self._times_shown[rule.id] >= rule.max_per_call or (self._quiet and rule.level == "ask"):
            return False
        if rule.level != "red" and self._times_shown.total() >= self._settings.max_per_call:
            return False  # red ones are few and must come: they are counted, never held back by the cap
        last_s = self._last_shown_s.get(rule.id)
        return last_s is None or self.now_s >= last_s + rule.cooldown_s

    @property
    def _agent_at_it(self) -> bool:
        return self.agent_speaking or self.now_s < self.unread_until_s

    def _outranks(self, held: Candidate, shown: Shown) -> bool:
        if held.rule.level == "red" and shown.rule.level != "red":
            return True
        if held.rule.level != "red" and shown.rule.level == "red":
            return False
        return self.now_s >= shown.free_s and held.rule.priority > shown.rule.priority

    def _show(self, held: Candidate) -> None:
        rule = held.rule
        self.drop(lambda other: other is held or other.rule.id in rule.holds)
        self._number += 1
        if not held.asked:
            self._times_shown[rule.id] += 1
            self._last_shown_s[rule.id] = self.now_s
        tip = Tip(
            known_at_s=self.now_s,
            tip_id=f"tip-{self._number}",
            rule_id=rule.id,
            level=rule.level,
            show=rule.show,
            say=held.say,
            why=rule.why,
            playbook_version=self._version,
            cause=held.cause,
            may_be_misheard=rule.may_be_misheard,
        )
        self.out.append(tip)
        readable_s = self._settings.min_show_s + self._settings.per_word_s * len(held.say.split())
        free_s = self.now_s + min(readable_s, self._settings.max_min_show_s)
        self.shown = Shown(tip, rule, free_s, held.stale_s, held.asked)
