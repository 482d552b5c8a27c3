"""The course of a call: which stages are done, and which of the others are late. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assist.account import Account
from assist.detectors.stages import Progress
from assist.detectors.turns import Turns
from assist.events import UNHEARD, CallStarted, Evidence, Heard, HearingHealth, Signal, Utterance
from assist.matching import UNDOING, Late, Stage, matches, takes_back


class CourseFollower:
    """Ticks the stages of a call. All its signals are by the agent.

    `course` when the call starts (`stages`: id and label of each, in order); `stage_done` and `stage_undone` (`stage`,
    `order` from 1; the evidence is that of what ticked it); `stage_late` (also `after`: the signal since which it is).
    """

    def __init__(self, stages: Sequence[Stage]) -> None:
        self._stages = tuple(stages)
        self._begin(Account())

    def _begin(self, account: Account) -> None:
        self._progress = Progress(self._stages, account)
        self._steps: list[tuple[Signal, ...]] = []
        self._turns = Turns()
        self._clocks: list[_Clock] = []
        self._blocked: list[_Clock] = []
        self._late: set[str] = set()
        self._agent_unheard = False

    def follow(self, event: Heard | Signal, signals: Sequence[Signal]) -> Iterator[Signal]:
        """The stages that one step ticks, opens again, or finds late."""
        if not self._stages:
            return
        signals = tuple(signals)  # the caller's list grows by what is given here
        if isinstance(event, CallStarted):
            self._begin(event.account)
            stages = [{"id": stage.id, "label": dict(stage.label)} for stage in self._stages]
            yield Signal(known_at_s=event.known_at_s, name="course", by="agent", fields={"stages": stages})
        elif isinstance(event, Utterance):
            self._turns.feed(event)
        elif isinstance(event, HearingHealth) and event.speaker == "agent":
            self._agent_unheard = event.state in UNHEARD
        if signals:
            self._clocks, self._blocked = [*self._blocked, *self._clocks], []
            changes = list(self._changes(event.known_at_s, signals))
            yield from changes
            self._start_clocks([*signals, *changes], event.known_at_s)
        yield from self._find_late(event.known_at_s)

    def _changes(self, now_s: float, signals: Sequence[Signal]) -> Iterator[Signal]:
        before = self._progress.done()
        for signal in signals:
            if signal.name in UNDOING:
                self._take_back(signal)
        self._steps.append(tuple(signal for signal in signals if signal.name not in UNDOING))
        self._progress.take(self._steps[-1])
        after = self._progress.done()
        for order, stage in enumerate(self._stages, start=1):
            if (stage.id in before) != (stage.id in after):
                name = "stage_done" if stage.id in after else "stage_undone"
                causes = after.get(stage.id) or before[stage.id]
                self._late.discard(stage.id)
                yield _signal(now_s, name, {"stage": stage.id, "order": order}, causes)

    def _take_back(self, correction: Signal) -> None:
        """Folds anew without what was misheard; what it had set going stops."""
        self._steps = [tuple(known for known in step if not takes_back(correction, known)) for step in self._steps]
        self._clocks = [clock for clock in self._clocks if not takes_back(correction, clock.cause)]
        self._progress = Progress(self._stages, self._progress.account)
        for step in self._steps:
            self._progress.take(step)

    # ---- lateness ----

    def _start_clocks(self, signals: Sequence[Signal], now_s: float) -> None:
        opened = {signal.fields.get("stage") for signal in signals if signal.name == "stage_undone"}
        absent, done = self._progress.absent, self._progress.done()
        self._clocks = [
            clock
            for clock in self._clocks
            if clock.stage.id not in done
            and not (clock.cause.name == "stage_done" and clock.cause.fields["stage"] in opened)
            and not (absent and clock.late.after)  # they count anew once the customer is there
        ]
        for order, stage in enumerate(self._stages, start=1):
            for late in stage.late:
                running = any(clock.late is late for clock in self._clocks)
                if running or stage.id in done or (absent and late.after):
                    continue
                cause = next((signal for signal in signals if self._starts(late, signal)), None)
                if cause is not None:
                    self._clocks.append(
                        _Clock(stage, order, late, cause, now_s, self._turns.over_after(late.turns or 0, "agent"))
                    )

    def _starts(self, late: Late, signal: Signal) -> bool:
        if late.after is None:
            return signal.name == "call_started"
        return matches(late.after, signal, self._progress.account)

    def _find_late(self, now_s: float) -> Iterator[Signal]:
        if self._progress.stopped or self._progress.absent:
            return
        for clock in list(self._clocks):
            stage = clock.stage.id
            if not clock.is_due(now_s, self._turns.over("agent")):
                continue
            self._clocks.remove(clock)
            if self._agent_unheard:
                continue  # it may have been said
            if clock.late.needs and not self._progress.heard(clock.late.needs):
                self._blocked.append(clock)  # looked at again when something was heard
                continue
            if stage in self._late or self._progress.heard(clock.late.unless):
                continue
            self._late.add(stage)
            fields: dict[str, str | int] = {"stage": stage, "order": clock.order, "after": clock.cause.name}
            yield _signal(now_s, "stage_late", fields, (clock.cause,))


@dataclass(frozen=True)
class _Clock:
    """Counts for one `late` of a stage since `cause`."""

    stage: Stage
    order: int
    late: Late
    cause: Signal
    since_s: float
    due_turns: int

    def is_due(self, now_s: float, turns: int) -> bool:
        """Whether the time, or the agent's turns, are over."""
        if self.late.within_s is not None:
            return now_s >= self.since_s + self.late.within_s
        return turns >= self.due_turns


def _signal(now_s: float, name: str, fields: dict[str, str | int], causes: Iterable[Signal]) -> Signal:
    told: list[Evidence] = []
    for cause in causes:
        told += [evidence for evidence in cause.evidence if evidence not in told]
    return Signal(known_at_s=now_s, name=name, by="agent", fields=fields, evidence=tuple(told))
