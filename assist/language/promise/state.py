"""The state of a promise to pay, and of the dialogue around it. Pure data."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from assist.language.dates.calendar import Day, DayRange
from assist.language.promise.proposals import Proposal
from assist.language.promise.reading import Reading
from assist.language.promise.topics import Topic
from assist.language.terms.debts import SumOf

Status = Literal["firm", "conditional", "none"]
SLOTS = ("amount_idr", "amount_kind", "date", "method", "payer")


@dataclass(frozen=True, slots=True)
class Slot:
    """A value, and the words it comes from: characters `start` to `end` of turn `turn`."""

    value: Any
    turn: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Promise:
    """What has been promised so far. A missing slot was not said, or not so that it could be fixed."""

    status: Status = "none"
    slots: dict[str, Slot] = field(default_factory=dict)
    approx: bool = False
    confirmed: bool = False

    def value(self, name: str) -> Any:
        """The slot's value, or None."""
        return self.slots[name].value if name in self.slots else None

    @property
    def date(self) -> Day:
        """The day or range promised."""
        day: Day = self.value("date")
        return day

    @property
    def missing(self) -> tuple[str, ...]:
        """What the agent still has to ask for, in the order of LABELS.md."""
        if self.status == "none":
            return ()
        single = isinstance(self.date, date)
        sure = self.value("amount_idr") is not None and not self.approx
        rest = [name for name in ("amount_kind", "method", "payer") if self.value(name) is None]
        return (*(["date"] if not single else []), *(["amount"] if not sure else []), *rest)


@dataclass(frozen=True, slots=True)
class Dialogue:
    """Everything that carries over from turn to turn. `sums` are what the agent (or the account) named, by type.

    `agent_told` are the sums and days of the agent's turns: a promise that one of them repeats was read back.
    `topic` is what the agent's last turn asked about; `told_paid` and `asked_call` are whether the customer's last turn
    told of a payment that is past or asked for another call; `paying` is whether the agent has spoken of paying.
    `agent_spoke` is whether the agent has said anything yet.
    `week` is the week or month that the customer named last, whether or not it was a promise.
    What the agent's last turn that named anything did, for a correction of it: `stated` is the sum it told without
    proposing to pay it, `last_proposal` what it proposed.
    """

    reference: date
    promise: Promise = field(default_factory=Promise)
    sums: dict[SumOf, Slot] = field(default_factory=dict)
    last_sum: Slot | None = None
    proposal: Proposal | None = None
    relative: bool = False
    bare_day: bool = False
    agent_told: tuple[Slot, ...] = ()
    topic: Topic = "payment"
    told_paid: bool = False
    asked_call: bool = False
    paying: bool = False
    agent_spoke: bool = False
    week: DayRange | None = None
    stated: SumOf | None = None
    last_proposal: Proposal | None = None


def slot_of(reading: Reading, value: Any, first: int, last: int, turn: int) -> Slot:
    """`value` as a slot that cites tokens `first` to `last` (exclusive) of the turn that was read."""
    tokens = reading.tokens
    return Slot(value, turn, tokens[first].start, tokens[last - 1].end)
