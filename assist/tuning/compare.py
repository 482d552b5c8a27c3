"""Which tips a call gains and loses with one playbook against another."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from assist.events import Tip

NEAR_S = 1.0
"""Tips of one rule this close in time are the same tip."""


@dataclass(frozen=True)
class Change:
    """A tip that only one of the two playbooks shows."""

    kind: Literal["gained", "lost"]
    tip: Tip


@dataclass(frozen=True)
class RuleTotal:
    """How often a rule's tip came and went over all calls, and how often it stayed."""

    rule_id: str
    gained: int
    lost: int
    kept: int


@dataclass(frozen=True)
class Comparison:
    """The changes of one call in the order of time, and the tips that both playbooks show."""

    changes: tuple[Change, ...]
    kept: tuple[Tip, ...]


def compare(tips: Sequence[Tip], baseline: Sequence[Tip]) -> Comparison:
    """What `tips` has that `baseline` lacks (gained), and the reverse (lost); matched by rule and time."""
    left = list(baseline)
    gained: list[Tip] = []
    kept: list[Tip] = []
    for tip in tips:
        near = [other for other in left if other.rule_id == tip.rule_id and _apart_s(other, tip) <= NEAR_S]
        if near:
            left.remove(min(near, key=lambda other: _apart_s(other, tip)))
            kept.append(tip)
        else:
            gained.append(tip)
    changes = [*(Change("gained", tip) for tip in gained), *(Change("lost", tip) for tip in left)]
    return Comparison(tuple(sorted(changes, key=lambda change: change.tip.known_at_s)), tuple(kept))


def totals(comparisons: Iterable[Comparison]) -> list[RuleTotal]:
    """One row for each rule whose tip was shown by either playbook, by rule id."""
    counts: Counter[tuple[str, str]] = Counter()
    for comparison in comparisons:
        counts.update((change.tip.rule_id, change.kind) for change in comparison.changes)
        counts.update((tip.rule_id, "kept") for tip in comparison.kept)
    rules = sorted({rule_id for rule_id, _ in counts})
    return [RuleTotal(rule, counts[rule, "gained"], counts[rule, "lost"], counts[rule, "kept"]) for rule in rules]


def _apart_s(one: Tip, other: Tip) -> float:
    return abs(one.known_at_s - other.known_at_s)
