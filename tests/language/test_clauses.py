from datetime import date

import pytest

from assist.language.clauses import split
from assist.language.date_joins import find_dates
from assist.language.normalise import normalise
from assist.language.spans import find_numbers


@pytest.mark.parametrize(
    ("text", "kinds"),
    {
        "hari ini belum bisa besok saya bayar": ["denied", "live"],
        "kemarin sudah saya bayar": ["past"],
        "biasanya saya bayar tanggal lima": ["past"],
        "saya bayar gak bakal telat": ["live"],
        "nanti saya kabari": ["elsewhere"],
        "Belum ada, Pak. Besok saya bayar.": ["denied", "live", "live"],
        "berapa ya totalnya": ["asked"],
    }.items(),
)
def test_what_clauses_do(text: str, kinds: list[str]) -> None:
    tokens = normalise(text)
    numbers = find_numbers(tokens)
    found = split(tokens, numbers, find_dates(tokens, numbers, date(2026, 6, 15)))
    names = ("denied", "past", "asked", "elsewhere", "live")
    assert [next(name for name in names if getattr(clause, name)) for clause in found] == kinds
