import pytest

from assist.events import Account, Signal
from assist.matching import count_matching, matches
from assist.playbook import Matcher

ACCOUNT = Account(amount_due_idr=1_200_000)
FIELDS = {"status": "firm", "missing": ["date", "method"], "amount_idr": 1_500_000, "overlap_s": 0.9, "empty": None}
SIGNAL = Signal(name="hardship_illness", by="customer", fields=FIELDS)

CASES = [
    ({"signal": "hardship_illness"}, True),
    ({"signal": "hardship"}, False),
    ({"signal": "hardship_*"}, True),
    ({"signal": ["anger", "hardship_*"]}, True),
    ({"signal": ["anger", "distress"]}, False),
    ({"signal": "hardship_*", "by": "customer"}, True),
    ({"signal": "hardship_*", "by": "agent"}, False),
    ({"signal": "hardship_*", "where": {"status": "firm"}}, True),
    ({"signal": "hardship_*", "where": {"status": "none"}}, False),
    ({"signal": "hardship_*", "where": {"status": ["firm", "conditional"]}}, True),
    ({"signal": "hardship_*", "where": {"status": ["none"]}}, False),
    ({"signal": "hardship_*", "where": {"missing": {"has": "date"}}}, True),
    ({"signal": "hardship_*", "where": {"missing": {"has": "amount"}}}, False),
    ({"signal": "hardship_*", "where": {"missing": {"lacks": "amount"}}}, True),
    ({"signal": "hardship_*", "where": {"missing": {"lacks": "date"}}}, False),
    ({"signal": "hardship_*", "where": {"missing": {"has": "date", "lacks": "method"}}}, False),
    ({"signal": "hardship_*", "where": {"overlap_s": {"min": 0.5}}}, True),
    ({"signal": "hardship_*", "where": {"overlap_s": {"min": 0.95}}}, False),
    ({"signal": "hardship_*", "where": {"overlap_s": {"max": 0.9}}}, True),
    ({"signal": "hardship_*", "where": {"overlap_s": {"min": 0.5, "max": 0.8}}}, False),
    ({"signal": "hardship_*", "where": {"amount_idr": {"above": "account.amount_due_idr"}}}, True),
    ({"signal": "hardship_*", "where": {"amount_idr": {"below": "account.amount_due_idr"}}}, False),
    ({"signal": "hardship_*", "where": {"amount_idr": {"above": "account.instalment_idr"}}}, False),
    ({"signal": "hardship_*", "where": {"empty": {"min": 0}}}, False),
    ({"signal": "hardship_*", "where": {"absent": {"max": 9}}}, False),
    ({"signal": "hardship_*", "where": {"status": {"min": 1}}}, False),
]


@pytest.mark.parametrize(("matcher", "expected"), CASES)
def test_matches(matcher: dict[str, object], expected: bool) -> None:
    assert matches(Matcher.model_validate(matcher), SIGNAL, ACCOUNT) is expected


@pytest.mark.parametrize(("in_s", "expected"), [(None, 3), (10.0, 2), (4.0, 1)])
def test_counts_within_a_time(in_s: float | None, expected: int) -> None:
    history = [Signal(known_at_s=at_s, name="stall", by="customer") for at_s in (0.0, 12.0, 20.0)]
    assert count_matching(Matcher(signal=("stall",), in_s=in_s), history, ACCOUNT) == expected
