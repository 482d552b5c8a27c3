from datetime import date

from assist.language.promise.reader import read

MONDAY = date(2026, 6, 15)


def test_god_willing_and_sure_is_sure() -> None:
    assert read("insyaallah lusa saya transfer", MONDAY).hedged
    assert not read("insyaallah lusa pasti saya transfer", MONDAY).hedged


def test_a_refusal_that_corrects_takes_back() -> None:
    assert read("lusa saya setor eh gak bisa deh", MONDAY).retracts


def test_what_will_be_tried_is_not_refused() -> None:
    reading = read("saya usahakan tapi gak janji ya", MONDAY)
    assert reading.hedged and not reading.denies


def test_a_condition_on_a_call_is_no_hedge() -> None:
    assert not read("kalau sudah ada nanti saya kabari", MONDAY).hedged
    assert read("kalau sudah ada nanti saya bayar", MONDAY).hedged


def test_a_condition_on_the_rest_is_no_hedge() -> None:
    assert not read("dua ratus dulu saya bayar besok sisanya kalau sudah gajian", MONDAY).hedged
