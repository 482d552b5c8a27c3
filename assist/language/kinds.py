"""What a payment is for: `amount_kind` of LABELS.md. Pure."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

from assist.language.payers import is_pay_word
from assist.language.vocabulary import word_set

AmountKind = Literal["instalment", "arrears_plus_penalty", "partial", "full_settlement"]

_INSTALMENT = word_set("angsuran cicilan minimum minimumnya angsurannya cicilannya setorannya bulanannya")
_ARREARS = word_set("tunggakan tunggakannya nunggak nunggaknya menunggak tertunggak tunggaknya nunggaknya")
_PART = word_set(
    """setengah setengahnya separuh separuhnya separo separonya sebagian sebagiannya dp titip nitip titipan titipin
    sebagian separohnya separoh paruh"""
)
_LOOSE_PART = word_set("nyicil cicil dicicil mencicil ngangsur nyicilnya cicilin sisanya kekurangannya nyusul nitip")
_WHOLE_DEBT = word_set("kontrak pinjaman kartu semua kredit utang hutang semuanya kontraknya pinjamannya akun")
_NOT_PART = word_set(
    "coba cek tanya tunggu nunggu gajian nanti jangan cari lihat liat jual pulang kabari ngobrol pinjam"
)
_SLOT_MARK = "$"


def find_kind(words: Sequence[str], sums: frozenset[int] = frozenset(), months: bool = False) -> AmountKind | None:
    """The kind that `words` name; `sums` are the places where sums end, `months` is whether whole months are said.

    Whole instalments beat "dulu"; "lunas" of a named bill takes that bill's kind; a penalty alone is a part.
    """
    has = set(words)
    penalty = any(word.startswith("denda") for word in words)
    instalment = months or bool(has & _INSTALMENT)
    penalty = penalty and not (instalment and _penalty_waits(words))
    arrears = bool(has & _ARREARS)
    if has & _PART:
        return "partial"
    if _settles(words):
        if arrears or (instalment and penalty):
            return "arrears_plus_penalty"
        whole = bool(has & _WHOLE_DEBT)
        return "instalment" if instalment and not whole else "partial" if penalty and not whole else "full_settlement"
    if arrears or (instalment and penalty):
        return "arrears_plus_penalty"
    if instalment:
        return "instalment"
    return "partial" if penalty or has & _LOOSE_PART or _first_part(words, sums) else None


def _penalty_waits(words: Sequence[str]) -> bool:
    """ "angsurannya saja", "dendanya nanti": the penalty is not part of this payment."""
    return any(
        (word.startswith("denda") and behind in ("nanti", "belakangan", "nyusul", "menyusul"))
        or (word in _INSTALMENT and behind in ("aja", "doang"))
        for word, behind in pairwise(words)
    )


def _settles(words: Sequence[str]) -> bool:
    for at, word in enumerate(words):
        if "lunas" in word and word != "lunasnya":
            return True
        if word in ("tutup", "nutup", "ditutup") and set(words[at + 1 : at + 4]) & _WHOLE_DEBT:
            return True
    return False


def _first_part(words: Sequence[str], sums: frozenset[int]) -> bool:
    """Whether a "dulu" says that this is only the first part: behind a sum, a verb of paying or "segitu"."""
    for at, word in enumerate(words):
        before = list(words[max(0, at - 2) : at])
        if word != "dulu" or set(before[-1:]) & _NOT_PART or set(before[:1]) & _NOT_PART - {"nanti"}:
            continue
        back = at - 1
        while back >= 0 and words[back] in ("aja", "ya", "pak", "bu", "mas", "mbak", "deh", "itu", "bang", "kak"):
            back -= 1
        if back >= 0 and (back in sums or is_pay_word(words[back]) or words[back] in ("segitu", "segini", "adanya")):
            return True
    return False
