import pytest

from assist.language.words.known_words import is_calendar, is_fixed, is_known

FIXED = [
    "lima",
    "limanya",
    "kelima",
    "dlapan",
    "sembelan",
    "ribu",
    "rb",
    "setengah",
    "25",
    "12.5",
    "b2",
    "tidak",
    "gak",
    "belom",
    "jangan",
    "bukan",
]
FREE = ["bayar", "budi", "indomaret", "", "-", "maret"]


@pytest.mark.parametrize("word", FIXED)
def test_numbers_and_negations_are_fixed(word: str) -> None:
    assert is_fixed(word)


@pytest.mark.parametrize("word", FREE)
def test_other_words_are_not(word: str) -> None:
    assert not is_fixed(word)


@pytest.mark.parametrize("word", ["senin", "minggu", "jumaat", "maret", "nopember", "maretnya"])
def test_days_and_months(word: str) -> None:
    assert is_calendar(word)


@pytest.mark.parametrize("word", ["transper", "udah", "hmm", "cicilan", "pak", "rumah", "rumahnya"])
def test_words_that_stand(word: str) -> None:
    assert is_known(word, frozenset({"rumah"}))


@pytest.mark.parametrize("word", ["cecilan", "pudi", "indo"])
def test_words_that_mean_nothing(word: str) -> None:
    assert not is_known(word, frozenset({"rumah"}))
