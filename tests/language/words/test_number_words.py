import pytest

from assist.language.words.number_words import APPROXIMATE, DIGITS, NUMBER_WORDS, SLANG, is_number_word


@pytest.mark.parametrize("word", ["tiga", "seratus", "gopek", "limaan", "koma", "25", "1.250.000"])
def test_words_of_numbers(word: str) -> None:
    assert is_number_word(word)


@pytest.mark.parametrize("word", ["bayar", "12/6", "", "kosong"])
def test_other_words(word: str) -> None:
    assert not is_number_word(word)


def test_every_table_holds_number_words_only() -> None:
    assert DIGITS.keys() | SLANG.keys() | APPROXIMATE.keys() <= NUMBER_WORDS
    assert SLANG["jigo"] == 25
    assert set(APPROXIMATE.values()) <= NUMBER_WORDS
