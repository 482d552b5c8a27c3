"""Figures as Indonesian says them. Pure.

Numbers are in the form "satu ratus", "satu ribu", "satu juta" (never "seratus"), so that a figure before a unit and a
whole sum come out alike: 1.100.000 and "1 juta 100 ribu".
"""

import re
from fractions import Fraction

DIGITS = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
UNITS = {"ribu": 10**3, "juta": 10**6, "miliar": 10**9}
LONGEST_NUMBER = 12
"""Figures with more digits are codes, and only read digit by digit."""

_GROUPED = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_CENTS = re.compile(r"(\d{1,3}(?:\.\d{3})+),00")
_DECIMAL = re.compile(r"(\d{1,3})[.,:](\d{1,2})")


def number_words(value: int) -> tuple[str, ...]:
    """A number from 0 to below 10**12 in words: 1250 is "satu ribu dua ratus lima puluh"."""
    if value == 0:
        return (DIGITS[0],)
    said: tuple[str, ...] = ()
    for name, size in reversed(UNITS.items()):
        if value >= size:
            said += (*_below_thousand(value // size), name)
            value %= size
    return said + _below_thousand(value)


def _below_thousand(value: int) -> tuple[str, ...]:
    said: tuple[str, ...] = ()
    if value >= 100:
        said, value = (DIGITS[value // 100], "ratus"), value % 100
    if value >= 20:
        said, value = (*said, DIGITS[value // 10], "puluh"), value % 10
    elif value >= 12:
        return (*said, DIGITS[value - 10], "belas")
    elif value >= 10:
        return (*said, ("sepuluh", "sebelas")[value - 10])
    return (*said, DIGITS[value]) if value else said


def figure_ways(figure: str, unit: str | None) -> list[tuple[str, ...]]:
    """Every way to say a printed figure with its unit (a key of UNITS, or None), the likeliest first.

    `figure` is digits with single marks (. , :) between them: "812", "1.250.000", "1,5", "10:30".
    """
    if cents := _CENTS.fullmatch(figure):
        figure = cents[1]
    behind = (unit,) if unit else ()
    digits = re.sub(r"\D", "", figure)
    one_by_one = tuple(DIGITS[int(digit)] for digit in digits)
    said: list[tuple[str, ...]] = []
    if decimal := _DECIMAL.fullmatch(figure):
        said += _decimal_ways(decimal[1], decimal[2], unit)
    elif (figure == digits or _GROUPED.fullmatch(figure)) and _is_number(digits):
        said += [(*way, *behind) for way in _whole_ways(int(digits))]
    said.append((*one_by_one, *behind))
    return list(dict.fromkeys(said))


def _is_number(digits: str) -> bool:
    """Whether it can be read as one number: a leading zero says that it is a code."""
    return (digits[0] != "0" or digits == "0") and len(digits) <= LONGEST_NUMBER


def _whole_ways(value: int) -> list[tuple[str, ...]]:
    million = UNITS["juta"]
    halves = [(*number_words(value // million), "setengah", "juta")] if value > million else [("setengah", "juta")]
    return [number_words(value), *(halves if value % million == million // 2 else [])]


def _decimal_ways(whole: str, places: str, unit: str | None) -> list[tuple[str, ...]]:
    """ "1,5 juta": with *koma*, with *setengah*, or the sum; without a unit it may be a clock time ("10.30")."""
    first = number_words(int(whole))
    behind = (unit,) if unit else ()
    said = [(*first, "koma", *(DIGITS[int(place)] for place in places), *behind)]
    if places in ("5", "50"):
        said.append((*first, "setengah", *behind))
    if unit:
        value = Fraction(f"{whole}.{places}") * UNITS[unit]
        if value.denominator == 1:
            said.insert(0, number_words(int(value)))
    elif len(places) == 2:
        minutes = number_words(int(places)) if int(places) else ()
        said += [(*first, *minutes), (*first, "lewat", *minutes)] if minutes else [first]
    return said
