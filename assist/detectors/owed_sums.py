"""The sums of the debt that an agent states, against the account's. Pure.

A false alarm is worse than a miss here: only a sum that stands beside the word for what is owed is compared
("tunggakannya sebesar satu juta"), and only where nothing around it proposes, supposes or deducts.
"""

from collections.abc import Iterator
from datetime import date
from typing import Literal

from assist.account import Account
from assist.detectors.agent_turns import Finding
from assist.detectors.turn_words import TurnWords
from assist.language.numbers.values import Number
from assist.language.terms.paying import is_pay_word
from assist.language.words.calendar_words import MONTHS
from assist.language.words.vocabulary import word_set

What = Literal["amount", "instalment", "penalty"]

_OWED: dict[str, What] = {
    **dict.fromkeys(word_set("tunggakan tunggakannya tertunggak menunggak nunggak tagihan tagihannya"), "amount"),
    **dict.fromkeys(word_set("kewajiban kewajibannya total totalnya"), "amount"),
    **dict.fromkeys(word_set("angsuran angsurannya cicilan cicilannya setoran setorannya"), "instalment"),
    **dict.fromkeys(word_set("denda dendanya"), "penalty"),
}
_LINKS = word_set(
    """itu ini ibu bapak pak bu mas mbak kak bang anda saudara yang ada adalah ialah yaitu sebesar senilai sejumlah
    sebanyak saat sekarang sampai hari di sistem kami catatan data tercatat masih sudah jumlahnya nilainya nominalnya
    besarnya jumlah nilai nominal kan ya rp berikut beserta termasuk dengan plus dan sama keterlambatan bulan bulanan
    bulanannya semua semuanya keseluruhan per telat lewat sekitar kirakira hampir kisaran atas nama"""
) | set(MONTHS)
"""Words that may stand between the name of what is owed and its sum, beside the customer's own name."""
_SUPPOSES = word_set(
    """kalau jika bila apabila seandainya misal misalnya tinggal sisa sisanya potong potongan dipotong diskon keringanan
    hapus dihapus cukup minimal maksimal jadi menjadi turun lunas pelunasan pelunasannya bisa sanggup mau mohon tolong
    janji berapa tambah bertambah nambah kena dikenakan biasanya dulunya besok nanti"""
)
"""Before what is owed these make a proposal, a condition or another sum of it."""
_ONLY = word_set("dulu aja doang minimal cukup lagi sehari perhari harian")
_CORRECTS = word_set("eh ralat maaf maksudnya maksud salah bukan sori keliru")
_ABOUT = word_set("sekitar kirakira hampir kisaran lebih sekian an kurang")
_WALK = 12
NEARLY = 0.1
"""A sum said with "about" may be a tenth off."""
ROUND_IDR = 1_000
"""Nobody speaks the last three digits."""


def wrong_sums(turn: TurnWords, account: Account) -> Iterator[Finding]:
    """The sums stated as owed that the account does not know."""
    names = word_set((account.customer_name or "").lower())
    for number in turn.numbers:
        if number.kind != "money" or number.value is None:
            continue
        first, owed = _owed_before(turn, number.first, _LINKS | names)
        if not owed or _is_proposed(turn, first, number, owed):
            continue
        what: What = "amount" if len(owed) > 1 else next(iter(owed))
        expected = {"amount": account.amount_due_idr, "instalment": account.instalment_idr}.get(
            what, account.penalty_idr
        )
        about = number.approx or bool(set(turn.words[first : number.first] + turn.behind(number.last, 2)) & _ABOUT)
        if expected is None or any(_agree(number.value, sum_, about) for sum_ in _known(account, owed, turn)):
            continue
        yield mismatch(turn, (first, number.last), what, number.value, expected)


def _owed_before(turn: TurnWords, at: int, links: frozenset[str] | set[str]) -> tuple[int, set[What]]:
    """Where the words begin that say what the sum at `at` is of, and everything they name."""
    owed: set[What] = set()
    first = at
    for n in range(at - 1, max(-1, at - _WALK), -1):
        # "tunggakan, satu juta": a recogniser's comma parts nothing there
        beside = n == at - 1 and turn.words[n] in _OWED
        if turn.tokens[n + 1].after_break and not beside:
            break
        if turn.words[n] in _OWED:
            owed.add(_OWED[turn.words[n]])
            first = n
        elif turn.words[n] not in links and not _counts(turn, n):
            break
    return first, owed


def _counts(turn: TurnWords, at: int) -> bool:
    """Whether a number of months stands there ("angsuran dua bulan", "angsuran ke tiga")."""
    return turn.words[at] == "ke" or any(
        number.kind in ("count", "ordinal", "bare") and number.first <= at < number.last for number in turn.numbers
    )


def _is_proposed(turn: TurnWords, first: int, number: Number, owed: set[What]) -> bool:
    """Whether the words around say something other than what is owed."""
    lead, behind, gap = turn.before(first, _WALK), turn.behind(number.last), turn.words[first : number.first]
    if lead[:1] == ["jadi"] and "amount" in owed:
        lead = lead[1:]  # it sums up; "jadi angsurannya ..." may be a new one
    later = [other for other in turn.numbers if number.last <= other.first <= number.last + 4]
    corrected = bool(later) and bool(set(turn.words[number.last : later[0].first]) & _CORRECTS)
    return bool(
        corrected
        or _is_rate([*gap, *behind], owed)
        or set(lead) & _SUPPOSES
        or any(is_pay_word(word) for word in lead)
        or set(behind) & _ONLY
        or set(gap) & {"jadi", "menjadi"}
        or "atau" in behind[:1]
    )


def _is_rate(words: list[str], owed: set[What]) -> bool:
    """Whether the sum is for a day, or for something else than a month's instalment."""
    for at, word in enumerate(words):
        if word == "per" and (words[at + 1 : at + 2] != ["bulan"] or owed != {"instalment"}):
            return True
    return False


def _known(account: Account, owed: set[What], turn: TurnWords) -> set[int]:
    """The sums that are right: what is owed, so many instalments, and each with or without the penalty."""
    penalty, total, instalment = account.penalty_idr or 0, account.amount_due_idr, account.instalment_idr
    if owed == {"penalty"}:
        return {penalty}
    counts = {number.value for number in turn.numbers if number.kind == "count" and number.value}
    most = (total or 0) // instalment if instalment else 0
    sums = {instalment * times for times in {1, *counts, *range(1, min(most, 60) + 1)}} if instalment else set()
    sums |= {total} if total is not None else set()
    both = sums | {known + penalty for known in sums} | {known - penalty for known in sums}
    return both | ({penalty} if "penalty" in owed else set())


def _agree(said: int, known: int, about: bool) -> bool:
    rounded = said % ROUND_IDR == 0 and abs(said - known) < ROUND_IDR
    return rounded or said == known or (about and abs(said - known) <= NEARLY * known)


def mismatch(turn: TurnWords, place: tuple[int, int], what: str, said: date | int | str, owed: date | int) -> Finding:
    """Tokens `place` (first, last exclusive) say `said` of `what`, where the account says `owed`.

    `amount_idr`, `date` or `days` repeats the account's, for tips.
    """
    key = "date" if what == "due_date" else "days" if what == "days_past_due" else "amount_idr"
    fields = {"what": what, "said": _json(said), "account": _json(owed), key: _json(owed)}
    return Finding(fields, *turn.characters(*place))


def _json(value: date | int | str) -> int | str:
    return value.isoformat() if isinstance(value, date) else value
