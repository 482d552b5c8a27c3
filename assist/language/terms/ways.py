"""Ways of paying, banks and shops, as they are named: `category` and brand (LABELS.md, `method`). Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from assist.language.terms.paying import is_pay_word
from assist.language.terms.way_names import WAYS
from assist.language.words.number_words import is_number_word
from assist.language.words.vocabulary import word_set

BANKS = word_set("bca bri bni mandiri bsi btn cimb permata")
_FIELD_STAFF = word_set(
    """petugas kolektor orangnya tim timnya sales kurir lapangan pegawai penagih nagih tagih utusan
    karyawannya stafnya staf surveyor mantri"""
)
_SENDING = word_set("suruh disuruh nyuruh disuruhin utus diutus")
"""Beside these "orangnya" is the collector ("orangnya suruh ke rumah")."""
_HOME = word_set(
    """rumah rumahnya kesini sini datang ambil diambil jemput dijemput tempat kontrakan toko warung titip nitip
    titipkan titipin dititip ngambil mampir lewat keliling suruh"""
)
_FETCHED = word_set("jemput dijemput dijemputin diambil diambilin dijemputnya jemputin ngambil diambilnya penjemputan")
_FETCHED_ELSE = word_set(
    """anak istri ibu penumpang adik orangtua kakak barang motor paket pesanan dari unit mobil
    pembeli pedagang tengkulak pengepul bandar blantik juragan penjual penadah sopir tetangga suami bos""",
)
_PLACES = word_set("rumah rumahnya sini kesini warung toko tempat kontrakan kos uangnya uang petugas pasar")
_AT_A_BANK = word_set("datang setor antri mampir tunai cash langsung masuk")
_NOT_THE_OFFICE = word_set("saya polisi bos suami istri kelurahan desa camat notaris pengadilan gue pajak")
_FUNDS = word_set(
    """cair darurat talangan segar masuk pensiun bos belum sudah usaha bantuan tabungan cadangan pribadi pinjaman
    sosial desa hibah arisan kantor thr modal kas tunai seadanya sendiri"""
)
_OF_A_FUND = _FUNDS | word_set("saya nya dari itu yang ini")
_TO_AN_APP = word_set("lewat saldo akun aplikasi ke nomor transfer isi topup qris ewallet")
_WITH = word_set("pakai di dari bank rekening atm teller va mbanking tabungan gunakan")
_ALONE = word_set("aja ya deh pak bu mas mbak kak bang juga boleh") | {""}
_ANSWERING = word_set("ya iya oke eh deh aja yasudah gopay ovo shopeepay linkaja bisa jangan bukan atau itu") | {""}
_NOT_MANDIRI = word_set("kerja usaha secara hidup tinggal orang bisa sudah belajar")
_AUTOMATIC = word_set("tabungan rekening otomatis langsung saldo")
_INCOMING = word_set("nunggu tunggu menunggu nungguin ada dapat terima nerima belum")
_SUFFIX = re.compile(r"(?<=\w{2})(?:nya|ku|mu|lah|ne|na|e)$")
_FUZZY_CUTOFF = 84.0


@dataclass(frozen=True, slots=True)
class Method:
    """A way of paying named at token `at`; `brand` is "" where none was said, `category` for a bank by itself."""

    category: str
    brand: str
    at: int

    def __str__(self) -> str:
        return f"{self.category}:{self.brand}" if self.brand else self.category


_LONGEST = max(map(len, WAYS))
_STARTS = {words[0] for words in WAYS}
_LONG_BRANDS = tuple(
    sorted(words[0] for words, way in WAYS.items() if way[1] and len(words) == 1 and len(words[0]) > 5)
)


def is_way(word: str) -> bool:
    """Whether `word` by itself names a way of paying, a bank or a shop."""
    return (_form(word),) in WAYS or word == "dana"


@lru_cache(maxsize=20_000)
def _form(word: str) -> str:
    """`word` without its ending, or the brand of six letters or more that it garbles."""
    if (word,) in WAYS or not word.isalpha():
        return word
    bare = _SUFFIX.sub("", word)
    if (bare,) in WAYS and bare not in ("pos", "agen", "scan", "app"):
        return bare
    if len(word) >= 6:
        close = process.extractOne(word, _LONG_BRANDS, scorer=fuzz.ratio, score_cutoff=_FUZZY_CUTOFF)
        if close and close[0][0] == word[0]:
            return close[0]
    return word


def named_ways(words: Sequence[str]) -> list[Method]:
    """Every way or bank named, in order."""
    forms = [_form(word) for word in words]
    found: list[Method] = []
    at = 0
    while at < len(forms):
        step = 1
        for count in range(_LONGEST if forms[at] in _STARTS else 0, 0, -1):
            if (way := WAYS.get(tuple(forms[at : at + count]))) and _meant(words, forms, at, count):
                found.append(Method(*way, at))
                step = count
                break
        else:
            if _may_tell(forms[at]) and (told := _told(words, forms, at)):
                found.append(told)
        at += step
    return _in_their_apps(found)


def _meant(words: Sequence[str], forms: list[str], at: int, count: int) -> bool:
    """Whether a word that has other meanings names a way here."""
    before = words[at - 1] if at else ""
    after = words[at + count] if at + count < len(words) else ""
    near = set(words[max(0, at - 3) : at + 5])
    match forms[at]:
        case "mandiri" | "permata" if before in _NOT_MANDIRI:
            return False
        case "mandiri" | "permata":
            known = before in _TO_AN_APP | _WITH | BANKS | word_set("langsung virtual cabang teller livin kasir")
            known = known or (after in _ALONE and "transfer" in words[max(0, at - 4) : at])
            return known or (after in _ALONE and _answers(before)) or forms[at - 1] in _STARTS
        case "rekening" if near & {"koran", "minta", "nomor"} and "dari" not in near:
            return bool(near & {"kirim", "minta", "transfer", "ke"})
        case "transfer" if after == "ke" and words[at + 2 : at + 3] in (["saya"], ["kami"]):
            return False  # what is sent to the debtor
        case "transferan":
            return before not in _INCOMING and after not in ("masuk", "cair", "dari")
        case "app":
            return before != "whats"
        case "scan":
            return after not in ("ktp", "dokumen", "bukti", "wajah", "surat")
        case "banking" | "mobile":
            return before not in ("mobile", "internet")
        case "agen":
            return after not in ("asuransi", "tiket", "properti", "sembako", "gas")
        case "setor" | "setoran":
            return not BANKS.isdisjoint(words[at + count : at + count + 4])
        case "pos":
            return before not in ("satpam", "jaga") and after not in ("ronda", "satpam", "jaga", "polisi")
    return True


@lru_cache(maxsize=20_000)
def _may_tell(word: str) -> bool:
    """Whether a way may be told by this word and its neighbours."""
    bare = _SUFFIX.sub("", word)
    return (
        bare in _FIELD_STAFF
        or bare == "kantor"
        or word == "orangnya"
        or word in _FETCHED
        or word in _DEBITED
        or word in _PLACES_OF_PAYING
    )


_DEBITED = word_set("potong dipotong debet debit dipotongin motong")
_PLACES_OF_PAYING = word_set("dana orang bank")


def _told(words: Sequence[str], forms: list[str], at: int) -> Method | None:
    """A way that is told by what is done: fetched at home, taken off an account, brought to a bank or office."""
    word = forms[at]
    near = set(words[max(0, at - 3) : at + 6])
    before = words[at - 1] if at else ""
    after = words[at + 1] if at + 1 < len(words) else ""
    if word == "dana":
        return Method("ewallet", "dana", at) if _is_the_wallet(words, at, before, after) else None
    staff = _SUFFIX.sub("", word) in _FIELD_STAFF or (word == "orang" and after in ("kantor", "lapangan", "leasing"))
    staff = staff or (word == "orangnya" and not _SENDING.isdisjoint(words[max(0, at - 2) : at + 3]))
    if staff and (near | set(words[at : at + 10])) & _HOME and not near & {"kemarin", "jangan", "gak"}:
        return Method("pickup", "", at)
    if word in _FETCHED and after not in _FETCHED_ELSE and (near & _PLACES or word.startswith(("di", "jemput"))):
        return None if near & {"gak", "jangan"} else Method("pickup", "", at)
    if _SUFFIX.sub("", word) == "kantor" and before in ("ke", "di") and after not in _NOT_THE_OFFICE:
        goes = (
            before == "ke" or at == 1 or not {"bayar", "langsung", "setor", "antar", "cash", "tunai"}.isdisjoint(near)
        )
        return Method("branch", "", at) if goes else None
    if word in _DEBITED and near & _AUTOMATIC:
        return None if before == "kartu" else Method("autodebit", "", at)
    if word == "bank" and before in ("ke", "di") and "transfer" not in near and _goes_there(near):
        return Method("teller", "", at)
    return None


def _goes_there(near: set[str]) -> bool:
    return bool(near & _AT_A_BANK) or any(map(is_pay_word, near))


def _is_the_wallet(words: Sequence[str], at: int, before: str, after: str) -> bool:
    """Whether "dana" is the e-wallet rather than money."""
    if after in _FUNDS:
        return False
    if before in _TO_AN_APP:
        return True
    pointed = after == "itu" and words[at + 2 : at + 3] in (["pun"], ["aja"], ["juga"])
    if before in _WITH:
        return pointed or after not in _OF_A_FUND
    return _answers(before) and after in _ALONE


def _answers(before: str) -> bool:
    """Whether a name behind this word stands for itself, as in an answer."""
    return before in _ANSWERING or is_number_word(before)


def _in_their_apps(found: list[Method]) -> list[Method]:
    """ "aplikasi bri" is the bank's mobile banking, "aplikasi dana" the wallet."""
    out: list[Method] = []
    for way in found:
        last = out[-1] if out else None
        if last and last.category == "app" and way.at - last.at <= 2 and way.brand:
            out.pop()
            way = way if way.category else Method("mobile_banking", way.brand, way.at)
        out.append(way)
    return out
