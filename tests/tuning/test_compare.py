import pytest

from assist.events import Tip
from assist.tuning.compare import RuleTotal, compare, totals
from tests.sample_call import tip


def shown(*tips: tuple[str, float]) -> list[Tip]:
    return [
        tip(f"t{n}").model_copy(update={"rule_id": rule, "known_at_s": at_s}) for n, (rule, at_s) in enumerate(tips)
    ]


A, B = "a.a", "b.b"
CASES: dict[str, tuple[list[Tip], list[Tip], list[tuple[str, str, float]], int]] = {
    "the same": (shown((A, 1), (B, 2)), shown((A, 1), (B, 2)), [], 2),
    "a second apart": (shown((A, 1)), shown((A, 2)), [], 1),
    "further apart": (shown((A, 1)), shown((A, 2.01)), [("gained", A, 1), ("lost", A, 2.01)], 0),
    "another rule": (shown((A, 1)), shown((B, 1)), [("gained", A, 1), ("lost", B, 1)], 0),
    "each counts once": (shown((A, 1), (A, 1.5)), shown((A, 1.2)), [("gained", A, 1.5)], 1),
    "the nearest counts": (shown((A, 2)), shown((A, 1), (A, 2)), [("lost", A, 1)], 1),
    "nothing before": (shown((B, 3), (A, 4)), [], [("gained", B, 3), ("gained", A, 4)], 0),
    "nothing after": ([], shown((B, 3)), [("lost", B, 3)], 0),
}


@pytest.mark.parametrize("name", CASES)
def test_tips_are_matched_by_rule_and_time(name: str) -> None:
    tips, baseline, changes, kept = CASES[name]
    comparison = compare(tips, baseline)
    assert [(change.kind, change.tip.rule_id, change.tip.known_at_s) for change in comparison.changes] == changes
    assert len(comparison.kept) == kept


def test_totals_count_each_rule_over_all_calls() -> None:
    first = compare(shown((A, 1), (B, 2)), shown((B, 2)))
    second = compare(shown((A, 1)), shown((A, 1), (B, 9)))
    assert totals([first, second]) == [RuleTotal(A, 1, 0, 1), RuleTotal(B, 0, 1, 1)]
    assert totals([]) == []
