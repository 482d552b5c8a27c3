from datetime import date

import pytest

from assist.language.promise.reader import read

MONDAY = date(2026, 6, 15)
ASSENTS = ["iya pak", "siap bu", "boleh boleh", "ya udah besok aja", "oke deal", "cocok bu"]
NO_ASSENTS = ["ya ampun pak", "iya nanti saya lihat", "ya mana bisa bu", "ya gimana mas", "gak mau", "bisa gitu ya"]


@pytest.mark.parametrize("text", ASSENTS)
def test_agreeing(text: str) -> None:
    assert read(text, MONDAY).assents


@pytest.mark.parametrize("text", NO_ASSENTS)
def test_not_agreeing(text: str) -> None:
    assert not read(text, MONDAY).assents


def test_god_willing_and_sure_is_sure() -> None:
    assert read("insyaallah lusa saya transfer", MONDAY).hedged
    assert not read("insyaallah lusa pasti saya transfer", MONDAY).hedged


def test_a_refusal_that_corrects_takes_back() -> None:
    assert read("lusa saya setor eh gak bisa deh", MONDAY).retracts
