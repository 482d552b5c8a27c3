from datetime import date

import pytest

from assist.language.reading import read


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("jumat ya jangan kamis", 27),
        ("jangan kamis jumat aja", 27),
        ("kamis jangan jumat aja", 27),
        ("besok eh lusa saya bayar", 25),
        ("gajian tanggal 25 saya bayar tanggal 28", 28),
    ],
)
def test_the_day_of_payment(text: str, day: int) -> None:
    span = read(text, date(2026, 11, 23)).day
    assert span is not None and span.day == date(2026, 11, day)
