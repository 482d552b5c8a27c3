"""Indonesian numbers in normal form -> values: words, digits and both mixed. Pure.

Every function reads *all* the words it is given, or answers None.
"""

import re
from collections.abc import Sequence
from fractions import Fraction

from assist.language.vocabulary import word_set

Words = Sequence[str]

DIGITS = {
    word: n
    for n, word in enumerate(["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"])
    if n > 0
}
SLANG = {
    "goceng": 5, "ceban": 10, "gopekceng": 500, "noban": 20, "jigo": 25, "gocap": 50, "cepek": 100,
    "pekgo": 150, "nopek": 200, "gopek": 500,
}  # fmt: skip
"""Hokkien-born market words, always meant in thousands of rupiah here."""
WHOLE = {"sepuluh": 10, "sebelas": 11}
APPROXIMATE = {
    "belasan": "belas", "puluhan": "puluh", "ratusan": "ratus", "ribuan": "ribu", "jutaan": "juta",
    "seratusan": "seratus", "sejutaan": "sejuta", "seribuan": "seribu", "sepuluhan": "sepuluh",
    "limaan": "lima", "setengahan": "setengah", "gopekan": "gopek", "cepekan": "cepek",
}  # fmt: skip
"""A number word with -an means "about"."""
NUMBER_WORDS = (
    frozenset(DIGITS) | frozenset(SLANG) | frozenset(WHOLE) | frozenset(APPROXIMATE)
    | word_set("belas puluh ratus ribu juta miliar seratus seribu sejuta setengah seperempat koma rp nol")
)  # fmt: skip

_GROUPED = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_DECIMAL = re.compile(r"\d+[.,]\d{1,2}")


def is_number_word(word: str) -> bool:
    """Whether `word` may stand in a number."""
    return word in NUMBER_WORDS or (word[0].isdigit() and "/" not in word)


def digit(word: str) -> int | None:
    """1 to 9, as a word or a figure."""
    return int(word) if len(word) == 1 and word in "123456789" else DIGITS.get(word)


def figure(word: str) -> int | None:
    """A plain figure without leading zero, or one grouped by thousands ("1.250.000")."""
    if _GROUPED.fullmatch(word):
        return int(re.sub(r"[.,]", "", word))
    return int(word) if word.isdigit() and word[0] != "0" and len(word) <= 10 else None


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
    one = 0 if words[1] in ("nol", "0") else digit(words[1])
    return None if one is None else 10 * (digit(words[0]) or 0) + one


def digit_string(words: Words) -> int | None:
    """Three digits said as digit and tens: "empat dua lima" is 425, "enam lima puluh" is 650."""
    if len(words) < 2 or digit(words[0]) is None:
        return None
    rest = words[1:]
    tens = digit_pair(rest) or below_hundred(rest)
    return None if tens is None or tens < 10 else 100 * (digit(words[0]) or 0) + tens


def slang(words: Words) -> int | None:
    """Market words, in thousands: "gopek" is 500, "cepek gocap" is 150."""
    if not words or words[0] not in SLANG:
        return None
    first = SLANG[words[0]]
    if len(words) == 1:
        return first
    rest = slang(words[1:]) or below_hundred(words[1:])
    return None if rest is None or rest >= first or first < 100 else first + rest


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
    plain = below_thousand(words)
    return None if plain is None else Fraction(plain)


def _grouped_quantity(word: str) -> Fraction | None:
    """ "1.250" before *juta* is 1.25 (as a recogniser prints it); before *ribu* the caller reads it as 1250."""
    whole, *groups = re.split(r"[.,]", word)
    return Fraction(f"{whole}.{groups[0]}") if len(groups) == 1 else None


def _decimal(whole: Words, places: Words) -> Fraction | None:
    count = 0 if list(whole) in (["nol"], ["0"]) else below_thousand(whole)
    figures = "".join(str(digit(word) or (0 if word in ("nol", "0") else "?")) for word in places)
    if len(places) == 2 and places[1] == "puluh":
        figures = figures[0]
    elif len(places) == 1 and places[0].isdigit():
        figures = places[0]
    return None if count is None or not figures.isdigit() else Fraction(f"{count}.{figures}")
