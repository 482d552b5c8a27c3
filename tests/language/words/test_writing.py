from datetime import date

import pytest

from assist.language.words.writing import clock, day, rupiah


@pytest.mark.parametrize(("amount", "text"), [(500, "Rp500"), (1_250_000, "Rp1.250.000"), (0, "Rp0")])
def test_rupiah(amount: int, text: str) -> None:
    assert rupiah(amount) == text


def test_every_day_and_month_has_its_name() -> None:
    assert day(date(2026, 11, 25)) == "Rabu, 25 November 2026"
    assert day(date(2026, 5, 17)) == "Minggu, 17 Mei 2026"


@pytest.mark.parametrize(("at_s", "text"), [(0, "00:00"), (65.9, "01:05"), (3600, "60:00")])
def test_clock(at_s: float, text: str) -> None:
    assert clock(at_s) == text
