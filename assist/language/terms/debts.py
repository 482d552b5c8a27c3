"""Nouns of what is owed, and of what else money comes from or goes to, in the forms that speech gives them. Pure."""

import re
from functools import lru_cache
from typing import Literal

from assist.language.words.vocabulary import word_set

SumOf = Literal["instalment", "penalty", "arrears", "minimum", "settlement", "total", "other", "rest", "payment"]

_ENDING = r"(?:nya|ku|mu|ne|a?na|nyo|ta|ki|mi|ji|e|lah|ipun)?"
_STEMS: dict[SumOf, str] = {
    "penalty": "denda penalti pinalti penalty pinalty",
    "instalment": "angsuran cicilan setoran bulanan",
    "arrears": "tung{1,2}ak{1,2}an nunggak menunggak tertunggak ketunggak",
    "minimum": "minimum minimun minimal(?=nya|ne|na)",
    "settlement": "pelunasan palunasan",
    "total": "total totalan tagihan kewajiban h?utang pinjaman kredit semua seluruh sadaya sakabeh kabeh",
    "rest": "sisa sesa kekurangan kurang(?=nya|e|na) selebih(?=nya|e|na) turahan",
}
_OWED = {of: re.compile(f"(?:{'|'.join(stems.split())}){_ENDING}") for of, stems in _STEMS.items()}
_ELSEWHERE = word_set(
    """gaji gajian penghasilan pendapatan omzet omset upah honor untung thr sewa kontrakan spp listrik belanja biaya
    harga ongkos obat sekolah admin plafon limit bonus modal arisan jajan laku pensiun dapat dapet sehari pinjam
    kebutuhan belanjaan makan saldo potongan diskon hasil tabungan lembur lemburan komisi insentif bensin pulsa
    kuota beras susu pampers bpjs pdam pln token koperasi kos kosan kost semester ukt berobat dokter servis bengkel
    ongkir parkir zakat sumbangan kondangan pajak stnk les seragam transport bayaran jual jualan dipotong mudik
    hajatan kuliah butuh butuhnya"""
)
_MY = re.compile(r"(.{3,}?)(?:nya|ku|mu|ne|na|e)")


@lru_cache(maxsize=20_000)
def debt_of(word: str) -> SumOf | None:
    """What is owed by that name ("angsuranku", "tunggakane"), or None; "payment" is never answered."""
    return next((of for of, form in _OWED.items() if form.fullmatch(word)), None)


@lru_cache(maxsize=20_000)
def is_definite(word: str) -> bool:
    """Whether the noun points at a debt that was spoken of ("angsurannya", "tagihane"), rather than names one."""
    return debt_of(word) is not None and word.endswith(("nya", "ku", "ne", "na", "nyo", "e", "ta"))


@lru_cache(maxsize=20_000)
def is_elsewhere(word: str) -> bool:
    """Whether money of that name comes from or goes somewhere else: a wage, another bill."""
    bare = _MY.fullmatch(word)
    return word in _ELSEWHERE or bool(bare and bare[1] in _ELSEWHERE)
