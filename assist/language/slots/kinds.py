"""What a payment is for: `amount_kind` of LABELS.md. Pure."""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from assist.language.terms.debts import SumOf, debt_of
from assist.language.terms.paying import moves_money
from assist.language.terms.ways import is_way
from assist.language.words.vocabulary import word_set

AmountKind = Literal["instalment", "arrears_plus_penalty", "partial", "full_settlement"]

OF_SUM: dict[SumOf, AmountKind] = {
    "instalment": "instalment", "minimum": "instalment", "arrears": "arrears_plus_penalty",
    "settlement": "full_settlement", "penalty": "partial",
}  # fmt: skip
"""What a payment is for when it is the sum that was named so."""

HALF = re.compile(r"(?:se|sa)(?:tengah|paruh|paroh|paro|palih)(?:nya|ne|na|e)?|paruh")
SOME = re.compile(
    r"(?:sebagian|sebagean|sebageyan|sabagian|sabagean|sawareh|semampu|sebisa|seada|sekuat|sekadar|sasanggup)"
    r"(?:nya|ne|na|e|ku)?"
)
"""A part that nobody can put a sum to."""

_PART_NOUNS = re.compile(r"(?:dp|panjar|persekot|porsekot|(?:nge|di)?dp)(?:nya|e|ne|na)?")
_BY_PARTS = re.compile(
    r"(?:di|ku|tak|me)?n?t?itip(?:in|kan|an|ken|no|keun)*(?:nya|e|ne|na)?|"
    r"(?:di|ku|tak|men|me|ke)?(?:ny|ng|c)icil(?:in|kan|ken|nya|i|no)?|(?:di|ku|tak|me)?(?:ng)?angsur(?:in|kan|i)?|bertahap|nyusul|menyusul"
)
_REST = re.compile(r"(?:sisa|sesa|kekurangan|selebih)(?:nya|ne|na|e)|kurang(?:nya|ane)")
_LUNAS = re.compile(
    r"(?:di|ku|tak|me|nge|ng|ke|ta)?n?lunas(?:i|in|kan|an|ken|no|keun)*(?:nya|e)?|pelunasan(?:nya|e|ne)?"
)
_CLOSE = re.compile(r"(?:di|ku|tak)?(?:t|n|men)utup(?:in|kan|ken|an)?")
_IN_FULL = word_set("penuh full ful fullpayment sepenuhnya")
_ALL = re.compile(r"(?:semua|seluruh|sisa|sesa|total|sadaya|sakabeh|kabeh)(?:nya|ne|na|e)?")
_DEBT = re.compile(r"(?:kontrak|pinjaman|kredit|h?utang|kartu|akun)(?:nya|ne|na|e|ku|an)?")
_WHOLE_DEBT = re.compile(rf"semuanya|semua|{_DEBT.pattern}")
_NOT_CLOSED = word_set("tahun taun buku bulan toko warung mata kuping mulut bank kantor jam pintu acara")
_NO = word_set("gak belum jangan tanpa bebas bukan biar hapus potong asal diskon potongan keringanan penghapusan")
_WAIVED = word_set(
    """nanti belakangan nyusul menyusul dihapus hapus dihapuskan dihilangkan dibebaskan bebaskan hapuskan
    diskon gratis dipotong potong dikurangi kurangi
    ditiadakan minta keringanan gak"""
)
_ON_TOP = word_set("sama plus tambah ditambah dan dengan beserta berikut sekalian termasuk serta include ikut lengkap")
_TOGETHER = word_set("sama plus termasuk beserta berikut")
_NO_MATTER = {("gak", "apa"), ("gak", "masalah"), ("gak", "papa"), ("gak", "apaapa")}
_TRADES = word_set(
    "warung toko harian ojek ojol angkot taksi jualan dagangan penumpang becak kios parkir lapak gerobak bos juragan"
)
_BRINGING = word_set("pas habis nunggu tunggu dapat hasil setelah setor")
_ALONE = word_set("aja doang thok tok hungkul")
_SKIPPED = word_set(
    """ya pak bu mas mbak deh itu bang kak lah aja om teh kang ke di lewat pakai dari rekening rupiah perak nih mah kan
    petugas petugasnya kolektor besok lusa hari ini nanti malam sore siang pagi sekarang dong loh bos saya untuk sih"""
)
_PAYMENTS = word_set("pembayaran tagihan bayarannya")
_CUTS = word_set("potong dipotong potongan diskon didiskon dikurangi pangkas hapus dihapus")
_LATER = word_set("bulan minggu besok lusa tanggal nanti akhir awal senin selasa rabu kamis jumat sabtu")
_FETCHING = word_set("ambil ngambil tarik narik isi ngisi")
_REFUSING = word_set("gak belum jangan bukan")
_AUXILIARY = word_set(
    "disuruh suruh dipaksa harus mesti langsung bisa sanggup mampu kuat mau minta diminta sampai bayar"
)
_FIRST_OF_ALL = word_set("segitu segini adanya sanggupnya mampunya bisanya sedikit dikit sekian bunga bunganya")


def find_kind(words: Sequence[str], sums: frozenset[int] = frozenset(), months: bool = False) -> AmountKind | None:
    """The kind that `words` name; `sums` are the places where sums end, `months` is whether whole months are said.

    Whole instalments beat "dulu"; "lunas" of a named bill takes that bill's kind; a penalty alone is a part.
    """
    owed = {
        at: of
        for at, word in enumerate(words)
        if (of := debt_of(word))
        and not (_is_denied(words, at) or _is_takings(words, at) or (months and _tells_state(words, at)))
    }
    named = set(owed.values())
    instalment = months or bool(named & {"instalment", "minimum"}) or _minimum(words)
    penalties = [at for at, of in owed.items() if of == "penalty" and not _is_waived(words, at, instalment)]
    on_top = any(_is_on_top(words, at, bool(sums)) for at in penalties)
    arrears = "arrears" in named or (bool(penalties) and (instalment or on_top))
    if any(_is_part(word) and not is_cut(words, at) for at, word in enumerate(words)):
        return "partial"
    if _settles(words, sums):
        if arrears:
            return "arrears_plus_penalty"
        whole = any(_WHOLE_DEBT.fullmatch(word) for word in words)
        return "instalment" if instalment and not whole else "partial" if penalties and not whole else "full_settlement"
    if arrears:
        return "arrears_plus_penalty"
    if instalment:
        return "instalment"
    return "partial" if penalties or any(map(_is_loose_part, words)) or _first_part(words, sums) else None


def is_cut(words: Sequence[str], at: int) -> bool:
    """Whether the share at `at` is taken off a debt ("dendanya kami potong setengah"), not paid."""
    return not _CUTS.isdisjoint(words[max(0, at - 4) : at])


@lru_cache(maxsize=20_000)
def _is_part(word: str) -> bool:
    return bool(HALF.fullmatch(word) or SOME.fullmatch(word) or _PART_NOUNS.fullmatch(word))


@lru_cache(maxsize=20_000)
def _is_loose_part(word: str) -> bool:
    return bool(_BY_PARTS.fullmatch(word) or _REST.fullmatch(word))


def _tells_state(words: Sequence[str], at: int) -> bool:
    """ "saya nunggak dua bulan": how things stand, where the months to be paid are said too."""
    return words[at] in _VERBS and words[max(0, at - 1)] in ("saya", "kami", "sudah", "lagi")


def _is_denied(words: Sequence[str], at: int) -> bool:
    """ "biar gak nunggak lagi", "tanpa denda"."""
    return not _NO.isdisjoint(words[max(0, at - 2) : at]) and (words[at] in _VERBS or debt_of(words[at]) == "penalty")


_VERBS = word_set("nunggak menunggak tertunggak ketunggak")


def names_whole_debt(words: Sequence[str]) -> bool:
    """Whether the contract itself is named, or its settlement ("pinjaman saya", "pelunasan", "tutup")."""
    return any(_DEBT.fullmatch(word) or _CLOSE.fullmatch(word) or debt_of(word) == "settlement" for word in words)


def _is_takings(words: Sequence[str], at: int) -> bool:
    """ "setoran warung", "habis setoran": what a trade brings in, and not what is owed."""
    named = not _TRADES.isdisjoint(words[at + 1 : at + 2]) or not _BRINGING.isdisjoint(words[max(0, at - 1) : at])
    return words[at].startswith("setoran") and named


def _is_waived(words: Sequence[str], at: int, instalment: bool) -> bool:
    """Whether the penalty is not part of this payment ("dendanya nanti", "angsurannya saja")."""
    if "dulu" in words[:at] and _LATER.issuperset(words[at + 1 : at + 2]) and words[at + 1 : at + 2]:
        return True  # "angsurannya dulu, dendanya bulan depan"
    if "persen" in words[at + 1 : at + 4] or _is_put_up_with(words[at + 1 : at + 5]):
        return True
    if not _WAIVED.isdisjoint(words[at + 1 : at + 3]) or words[max(0, at - 1) : at] == ["soal"]:
        return instalment or "nanti" not in words[at + 1 : at + 3]
    alone = any(
        debt_of(word) == "instalment" and not _ALONE.isdisjoint(words[n + 1 : n + 2]) for n, word in enumerate(words)
    )
    return instalment and alone


def _is_put_up_with(behind: Sequence[str]) -> bool:
    """ "denda gak apa", "kena denda juga gak masalah": the penalty is borne, not paid now."""
    return any(pair in _NO_MATTER for pair in pairwise(behind))


def _is_on_top(words: Sequence[str], at: int, of_sum: bool) -> bool:
    """Whether a penalty comes with something else that is paid ("lima ratus sekalian dendanya")."""
    chosen = words[max(0, at - 2) : at] == ["yang", "sama"]  # "yang sama denda aja" is one of the choices
    if _ON_TOP.isdisjoint(words[max(0, at - 2) : at]) or not (chosen or _ALONE.isdisjoint(words[at + 1 : at + 2])):
        return False
    if words[at - 1] in _TOGETHER:
        return True  # with something that was named before
    return of_sum or any(debt_of(word) in ("total", "instalment", "rest") for word in words[max(0, at - 5) : at])


def _minimum(words: Sequence[str]) -> bool:
    """ "pembayaran minimal"."""
    return any(
        word == "minimal" and (words[at + 1 : at + 2] == ["payment"] or words[max(0, at - 1)] in _PAYMENTS)
        for at, word in enumerate(words)
    )


def _settles(words: Sequence[str], sums: frozenset[int]) -> bool:
    for at, word in enumerate(words):
        before, behind = words[max(0, at - 3) : at], words[at + 1 : at + 4]
        if _LUNAS.fullmatch(word) and before[-1:] != ["sampai"] and not _is_refused(before):
            return True
        if (
            _CLOSE.fullmatch(word)
            and not set(behind[:1]) & _NOT_CLOSED
            and not {"sebelum", "pas", "waktu"} & set(before)
        ):
            return debt_of(behind[0] if behind else "") in (None, "total", "rest", "settlement")
        if _is_refused(before):
            continue
        paying = any(map(moves_money, before)) or any(n in sums for n in range(at - 3, at)) or not at
        if word in _IN_FULL and (
            paying
            or debt_of(before[-1] if before else "")
            or behind[:1] == ["payment"]
            or any(map(moves_money, behind[:2]))
        ):
            return True
        if _ALL.fullmatch(word) and any(_DEBT.fullmatch(next_word) for next_word in behind[:2]):
            return True
    return False


def _is_refused(before: Sequence[str]) -> bool:
    """Whether what follows is what one cannot or should not have to do ("jangan disuruh lunas", "gak sanggup full")."""
    at = len(before)
    while at and before[at - 1] in _AUXILIARY:
        at -= 1
    return at > 0 and before[at - 1] in _REFUSING


def _is_named_way(words: Sequence[str], at: int) -> bool:
    """A way of paying that is no verb here ("lewat transfer", but "saya transfer")."""
    verb = moves_money(words[at]) and words[max(0, at - 1) : at] in (["saya"], ["bisa"], ["mau"], ["kami"])
    return is_way(words[at]) and not verb


def _first_part(words: Sequence[str], sums: frozenset[int]) -> bool:
    """Whether a "dulu" says that this is only the first part: behind a sum, a verb of paying or "segitu"."""
    for at, word in enumerate(words):
        if word != "dulu" or tuple(words[max(0, at - 2) : at]) in (("ke", "saya"), ("ke", "kami")):
            continue  # "anak saya transfer ke saya dulu"
        back = at - 1
        while back >= 0 and back not in sums and (words[back] in _SKIPPED or _is_named_way(words, back)):
            back -= 1
        pays = back >= 0 and moves_money(words[back]) and words[back] not in _FETCHING
        if back >= 0 and (back in sums or pays or words[back] in _FIRST_OF_ALL):
            return True
    return False
