"""Indonesian numbers in normal form -> values: words, digits and both mixed. Pure.

Every function reads *all* the words it is given, or answers None.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from assist.language.words.number_words import DIGITS, SLANG, WHOLE, ZERO

Words = Sequence[str]
Kind = Literal["money", "day", "month", "year", "ordinal", "clock", "count", "bare", "code"]


@dataclass(frozen=True, slots=True)
class Number:
    """A number of tokens `first` to `last` (exclusive).

    `value` is rupiah for money, else the plain number; None where a span or choice was named.
    """

    kind: Kind
    value: int | None
    first: int
    last: int
    approx: bool = False


_GROUPED = re.compile(r"(\d{1,3}(?:[.,]\d{3})+)(?:[.,]00?)?")
_DECIMAL = re.compile(r"\d+[.,]\d{1,2}")


def digit(word: str) -> int | None:
    """1 to 9, as a word or a figure."""
    return int(word) if len(word) == 1 and word in "123456789" else DIGITS.get(word)


def figure(word: str) -> int | None:
    """A plain figure without leading zero, or one grouped by thousands ("1.250.000")."""
    if grouped := _GROUPED.fullmatch(word):
        return int(re.sub(r"[.,]", "", grouped[1]))
    return int(word) if word.isdecimal() and word[0] != "0" and len(word) <= 10 else None


def below_hundred(words: Words) -> int | None:
    """1 to 99 in standard form; mixed forms ("dua puluh 8") too."""
    match list(words):
        case [word]:
            plain = figure(word)
            return digit(word) or WHOLE.get(word) or (plain if plain and plain < 100 else None)
        case [ten, "belas"] if digit(ten):
            return 10 + (digit(ten) or 0)
        case [ten, "puluh", *rest] if digit(ten) and len(rest) <= 1:
            one = digit(rest[0]) if rest else 0
            return None if one is None else 10 * (digit(ten) or 0) + one
    return None


def below_thousand(words: Words) -> int | None:
    """1 to 999 in standard form."""
    if len(words) == 1 and (plain := figure(words[0])) and plain < 1000:
        return plain
    if words and words[0] == "seratus":
        hundreds, rest = 100, words[1:]
    elif len(words) >= 2 and words[1] == "ratus" and digit(words[0]):
        hundreds, rest = 100 * (digit(words[0]) or 0), words[2:]
    else:
        return below_hundred(words)
    tail = below_hundred(rest) if rest else 0
    return None if tail is None else hundreds + tail


def digit_pair(words: Words) -> int | None:
    """Two digits said one by one: "dua lima" is 25."""
    if len(words) != 2 or digit(words[0]) is None:
        return None
    one = 0 if words[1] in ZERO else digit(words[1])
    return None if one is None else 10 * (digit(words[0]) or 0) + one


def digit_string(words: Words) -> int | None:
    """Hundreds with units left out: "empat dua lima" is 425, "enam lima puluh" 650, "lima nol lima" 505.

    The hundreds may be said and the tens not: "seratus tujuh lima" is 175.
    """
    if len(words) < 2:
        return None
    rest = words[1:]
    if words[0] == "seratus" or (words[1] == "ratus" and digit(words[0])):
        pair = digit_pair(rest if words[0] == "seratus" else rest[1:])
        return None if pair is None else 100 * (digit(words[0]) or 1) + pair
    if digit(words[0]) is None:
        return None
    if rest[0] in ZERO:
        last = 0 if rest[1:] and rest[1] in ZERO else digit(rest[1]) if len(rest) == 2 else None
        return None if last is None or len(rest) != 2 else 100 * (digit(words[0]) or 0) + last
    tens = digit_pair(rest) or below_hundred(rest)
    return None if tens is None or tens < 10 else 100 * (digit(words[0]) or 0) + tens


def slang(words: Words) -> int | None:
    """Market words, in thousands: "gopek" is 500, "cepek gocap" is 150."""
    if not words or words[0] not in SLANG:
        return None
    first = SLANG[words[0]]
    if len(words) == 1:
        return first
    rest = slang(words[1:]) or below_hundred(words[1:]) or digit_pair(words[1:])
    return None if rest is None or rest >= 100 or first < 100 else first + rest


def quantity(words: Words) -> Fraction | None:
    """What stands before *juta* or *ribu*: a number below a thousand, a decimal, or one with a half."""
    match list(words):
        case ["setengah"]:
            return Fraction(1, 2)
        case ["seperempat"]:
            return Fraction(1, 4)
        case ["tiga", "perempat"]:
            return Fraction(3, 4)
        case [word] if _DECIMAL.fullmatch(word):
            return Fraction(word.replace(",", "."))
        case [word] if _GROUPED.fullmatch(word):
            return _grouped_quantity(word)
        case [*whole, "setengah"]:
            count = below_thousand(whole)
            return None if count is None or count > 99 else count + Fraction(1, 2)
        case [*whole, "koma", tenth]:
            return _decimal(whole, [tenth])
        case [*whole, "koma", tenth, hundredth]:
            return _decimal(whole, [tenth, hundredth])
        case [*whole, "koma", ten, "puluh", one] if digit(ten) and digit(one):
            return _decimal(whole, [ten, one])
    plain = below_thousand(words)
    return None if plain is None else Fraction(plain)


def _grouped_quantity(word: str) -> Fraction | None:
    """ "1.250" before *juta* is 1.25 (as a recogniser prints it); before *ribu* the caller reads it as 1250."""
    whole, *groups = re.split(r"[.,]", word)
    return Fraction(f"{whole}.{groups[0]}") if len(groups) == 1 else None


def _decimal(whole: Words, places: Words) -> Fraction | None:
    count = 0 if len(whole) == 1 and whole[0] in ZERO else below_thousand(whole)
    figures = "".join(str(digit(word) or (0 if word in ZERO else "?")) for word in places)
    if len(places) == 2 and places[1] == "puluh":
        figures = figures[0]
    elif len(places) == 1 and places[0].isdecimal():
        figures = places[0]
    return None if count is None or not figures.isdecimal() else Fraction(f"{count}.{figures}")
