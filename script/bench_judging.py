"""How `script/bench calls` judges what a call concluded of a promise against its label."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from pydantic import JsonValue

from assist.tuning.commitments import FIELDS, Expected

Outcome = Literal["complete", "partly", "doubted", "wrong", "missed", "false", "quiet"]
PROMISED: dict[Outcome, str] = {
    "complete": "complete: every field as labelled",
    "partly": "partly: sum and day not wrong, something else is",
    "doubted": 'wrong sum or day, marked "perlu dicek"',
    "wrong": "wrong sum or day as a fact",
    "missed": "missed: no promise concluded",
}
UNPROMISED: dict[Outcome, str] = {"quiet": "none concluded", "false": "false: a promise concluded"}
FACTS = {"amount": "amount_idr", "date": "date"}
"""What stands as a fact on the screen and in the note, by its name in `doubtful`."""
NOTHING: dict[str, JsonValue] = {"status": "none"}
"""What a call concluded that gave no commitment signal."""


def wrong_facts(expected: Expected, got: Mapping[str, JsonValue]) -> set[str]:
    """Which of FACTS were concluded other than labelled. A range of days is told as one, and is no single day."""
    wrong = set()
    if got.get("amount_idr") not in (None, expected.amount_idr):
        wrong.add("amount")
    if isinstance(got.get("date"), str) and got["date"] != expected.value("date"):
        wrong.add("date")
    return wrong


def doubts(got: Mapping[str, JsonValue]) -> set[str]:
    """Which of FACTS are marked."""
    marked = got.get("doubtful")
    return {str(name) for name in marked} if isinstance(marked, list) else set()


def outcome(expected: Expected, got: Mapping[str, JsonValue]) -> Outcome:
    """The last commitment of a call, as signal fields, against its label."""
    if expected.commitment == "none":
        return "quiet" if got["status"] == "none" else "false"
    if got["status"] == "none":
        return "missed"
    wrong = wrong_facts(expected, got)
    if wrong:
        return "wrong" if wrong - doubts(got) else "doubted"
    same = all(got[name] == expected.value(name) for name in FIELDS)
    missing = got["missing"]
    whole = same and got["status"] == expected.commitment and missing == list(expected.missing)
    return "complete" if whole else "partly"


@dataclass
class Tally:
    """Counts over dialogues: outcomes, (labelled, concluded) classes, right facts, and those of them marked."""

    outcomes: Counter[Outcome] = field(default_factory=Counter)
    classes: Counter[tuple[str, str]] = field(default_factory=Counter)
    right_facts: int = 0
    right_marked: int = 0

    def add(self, expected: Expected, got: Mapping[str, JsonValue]) -> Outcome:
        """Counts one dialogue."""
        found = outcome(expected, got)
        self.outcomes[found] += 1
        self.classes[expected.commitment, str(got["status"])] += 1
        if expected.commitment != "none":
            right = {label for label, name in FACTS.items() if got.get(name) == expected.value(name) is not None}
            self.right_facts += len(right)
            self.right_marked += len(right & doubts(got))
        return found
