"""Signals x rules -> tips: which rule fires, which tip is on the screen, and when it leaves. Pure.

One tip at a time. A rule that fires makes a candidate; the best candidate is shown when the screen allows it. A tip
leaves when its cause is resolved, when it is stale, when a better one replaces it, or when the agent closes it.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from assist.config import TipSettings
from assist.detectors.turns import Turns
from assist.events import (
    MISHEARD,
    Account,
    CallEnded,
    CallStarted,
    Concluded,
    GoneReason,
    Heard,
    Signal,
    SpeechEnded,
    SpeechStarted,
    Tip,
    TipDismissed,
    TipGone,
    Utterance,
)
from assist.matching import UNDOING, count_matching, matches, takes_back
from assist.playbook import Playbook, Rule
from assist.saying import said

UNREAD_S = 1.5
"""So long after the agent fell silent the text of it may still come (p95 is 0.7 s, README): it may resolve a tip."""


@dataclass(frozen=True)
class Waiting:
    """A rule whose cause was seen, and whose `unless` still has time to come true."""

    rule: Rule
    cause: Signal
    until_s: float | None
    until_turn: int | None


@dataclass(frozen=True)
class Candidate:
    """A rule that fired and waits for the screen until `stale_s`."""

    rule: Rule
    cause: Signal
    stale_s: float

    @property
    def urgency(self) -> tuple[bool, int, float]:
        """Red before the rest, then the rule's priority, then the newest."""
        return (self.rule.level == "red", self.rule.priority, self.stale_s)


@dataclass(frozen=True)
class Shown:
    """The tip on the screen; it may be replaced from `free_s` on, and is stale at `stale_s`."""

    tip: Tip
    rule: Rule
    free_s: float
    stale_s: float


class Tips:
    """The tips of one call, from what was heard and the signals it gave."""

    def __init__(self, playbook: Playbook, settings: TipSettings) -> None:
        self._playbook, self._settings = playbook, settings
        self._account = Account()
        self._now_s = 0.0
        self._history: list[Signal] = []
        self._turns = Turns()
        self._agent_speaking = False
        self._unread_until_s = 0.0
        self._waiting: list[Waiting] = []
        self._candidates: list[Candidate] = []
        self._shown: Shown | None = None
        self._free_from_s = 0.0
        self._silencers: list[tuple[Rule, Signal, frozenset[str]]] = []
        self._times_shown: Counter[str] = Counter()
        self._last_shown_s: dict[str, float] = {}
        self._out: list[Concluded] = []

    def step(self, event: Heard | Signal, signals: Sequence[Signal]) -> list[Concluded]:
        """What one heard event and the signals it gave do to the screen, in order."""
        self._out = []
        self._now_s = max(self._now_s, event.known_at_s)
        self._hear(event)
        for signal in signals:
            self._notice(signal)
        self._end_waits()
        if not isinstance(event, CallEnded):
            self._display()
        return self._out

    def misheard(self, event: Heard | Signal) -> list[Signal]:
        """The signal that what the shown tip rests on was misheard, where `event` says so and the rule allows it."""
        shown = self._shown
        if not (isinstance(event, TipDismissed) and event.misheard and shown and shown.tip.tip_id == event.tip_id):
            return []
        if not shown.rule.may_be_misheard:
            return []
        cause = shown.tip.cause
        update = {"known_at_s": event.known_at_s, "name": MISHEARD, "by": "agent", "fields": {"signal": cause.name}}
        return [cause.model_copy(update=update)]

    def _hear(self, event: Heard | Signal) -> None:
        if isinstance(event, CallStarted):
            self._account = event.account
        elif isinstance(event, Utterance):
            self._turns.feed(event)
            if event.final and event.speaker == "agent" and not event.revision:
                self._unread_until_s = 0.0
        elif isinstance(event, SpeechStarted | SpeechEnded) and event.speaker == "agent":
            self._agent_speaking = isinstance(event, SpeechStarted)
            self._unread_until_s = self._now_s + UNREAD_S
        elif isinstance(event, TipDismissed) and self._shown and self._shown.tip.tip_id == event.tip_id:
            self._take_away("dismissed")
        elif isinstance(event, CallEnded) and self._shown:
            self._take_away("ended")

    # ---- signals: resolve, cancel, fire ----

    def _take_back(self, signal: Signal) -> None:
        """Undoes what a correction took back: what was misheard fires nothing, and its tip leaves the screen."""

        def stands(cause: Signal) -> bool:
            return not takes_back(signal, cause)

        self._history = [known for known in self._history if stands(known)]
        self._waiting = [wait for wait in self._waiting if stands(wait.cause)]
        self._candidates = [held for held in self._candidates if stands(held.cause)]
        if self._shown and not stands(self._shown.tip.cause):
            self._take_away("resolved")
        undone = {rule.id for rule, cause, _ in self._silencers if not stands(cause)}
        self._silencers = [silencer for silencer in self._silencers if stands(silencer[1])]
        for rule, cause, _ in self._silencers:
            if rule.id in undone:
                self._offer(rule, cause)  # what still silences the others has to be seen

    def _notice(self, signal: Signal) -> None:
        if signal.name in UNDOING:
            self._take_back(signal)
        if self._shown and self._resolves(signal, self._shown.rule):
            self._take_away("resolved")
        self._candidates = [held for held in self._candidates if not self._resolves(signal, held.rule)]
        self._waiting = [
            wait
            for wait in self._waiting
            if not self._resolves(signal, wait.rule)
            and not (wait.rule.unless and matches(wait.rule.unless, signal, self._account))
        ]
        self._history.append(signal)
        for rule in self._playbook.rules:
            if self._fires(rule, signal):
                self._start(rule, signal)

    def _resolves(self, signal: Signal, rule: Rule) -> bool:
        return rule.resolved_by is not None and matches(rule.resolved_by, signal, self._account)

    def _fires(self, rule: Rule, signal: Signal) -> bool:
        if rule.id in self._silenced or not matches(rule.when, signal, self._account):
            return False
        if rule.unless and rule.unless.before and count_matching(rule.unless, self._history, self._account):
            return False
        return count_matching(rule.when, self._history, self._account) >= rule.when.at_least

    def _start(self, rule: Rule, cause: Signal) -> None:
        unless = rule.unless
        if unless is None or unless.before:
            self._propose(rule, cause)
        elif not any(wait.rule.id == rule.id for wait in self._waiting):
            until_s = cause.known_at_s + unless.within_s if unless.within_s else None
            turns = self._turns.begun[unless.by] if unless.by else 0
            self._waiting.append(
                Waiting(rule, cause, until_s, turns + unless.within_turns if unless.within_turns else None)
            )

    def _end_waits(self) -> None:
        for wait in list(self._waiting):
            by = wait.rule.unless.by if wait.rule.unless else None
            late = wait.until_s is not None and self._now_s >= wait.until_s
            turned = wait.until_turn is not None and by is not None and self._turns.begun[by] >= wait.until_turn
            if late or turned:
                self._waiting.remove(wait)
                self._propose(wait.rule, wait.cause)

    def _propose(self, rule: Rule, cause: Signal) -> None:
        if rule.id in self._silenced:
            return
        self._silence(rule, cause)
        self._offer(rule, cause)

    def _offer(self, rule: Rule, cause: Signal) -> None:
        if self._shown and self._shown.rule.id == rule.id:
            return  # it is being said already
        self._candidates = [held for held in self._candidates if held.rule.id != rule.id]
        self._candidates.append(Candidate(rule, cause, self._now_s + rule.expires_s))

    @property
    def _silenced(self) -> set[str]:
        return set().union(*(ids for _, _, ids in self._silencers))

    def _silence(self, rule: Rule, cause: Signal) -> None:
        if not rule.silences:
            return
        others = {other.id for other in self._playbook.rules if other.id != rule.id}
        self._silencers.append((rule, cause, frozenset(others if "*" in rule.silences else rule.silences)))
        self._candidates = [held for held in self._candidates if held.rule.id not in self._silenced]
        self._waiting = [wait for wait in self._waiting if wait.rule.id not in self._silenced]
        if self._shown and self._shown.rule.id in self._silenced:
            self._take_away("replaced")

    # ---- the screen ----

    def _display(self) -> None:
        self._candidates = [held for held in self._candidates if self._now_s < held.stale_s]
        if self._shown and self._now_s >= max(self._shown.stale_s, self._shown.free_s):
            self._take_away("expired")
        best = max(filter(self._may_show, self._candidates), key=lambda held: held.urgency, default=None)
        if best is None:
            return
        if self._shown is None:
            if best.rule.level == "red" or self._now_s >= self._free_from_s:
                self._show(best)
        elif self._outranks(best, self._shown):
            self._take_away("replaced")
            self._show(best)

    def _may_show(self, held: Candidate) -> bool:
        rule = held.rule
        if rule.show == "pause" and (self._agent_speaking or self._now_s < self._unread_until_s):
            return False
        if self._times_shown[rule.id] >= rule.max_per_call:
            return False
        if rule.level != "red" and self._times_shown.total() >= self._settings.max_per_call:
            return False  # red ones are few and must come: they are counted, never held back by the cap
        last_s = self._last_shown_s.get(rule.id)
        return last_s is None or self._now_s >= last_s + rule.cooldown_s

    def _outranks(self, held: Candidate, shown: Shown) -> bool:
        if held.rule.level == "red" and shown.rule.level != "red":
            return True
        if held.rule.level != "red" and shown.rule.level == "red":
            return False
        return self._now_s >= shown.free_s and held.rule.priority > shown.rule.priority

    def _show(self, held: Candidate) -> None:
        self._candidates.remove(held)
        rule = held.rule
        self._times_shown[rule.id] += 1
        self._last_shown_s[rule.id] = self._now_s
        say = said(rule.say, self._account, held.cause)
        tip = Tip(
            known_at_s=self._now_s,
            tip_id=f"tip-{self._times_shown.total()}",
            rule_id=rule.id,
            level=rule.level,
            say=say,
            why=rule.why,
            playbook_version=self._playbook.version,
            cause=held.cause,
            may_be_misheard=rule.may_be_misheard,
        )
        self._out.append(tip)
        readable_s = self._settings.min_show_s + self._settings.per_word_s * len(say.split())
        free_s = self._now_s + min(readable_s, self._settings.max_min_show_s)
        self._shown = Shown(tip, rule, free_s, held.stale_s)

    def _take_away(self, reason: GoneReason) -> None:
        if self._shown is None:
            return
        self._out.append(TipGone(known_at_s=self._now_s, tip_id=self._shown.tip.tip_id, reason=reason))
        self._free_from_s = self._now_s + self._settings.gap_s
        self._shown = None
