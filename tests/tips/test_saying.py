from datetime import date

import pytest

from assist.account import Account, Scheme
from assist.events import Signal
from assist.playbook import PLACEHOLDERS
from assist.tips.saying import said

PROMISE = Signal(name="commitment", by="customer", fields={"amount_idr": 200_000, "date": "2026-11-25"})
ACCOUNT = Account(
    honorific="Pak",
    customer_name="Budi",
    amount_due_idr=1_250_000,
    due_date=date(2026, 11, 5),
    allowed_schemes=(Scheme(id="a", label="cicil dua kali"),),
)


@pytest.mark.parametrize(
    ("say", "told"),
    [
        ("Betul {day}, {amount} ya, {honorific}?", "Betul tanggal 25 November, Rp200.000 ya, Pak?"),
        ("Biarkan {honorific_full} selesai.", "Biarkan Bapak selesai."),
        ("Tagihan {customer_name} {due_amount}.", "Tagihan Budi Rp1.250.000."),
        ("Jatuh tempo {due_day}.", "Jatuh tempo Kamis, 5 November 2026."),
        ("Boleh: {option}.", "Boleh: cicil dua kali."),
    ],
)
def test_fills_from_account_and_cause(say: str, told: str) -> None:
    assert said(say, ACCOUNT, PROMISE) == told


@pytest.mark.parametrize("name", PLACEHOLDERS)
def test_nothing_known_reads_the_default(name: str) -> None:
    nothing = Signal(name="commitment", by="customer", fields={"date": {"from": "2026-11-25", "to": "2026-11-30"}})
    assert said(f"{{{name}}}", Account(), nothing) == PLACEHOLDERS[name]


def test_the_option_that_the_signal_names_comes_before_the_accounts_first() -> None:
    account = Account(allowed_schemes=(Scheme(id="a", label="cicil dua kali"), Scheme(id="b", label="potongan denda")))
    assert said("{option}", account, Signal(name="x", by="agent")) == "cicil dua kali"
    named = Signal(name="x", by="agent", fields={"option": "potongan denda"})
    assert said("{option}", account, named) == "potongan denda"
    assert said("{option}", Account(), Signal(name="x", by="agent", fields={"option": 5})) == PLACEHOLDERS["option"]
