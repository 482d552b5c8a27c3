from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assist.language.numbers.values import below_thousand, digit_pair, digit_string, figure, quantity, slang
from tests.language import speaking


@given(st.integers(1, 999))
def test_standard_words_read_back(n: int) -> None:
    assert below_thousand(speaking.below_thousand(n).split()) == n


@pytest.mark.parametrize(
    ("words", "value"),
    {"dua puluh 8": 28, "3 ratus": 300, "puluh dua": None, "dua tiga": None, "seratus ratus": None, "750": 750}.items(),
)
def test_mixed_and_broken(words: str, value: int | None) -> None:
    assert below_thousand(words.split()) == value


@pytest.mark.parametrize(
    ("words", "value"),
    {
        "dua koma lima": "5/2",
        "satu koma dua lima": "5/4",
        "2,5": "5/2",
        "1.750": "7/4",
        "tiga setengah": "7/2",
        "setengah": "1/2",
    }.items(),
)
def test_quantities(words: str, value: str) -> None:
    assert quantity(words.split()) == Fraction(value)


def test_digit_strings() -> None:
    assert digit_pair(["dua", "tujuh"]) == 27
    assert digit_string(["tiga", "dua", "lima"]) == 325
    assert digit_string(["enam", "lima", "puluh"]) == 650
    assert digit_string(["enam", "dua"]) is None


def test_figures() -> None:
    assert figure("1.250.000") == 1_250_000
    assert figure("0812") is None
    assert figure("15.30") is None


def test_market_words() -> None:
    assert slang(["gopek"]) == 500
    assert slang(["cepek", "gocap"]) == 150
    assert slang(["gocap", "cepek"]) is None
