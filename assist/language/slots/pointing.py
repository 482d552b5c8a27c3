"""A sum that is said by what it is a part or a multiple of, or pointed at ("segitu", "setengahnya"). Pure."""

import re
from collections.abc import Sequence
from typing import Literal

from assist.language.numbers.values import Number, digit
from assist.language.slots.kinds import HALF, SOME, is_cut
from assist.language.terms.debts import SumOf, debt_of, is_definite
from assist.language.terms.paying import is_pay_word
from assist.language.words.vocabulary import word_set

_SO_MUCH = word_set("segitu segini samono sakitu semono")
_ALL = word_set("semua seluruhnya sakabehna sadayana kabeh sedanten penuh full")
_NOUNS = word_set("total minimum denda")
_TWICE = word_set("dobel double rangkap didobel didobelin")
_BILLS = word_set("angsuran cicilan setoran tagihan bulanan")
_AT_ONCE = word_set("dulu sekaligus langsung dibayar sekalian aja")
_COVERING = word_set("untuk sekalian langsung sekaligus")
_DELAYS = word_set("keringanan kelonggaran tempo waktu mundur tunda ditunda diundur perpanjangan libur")
"""What is asked "for two months" without paying them."""
_SHARED_OUT = re.compile(r"(?:di|ku|tak|me)?(?:n?yicil|cicil|angsur|ngangsur|bagi)(?:in|kan|i|nya)?")
_TAKING: tuple[list[str], ...] = ([], ["yasudah"], ["oke"], ["ya"], ["iya"])
"""Behind these an "itu aja" takes what was named last ("ya sudah itu aja")."""
_SHORT = 3
_MOST_MONTHS = 60


def half_of_hundred(words: Sequence[str], numbers: list[Number]) -> bool:
    """Whether "fifty per cent" is said."""
    return any(n.value == 50 and words[n.last : n.last + 1] == ["persen"] for n in numbers)


def named_share(words: Sequence[str], half: bool = False) -> Literal["half", "some"] | None:
    """The part of a sum named elsewhere; `half`: it was said in per cent."""
    if half or any(HALF.fullmatch(word) and not is_cut(words, at) for at, word in enumerate(words)):
        return "half"
    if any(b == "kali" and _SHARED_OUT.fullmatch(a) for a, b in zip(words, words[2:], strict=False)):
        return "some"  # "dicicil tiga kali": the agent has to ask how much each is
    return "some" if any(map(SOME.fullmatch, words)) else None


def pointed_at(live: list[str]) -> SumOf | None:
    """The sum that is pointed at, "payment" for the last one; "semua" points only where paying is spoken of."""
    paying = len(live) <= _SHORT or any(map(is_pay_word, live))
    for at, word in enumerate(live):
        of = debt_of(word)
        if word in _SO_MUCH or (word == "itu" and live[at + 1 : at + 2] == ["aja"] and live[:at] in _TAKING):
            return "payment"
        if live[max(0, at - 1) : at] == ["sesuai"] and of not in (None, "rest"):
            return of  # "sesuai tagihan"
        if word in _ALL:
            if paying:
                return "total"
        elif word in _NOUNS or (
            of not in (None, "rest") and (is_definite(word) or live[at + 1 : at + 2] in (["itu"], ["tadi"]))
        ):
            return of
    return None


def whole_months(words: Sequence[str], numbers: list[Number], inside: Sequence[int]) -> int | None:
    """How many whole months or instalments are to be paid ("dua bulan", "dua duanya"); `inside` are the live places."""
    both_paid = sum(number.kind == "money" for number in numbers) > 1  # "dua duanya lewat qris"
    for at in inside:
        if (
            at
            and not both_paid
            and words[at].endswith("nya")
            and words[at - 1] == words[at][:-3]
            and (both := digit(words[at - 1]))
        ):
            return both
        if words[at] == "sebulan" and _pays_near(words, at, at + 1):
            return 1
        if words[at] in _TWICE and _pays_near(words, at, at + 1):
            return 2
    for number in numbers:
        behind = list(words[number.last : number.last + 2])
        if number.kind != "count" or number.first not in inside or not number.value or number.value > _MOST_MONTHS:
            continue
        if set(behind[:1]) & _BILLS or (behind[:1] == ["bulan"] and set(behind[1:]) & _BILLS):
            return number.value
        if behind == ["bulan", "itu"] and any(map(is_pay_word, words[number.last + 2 : number.last + 4])):
            return number.value  # "dua bulan itu saya bayar sekaligus"
        whole = behind[:1] in (["bulan"], ["bulannya"]) and behind[1:] not in (["lagi"], ["lalu"], ["depan"])
        covers = words[number.first - 1] in _COVERING and _DELAYS.isdisjoint(words)
        covers = covers and any(n.kind == "money" for n in numbers)
        if whole and (covers or _pays_near(words, number.first, number.last + 1)):
            return number.value
    return None


def _pays_near(words: Sequence[str], first: int, last: int) -> bool:
    near = any(map(is_pay_word, words[max(0, first - 3) : first]))
    return near or not (_AT_ONCE | _BILLS).isdisjoint(words[last : last + 2])
