"""What a clause tells of the past: paid already, a habit, a receipt, a promise of then. Pure."""

from collections.abc import Sequence
from itertools import pairwise

from assist.language.clauses.papers import PROOFS
from assist.language.dates.named import DateSpan
from assist.language.terms.paying import is_pay_word
from assist.language.terms.relations import is_relation
from assist.language.words.vocabulary import word_set

_ARRIVED = word_set("masuk kepotong terpotong dipotong terdebet kedebet terbayar kebayar ketransfer beres diambil")
_KEPT = word_set("ada simpan punya masih disimpan pegang nyimpan")
_COMING = word_set(
    "nanti mau akan bakal baru sisanya janji insyaallah lagi besok siap ini jadi pasti tapi makanya tetap"
)
_ABLE = word_set("bisa mau siap harus pasti tinggal")
_DEADLINES = word_set("sebelum deadline maksimal sampai selambatnya")
_SAYING = word_set("bilang ngomong sebut sampaikan jawab")
_THEN = word_set("dulu dulunya awalnya semula itu kemarin")
_VOWED = word_set("janji berjanji janjinya bilang bilangnya ngomong")
_FAILINGS = word_set("telat terlambat nunggak menunggak macet absen bolong lewat lupa")
_HABITUAL = word_set("biasanya biasane selalu selama dulunya")
"""A "selama" counts before "ini" only ("selama ini saya lancar")."""


def tells_the_past(inner: Sequence[str], days: Sequence[DateSpan]) -> bool:
    """Whether a clause, `days` being the times in it, tells what was paid or what is usual."""
    return (_is_done(inner) and not ends_ahead(inner, days)) or _is_habit(inner) or _lies_behind(inner, days)


def ends_ahead(inner: Sequence[str], days: Sequence[DateSpan]) -> bool:
    """ "besok sudah saya bayar", "sebelum tanggal lima sudah masuk": by a day to come. A mere date does not tell."""
    late = not _DEADLINES.isdisjoint(inner)
    return any(not span.past and not span.weak and (late or not span.by_date) for span in days)


def goes_on(inner: Sequence[str], days: Sequence[DateSpan]) -> bool:
    """Whether a clause behind one of the past goes on in it: a date has no direction of its own.

    "sudah lunas kok, tanggal lima saya bayar di alfamart".
    """
    return bool(days) and all(span.by_date or span.past for span in days) and _COMING.isdisjoint(inner)


def follows_a_past_day(inner: Sequence[str], days: Sequence[DateSpan], before: Sequence[DateSpan], start: int) -> bool:
    """Whether the clause from `start` tells what was on the day that ends the one before ("kemarin | saya bayar")."""
    if days or not any(span.past and span.last >= start - 1 for span in before):
        return False
    return _COMING.isdisjoint(inner)


def _is_habit(words: Sequence[str]) -> bool:
    """ "biasanya saya bayar tanggal lima": what is usual, not what will be."""
    if any(a in ("gak", "belum") and b == "pernah" for a, b in pairwise(words)) and not _FAILINGS.isdisjoint(words):
        return True  # "saya bayar tiap bulan gak pernah telat"
    usual = any(
        word == "biasa" and words[at - 1 : at] == ["yang"] and at > 1 and is_pay_word(words[at + 1])
        for at, word in enumerate(words[:-1])
    )  # "istri saya yang biasa bayar"
    return usual or any(
        word in _HABITUAL
        and (word != "selama" or words[at + 1 : at + 2] == ["ini"])
        and words[max(0, at - 1) : at] not in (["kayak"], ["seperti"], ["sama"], ["dari"])
        for at, word in enumerate(words)
    )


def _is_done(words: Sequence[str]) -> bool:
    """ "sudah" with a verb of paying close behind it, and no day to come; or a receipt that is kept."""
    if not PROOFS.isdisjoint(words) and not _KEPT.isdisjoint(words):
        return True
    if words[0] == "dulu" and words[1:2] in (["saya"], ["kami"], ["waktu"], ["pernah"]):
        return True
    if any(map(is_relation, words)) and any(a in _THEN and b in _VOWED for a, b in pairwise(words)):
        return True  # "kakak saya dulu janji mau bantuin"
    for at, word in enumerate(words):
        ahead = words[at + 1 : at + 4]
        if word == "pernah" and "gak" not in words[max(0, at - 2) : at] and any(map(is_pay_word, ahead)):
            return True
        if word == "sudah" and words[at - 1 : at] == ["nanti"]:
            continue
        done = word == "sudah" and any(is_pay_word(w) or w in _ARRIVED for w in ahead)
        if done and _ABLE.isdisjoint(ahead):
            return "kalau" not in words[:at]
    return False


def _lies_behind(inner: Sequence[str], own: Sequence[DateSpan]) -> bool:
    """Whether the clause tells of a payment on a day that is past; a date beside such a day belongs to it."""
    behind = [span for span in own if span.past]
    if not behind or " sudah bisa " in f" {' '.join(inner)} ":
        return False
    told = not _SAYING.isdisjoint(inner)  # "kan tadi sudah saya bilang tanggal lima"
    done = "sudah" in inner and len(behind) == len(own) and not told
    if done and _COMING.isdisjoint(inner) and _ABLE.isdisjoint(inner):
        return True  # "jumat kemarin kan sudah dua ratus"
    if inner[0] == "sudah" and behind[0].first <= 1 and _COMING.isdisjoint(inner):
        return True  # "sudah kemarin tiga ratus lewat indomaret"
    if "janji" in inner and not {"nanti", "besok", "lusa", "sekarang", "tetap"} & set(inner):
        return True  # "kemarin saya janji tanggal lima bayar"
    if any(span.weak and span.first > behind[-1].first for span in own):
        return False  # "barusan sudah bisa nih saya transfer sekarang"
    ahead = [span for span in own if not span.past and not span.weak]
    beside = [a for a in ahead if a.by_date and any(abs(a.first - b.last) <= 1 or a.last == b.first for b in behind)]
    pays = any(is_pay_word(word) or word in _ARRIVED for word in inner)
    return len(beside) == len(ahead) and (_COMING.isdisjoint(inner) if beside else pays)
