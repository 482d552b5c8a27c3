from datetime import date

import pytest

from assist.language.clauses.split import split
from assist.language.dates.joins import find_dates
from assist.language.numbers.spans import find_numbers
from assist.language.words.normalise import normalise


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
