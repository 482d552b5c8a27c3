from datetime import date

import pytest

from assist.language.clauses.split import split
from assist.language.dates.joins import find_dates
from assist.language.numbers.spans import find_numbers
from assist.language.words.normalise import normalise

PAST = (
    "kemarin sudah saya bayar",
    "sudah lunas kok bulan lalu tanggal 28 saya bayar",
    "minggu kemarin kan saya titip petugas",
    "tanggal tiga kemarin sudah kepotong",
    "struknya masih ada",
    "biasanya saya bayar tanggal lima",
    "dulu saya bayar lewat bri",
    "kemarin saya janji tanggal lima bayar",
    "saya setor tiap tanggal lima kok masih ditelepon",
)
TO_COME = (
    "besok sudah saya bayar",
    "sebelum tanggal lima sudah saya transfer",
    "besok saya bayar seperti biasanya",
    "kemarin lupa besok saya bayar",
    "kalau sudah dibayar bos saya lunasi",
)


@pytest.mark.parametrize(("text", "past"), [*((t, True) for t in PAST), *((t, False) for t in TO_COME)])
def test_what_is_past(text: str, past: bool) -> None:
    tokens = normalise(text)
    numbers = find_numbers(tokens)
    assert split(tokens, numbers, find_dates(tokens, numbers, date(2026, 6, 15)))[-1].past == past or (
        past and not any(p.live for p in split(tokens, numbers, find_dates(tokens, numbers, date(2026, 6, 15))))
    )
