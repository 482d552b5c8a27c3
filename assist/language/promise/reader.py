"""Reads one turn: what it does, and the sum, day, way, payer and kind it names. Pure."""

from dataclasses import replace
from datetime import date
from functools import lru_cache

from assist.language.clauses.asides import proposed
from assist.language.clauses.clause import Clause
from assist.language.clauses.papers import named_whole, speaks_of_papers
from assist.language.clauses.retractions import leaves_this_debt, take_back
from assist.language.clauses.split import split
from assist.language.clauses.stories import TROUBLE, closed_business, is_bare, pays_another
from assist.language.clauses.telling import CONTACT
from assist.language.dates.joins import find_dates
from assist.language.dates.named import DateSpan
from assist.language.numbers.spans import find_numbers
from assist.language.numbers.values import Number
from assist.language.promise.acts import acts_of, thinks_better
from assist.language.promise.reading import Reading
from assist.language.promise.topics import without_company
from assist.language.slots.kinds import find_kind
from assist.language.slots.methods import find_method
from assist.language.slots.paydays import choose_day
from assist.language.slots.payers import as_debtor, find_payer
from assist.language.slots.pointing import half_of_hundred, named_share, pointed_at, whole_months
from assist.language.slots.sums import NamedSum, choose_sum, label_sums
from assist.language.terms.paying import is_pay_word, moves_money, pays_alone
from assist.language.terms.relations import is_relation
from assist.language.terms.ways import Method
from assist.language.words.normalise import normalise
from assist.language.words.number_words import is_number_word
from assist.language.words.tokens import Token
from assist.language.words.vocabulary import word_set

_ABLE = word_set("sanggup sanggupnya bisanya mampunya adanya kuatnya janji usahakan maunya inginnya")
_GOING = word_set(
    """mampir meluncur jalan berangkat otw nyampe datang langsung ke suruh minta nyuruh antri sekalian autodebit klik
    pencet gesek tap swipe"""
)
_MEANING = word_set("saya kami kita pasti pokoknya nanti akan mau bakal segera secepatnya siap langsung janji iya")
_MARKED = ("di", "ku", "tak", "mbayar", "sa")
"""Prefixes that stand for a subject."""
_MONEY = word_set("uang uangnya duitnya dana dananya")
_CORRECTIONS = word_set("eh ralat maksudnya maksud salah bukan ganti jangan keliru sori")
_MUCH = word_set("segitu segini sebanyak semua semuanya full penuh lunas sekaligus uang uangnya bayar")
_SHORT = 3
_TEN = 10


@lru_cache(maxsize=64)
def read(text: str, reference: date, bare_day: bool = False, by_agent: bool = False, bare_sum: bool = False) -> Reading:
    """Reads one turn.

    `bare_day`: a bare number up to 31 is a day (a day was just asked for or named). `bare_sum`: one from ten on is
    thousands (a sum was just asked for). `by_agent`: what stands in a question counts too, since it proposes it.
    """
    tokens = named_whole(closed_business(_without_hold_on(normalise(text))))
    words = [token.text for token in tokens]
    if not words:
        return Reading()
    numbers = find_numbers(tokens, expect_day=bare_day)
    dates = find_dates(tokens, numbers, reference)
    tokens, numbers, dates, retracts = take_back(tokens, numbers, dates)
    words = [token.text for token in tokens]
    parts = split(tokens, numbers, dates)
    if by_agent:
        money = {number.first for number in numbers if number.kind == "money"}
        parts = [proposed(p, words[p.first : p.last], not money.isdisjoint(range(p.first, p.last))) for p in parts]
    retracts = retracts or thinks_better(words, parts) or leaves_this_debt(words)
    sums = label_sums(words, numbers, parts, bare_sum)
    named = _named(acts_of(tokens, parts, retracts, tuple(sums)), numbers, dates, parts)
    inside = [at for part in parts if part.live for at in range(part.first, part.last)]
    live = [words[at] for at in inside]
    if by_agent:
        named = replace(named, payer=find_payer(as_debtor(live)))
        if named.method is not None and (masked := without_company(words)) != words:
            named = replace(named, method=_method(masked, parts))
    bare = is_bare(words, inside, (*numbers, *dates), named.slots)
    future = named.day is not None and not named.day.weak and len(words) > _SHORT
    if speaks_of_papers(live) and not (named.amount or named.share or named.months) and not _moves(live):
        return replace(named, bare=False)
    return replace(named, bare=bare, promises=_promises(named, live, future, bare))


def _without_hold_on(tokens: list[Token]) -> list[Token]:
    """The tokens without a leading "tunggu dulu pak", which asks for the word and is no condition."""
    words = [token.text for token in tokens]
    asks = words[:1] == ["tunggu"] and words[1:2] in (["dulu"], ["sebentar"])
    return tokens[2:] if asks and words[2:3] in ([], ["saya"], ["pak"], ["bu"], ["mas"], ["mbak"]) else tokens


def _named(acts: Reading, numbers: list[Number], dates: list[DateSpan], parts: list[Clause]) -> Reading:
    """`acts` with the sum, day, way, payer and kind that the turn names."""
    words = acts.words
    sums = list(acts.sums)
    inside = [at for part in parts if part.live for at in range(part.first, part.last)]
    live = [words[at] for at in inside]
    months = whole_months(words, numbers, inside)
    ends = frozenset(inside.index(named.last - 1) for named in sums if named.last - 1 in inside)
    in_numbers = {at for number in numbers for at in range(number.first, number.last)}
    in_numbers |= _halves_behind(words, numbers)
    no_numbers = ["" if at in in_numbers else words[at] for at in inside]
    amount = choose_sum(words, sums, parts)
    share = named_share(no_numbers, half_of_hundred(words, numbers))
    return replace(
        acts,
        amount=amount,
        points_at=pointed_at(live),
        share=share,
        months=months,
        day=choose_day(words, dates, parts),
        method=_method(words, parts),
        kind=find_kind(no_numbers, ends, months is not None) or ("partial" if share else None),
        payer=find_payer(live),
        relation=any(is_relation(word) for word in live),
        half_digit=_half_digit(words, numbers, inside),
        denies_day=_denies_day(words, dates, parts),
        several=_several(words, sums, dates, amount),
        aside=frozenset(at for part in parts if part.past for at in range(part.first, part.last)),
    )


def _half_digit(words: list[str], numbers: list[Number], inside: list[int]) -> NamedSum | None:
    """The last digit with a half behind it and no unit, as hundred thousands."""
    halves = _halves_behind(words, numbers)
    found = [n for n in numbers if n.value and n.last in halves and n.kind == "bare" and n.first in inside]
    last = found[-1] if found else None
    return NamedSum((last.value or 0) * 100_000 + 50_000, "payment", last.first, last.last + 1) if last else None


def _denies_day(words: list[str], dates: list[DateSpan], parts: list[Clause]) -> bool:
    """Whether every clause that says no names a day, and neither a sum nor a share."""
    denied = [part for part in parts if part.denied]
    days = [span.first for span in dates if not span.past]
    return bool(denied) and all(
        any(part.first <= day < part.last for day in days)
        and _MUCH.isdisjoint(words[part.first : part.last])
        and not any(is_number_word(words[at]) for at in range(part.first, part.last) if not _in_a_date(at, dates))
        for part in denied
    )


def _in_a_date(at: int, dates: list[DateSpan]) -> bool:
    return any(span.first <= at < span.last for span in dates)


def _halves_behind(words: list[str], numbers: list[Number]) -> set[int]:
    """Where "setengah" belongs to a bare digit ("empat setengah": 450 thousand or 4.5 million), and is no share."""
    return {
        number.last
        for number in numbers
        if number.kind == "bare"
        and (number.value or _TEN) < _TEN
        and words[number.last : number.last + 1] == ["setengah"]
    }


def _method(words: list[str], parts: list[Clause]) -> Method | None:
    """Ways are looked for in all that is not past or denied; "minta nomor virtual account" is a choice too.

    Where there is none, a denial may be of something else ("gak ngerti aplikasi, ke indomaret aja").
    """
    before: list[int] | None = None
    for asides, denials in ((False, False), (True, False), (True, True)):
        kept = [
            at
            for p in parts
            if not (p.past or (p.denied and not p.condition and not denials) or (p.elsewhere and not asides))
            for at in range(p.first, p.last)
        ]
        if kept == before:
            continue
        before = kept
        if found := find_method([words[at] for at in kept]):
            return Method(found.category, found.brand, kept[found.at])
    return None


def _moves(live: list[str]) -> list[str]:
    """The verbs that move money towards this debt."""
    return [word for at, word in enumerate(live) if moves_money(word) and not pays_another(live, at)]


def _promises(named: Reading, live: list[str], future: bool, bare: bool) -> bool:
    """Whether the live words say that money will move: a verb of paying, or one of handing over with enough beside it.

    Without any verb a day to come and a way or a sum are enough where nothing else is told.
    """
    verbs = _moves(live)
    said = set(live)
    money = named.amount is not None or named.share is not None or named.months is not None
    money = money or named.points_at is not None or named.kind is not None
    day, way = named.day is not None, named.method is not None
    sure = [word for word in verbs if pays_alone(word) and word not in ("ditransfer", "dikirim")]
    if sure and (money or day or way or said & _MEANING or named.relation or sure[0].startswith(_MARKED)):
        return True
    if any(map(is_pay_word, verbs)):
        return money or ((day or way) and not said & TROUBLE)
    if said & _ABLE and (named.amount or day or said & {"janji", "usahakan"}):
        return True
    if said & TROUBLE or not (day or way) or (said & CONTACT and not verbs):
        return False
    if verbs or said & _GOING:
        return (money or bool(said & _MONEY)) or (day and way)
    return future and (way or bare) and (money or way)


def _several(words: list[str], sums: list[NamedSum], dates: list[DateSpan], amount: NamedSum | None) -> bool:
    """Whether several payments are planned, of which `amount` is the first."""
    first = amount.first if amount is not None else len(words)
    paid = [named for named in sums if named.of not in ("other", "total", "arrears")]
    days = [span for span in dates if not span.past and not span.weak]
    line = " ".join(words)
    corrected = bool(set(words) & _CORRECTIONS)
    return (
        "sisanya" in words
        or "dua kali" in line
        or (len(paid) > 1 and len(days) > 1 and not corrected)
        or ("masingmasing" in words and ("kali" in words or len(days) > 1))
        or any(words[named.last : named.last + 1] == ["lagi"] and named.first > first for named in paid[1:])
    )
