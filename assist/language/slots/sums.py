"""The sums of a turn: what each is a sum of, and which one is meant to be paid. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from assist.language.clauses.clause import Clause
from assist.language.clauses.stories import pays_another
from assist.language.numbers.values import Number
from assist.language.terms.debts import SumOf, debt_of, is_elsewhere
from assist.language.terms.paying import is_pay_word, moves_money
from assist.language.words.calendar_words import WEEKDAYS
from assist.language.words.number_words import is_number_word
from assist.language.words.vocabulary import word_set

_ABLE = word_set("sisihkan sanggup sanggupnya bisanya adanya mampunya kuatnya pegang megang cuma baru kasih usahakan")
_CORRECTIONS = word_set("eh ralat maksudnya maksud salah bukan ganti jangan keliru sori deng ding jadinya")
_BECOMES = word_set("jadi jadinya totalnya total berarti genapin bulatin digenapin dibulatin genapnya")
_TOO_MUCH = word_set(
    """kebanyakan kegedean kebesaran kemahalan ketinggian keberatan kebanyaken kakehan kaluhuran kalobaan kabanyakan
    berat abot beurat"""
)
_ONCE = word_set("tadinya awalnya semula sebelumnya harusnya mestinya seharusnya")
_ADDING = word_set("sama plus tambah ditambah tambahan dan dengan beserta berikut")
_PLUS = word_set("plus tambah ditambah")
_PADDING = word_set(
    "pak bu mas mbak kak bang itu mah ya terus waduh aduh kan sih aja pas lah deh nya om wah dulu segitu yang"
)
_MONTHLY = word_set("bulan bulannya bulane")
_FOR = word_set("untuk buat bagi bayar")
_WINDOW = 8
_AT_THE_TIME = word_set(
    """habis setelah pas pulang sepulang waktu dekat depan sebelah samping seberang ke di sebelum sambil sekalian antar
    jemput ambil nunggu begitu"""
)
_PAYDAYS = word_set("gajian panen cair")
_DAYS = frozenset(WEEKDAYS) | word_set("besok lusa tanggal hari minggu nanti")
_PLACES = word_set("tempat orang bank pinjol leasing koperasi")
_FORCED = word_set("dipaksa disuruh harus diminta minta sampai")
_LENDERS = word_set("koperasi kopdit bpr leasing finance pegadaian bumdes")
_CHEAPER = word_set("diskon potongan promo")
_MEANS = word_set("pakai lewat dari")
_SMALLEST = 10
"""Below it a bare number may be millions as well as thousands ("saya bayar lima"): no sum is sure."""


@dataclass(frozen=True, slots=True)
class NamedSum:
    """A sum and what it is a sum of; `idr` is None where it is not sure."""

    idr: int | None
    of: SumOf
    first: int
    last: int
    approx: bool = False


def label_sums(
    words: Sequence[str], numbers: list[Number], clauses: list[Clause], asked: bool = False
) -> list[NamedSum]:
    """Every sum of the turn with what stands before (or right behind) it; `asked`: the agent just asked for a sum."""
    found: list[NamedSum] = []
    day = -1
    for at, number in enumerate(numbers):
        own = max([clause.first for clause in clauses if clause.first <= number.first], default=0)
        start = max([clause.first for clause in clauses if clause.first < number.first - 1], default=0)
        start = max([start, *(named.last for named in found)])
        ahead = numbers[at + 1].first if at + 1 < len(numbers) else len(words)
        if number.kind not in ("money", "bare"):
            day = number.first
            continue
        last = not any(later.kind == "money" for later in numbers[at + 1 :])
        of = _label(words, number, (start, ahead), max(own, day + 1) if last else None)
        idr = number.value
        if number.kind == "bare":
            if idr is None or not _SMALLEST <= idr < 100 or not (asked or _is_paid(words, number, of, start)):
                continue
            idr *= 1000
        before = [named.idr or 0 for named in found]
        if len(before) > 1 and of == "payment" and idr == sum(before) and words[number.first - 1] in _BECOMES:
            of = "total"  # "angsuran A denda B jadi C"
        found.append(NamedSum(idr, of, number.first, number.last, number.approx))
    return found


def _is_paid(words: Sequence[str], number: Number, of: SumOf, start: int) -> bool:
    """A small bare number is a sum only where a verb of paying, the name of a debt or "dulu" says so."""
    before = words[number.first - 1] if number.first else ""
    after = words[number.last] if number.last < len(words) else ""
    if after in ("orang", "kali", "bulan") or number.approx:
        return False
    if moves_money(before) or before in _ABLE or before in _PLUS or (before == "ada" and of == "payment"):
        return True
    named = of not in ("payment", "other", "total", "rest") and number.first - start <= 4
    return named or (after in ("dulu", "aja") and any(map(moves_money, words)) and before not in ("ke", "jam"))


def _label(words: Sequence[str], number: Number, place: tuple[int, int], alone: int | None) -> SumOf:
    """What a sum is of; `place` is where its clause begins and the next number stands.

    `alone`, for the last sum of a turn: money of elsewhere named before this place is told for its day, not its size.
    """
    start, ahead = place
    for at in range(number.first - 1, max(start, number.first - _WINDOW) - 1, -1):
        word = words[at]
        if moves_money(word):
            return "payment"
        if (of := debt_of(word)) and _is_owed_elsewhere(words[at + 1 : number.first]):
            return "other"
        if of := debt_of(word):
            both = (
                of == "penalty" and words[at - 1] in _ADDING and any(map(debt_of, words[max(start, at - 4) : at - 1]))
            )
            return "arrears" if both else of
        before = words[at - 1] if at else ""
        if word == "sebulannya" or (word in _MONTHLY and (before == "per" or (before == "satu" and word != "bulan"))):
            return "instalment"
        if word in _CHEAPER and (of := debt_of(before)):
            return of  # "pelunasan diskon tiga juta"
        if word in _PAYDAYS and words[at + 1] in _DAYS:
            return "payment"  # "gajian jumat tiga ratus saya setor": told for its day
        if word in _LENDERS and debt_of(before):
            continue  # "angsuran koperasi"
        if is_elsewhere(word) and before not in _AT_THE_TIME and not (word == "saldo" and before in _MEANS):
            if alone is not None and (at < alone or (word == "pinjam" and _is_passed_on(words[number.last :]))):
                return "payment"
            behind = _label_behind(words, number.last, ahead)
            return behind if behind != "payment" else "other"
    return _label_behind(words, number.last, ahead)


def _is_owed_elsewhere(between: Sequence[str]) -> bool:
    """ "utang saya di tempat lain dua juta"."""
    return any(a in _PLACES and b == "lain" for a, b in pairwise(between))


def _is_passed_on(behind: Sequence[str]) -> bool:
    """Whether what was borrowed is paid on ("saya pinjam adik lima ratus, besok saya transfer")."""
    return any(
        is_pay_word(word) and behind[max(0, at - 1) : at] == ["saya"] and not pays_another(behind, at)
        for at, word in enumerate(behind)
    )


def _label_behind(words: Sequence[str], last: int, ahead: int) -> SumOf:
    """ "lima ratus buat cicilan", "dua juta buat belanja", "lima ratus angsurannya"."""
    at = last
    while at < ahead and words[at] in _PADDING:
        at += 1
    behind = words[at : min(ahead, at + 4)]
    if behind[:1] in (["sebulan"], ["perbulan"], ["bulanan"]) or behind[:2] == ["per", "bulan"]:
        return "instalment"
    if behind[:1] and behind[0] in _FOR:
        of = next(
            (of for word in behind[1:] if (of := debt_of(word) or ("other" if is_elsewhere(word) else None))), None
        )
        return of or "payment"
    of = debt_of(behind[0]) if behind and (at + 1 != ahead or ahead == len(words)) else None
    return of if of in ("instalment", "penalty", "arrears", "minimum") else "payment"


def choose_sum(words: Sequence[str], sums: list[NamedSum], clauses: list[Clause]) -> NamedSum | None:
    """The sum to be paid: not one that is past, denied, earned, or due beside another; the last correction wins."""
    own = [named for named in sums if named.of != "other"]
    live = [named for named in own if _clause_of(named, clauses).live]
    if not live and len(own) == 1 and own[0].of == "payment" and _is_told_beside(own[0], clauses):
        live = own
    live = [named for named in live if named.of != "rest"] or live
    live = [named for named in live if _before_the_run(words, named.first) not in ("bukan", "jangan")]
    live = [named for named in live if not _is_forced(words, named.first)] or live
    live = [named for named in live if not _is_too_much(words, named)] or live[-1:]
    live = [named for named in live if _ONCE.isdisjoint(words[max(0, named.first - 3) : named.first])] or live[-1:]
    live = corrected(words, live)
    if len(live) > 1 and live[0].idr is None and not _is_paid_right_here(words, live[0]):
        live = [named for named in live if _is_paid_right_here(words, named)] or live
    if len(live) > 1:
        live = [named for named in live if named.of not in ("total", "arrears")] or live
    if not live:
        return None
    return _added(words, live[0], live[1]) or live[0] if len(live) == 2 else live[0]


def _is_forced(words: Sequence[str], first: int) -> bool:
    """ "jangan dipaksa lima ratus"."""
    return first > 1 and words[first - 2] in ("jangan", "gak") and words[first - 1] in _FORCED


def _is_paid_right_here(words: Sequence[str], named: NamedSum) -> bool:
    """Whether the sum is the object of a verb of paying ("saya bayar dua ratus")."""
    return named.first > 0 and moves_money(words[named.first - 1])


def _before_the_run(words: Sequence[str], first: int) -> str:
    """The word before all the number words that stand in one row with the sum."""
    while first and is_number_word(words[first - 1]):
        first -= 1
    return words[first - 1] if first else ""


def _added(words: Sequence[str], one: NamedSum, other: NamedSum) -> NamedSum | None:
    """The two together, where the second is put on top of the first."""
    link = words[one.last : other.first]
    penalty = "penalty" in (one.of, other.of)
    if words[other.last : other.last + 1] == ["lagi"] or not (
        set(link) & (_ADDING if penalty else _PLUS) or list(link) == ["sama"]
    ):
        return None
    idr = one.idr + other.idr if one.idr is not None and other.idr is not None else None
    return NamedSum(idr, "arrears" if penalty else one.of, one.first, other.last, one.approx or other.approx)


def _is_told_beside(named: NamedSum, clauses: list[Clause]) -> bool:
    """Whether the sum stands in a reason or story, and another clause may promise it."""
    part = _clause_of(named, clauses)
    return part.elsewhere and not (part.denied or part.past or part.asked)


def _is_too_much(words: Sequence[str], named: NamedSum) -> bool:
    """ "sejuta itu kebanyakan"."""
    at = named.last
    while at < len(words) and words[at] in _PADDING:
        at += 1
    return at < len(words) and words[at] in _TOO_MUCH


def corrected(words: Sequence[str], spans: list[NamedSum]) -> list[NamedSum]:
    """`spans` without those that a later one corrects or adds up ("A sama B jadi C")."""
    kept: list[NamedSum] = []
    for span in spans:
        link = list(words[kept[-1].last : span.first]) if kept else []
        whole = sum(one.idr or 0 for one in kept)
        if kept and not _BECOMES.isdisjoint(link) and span.idr is not None and span.idr == whole:
            kept = [span] if not _ADDING.isdisjoint(words[kept[0].last : span.first]) or len(kept) == 1 else kept
        elif kept and (
            not _CORRECTIONS.isdisjoint(link)
            or link.count("gak") > 1
            or (not _BECOMES.isdisjoint(link) and span.of not in ("total", "rest"))
        ):
            kept[-1] = span
        else:
            kept.append(span)
    return kept


def _clause_of(named: NamedSum, clauses: list[Clause]) -> Clause:
    return next(clause for clause in clauses if clause.first <= named.first < clause.last)
