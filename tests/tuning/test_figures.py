import pytest
from hypothesis import given
from hypothesis import strategies as st

from assist.language.numbers.values import below_thousand
from assist.tuning.figures import figure_ways, number_words

NUMBERS = {
    0: "nol",
    7: "tujuh",
    10: "sepuluh",
    11: "sebelas",
    12: "dua belas",
    20: "dua puluh",
    101: "satu ratus satu",
    999: "sembilan ratus sembilan puluh sembilan",
    1_000: "satu ribu",
    10_010: "sepuluh ribu sepuluh",
    1_250_000: "satu juta dua ratus lima puluh ribu",
    2_000_000_005: "dua miliar lima",
}


@pytest.mark.parametrize("value", NUMBERS)
def test_numbers_in_words(value: int) -> None:
    assert " ".join(number_words(value)) == NUMBERS[value]


@given(st.integers(1, 999))
def test_understanding_reads_them_back(value: int) -> None:
    said = " ".join(number_words(value)).replace("satu ratus", "seratus")
    assert below_thousand(said.split()) == value


@given(st.integers(0, 10**12 - 1), st.integers(0, 10**12 - 1))
def test_two_numbers_are_never_said_alike(one: int, other: int) -> None:
    assert (number_words(one) == number_words(other)) == (one == other)


@pytest.mark.parametrize(("figure", "unit"), [("0", None), ("007", None), ("1.2.3", None), ("1,25", "juta")])
def test_the_digits_one_by_one_are_always_a_way(figure: str, unit: str | None) -> None:
    digits = [digit for digit in figure if digit.isdigit()]
    spoken = [number_words(int(digit))[0] for digit in digits] + ([unit] if unit else [])
    assert tuple(spoken) in figure_ways(figure, unit)
