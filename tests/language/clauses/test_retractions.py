from datetime import date

import pytest

from assist.language.promise.reader import read

WHOLE = (
    "gak jadi deh pak",
    "besok saya bayar eh gak jadi uangnya kepakai",
    "batal ya bu",
    "besok saya bayar eh gak bisa deh",
)
PARTS = {
    "lewat gopay gak jadi deh pakai ovo aja": "ewallet:ovo",
    "nanti ke alfamart eh gak jadi alfamart lewat qris saja": "qris",
}


@pytest.mark.parametrize("text", WHOLE)
def test_all_is_taken_back(text: str) -> None:
    assert read(text, date(2026, 6, 15)).retracts


@pytest.mark.parametrize(("text", "method"), PARTS.items())
def test_a_part_is_put_right(text: str, method: str) -> None:
    reading = read(text, date(2026, 6, 15))
    assert not reading.retracts and str(reading.method) == method


def test_the_day_said_last_counts() -> None:
    reading = read("jumat gak jadi pak kamis saja saya bayar", date(2026, 6, 15))
    assert reading.day is not None and reading.day.day == date(2026, 6, 18)
    assert not read("gak jadi masalah", date(2026, 6, 15)).retracts
