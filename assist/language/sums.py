"""The sums of a turn: what each is a sum of, and which one is meant to be paid. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from assist.language.clauses import Clause
from assist.language.payers import is_pay_word
from assist.language.spans import Number
from assist.language.vocabulary import word_set

SumOf = Literal["instalment", "penalty", "arrears", "minimum", "settlement", "total", "other", "rest", "payment"]

_LABELS: dict[str, SumOf] = {
    "denda": "penalty", "dendanya": "penalty", "angsuran": "instalment", "angsurannya": "instalment",
    "cicilan": "instalment", "cicilannya": "instalment", "setoran": "instalment", "tunggakan": "arrears",
    "tunggakannya": "arrears", "nunggak": "arrears", "tertunggak": "arrears", "menunggak": "arrears",
    "minimum": "minimum", "minimumnya": "minimum", "pelunasan": "settlement", "pelunasannya": "settlement",
    "total": "total", "totalnya": "total", "tagihan": "total", "tagihannya": "total", "kewajiban": "total",
    "semuanya": "total", "utang": "total", "utangnya": "total", "hutang": "total", "pinjaman": "other",
    "sisa": "rest", "sisanya": "rest", "kekurangannya": "rest", "kekurangan": "rest", "kurangnya": "rest",
    "pokok": "other",
}  # fmt: skip
_OTHER = word_set(
    """gaji gajian gajinya penghasilan pendapatan omzet omset upah untung thr sewa kontrakan spp listrik belanja biaya
    harga ongkos obat sekolah admin plafon limit gajiku bonus modal arisan uang jajan laku pensiun dapat dapet pinjam
    belanjaan kebutuhan makan saldo penghasilannya potongan diskon"""
)
_CORRECTIONS = word_set("eh ralat maksudnya maksud salah bukan ganti jangan keliru sori")
_ADDING = word_set("sama plus tambah ditambah dan dengan")
_WINDOW = 4


@dataclass(frozen=True, slots=True)
class NamedSum:
    """A sum and what it is a sum of; `idr` is None where it is not sure."""

    idr: int | None
    of: SumOf
    first: int
    last: int
    approx: bool = False


def label_sums(words: Sequence[str], numbers: list[Number], clauses: list[Clause]) -> list[NamedSum]:
    """Every sum of the turn with what stands before (or right behind) it."""
    found: list[NamedSum] = []
    for number in numbers:
        idr = number.value
        if number.kind == "bare" and idr is not None and idr < 100 and _is_paid(words, number):
            idr *= 1000
        elif number.kind != "money":
            continue
        start = max([clause.first for clause in clauses if clause.first <= number.first], default=0)
        start = max([start, *(named.last for named in found)])
        found.append(NamedSum(idr, _label(words, number, start), number.first, number.last, number.approx))
    return found


def _is_paid(words: Sequence[str], number: Number) -> bool:
    """A small bare number is a sum only where a verb of paying or "aja"/"dulu" says so ("bayar lima puluh dulu")."""
    before = words[number.first - 1] if number.first else ""
    after = words[number.last] if number.last < len(words) else ""
    able = before in ("bisanya", "sanggupnya", "adanya", "mampunya", "baru")
    return not number.approx and (is_pay_word(before) or able) and after not in ("orang", "kali", "bulan")


def _label(words: Sequence[str], number: Number, start: int) -> SumOf:
    near = words[max(start, number.first - _WINDOW) : number.first]
    for at in range(len(near) - 1, -1, -1):
        word = near[at]
        if is_pay_word(word) or word in ("sisihkan", "kasih", "titip", "sanggup", "sanggupnya", "bisanya", "ambil"):
            return "payment"
        if word in _LABELS:
            return _LABELS[word]
        if word in _OTHER:
            return "other"
    behind = words[number.last : number.last + 2]
    if behind[:1] in (["sebulan"], ["perbulan"], ["bulanan"]) or behind == ["per", "bulan"]:
        return "instalment"
    return "payment"


def choose_sum(words: Sequence[str], sums: list[NamedSum], clauses: list[Clause]) -> NamedSum | None:
    """The sum to be paid: not one that is past, denied, earned, or due beside another; the last correction wins."""
    live = [named for named in sums if named.of != "other" and _clause_of(named, clauses).live]
    live = [named for named in live if named.of != "rest"] or live
    live = [named for named in live if words[named.first - 1 : named.first] != ["bukan"] or not named.first]
    live = corrected(words, live)
    if len(live) > 1:
        live = [named for named in live if named.of not in ("total", "arrears")] or live
    if not live:
        return None
    first = live[0]
    if len(live) == 2 and live[1].of == "penalty" and set(words[first.last : live[1].first]) & _ADDING:
        both = first.idr is not None and live[1].idr is not None
        total = (first.idr or 0) + (live[1].idr or 0) if both else None
        return NamedSum(total, "arrears", first.first, live[1].last, first.approx or live[1].approx)
    return first


def corrected(words: Sequence[str], spans: list[NamedSum]) -> list[NamedSum]:
    """`spans` without those that a later one corrects."""
    kept: list[NamedSum] = []
    for span in spans:
        if kept and set(words[kept[-1].last : span.first]) & _CORRECTIONS:
            kept[-1] = span
        else:
            kept.append(span)
    return kept


def _clause_of(named: NamedSum, clauses: list[Clause]) -> Clause:
    return next(clause for clause in clauses if clause.first <= named.first < clause.last)
