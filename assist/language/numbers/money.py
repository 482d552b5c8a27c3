"""Sums of rupiah as they are said. Pure.

Units are left out in speech: a bare number is thousands, and after *juta* a bare digit is hundred thousands and a bare
*ratus* is thousands (LABELS.md, `amount_idr`). Each reading has a cost: 0 where every unit is said, more the more was
filled in; `spans` takes the cheapest reading of a whole run.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from assist.language.numbers.values import (
    Words,
    below_hundred,
    below_thousand,
    digit,
    digit_pair,
    digit_string,
    figure,
    quantity,
    slang,
)
from assist.language.words.number_words import APPROXIMATE, CURRENCY, SLANG, ZERO

MILLION = 1_000_000
MULTIPLIERS = ("ratus", "puluh", "ribu", "juta")
_COMMON_HALF = 4
"""Above four and a half million a half is rarely said, so "tanggal dua enam setengah juta" is the 26th."""
_HALVES = {"setengah": MILLION // 2, "seperempat": MILLION // 4}


@dataclass(frozen=True, slots=True)
class Sum:
    """`idr` is None where a span or choice was named ("dua tiga ratus ribu") or the reading is unsure."""

    idr: int | None
    cost: float
    approx: bool = False


def read_sum(words: Sequence[str]) -> Sum | None:
    """The sum that all of `words` name, or None where they name none."""
    return _read(tuple(words))


@lru_cache(maxsize=50_000)
def _read(words: tuple[str, ...]) -> Sum | None:
    if words and words[0] == "rp":
        return _rupiah(words[1:])
    if words and words[-1] in CURRENCY:
        words = words[:-1]
    if not words or "rp" in words or any(word in CURRENCY for word in words):
        return None
    plain = [APPROXIMATE.get(word, word) for word in words]
    approx = plain != list(words)
    if plain and plain[-1] == "an":
        plain, approx = plain[:-1], True
    found = _plain(plain)
    return replace(found, approx=True) if found and approx else found


def _rupiah(words: Words) -> Sum | None:
    """After *Rp* a figure from 1,000 on is meant to the letter."""
    if len(words) == 1 and (value := figure(words[0])) and value >= 1000:
        return Sum(value, 0.0)
    return read_sum(words) if words else None


def _plain(words: Words) -> Sum | None:
    for unit in ("juta", "sejuta"):
        if unit in words:
            return _millions(words, unit)
    for unit in ("ribu", "seribu"):
        if unit in words:
            return _thousands(words)
    return _bare(words)


def _millions(words: Words, unit: str) -> Sum | None:
    at = list(words).index(unit)
    count = quantity(words[:at]) if unit == "juta" else (None if at else quantity(["satu"]))
    if count is None:
        return _span(words) or _said_twice(words)
    if count > _COMMON_HALF and list(words[1:at]) == ["setengah"]:
        return Sum(int(count * MILLION), 0.4) if not words[at + 1 :] else None
    tail = _after_million(words[at + 1 :])
    if tail is None or (tail.idr is not None and tail.idr >= MILLION):
        return None
    value = count * MILLION
    if value.denominator != 1 or (count.denominator != 1 and words[at + 1 :]):
        return None
    return replace(tail, idr=None if tail.idr is None else int(value) + tail.idr)


def _after_million(words: Words) -> Sum | None:
    """What follows *juta*: nothing, a half, thousands said or left out."""
    if not words:
        return Sum(0, 0.0)
    if len(words) == 1 and words[0] in _HALVES:
        return Sum(_HALVES[words[0]], 0.2)
    if words[0] in ZERO:
        return _after_zero(words[1:])
    if words[0] == "koma" and (decimal := quantity(["1", *words])) is not None:
        return Sum(int((decimal - 1) * MILLION), 0.4)
    if "ribu" in words or "seribu" in words:
        return _thousands(words)
    if len(words) == 1 and (one := digit(words[0])):
        return Sum(one * 100_000, 0.4)
    if len(words) == 1 and (value := figure(words[0])):
        if value >= 1000:
            return Sum(value, 0.2)
        return Sum(value * 1000, 0.3) if value >= 100 else Sum(None, 1.5)
    if (pair := digit_pair(words)) is not None:
        return Sum(pair * 10_000, 0.6)
    thousands = digit_string(words) or below_thousand(words) or slang(words)
    return Sum(thousands * 1000, 0.4) if thousands else None


def _after_zero(words: Words) -> Sum | None:
    """A zero behind *juta* says that no hundred thousand is meant: "sejuta nol tujuh lima", "sejuta nol lima"."""
    if len(words) == 1 and (one := digit(words[0])):
        return Sum(one * 10_000, 0.6)
    tens = digit_pair(words) or below_hundred(words)
    return Sum(tens * 1000, 0.4) if tens else _thousands(words) if "ribu" in words else None


def _thousands(words: Words) -> Sum | None:
    """ "lima ratus ribu", "1.500 ribu", "enam lima puluh ribu", and a rest below a thousand after it."""
    at = next(n for n, word in enumerate(words) if word in ("ribu", "seribu"))
    left, rest = words[:at], words[at + 1 :]
    exact = quantity(left) if "koma" in left and not rest else None
    if exact is not None and (exact * 1000).denominator == 1 and words[at] == "ribu":
        return Sum(int(exact * 1000), 0.0)
    count = _count_of_thousands(left) if words[at] == "ribu" else (None if left else 1)
    if count is None:
        return _span(words) or _said_twice(words)
    tail = below_thousand(rest) if rest else 0
    if tail is None:
        return None
    in_digits = len(left) > 1 and left[0] not in SLANG and quantity(left) is None
    said = (1.5 if len(left) > 3 else 0.8) if in_digits else 0.0
    return Sum(count * 1000 + tail, said if not rest else 0.8 if tail >= 100 else 3.0)


def _count_of_thousands(words: Words) -> int | None:
    if len(words) == 4 and all(digit(word) or word in ZERO for word in words):
        return (digit_string(words[1:]) or 0) + 1000 * (digit(words[0]) or 0) or None
    if len(words) == 1 and (value := figure(words[0])):
        return value // 1000 if value >= 100_000 and value % 1000 == 0 else value
    exact = quantity(words)
    if exact is not None and exact.denominator == 1:
        return int(exact)
    return digit_string(words) or slang(words)


def _bare(words: Words) -> Sum | None:
    """A sum without a unit: thousands from a hundred on, millions where a decimal; smaller ones are left to `spans`."""
    if len(words) == 1 and (value := figure(words[0])):
        if len(words[0]) > 4:
            return Sum(value if value >= 10_000 or not words[0].isdecimal() else None, 0.1)
        return Sum(value * 1000, 0.5) if 100 <= value < 1000 else Sum(None, 2.0) if value >= 1000 else None
    if words and words[0] in SLANG:
        market = slang(words)
        return Sum(market * 1000, 0.3) if market else None
    if len(words) > 1 and words[1] == "000" and (value := figure(words[0])) and value < 1000:
        return Sum(value * 1000, 0.1) if len(words) == 2 else None
    if "koma" in words and (decimal := quantity(words)) is not None and decimal < 100:
        return Sum(int(decimal * MILLION), 1.2)  # no sum that small is paid in thousands
    if (standard := below_thousand(words)) is not None:
        return Sum(standard * 1000, 0.5) if standard >= 100 else None
    if (spelled := digit_string(words)) is not None:
        return Sum(spelled * 1000, 1.0)
    return _span(words) or _said_twice(words)


def _span(words: Words) -> Sum | None:
    """Two neighbouring digits before a unit are a span ("dua tiga ratus ribu"): no sum is sure."""
    if len(words) < 3 or words[2] not in MULTIPLIERS:
        return None
    low, high = digit(words[0]), digit(words[1])
    if low is None or high != low + 1:
        return None
    return Sum(None, 1.5) if _plain(words[1:]) or below_hundred(words[1:]) else None


def _said_twice(words: Words) -> Sum | None:
    """A stutter ("lima lima ratus") counts once."""
    if len(words) < 3 or words[0] != words[1] or words[2] not in MULTIPLIERS or digit(words[0]) is None:
        return None
    once = _plain(words[1:])
    return replace(once, cost=once.cost + 1.0) if once else None
