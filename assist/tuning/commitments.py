"""`assist eval commitments`: promises concluded over labelled short calls. Every share is in 0..1."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import Field, JsonValue, field_validator, model_validator

from assist.config import Settings
from assist.events import Heard, Signal, Speaker
from assist.playbook import Playbook
from assist.session import Session
from assist.tuning.labelled import Label, f1, feed_timed, promises_only, read_lines, said, share, start_of

CATEGORIES = (
    "transfer", "virtual_account", "mobile_banking", "atm", "teller", "minimarket", "ewallet", "qris", "branch",
    "autodebit", "app", "agent_outlet", "post_office", "pickup", "marketplace",
)  # fmt: skip
CALLS_FROM, CALLS_TO = date(2000, 1, 1), date(2099, 12, 31)
"""Other days are slips of the keyboard; from the last years of the calendar no coming day can be counted."""
FIELDS = ("amount_idr", "amount_kind", "date", "method", "payer")
SCORED = (*FIELDS, "date_lenient", "method_category", "amount_and_date", "wrong_asserted")


class Turn(Label):
    """One final utterance."""

    speaker: Speaker
    text: str


class Span(Label):
    """From the first to the last day, both included."""

    first: date = Field(alias="from")
    last: date = Field(alias="to")

    @model_validator(mode="after")
    def _in_order(self) -> "Span":
        if self.first > self.last:
            raise ValueError("from is after to; give the earlier day first")
        return self


class Expected(Label):
    """The state after the last turn, as the label has it."""

    commitment: Literal["firm", "conditional", "none"]
    amount_idr: int | None = Field(ge=1)
    amount_kind: Literal["instalment", "arrears_plus_penalty", "partial", "full_settlement"] | None
    date: date | Span | None
    method: str | None
    payer: Literal["self", "third_party"] | None
    missing: tuple[Literal["date", "amount", "amount_kind", "method", "payer"], ...]

    @field_validator("method")
    @classmethod
    def _known_method(cls, method: str | None) -> str | None:
        if method is not None and (not re.fullmatch(r"\w+(:\w+)?", method) or _category(method) not in CATEGORIES):
            raise ValueError(f"{method!r} is not a category or category:brand; known: {', '.join(CATEGORIES)}")
        return method

    def value(self, name: str) -> JsonValue:
        """A field as signals carry it: days as ISO text, a range as {from, to}."""
        found: JsonValue = self.model_dump(mode="json", by_alias=True)[name]
        return found


class CommitmentLine(Label):
    """A labelled short call."""

    id: str
    reference_date: date
    turns: tuple[Turn, ...] = Field(min_length=1)
    expected: Expected
    tags: tuple[str, ...]

    @field_validator("reference_date")
    @classmethod
    def _of_a_call(cls, day: date) -> date:
        if not CALLS_FROM <= day <= CALLS_TO:
            raise ValueError(f"{day} is no day of a call; give one from {CALLS_FROM} to {CALLS_TO}")
        return day


@dataclass
class Scores:
    """What is counted over the lines: `right` by field, and the commitment classes `hit`, `said` and `labelled`."""

    right: Counter[str] = field(default_factory=Counter)
    hit: Counter[str] = field(default_factory=Counter)
    said: Counter[str] = field(default_factory=Counter)
    labelled: Counter[str] = field(default_factory=Counter)
    missing: Counter[str] = field(default_factory=Counter)
    tags: Counter[str] = field(default_factory=Counter)
    tags_right: Counter[str] = field(default_factory=Counter)
    false_alarms: int = 0

    def add(self, line: CommitmentLine, got: Mapping[str, JsonValue]) -> None:
        """Counts one line and what was concluded of it."""
        label, status = line.expected.commitment, str(got["status"])
        self.said[status] += 1
        self.labelled[label] += 1
        self.hit[label] += status == label
        if label == "none":
            self.false_alarms += status != "none"
            return
        right = set() if status == "none" else _right(line.expected, got)
        self.right.update(right)
        self.right["wrong_asserted"] += _asserts_wrongly(line.expected, got)
        wanted, named = set(line.expected.missing), set(_names(got.get("missing")))
        self.missing.update(hit=len(wanted & named), said=len(named), labelled=len(wanted))
        self.tags.update(set(line.tags))
        self.tags_right.update(set(line.tags) if "amount_and_date" in right else ())


def evaluate_commitments(path: Path, playbook: Playbook, settings: Settings) -> dict[str, JsonValue]:
    """Scores a file of labelled calls. Shares of lines without any such line are None. Raises AssistError."""
    lines = read_lines(path, CommitmentLine)
    heard_only = promises_only(playbook)
    scores, took_s = Scores(), 0.0
    for line in lines:
        concluded, seconds = feed_timed(Session(heard_only, settings), _events(line))
        took_s += seconds
        signals = [item for item in concluded if isinstance(item, Signal) and item.name == "commitment"]
        scores.add(line, signals[-1].fields if signals else {"status": "none"})
    return _report(lines, scores, 1000 * took_s / sum(len(line.turns) for line in lines))


def _events(line: CommitmentLine) -> list[Heard]:
    events: list[Heard] = [start_of(line.id, line.reference_date)]
    for number, turn in enumerate(line.turns, 1):
        events.append(said(number, turn.speaker, turn.text, events[-1].known_at_s))
    return events


def _report(lines: Sequence[CommitmentLine], scores: Scores, ms_per_turn: float) -> dict[str, JsonValue]:
    classes, missing = scores.labelled, scores.missing
    promised = len(lines) - classes["none"]
    right = {name: share(scores.right[name], promised) for name in SCORED}
    return {
        "n": len(lines),
        "commitment_macro_f1": sum(f1(scores.hit[c], scores.said[c], classes[c]) for c in classes) / len(classes),
        "false_alarm": share(scores.false_alarms, classes["none"]),
        "amount_accuracy": right["amount_idr"],
        "amount_kind_accuracy": right["amount_kind"],
        "date_accuracy": right["date"],
        "date_lenient": right["date_lenient"],
        "method_accuracy": right["method"],
        "method_category_accuracy": right["method_category"],
        "payer_accuracy": right["payer"],
        "missing_f1": share(2 * missing["hit"], missing["said"] + missing["labelled"]),
        "amount_and_date_accuracy": right["amount_and_date"],
        "wrong_asserted": right["wrong_asserted"],
        "per_tag": {
            tag: {"n": n, "amount_and_date_accuracy": scores.tags_right[tag] / n}
            for tag, n in sorted(scores.tags.items())
        },
        "ms_per_turn": ms_per_turn,
    }


def _right(wanted: Expected, got: Mapping[str, JsonValue]) -> set[str]:
    """Which fields are right; null equal to null is right."""
    right = {name for name in FIELDS if got[name] == wanted.value(name)}
    if _overlap_by_half(wanted.value("date"), got["date"]):
        right.add("date_lenient")
    if _category(got["method"]) == _category(wanted.method):
        right.add("method_category")
    return right | ({"amount_and_date"} if {"amount_idr", "date"} <= right else set())


def _asserts_wrongly(wanted: Expected, got: Mapping[str, JsonValue]) -> bool:
    """Whether a sum or an exact day was concluded that differs from the label: the worst error there is."""
    day_wrong = isinstance(got.get("date"), str) and got["date"] != wanted.value("date")
    return day_wrong or got.get("amount_idr") not in (None, wanted.amount_idr)


def _overlap_by_half(one: JsonValue, other: JsonValue) -> bool:
    """Whether the days both name are at least half of the longer span."""
    if one is None or other is None:
        return one is None and other is None
    (a_first, a_last), (b_first, b_last) = _span(one), _span(other)
    shared = (min(a_last, b_last) - max(a_first, b_first)).days + 1
    return 2 * shared >= max((a_last - a_first).days, (b_last - b_first).days) + 1


def _span(day: JsonValue) -> tuple[date, date]:
    first, last = (day["from"], day["to"]) if isinstance(day, Mapping) else (day, day)
    return date.fromisoformat(str(first)), date.fromisoformat(str(last))


def _category(method: JsonValue) -> str | None:
    return method.partition(":")[0] if isinstance(method, str) else None


def _names(value: JsonValue) -> list[str]:
    return [str(name) for name in value] if isinstance(value, list) else []
