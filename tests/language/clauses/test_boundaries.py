from datetime import date

import pytest

from assist.language.clauses.split import split
from assist.language.dates.joins import find_dates
from assist.language.numbers.spans import find_numbers
from assist.language.words.normalise import normalise

CASES = {
    "hari ini belum besok pagi": "hari ini belum | besok pagi",
    "sejuta gak sanggup lima ratus deh": "sejuta gak sanggup | lima ratus deh",
    "boleh gak pak kalau saya bayar separuh": "boleh gak pak kalau saya bayar separuh",
    "gajian sudah masuk nanti saya bayar": "gajian sudah masuk | nanti saya bayar",
    "saya setor kok masih ditelepon": "saya setor | kok masih ditelepon",
    "saya bayar ke indomaret kan saya dekat": "saya bayar ke indomaret | kan saya dekat",
    "saya mau lunasi hari ini berapa totalnya": "saya mau lunasi hari ini | berapa totalnya",
    "bayar kontrakan dulu angsurannya tanggal lima": "bayar kontrakan dulu | angsurannya tanggal lima",
    "uang dari mana saya bayar": "uang dari mana saya bayar",
    "saya bayar besok, nanti sore": "saya bayar besok | nanti sore",
}


@pytest.mark.parametrize(("text", "wanted"), CASES.items(), ids=CASES)
def test_where_clauses_begin(text: str, wanted: str) -> None:
    tokens = normalise(text)
    numbers = find_numbers(tokens)
    parts = split(tokens, numbers, find_dates(tokens, numbers, date(2026, 6, 15)))
    assert " | ".join(" ".join(t.text for t in tokens[p.first : p.last]) for p in parts) == wanted
