from datetime import date

import pytest

from assist.account import Account
from assist.detectors.due_dates import wrong_days_late, wrong_due_days
from assist.detectors.turn_words import TurnWords

TODAY = date(2026, 11, 23)
ONE = Account(amount_due_idr=500_000, instalment_idr=500_000, due_date=date(2026, 11, 5), days_past_due=18)
TWO = ONE.model_copy(update={"amount_due_idr": 1_000_000})

RIGHT_DAYS = [
    "jatuh temponya tanggal lima november kemarin",
    "jatuh tempo angsuran ibu tiap tanggal 5",
    "jatuh temponya bisa digeser ke tanggal dua puluh lima",
    "jatuh tempo berikutnya tanggal sepuluh desember",
    "kalau lewat jatuh tempo tanggal sepuluh kena denda",
    "sudah lewat jatuh tempo ya bu jadi bayar tanggal tiga puluh",
    "jatuh temponya sekitar tanggal sepuluh",
]
WRONG_DAYS = {
    "jatuh temponya tanggal lima belas november": "2026-11-15",
    "angsuran ibu jatuh tempo tanggal 10 kemarin": "2026-11-10",
    "jatuh temponya hari kamis tanggal dua belas ya pak": "2026-11-12",
    "jatuh tempo tanggal tiga puluh satu november": "31",
}


@pytest.mark.parametrize("text", RIGHT_DAYS)
def test_a_due_date_that_agrees_or_is_none(text: str) -> None:
    assert list(wrong_due_days(TurnWords.of(text), ONE)) == []


@pytest.mark.parametrize("text", WRONG_DAYS)
def test_a_due_date_that_differs(text: str) -> None:
    (found,) = wrong_due_days(TurnWords.of(text), ONE)
    assert found.fields == {
        "what": "due_date",
        "said": WRONG_DAYS[text],
        "account": "2026-11-05",
        "date": "2026-11-05",
    }


def test_another_month_is_wrong_only_where_one_instalment_is_due() -> None:
    turn = TurnWords.of("jatuh temponya tanggal lima oktober")
    assert [found.fields["said"] for found in wrong_due_days(turn, ONE)] == ["2026-10-05"]
    assert list(wrong_due_days(turn, TWO)) == []


def test_a_month_may_be_too_short_for_its_due_day() -> None:
    last = Account(due_date=date(2026, 10, 31))
    assert list(wrong_due_days(TurnWords.of("jatuh temponya tanggal tiga puluh"), last)) == []


RIGHT_LATE = [
    "ibu sudah telat delapan belas hari",
    "ibu sudah telat tujuh belas hari",
    "sudah lewat jatuh tempo 18 hari ya bu",
    "kalau telat tiga puluh hari masuk slik",
    "keterlambatan lebih dari sembilan puluh hari dilaporkan",
    "maksimal keterlambatan tiga puluh hari",
    "sudah telat tiga hari dari janji ibu",
    "telatnya hampir dua puluh lima hari",
    "terlambat seratus dua puluh hari",
    "tiga hari lagi saya telepon",
]
WRONG_LATE = {
    "ibu sudah telat tiga puluh hari": 30,
    "sudah lewat jatuh tempo 7 hari ya bu": 7,
    "keterlambatan bapak sudah empat puluh lima hari": 45,
}


@pytest.mark.parametrize("text", RIGHT_LATE)
def test_days_late_that_agree_or_are_none(text: str) -> None:
    assert list(wrong_days_late(TurnWords.of(text), ONE, TODAY)) == []


@pytest.mark.parametrize("text", WRONG_LATE)
def test_days_late_that_differ(text: str) -> None:
    (found,) = wrong_days_late(TurnWords.of(text), ONE, TODAY)
    assert (found.fields["said"], found.fields["account"]) == (WRONG_LATE[text], 18)


def test_days_late_are_counted_from_the_due_date_where_the_account_names_none() -> None:
    account = Account(due_date=date(2026, 11, 5))
    (found,) = wrong_days_late(TurnWords.of("ibu sudah telat tiga puluh hari"), account, TODAY)
    assert found.fields["account"] == 18
    assert list(wrong_days_late(TurnWords.of("ibu sudah telat tiga puluh hari"), Account(), TODAY)) == []
