"""What the agent's turn does: name sums, ask for a slot, propose or recap a payment. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from assist.language.clauses.conditions import VOCATIVES
from assist.language.clauses.stories import pays_another
from assist.language.dates.named import DateSpan
from assist.language.promise.asking import PROPOSING, asked_for, asks_what_for, without_announcing
from assist.language.promise.reading import Reading
from assist.language.promise.topics import fixes_call, topic_of
from assist.language.slots.sums import NamedSum
from assist.language.terms.debts import debt_of
from assist.language.terms.paying import is_pay_word, moves_money
from assist.language.words.vocabulary import word_set

_DEBT = word_set(
    """tunggakan tunggakannya tagihan tagihannya denda dendanya angsuran angsurannya cicilan cicilannya telat terlambat
    nunggak menunggak tertunggak jatuhtempo kewajiban kewajibannya total totalnya minimum minimumnya pelunasan sisa
    pelunasannya outstanding temponya pinjaman utang"""
)
_TELLING = word_set("gajian gajinya pinjam meminjam minjam setiap tiap")
_LATE = word_set("telat terlambat nunggak menunggak lewat")
_SUMMING = word_set("jadi berarti pastikan konfirmasi dicatat bantu")
"""Words that open a statement as well as a proposal ("jadi tunggakannya dua juta ya")."""
_MONTHLY = (("per", "bulan"), ("tiap", "bulan"), ("setiap", "bulan"), ("satu", "bulan"))
_OTHER_TOPICS = word_set(
    """penghasilan penghasilannya pendapatan omzet gaji gajian gajiannya gajinya umur umurnya usia orang lama kerja
    usaha
    usahanya tinggal alamat alamatnya anak anaknya tanggungan nama namanya sakitnya kerjaan kerjaannya cair cairnya"""
)
"""What an agent asks about besides paying."""
_WAIVING = word_set("hapus dihapus hapuskan potong dipotong diskon bebas kena dikenakan")
_RECAPPING = word_set("jadi berarti catat ulangi dicatat konfirmasi rekap simpulkan pastikan oke")
_LATENESS = word_set("telat terlambat nunggak menunggak tertunggak jatuhtempo sisa sisanya outstanding")
_CORRECTING = word_set("eh ralat maksudnya salah keliru koreksi")
_OPENING = 4
_DUE = word_set("jatuhtempo temponya lewat setelah sejak kemarin dari harusnya seharusnya sebelum")


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a customer's "yes" or short answer would mean.

    `asked` are the slots the agent asked for ("date", "amount", "method", "payer"); `offers` is whether the turn
    proposes or recaps a payment, so that a plain "yes" accepts it.
    """

    reading: Reading
    turn: int
    asked: frozenset[str]
    offers: bool
    amount: NamedSum | None
    recap: bool
    purpose: bool = False
    """Asks only what a payment that stands is for ("itu untuk angsurannya ya")."""
    restated: "Proposal | None" = None
    """The proposal that this one corrects in part ("maaf maksud saya lima ratus"): the rest of it stands."""


def read_proposal(reading: Reading, turn: int) -> Proposal | None:
    """The proposal or question in an agent's turn; None where it only states something."""
    words = without_announcing([word for at, word in enumerate(reading.words) if at not in reading.aside])
    if topic_of(reading.words, bool(reading.sums or reading.slots)) == "identity":
        return None
    asked = asked_for(words) if _OTHER_TOPICS.isdisjoint(words) or any(map(is_pay_word, words)) else frozenset()
    monthly = any(pair in _MONTHLY for pair in pairwise(words)) and not any(map(is_pay_word, words))
    statement = bool(set(words) & _DEBT) and (monthly or not _moves(reading, words))
    statement = statement or _tells(words)
    amount = _one_sum(reading)
    if amount is not None and amount.of == "penalty" and "date" in asked and not _pays_it(reading.words, amount):
        amount = None
    pays = any(is_pay_word(word) and not pays_another(words, at) for at, word in enumerate(words))
    pays = pays and bool(set(words) & PROPOSING)
    day = _proposed_day(reading)
    coming = day is not None and (not day.weak or pays)
    way = reading.method is not None and not _only_visits(reading, words)
    named = amount is not None or (coming and (way or reading.method is None)) or way
    offers = not statement and (named or (pays and not asked) or reading.months is not None)
    purpose = not reading.sums and asks_what_for(words)
    offers = offers or purpose
    if reading.denies and not asked:
        offers = False
    if not offers and not asked:
        return None
    recap = not _RECAPPING.isdisjoint(words)
    return Proposal(reading, turn, asked, offers, amount, recap, purpose)


def _only_visits(reading: Reading, words: Sequence[str]) -> bool:
    """Whether somebody is sent and nothing is said of money ("petugas kami ke rumah besok ya")."""
    sent = reading.method is not None and reading.method.category == "pickup"
    return sent and not reading.sums and not any(map(moves_money, words))


def _tells(words: Sequence[str]) -> bool:
    """Whether the turn tells of a payday, a loan, a rhythm, a sum or what lateness costs, and speaks of no payment."""
    if any(one == "kalau" and other in _LATE for one, other in pairwise(words)):
        return True
    plan = any(map(is_pay_word, words)) or not PROPOSING.isdisjoint(words)
    return not plan and (not _TELLING.isdisjoint(words) or words[:1] == ["jumlahnya"])


def checks_sum(reading: Reading, turn: int) -> Proposal | None:
    """A debt named with a "ya?" while a promise still lacks its sum: it asks whether that is what will be paid.

    A bare total is only told by it, so that the agent has to ask.
    """
    words = [word for word in reading.words if word not in VOCATIVES]
    named = reading.amount
    told = named is None or named.of in ("total", "penalty") or len(reading.sums) > 1 or _tells(reading.words)
    if told or words[-1:] not in (["ya"], ["kan"]) or not _LATENESS.isdisjoint(words):
        return None
    return Proposal(reading, turn, frozenset(), True, named, recap=False)


def corrects_itself(reading: Reading) -> bool:
    """Whether a turn only puts right a sum or day of the turn before ("eh maaf maksud saya lima ratus ribu")."""
    words = reading.words
    opens = not _CORRECTING.isdisjoint(words[:_OPENING])
    plan = any(map(is_pay_word, words)) or not (PROPOSING - _SUMMING).isdisjoint(words)
    return opens and not plan and bool(reading.sums or reading.day)


def may_fix_call(proposal: Proposal, called: bool, paying: bool) -> bool:
    """Whether the proposal names but a time, which is that of the next call.

    `called`: the customer has just asked to be called; `paying`: the agent has spoken of paying before.
    """
    reading = proposal.reading
    if proposal.asked or proposal.purpose or proposal.amount or reading.method or reading.sums or reading.months:
        return False
    if any(is_pay_word(word) or debt_of(word) for word in reading.words):
        return False
    return called or (not paying and fixes_call(reading.words))


def _proposed_day(reading: Reading) -> DateSpan | None:
    """The day named, unless it is only warned of or told ("kalau gak dibayar hari ini")."""
    return reading.day if reading.day is not None and reading.day.first not in reading.aside else None


def _pays_it(words: Sequence[str], amount: NamedSum) -> bool:
    """Whether the penalty is what is to be paid ("dendanya sekian mau dibayar kapan"), not named in passing."""
    behind = words[amount.last :]
    return any(map(is_pay_word, words[: amount.first])) or any(is_pay_word(w) and w.startswith("di") for w in behind)


def _moves(reading: Reading, words: Sequence[str]) -> bool:
    """Whether a turn that names a debt also moves towards paying it; `words` are those that count."""
    day = _proposed_day(reading)
    coming = day is not None and not day.weak and not set(reading.words[max(0, day.first - 3) : day.first]) & _DUE
    pays = any(is_pay_word(word) for word in words)
    return pays or coming or reading.method is not None or bool(set(words) & (PROPOSING - _SUMMING))


def _one_sum(reading: Reading) -> NamedSum | None:
    """The one sum that is proposed; None where several of different kinds stand side by side."""
    waived = bool(set(reading.words) & _WAIVING)
    named = [n for n in reading.sums if n.first not in reading.aside]
    sums = [n for n in named if n.of not in ("other", "rest") and not (waived and n.of == "penalty")]
    if len(sums) <= 1:
        return sums[0] if sums else None
    if reading.several or len({named.idr for named in sums}) == 1:
        return sums[0]
    totals = [named for named in sums if named.of in ("total", "settlement")]
    if reading.amount is not None and reading.amount.of == "arrears" and reading.amount not in sums:
        return reading.amount
    plain = [named for named in sums if named.of == "payment"]
    return plain[-1] if plain else totals[-1] if totals else None
