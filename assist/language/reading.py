"""One turn -> what it says about a payment: its sum, day, way, payer, kind, and what it does. Pure."""

from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from assist.language.asides import proposed
from assist.language.clauses import Clause, split
from assist.language.conditions import is_certain
from assist.language.date_joins import find_dates
from assist.language.dates import DateSpan
from assist.language.kinds import AmountKind, find_kind
from assist.language.methods import find_method
from assist.language.normalise import Token, normalise
from assist.language.paydays import choose_day
from assist.language.payers import Payer, as_debtor, find_payer, is_relation, relative_speaks
from assist.language.paying import is_pay_word, moves_money, pays_alone
from assist.language.pointing import half_of_hundred, named_share, pointed_at, whole_months
from assist.language.retractions import take_back
from assist.language.spans import Number, find_numbers
from assist.language.stories import TROUBLE, closed_business, is_bare, pays_another
from assist.language.sums import NamedSum, SumOf, choose_sum, label_sums
from assist.language.topics import without_company
from assist.language.vocabulary import word_set
from assist.language.ways import Method

_ABLE = word_set("sanggup sanggupnya bisanya mampunya adanya kuatnya janji usahakan maunya inginnya")
_ASSENTS = word_set(
    """iya benar oke deal setuju boleh bisa sepakat mangga monggo gitu cocok aman pasti tentu yasudah siap"""
)
_SIGHS = word_set("ampun gimana bagaimana tapi nanti lihat liat belum masa kok enak gusti allah kan coba entah astaga")
_AGREED = word_set("oke deal setuju siap benar sepakat boleh bisa pasti cocok catat dicatat")
_GOING = word_set(
    """mampir meluncur jalan berangkat otw nyampe datang langsung ke suruh minta nyuruh antri sekalian autodebit klik
    pencet gesek tap swipe"""
)
_MEANING = word_set("saya kami kita pasti pokoknya nanti akan mau bakal segera secepatnya siap langsung janji iya")
_MARKED = ("di", "ku", "tak", "mbayar", "sa")
"""Prefixes that stand for a subject."""
_MONEY = word_set("uang uangnya duitnya dana dananya")
_YES = word_set("iya oke siap setuju deal benar")
_CORRECTIONS = word_set("eh ralat maksudnya maksud salah bukan ganti jangan keliru sori")
_SHORT = 3
_TEN = 10


@dataclass(frozen=True, slots=True)
class Reading:
    """What a turn says about a payment. A field is None where the turn does not name it.

    `aside` are the places of words about what is past or about another call. `bare` is whether little but the fields
    themselves is said, so that the turn answers a question without a verb.
    """

    tokens: list[Token] = field(default_factory=list)
    promises: bool = False
    hedged: bool = False
    certain: bool = False
    denies: bool = False
    refuses: bool = False
    retracts: bool = False
    asks: bool = False
    requests: bool = False
    assents: bool = False
    sums: tuple[NamedSum, ...] = ()
    amount: NamedSum | None = None
    points_at: SumOf | None = None
    share: Literal["half", "some"] | None = None
    months: int | None = None
    day: DateSpan | None = None
    method: Method | None = None
    kind: AmountKind | None = None
    payer: Payer | Literal[False] | None = False
    relation: bool = False
    relative: bool = False
    several: bool = False
    aside: frozenset[int] = frozenset()
    bare: bool = False

    @property
    def words(self) -> list[str]:
        """The normal forms of the turn's words."""
        return [token.text for token in self.tokens]

    @property
    def slots(self) -> int:
        """How many of the fields that make a promise are named."""
        pointed = self.points_at is not None and bool({"aja", "dulu"} & set(self.words))
        amount = self.amount is not None or self.months is not None or self.share is not None or pointed
        return sum((amount, self.day is not None, self.method is not None))


@lru_cache(maxsize=64)
def read(text: str, reference: date, bare_day: bool = False, by_agent: bool = False, bare_sum: bool = False) -> Reading:
    """Reads one turn.

    `bare_day`: a bare number up to 31 is a day (a day was just asked for or named). `bare_sum`: one from ten on is
    thousands (a sum was just asked for). `by_agent`: what stands in a question counts too, since it proposes it.
    """
    tokens = closed_business(_without_hold_on(normalise(text)))
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
    retracts = retracts or _thinks_better(words, parts)
    sums = label_sums(words, numbers, parts, bare_sum)
    named = _named(_acts(tokens, parts, retracts, tuple(sums)), numbers, dates, parts)
    inside = [at for part in parts if part.live for at in range(part.first, part.last)]
    live = [words[at] for at in inside]
    if by_agent:
        named = replace(named, payer=find_payer(as_debtor(live)))
        if named.method is not None and (masked := without_company(words)) != words:
            named = replace(named, method=_method(masked, parts))
    bare = is_bare(words, inside, (*numbers, *dates), named.slots)
    future = named.day is not None and not named.day.weak and len(words) > _SHORT
    return replace(named, bare=bare, promises=_promises(named, live, future, bare))


def _without_hold_on(tokens: list[Token]) -> list[Token]:
    """The tokens without a leading "tunggu dulu pak", which asks for the word and is no condition."""
    words = [token.text for token in tokens]
    asks = words[:1] == ["tunggu"] and words[1:2] in (["dulu"], ["sebentar"])
    return tokens[2:] if asks and words[2:3] in ([], ["saya"], ["pak"], ["bu"], ["mas"], ["mbak"]) else tokens


def _thinks_better(words: list[str], parts: list[Clause]) -> bool:
    """Whether the turn ends in a refusal that corrects what it said before ("besok saya bayar eh gak bisa deh")."""
    last = parts[-1]
    return len(parts) > 1 and last.refuses and words[last.first] == "eh"


def _acts(tokens: list[Token], parts: list[Clause], retracts: bool, sums: tuple[NamedSum, ...]) -> Reading:
    """What the turn does, without what it names (but its `sums`)."""
    words = [token.text for token in tokens]
    return Reading(
        tokens=tokens,
        hedged=_hedged(words, parts),
        certain=any(part.live and is_certain(words[part.first : part.last]) for part in parts),
        denies=any(part.denied for part in parts),
        refuses=any(part.refuses and not part.past for part in parts),
        asks=any(part.asked for part in parts),
        requests=any(part.requests for part in parts),
        assents=_assents(tokens, parts),
        relative=relative_speaks(words),
        retracts=retracts,
        sums=sums,
    )


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
        several=_several(words, sums, dates, amount),
        aside=frozenset(at for part in parts if part.past for at in range(part.first, part.last)),
    )


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


def _promises(named: Reading, live: list[str], future: bool, bare: bool) -> bool:
    """Whether the live words say that money will move: a verb of paying, or one of handing over with enough beside it.

    Without any verb a day to come and a way or a sum are enough where nothing else is told.
    """
    verbs = [word for at, word in enumerate(live) if moves_money(word) and not pays_another(live, at)]
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
    if said & TROUBLE or not (day or way):
        return False
    if verbs or said & _GOING:
        return (money or bool(said & _MONEY)) or (day and way)
    return future and (way or bare) and (money or way)


def _hedged(words: list[str], parts: list[Clause]) -> bool:
    hedged = [part for part in parts if part.condition and not (part.past or part.asked)]
    asking = [part for part in parts if part.requests]
    only_god_willing = all("insyaallah" in words[part.first : part.last] for part in hedged)
    if hedged and only_god_willing and "pasti" in words:
        return bool(asking)
    return bool(hedged or asking)


def _assents(tokens: list[Token], parts: list[Clause]) -> bool:
    """Whether the turn agrees: it begins with a word of agreement, or has one and denies nothing."""
    words = [token.text for token in tokens]
    if any(part.refuses for part in parts):
        return False
    if words[-1] == "ya" and {"gitu", "begitu"} & set(words) and words[0] not in _YES:
        return False  # "bisa begitu ya" marvels
    if words == ["gitu"]:
        return tokens[0].after_break  # "nah gitu"; "oh gitu" only hears
    if words[0] in ("ya", "iya") and _puts_off(words[1:]):
        return False
    asks = any(part.asked for part in parts)
    if (
        words[0] in ("ya", "iya")
        and words[1:2] in (["gimana"], ["bagaimana"])
        and len(words) <= _SHORT
        and words[-1] != "lagi"
    ):
        return False  # "ya gimana mas" sighs
    if "yang biasa bayar" in " ".join(words):
        return False  # "iya itu istri saya yang biasa bayar" tells who does
    if any(a in ("masa", "masak", "kok") and is_pay_word(b) for a, b in pairwise(words)):
        return False  # "iya kesal masa bayar barang rusak" protests
    head = words[0] in _ASSENTS or words[0] == "ya"
    return head or (len(words) <= 6 and not asks and bool(set(words) & _ASSENTS))


def _puts_off(words: list[str]) -> bool:
    """Whether what follows a "ya" makes it a sigh, a protest or a stall ("ya ampun", "ya mana bisa", "iya nanti")."""
    return "mana" in words or bool(set(words[:4]) & _SIGHS and not set(words) & _AGREED)


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
