"""One turn -> what it says about a payment: its sum, day, way, payer, kind, and what it does. Pure."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from assist.language import clauses as cl
from assist.language.asides import proposed
from assist.language.clauses import Clause
from assist.language.dates import DateSpan, find_dates
from assist.language.kinds import AmountKind, find_kind
from assist.language.methods import Method, find_method
from assist.language.normalise import Token, normalise
from assist.language.paydays import choose_day
from assist.language.payers import Payer, find_payer, is_pay_word, is_relation, relative_speaks
from assist.language.spans import Number, find_numbers
from assist.language.stories import closed_business, is_bare
from assist.language.sums import NamedSum, SumOf, choose_sum, label_sums
from assist.language.vocabulary import word_set

_ABLE = word_set("sanggup sanggupnya bisanya mampunya adanya kuatnya janji sisihkan siapkan kasih usahakan")
_ASSENTS = word_set(
    "iya benar oke deal setuju boleh bisa sepakat mangga monggo gitu cocok aman pasti tentu yasudah siap"
)
_CORRECTIONS = word_set("eh ralat maksudnya maksud salah bukan ganti jangan keliru sori")
_POINTS: dict[str, SumOf] = {
    "segitu": "total", "segini": "total", "semuanya": "total", "semua": "total", "totalnya": "total",
    "total": "total", "seluruhnya": "total", "tagihannya": "total", "angsurannya": "instalment",
    "cicilannya": "instalment", "setorannya": "instalment", "dendanya": "penalty", "denda": "penalty",
    "tunggakannya": "arrears", "tunggaknya": "arrears", "minimum": "minimum", "minimumnya": "minimum",
    "pelunasannya": "settlement",
}  # fmt: skip
_SHORT = 3
_HALF = word_set("setengahnya separuh separuhnya setengah separo separonya")
_SOME = word_set("sebagian sebagiannya semampunya seadanya")


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


def read(text: str, reference: date, bare_day: bool = False, by_agent: bool = False) -> Reading:
    """Reads one turn.

    `bare_day`: a bare number up to 31 is a day (a day was just asked for or named). `by_agent`: what stands in a
    question counts too, since the question proposes it.
    """
    tokens = closed_business(_without_hold_on(normalise(text)))
    words = [token.text for token in tokens]
    if not words:
        return Reading()
    numbers = find_numbers(tokens, expect_day=bare_day)
    dates = find_dates(tokens, numbers, reference)
    parts = cl.split(tokens, numbers, dates)
    if by_agent:
        money = {number.first for number in numbers if number.kind == "money"}
        parts = [proposed(p, words[p.first : p.last], not money.isdisjoint(range(p.first, p.last))) for p in parts]
    named = _named(_acts(tokens, parts), numbers, dates, parts)
    live = [words[at] for part in parts if part.live for at in range(part.first, part.last)]
    bare = is_bare(words, numbers, dates, named.slots)
    return replace(named, promises=_promises(live, named.amount, named.day), bare=bare)


def _without_hold_on(tokens: list[Token]) -> list[Token]:
    """The tokens without a leading "tunggu dulu pak", which asks for the word and is no condition."""
    words = [token.text for token in tokens]
    asks = words[:1] == ["tunggu"] and words[1:2] in (["dulu"], ["sebentar"])
    return tokens[2:] if asks and words[2:3] in ([], ["saya"], ["pak"], ["bu"], ["mas"], ["mbak"]) else tokens


def _acts(tokens: list[Token], parts: list[Clause]) -> Reading:
    """What the turn does, without what it names."""
    words = [token.text for token in tokens]
    return Reading(
        tokens=tokens,
        hedged=_hedged(words, parts),
        certain=any(part.live and cl.is_certain(words[part.first : part.last]) for part in parts),
        denies=any(part.denied for part in parts),
        retracts=_retracts(words),
        asks=any(part.asked for part in parts),
        requests=any(cl.is_request(words[part.first : part.last]) for part in parts),
        assents=_assents(words, parts),
        relative=relative_speaks(words),
    )


def _named(acts: Reading, numbers: list[Number], dates: list[DateSpan], parts: list[Clause]) -> Reading:
    """`acts` with the sum, day, way, payer and kind that the turn names."""
    words = acts.words
    sums = label_sums(words, numbers, parts)
    inside = [at for part in parts if part.live for at in range(part.first, part.last)]
    live = [words[at] for at in inside]
    months = _months(words, numbers, inside)
    ends = frozenset(inside.index(named.last - 1) for named in sums if named.last - 1 in inside)
    in_numbers = {at for number in numbers for at in range(number.first, number.last)}
    no_numbers = ["" if at in in_numbers else words[at] for at in inside]
    return replace(
        acts,
        sums=tuple(sums),
        amount=choose_sum(words, sums, parts),
        points_at=_pointed_at(live),
        share="half" if set(no_numbers) & _HALF else "some" if set(live) & _SOME else None,
        months=months,
        day=choose_day(words, dates, parts),
        method=_method(words, parts),
        kind=find_kind(no_numbers, ends, months is not None),
        payer=find_payer(live),
        relation=any(is_relation(word) for word in live),
        several=_several(words, sums, dates),
        aside=frozenset(at for part in parts if part.past for at in range(part.first, part.last)),
    )


def _pointed_at(live: list[str]) -> SumOf | None:
    """The sum that is pointed at; "semua" points at one only where paying is spoken of, or little else is said."""
    paying = len(live) <= _SHORT or any(is_pay_word(word) for word in live)
    return next((_POINTS[word] for word in live if word in _POINTS and (word != "semua" or paying)), None)


def _method(words: list[str], parts: list[Clause]) -> Method | None:
    """Ways are looked for in all that is not past or denied; "minta nomor virtual account" is a choice too."""
    kept = [at for p in parts if not (p.past or (p.denied and not p.condition)) for at in range(p.first, p.last)]
    found = find_method([words[at] for at in kept])
    return Method(found.category, found.brand, kept[found.at]) if found else None


def _promises(live: list[str], amount: NamedSum | None, day: DateSpan | None) -> bool:
    pays = any(is_pay_word(word) and word not in ("ditransfer", "dikirim") for word in live)
    return pays or bool(set(live) & _ABLE and (amount or day or {"janji", "usahakan"} & set(live)))


def _hedged(words: list[str], parts: list[Clause]) -> bool:
    hedged = [part for part in parts if part.condition and not (part.past or part.asked)]
    asking = [p for p in parts if cl.is_request(words[p.first : p.last])]
    only_god_willing = all("insyaallah" in words[part.first : part.last] for part in hedged)
    if hedged and only_god_willing and "pasti" in words:
        return bool(asking)
    return bool(hedged or asking)


def _retracts(words: list[str]) -> bool:
    line = f" {' '.join(words)} "
    return any(
        f" {phrase} " in line
        for phrase in ("gak jadi", "batal", "dibatalkan", "batalkan", "jangan dicatat", "saya tarik", "lupakan")
    )


def _assents(words: list[str], parts: list[Clause]) -> bool:
    """Whether the turn agrees: it begins with a word of agreement, or has one and denies nothing."""
    if any(part.denied for part in parts):
        return False
    head = words[0] in _ASSENTS or words[0] == "ya"
    return head or (len(words) <= 6 and bool(set(words) & _ASSENTS))


def _months(words: list[str], numbers: list[Number], inside: list[int]) -> int | None:
    """How many whole months or instalments are to be paid ("dua bulan", "dua duanya")."""
    for at in inside:
        if words[at] in ("duanya", "dua duanya") and at and words[at - 1] == "dua":
            return 2
        if words[at] == "sebulan" and _pays_near(words, at, at + 1):
            return 1
    for number in numbers:
        behind = words[number.last : number.last + 2]
        if number.kind != "count" or number.first not in inside or number.value is None or number.value > 60:
            continue
        if behind[:1] in (["angsuran"], ["cicilan"]) or (
            behind == ["bulan", "angsuran"] or behind == ["bulan", "cicilan"]
        ):
            return number.value
        whole = behind[:1] == ["bulan"] and behind[1:] not in (["lagi"], ["lalu"], ["depan"])
        if whole and _pays_near(words, number.first, number.last + 1):
            return number.value
    return None


def _pays_near(words: list[str], first: int, last: int) -> bool:
    return any(is_pay_word(word) for word in words[max(0, first - 3) : first]) or bool(
        set(words[last : last + 2]) & {"dulu", "sekaligus", "langsung", "angsuran", "cicilan", "dibayar"}
    )


def _several(words: list[str], sums: list[NamedSum], dates: list[DateSpan]) -> bool:
    """Whether several payments are planned."""
    paid = [named for named in sums if named.of not in ("other", "total", "arrears")]
    days = [span for span in dates if not span.past and not span.weak]
    line = " ".join(words)
    corrected = bool(set(words) & _CORRECTIONS)
    return (
        "sisanya" in words
        or "dua kali" in line
        or (len(paid) > 1 and len(days) > 1 and not corrected)
        or ("masingmasing" in words)
    )
