"""What an agent's turn is about besides a payment to come: who speaks, a payment that is past, a call to come. Pure."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

from assist.language.clauses.conditions import VOCATIVES
from assist.language.terms.paying import is_pay_word, moves_money
from assist.language.terms.ways import is_way
from assist.language.words.number_words import is_number_word
from assist.language.words.vocabulary import word_set

Topic = Literal["payment", "identity", "past", "proof", "line"]

_IDENTITY = word_set(
    "lahir lahirnya kelahiran kelahirannya ktp ktpnya nik niknya kandung kandungnya otp pin digit digitnya"
)
"""What an agent asks to know who speaks; its answers are dates and digits too."""
_ABOUT_THEM = word_set("verifikasi verifikasinya alamat alamatnya umur umurnya usia usianya hp hpnya")
"""Asks the same where no plan of paying is named beside it ("petugas ke alamat bapak besok ya")."""
_PROOF = word_set("foto fotonya bukti buktinya struk struknya resi resinya kuitansi kuitansinya kwitansi screenshot")
_COMING = word_set(
    """bisa bisanya mau nanti akan rencana rencananya sisa sisanya lagi terus jadi berikutnya selanjutnya depan besok
    kekurangan kekurangannya sanggup kalau janji belum gak lusa ini berarti kedua"""
)
_GONE = word_set("kemarin tadi lalu barusan")
_ASKING = word_set("kapan berapa siapa mana apa")
_USUAL = word_set("biasa biasanya selama selalu sebelumnya sudah kemarin tadi")
_MONEY = word_set("uang uangnya nanti titip")
_CALLS = word_set(
    "telepon teleponnya ditelepon menelepon hubungi dihubungi menghubungi kabari kabarin dikabari ngobrol"
)
_BUSY = word_set("rapat kerja nyetir sibuk repot jalan")
_CLOCK = word_set("jam pukul")
_CLOSING = word_set("terimakasih makasih ketemu jumpa disambung lanjut")
_INTRODUCES = word_set("saya kami ini selamat pagi siang sore malam halo dengan perkenalkan kita sini")
_COMPANY = word_set("finance multifinance leasing fintech financial sekuritas")
_TOWARDS = word_set("ke lewat pakai via rekening")
_OFFICE = word_set("bank pt kantor tim pihak")
_NEAR = 5
_HAIL = word_set("halo hallo dengar terdengar kedengaran kedengeran suara suaranya suara sinyal sinyalnya putus")
_STILL_THERE = VOCATIVES | _HAIL | word_set("iya ya masih ada di sini saya jelas kok putusputus")
"""All that may stand in an answer to a hail ("iya halo pak, kedengaran")."""


def topic_of(words: Sequence[str], plan: bool, told_paid: bool = False) -> Topic:
    """What the agent's turn asks about.

    `plan`: it names a sum, a day or a way; `told_paid`: the customer has just told of a payment that is past.
    """
    asks_past = _asks_about_the_past(words) or (
        told_paid and _COMING.isdisjoint(words) and not _ASKING.isdisjoint(words) and any(map(is_pay_word, words))
    )
    if asks_past:
        return "past"
    if not (plan or _PROOF.isdisjoint(words)) and not any(map(_pays_surely, words)):
        return "proof"
    if not (plan or _HAIL.isdisjoint(words)) and not any(map(is_pay_word, words)):
        return "line"
    last_figures = any(a == "angka" and b in ("terakhir", "belakang") for a, b in pairwise(words))
    known = last_figures or not _IDENTITY.isdisjoint(words) or not (plan or _ABOUT_THEM.isdisjoint(words))
    return "identity" if known and not any(map(is_pay_word, words)) else "payment"


def _asks_about_the_past(words: Sequence[str]) -> bool:
    """ "kemarin bayar berapa", "sudah dibayar kapan"; not "sudah ada uangnya mau dibayar kapan"."""
    if not _COMING.isdisjoint(words):
        return False
    pays = any(is_pay_word(word) or word.startswith("pembayaran") for word in words)
    gone = not _GONE.isdisjoint(words) and not _ASKING.isdisjoint(words) and pays
    done = any(word == "sudah" and any(map(is_pay_word, words[at + 1 : at + 3])) for at, word in enumerate(words))
    return gone or done


def answers_topic(topic: Topic, words: Sequence[str], dated: bool) -> bool:
    """Whether a customer's turn may be no promise since it answers a question of that topic.

    `dated`: it names a time that can only be to come. A verb of paying that is to come is a promise all the same.
    """
    if topic == "proof":
        return not any(_pays_surely(word) or is_number_word(word) or is_way(word) for word in words)
    if topic == "line":
        return _STILL_THERE.issuperset(words)
    if topic == "payment" or dated:
        return False
    if topic == "past":
        return _COMING.isdisjoint(words)
    return not any(map(moves_money, words))


def _pays_surely(word: str) -> bool:
    """Whether the verb can be of money only; a photo is sent too."""
    return is_pay_word(word) and "kirim" not in word


def asks_payer(words: Sequence[str]) -> bool:
    """Whether a "siapa" asks who will pay, and not who is ill, who speaks or who usually pays."""
    said = set(words)
    return not said & _USUAL and any(moves_money(w) or is_way(w) or w in _MONEY for w in words)


def asks_for_call(words: Sequence[str]) -> bool:
    """Whether the customer asks to be called at another time, or is too busy to speak, and speaks of no payment."""
    if any(map(is_pay_word, words)):
        return False
    busy = any(a in ("lagi", "masih", "sedang") and {b, c} & _BUSY for a, b, c in _triples(words))
    return busy or not _CALLS.isdisjoint(words)


def _triples(words: Sequence[str]) -> list[tuple[str, str, str]]:
    return list(zip(words, words[1:], [*words[2:], ""], strict=False))


def fixes_call(words: Sequence[str]) -> bool:
    """Whether a turn that names nothing but a time fixes it to the hour or takes leave with it."""
    if not {"bisa", "sanggup", "mau"}.isdisjoint(words) and _CLOSING.isdisjoint(words):
        return False
    half_past = any(a == "setengah" and b not in VOCATIVES for a, b in pairwise(words))
    return half_past or not (_CLOCK | _CLOSING).isdisjoint(words)


def without_company(words: Sequence[str]) -> list[str]:
    """`words`, "" standing for a bank or wallet that only names the agent's company ("saya Bayu dari Dana Kita")."""
    out = list(words)
    for at, word in enumerate(words):
        if is_way(word) and (_is_introduced(words, at) or _has_company_name(words, at)):
            out[at] = ""
    return out


def _has_company_name(words: Sequence[str], at: int) -> bool:
    """ "bca finance", but not where money is sent to it."""
    return not _COMPANY.isdisjoint(words[at + 1 : at + 2]) and _TOWARDS.isdisjoint(words[max(0, at - 2) : at])


def _is_introduced(words: Sequence[str], at: int) -> bool:
    start = at - 1
    while start > 0 and words[start] in _OFFICE:
        start -= 1
    before = words[max(0, start - _NEAR) : max(0, start)]
    introduced = words[max(0, start)] == "dari" and not _INTRODUCES.isdisjoint(before)
    return introduced and not any(moves_money(word) or word in ("rekening", "uang") or is_way(word) for word in before)
