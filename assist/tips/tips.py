"""Signals x rules -> tips: which rule fires, and what resolves, silences or snoozes it. Pure.

A rule that fires makes a candidate for the screen (`screen.py`). A tip leaves when its cause is resolved, when it is
stale, when a better one replaces it, or when the agent closes it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from assist.account import Account
from assist.config import TipSettings
from assist.detectors.turns import Turns
from assist.events import (
    MEMO,
    MISHEARD,
    CallEnded,
    CallStarted,
    Concluded,
    GoneReason,
    Heard,
    PauseSet,
    QuietSet,
    Signal,
    SpeechEnded,
    SpeechStarted,
    Tick,
    Tip,
    TipDismissed,
    TipSnoozed,
    Utterance,
)
from assist.matching import UNDOING, count_matching, matches, takes_back
from assist.playbook import Playbook, Rule
from assist.tips.memos import Memos
from assist.tips.saying import said
from assist.tips.screen import Candidate, Screen

UNREAD_S = 1.5
"""So long after the agent fell silent the text of it may still come (p95 is 0.7 s, README): it may resolve a tip."""


@dataclass(frozen=True)
class Waiting:
    """A rule whose cause was seen, and whose `unless` still has time to come true."""

    rule: Rule
    cause: Signal
    until_s: float | None
    until_turn: int | None


class Tips:
    """The tips of one call, from what was heard and the signals it gave."""

    def __init__(self, playbook: Playbook, settings: TipSettings) -> None:
        self._playbook = playbook
        self._account = Account()
        self._history: list[Signal] = []
        self._turns = Turns()
        self._waiting: list[Waiting] = []
        self._silencers: list[tuple[Rule, Signal, frozenset[str]]] = []
        self._snoozed: set[str] = set()
        self._rules = {rule.id: rule for rule in playbook.rules}
        self._rule_of: dict[str, str] = {}
        self._screen = Screen(settings, playbook.version)
        self._memos = Memos()

    def step(self, event: Heard | Signal, signals: Sequence[Signal]) -> list[Concluded]:
        """What one heard event and the signals it gave do to the screen, in order."""
        screen = self._screen
        screen.now_s = max(screen.now_s, event.known_at_s)
        if not isinstance(event, Tick):
            self._hear(event)
        for signal in signals:
            self._notice(signal)
        self._end_waits()
        self._memos.see(screen.out)
        shown = len(screen.out)
        if not isinstance(event, CallEnded):
            screen.display(self._memo_due())
        self._memos.see(screen.out[shown:])
        if not screen.out:
            return []
        self._rule_of |= {item.tip_id: item.rule_id for item in screen.out if isinstance(item, Tip)}
        out, screen.out = screen.out, []
        return out

    def _memo_due(self) -> Candidate | None:
        due = self._memos.due(self._screen.now_s)
        is_shown = self._screen.shown is not None and self._screen.shown.rule.id == MEMO
        return None if due is None or is_shown or MEMO in self._silenced else due

    def misheard(self, event: Heard | Signal) -> list[Signal]:
        """The signal that what the shown tip rests on was misheard, where `event` says so and the rule allows it."""
        shown = self._screen.shown
        if not (isinstance(event, TipDismissed) and event.misheard and shown and shown.tip.tip_id == event.tip_id):
            return []
        if not shown.rule.may_be_misheard:
            return []
        cause = shown.tip.cause
        update = {"known_at_s": event.known_at_s, "name": MISHEARD, "by": "agent", "fields": {"signal": cause.name}}
        return [cause.model_copy(update=update)]

    def _hear(self, event: Heard | Signal) -> None:
        self._memos.hear(event)
        match event:
            case CallStarted():
                self._account = event.account
            case CallEnded():
                self._screen.take_away("ended")
            case Utterance():
                self._turns.feed(event)
                if event.final and event.speaker == "agent" and not event.revision:
                    self._screen.unread_until_s = 0.0
            case SpeechStarted(speaker="agent") | SpeechEnded(speaker="agent"):
                self._screen.agent_speaking = isinstance(event, SpeechStarted)
                self._screen.unread_until_s = self._screen.now_s + UNREAD_S
            case TipDismissed():
                self._close(event.tip_id, "dismissed")
            case TipSnoozed():
                self._snooze(event.tip_id)
            case QuietSet():
                self._screen.be_quiet(event.on)
            case PauseSet():
                self._screen.paused = event.on

    # ---- the agent's keys ----

    def _close(self, tip_id: str, reason: GoneReason) -> None:
        if self._screen.shown and self._screen.shown.tip.tip_id == tip_id:
            self._screen.take_away(reason)

    def _snooze(self, tip_id: str) -> None:
        """Silences the tip's rule for the call. One of level red is only closed: danger may not be muted by a key."""
        self._close(tip_id, "snoozed")
        rule = self._rules.get(self._rule_of.get(tip_id, ""))
        if rule is not None and rule.level != "red":
            self._snoozed.add(rule.id)
            self._drop_silenced()

    def _drop_silenced(self) -> None:
        silenced = self._silenced
        self._screen.drop(lambda held: held.rule.id in silenced)
        self._waiting = [wait for wait in self._waiting if wait.rule.id not in silenced]

    # ---- signals: resolve, cancel, fire ----

    def _take_back(self, signal: Signal) -> None:
        """Undoes what a correction took back: what was misheard fires nothing, and its tip leaves the screen."""

        def stands(cause: Signal) -> bool:
            return not takes_back(signal, cause)

        self._history = [known for known in self._history if stands(known)]
        self._waiting = [wait for wait in self._waiting if stands(wait.cause)]
        self._screen.drop(lambda held: not stands(held.cause))
        if self._screen.shown and not stands(self._screen.shown.tip.cause):
            self._screen.take_away("resolved")
        undone = {rule.id for rule, cause, _ in self._silencers if not stands(cause)}
        self._silencers = [silencer for silencer in self._silencers if stands(silencer[1])]
        for rule, cause, _ in self._silencers:
            if rule.id in undone:
                self._offer(rule, cause)  # what still silences the others has to be seen

    def _notice(self, signal: Signal) -> None:
        if signal.name in UNDOING:
            self._take_back(signal)
        resolved = {rule.id for rule in self._playbook.rules if self._resolves(signal, rule)}
        if self._screen.shown and self._screen.shown.rule.id in resolved:
            self._screen.take_away("resolved")
        self._screen.drop(lambda held: held.rule.id in resolved)
        self._waiting = [
            wait
            for wait in self._waiting
            if wait.rule.id not in resolved
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
            late = wait.until_s is not None and self._screen.now_s >= wait.until_s
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
        say = said(rule.say, self._account, cause)
        self._screen.propose(Candidate(rule, cause, say, self._screen.now_s + rule.expires_s))

    @property
    def _silenced(self) -> set[str]:
        return self._snoozed.union(*(ids for _, _, ids in self._silencers))

    def _silence(self, rule: Rule, cause: Signal) -> None:
        if not rule.silences:
            return
        others = {MEMO, *self._rules} - {rule.id}
        self._silencers.append((rule, cause, frozenset(others if "*" in rule.silences else rule.silences)))
        self._drop_silenced()
        if self._screen.shown and self._screen.shown.rule.id in self._silenced:
            self._screen.take_away("replaced")
