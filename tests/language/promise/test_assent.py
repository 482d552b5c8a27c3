from datetime import date

import pytest

from assist.language.promise.assent import only_names, tells_payday
from assist.language.promise.reader import read

MONDAY = date(2026, 6, 15)
ASSENTS = [
    "iya pak", "siap bu", "boleh boleh", "ya udah besok aja", "oke deal", "cocok bu", "silakan bu", "sanggup pak",
    "iya gak apa apa",
]  # fmt: skip
NO_ASSENTS = [
    "ya ampun pak", "iya nanti saya lihat", "ya mana bisa bu", "ya gimana mas", "gak mau", "bisa gitu ya",
    "iya saya dengar", "ya gak yakin juga", "saya gak pernah sepakat", "ya dilihat dulu keadaannya",
    "oh gitu syaratnya apa aja", "bisa gak ya",
]  # fmt: skip


@pytest.mark.parametrize("text", ASSENTS)
def test_agreeing(text: str) -> None:
    assert read(text, MONDAY).assents


@pytest.mark.parametrize("text", NO_ASSENTS)
def test_not_agreeing(text: str) -> None:
    assert not read(text, MONDAY).assents


@pytest.mark.parametrize(
    ("text", "wanted"),
    {
        "iya itu memang tunggakan saya": True,
        "lima ratus itu sudah sama dendanya": True,
        "iya itu bisa": False,
        "itu cicilannya saya bayar besok": False,
    }.items(),
)
def test_saying_what_something_is(text: str, wanted: bool) -> None:
    assert only_names(text.split()) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    {
        "gajian saya tanggal sepuluh pak": True,
        "gajian saya tanggal sepuluh jadi tanggal sebelas ya": False,
        "saya gajian langsung saya bayar": False,
    }.items(),
)
def test_telling_a_payday(text: str, wanted: bool) -> None:
    assert tells_payday(text.split()) == wanted
