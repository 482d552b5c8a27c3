import pytest

from assist.language.numbers.cues import is_code, is_model, left_cue, right_cue
from assist.language.numbers.values import Number

LEFT = {
    "tanggal | lima": "day",
    "angsuran ke | dua": "ordinal",
    "jam | tiga": "clock",
    "nomor rekeningnya | tiga tujuh": "code",
    "dari rekening saya | lima ratus": None,
    "saya bayar | dua": None,
}


@pytest.mark.parametrize(("text", "kind"), LEFT.items(), ids=LEFT)
def test_the_word_before(text: str, kind: str | None) -> None:
    before, run = (part.split() for part in text.split("|"))
    assert left_cue([*before, *run], len(before), len(before) + len(run), []) == kind


def test_a_day_offered_beside_a_day() -> None:
    words = ["tanggal", "lima", "atau", "enam"]
    assert left_cue(words, 3, 4, [Number("day", 5, 1, 2)]) == "day"


RIGHT = {
    "hari lagi": "count",
    "mei": "day",
    "bulan juni": None,
    "minggu depan": None,
    "ekor": "code",
    "lewat bca": None,
}


@pytest.mark.parametrize(("text", "kind"), RIGHT.items(), ids=RIGHT)
def test_the_word_behind(text: str, kind: str | None) -> None:
    assert right_cue(["tiga", *text.split()], 1) == kind


def test_codes_and_models() -> None:
    assert is_code(["nol", "delapan", "satu", "dua", "tiga"])
    assert is_code(["satu", "miliar"])
    assert not is_code(["lima", "ratus", "ribu"])
    assert is_model(["vario", "125"], 1, 2)
    assert not is_model(["vario", "empat", "ratus"], 1, 3)
