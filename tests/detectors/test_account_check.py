from typing import Any

import pytest

from assist.account import Account
from assist.detectors.account_check import AccountCheck
from assist.events import Signal
from tests.detectors.following import corrected, signals

WRONG = "agent: tunggakan ibu satu juta lima ratus ribu ya bu"


def what(found: list[Signal]) -> list[Any]:
    return [(signal.fields["what"], signal.fields["said"]) for signal in found]


def test_a_mismatch_cites_the_words_that_make_it() -> None:
    (signal,) = signals(WRONG, "account_mismatch")
    assert (signal.by, signal.fields["account"]) == ("agent", 1_200_000)
    assert [evidence.words for evidence in signal.evidence] == ["tunggakan ibu satu juta lima ratus ribu"]


CUT = [
    "agent: tunggakan ibu satu juta\nagent: dua ratus ribu ya bu",
    "agent: tunggakan ibu satu juta\ncustomer: iya\nagent: dua ratus ribu ya bu",
    "agent: tunggakan ibu\nagent: satu juta dua ratus ribu",
]


@pytest.mark.parametrize("call", CUT)
def test_a_sum_that_the_recogniser_cut_in_two_is_one(call: str) -> None:
    assert signals(call, "account_mismatch") == []


def test_a_wrong_sum_over_two_utterances_cites_both() -> None:
    (signal,) = signals("agent: tunggakan ibu dua juta\nagent: tiga ratus ribu ya bu", "account_mismatch")
    assert signal.fields["said"] == 2_300_000
    assert [evidence.words for evidence in signal.evidence] == ["tunggakan ibu dua juta", "tiga ratus ribu"]


def test_sum_due_date_and_days_are_told_apart() -> None:
    call = WRONG + "\nagent: jatuh temponya tanggal sepuluh november\nagent: sudah telat tiga puluh hari"
    assert what(signals(call, "account_mismatch")) == [
        ("amount", 1_500_000),
        ("due_date", "2026-11-10"),
        ("days_past_due", 30),
    ]


def test_the_customers_own_words_are_no_mismatch() -> None:
    assert signals("customer: tunggakan saya kan satu juta lima ratus ribu", "account_mismatch") == []


def test_without_an_account_nothing_differs() -> None:
    assert signals(WRONG, "account_mismatch", None) == []
    assert signals(WRONG, "account_mismatch", Account(customer_name="Ratna")) == []


def test_what_was_misheard_is_taken_back() -> None:
    right = corrected(WRONG, "agent-1", "tunggakan ibu satu juta dua ratus ribu ya bu")
    assert signals(right, "account_mismatch") == []
    other = corrected(WRONG, "agent-1", "tunggakan ibu satu juta enam ratus ribu ya bu")
    assert what(signals(other, "account_mismatch")) == [("amount", 1_600_000)]


def test_before_a_call_begins_nothing_is_said() -> None:
    assert list(AccountCheck().follow(Signal(name="call_started", by="agent"), [])) == []
