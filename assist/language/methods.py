"""How a payment is made: `category` or `category:brand` (LABELS.md, `method`). Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from assist.language.vocabulary import word_set

PREFERENCE = (
    "virtual_account", "qris", "autodebit", "ewallet", "minimarket", "branch", "teller", "agent_outlet",
    "mobile_banking", "atm", "transfer",
)  # fmt: skip
"""Where two ways fit, the one the creditor sees first wins."""

BANKS = word_set("bca bri bni mandiri bsi btn cimb permata")
_BRANDED = {
    "indomaret": "minimarket", "alfamart": "minimarket", "alfamidi": "minimarket", "ovo": "ewallet",
    "gopay": "ewallet", "shopeepay": "ewallet", "linkaja": "ewallet", "brilink": "agent_outlet",
    "tokopedia": "marketplace",
}  # fmt: skip
_APPS = {
    "brimo": "mobile_banking:bri", "livin": "mobile_banking:mandiri", "mybca": "mobile_banking:bca",
    "wondr": "mobile_banking:bni", "byond": "mobile_banking:bsi", "briva": "virtual_account:bri",
    "danamas": "ewallet", "bukalapak": "marketplace", "lazada": "marketplace", "shopee": "marketplace",
}  # fmt: skip
_WORDS = {
    "transfer": "transfer", "mentransfer": "transfer", "ditransfer": "transfer", "transferan": "transfer",
    "transferin": "transfer", "transferkan": "transfer", "ditransferin": "transfer", "rekening": "transfer",
    "rekeningnya": "transfer", "va": "virtual_account", "mbanking": "mobile_banking", "atm": "atm", "anjungan": "atm",
    "teller": "teller", "counter": "teller", "minimarket": "minimarket", "supermarket": "minimarket",
    "ewallet": "ewallet", "qris": "qris", "barcode": "qris", "cabang": "branch", "autodebit": "autodebit",
    "kantorpos": "post_office", "pos": "post_office", "marketplace": "marketplace", "aplikasi": "app",
    "aplikasinya": "app", "apk": "app", "app": "app", "jemput": "pickup", "dijemput": "pickup", "agen": "agent_outlet",
}  # fmt: skip
_BANK_CATEGORIES = word_set("transfer virtual_account mobile_banking atm teller autodebit branch")
_TOWARDS = word_set(
    "lewat pakai ke di dari bank transfer pake saldo akun rekening atm teller va mbanking tabungan qris"
)
_NOT_DANA = word_set("saya nya cair darurat talangan segar kantor masuk pensiun dari bos itu belum sudah usaha bantuan")
_NOT_MANDIRI = word_set("kerja usaha secara hidup tinggal orang bisa")
_FIELD_STAFF = word_set("petugas petugasnya kolektor kolektornya orangnya tim timnya sales kurir lapangan pegawai")
_HOME = word_set("rumah rumahnya kesini sini datang ambil diambil jemput dijemput tempat kontrakan toko warung")
_LONG_BRANDS = tuple(sorted(name for name in _BRANDED if len(name) >= 6))
_FUZZY_CUTOFF = 84.0
_NEGATIONS = word_set("bukan gak jangan")
_CORRECTIONS = word_set("eh ralat maksudnya maksud jadi ganti batal")


@dataclass(frozen=True, slots=True)
class Method:
    """A way of paying named at token `at`; `brand` is "" where none was said."""

    category: str
    brand: str
    at: int

    def __str__(self) -> str:
        return f"{self.category}:{self.brand}" if self.brand else self.category


def is_way(word: str) -> bool:
    """Whether `word` by itself names a way of paying, a bank or a shop."""
    return word in _WORDS or word in _BRANDED or word in _APPS or word in BANKS or word in ("dana", "mobile", "banking")


def find_method(words: Sequence[str]) -> Method | None:
    """The way of paying that `words` settle on, or None.

    A way taken back or corrected does not count; of several that fit, the first of PREFERENCE does; a bank belongs to
    the way it is said with, the destination's before the source's.
    """
    named = _mentions(words)
    kept = [m for m in named if not _taken_back(words, m, named)]
    ways = [m for m in kept if m.category]
    if not ways:
        banks = [m for m in kept if m.brand]
        return Method("transfer", _bank(words, banks, None), banks[-1].at) if banks else None
    best = min(ways, key=lambda m: PREFERENCE.index(m.category) if m.category in PREFERENCE else -1)
    same = [m for m in ways if m.category == best.category]
    best = next((m for m in same if m.brand), best)
    if best.brand or best.category not in _BANK_CATEGORIES:
        return best
    return Method(best.category, _bank(words, [m for m in kept if not m.category], best.at), best.at)


def _bank(words: Sequence[str], banks: list[Method], way: int | None) -> str:
    """The bank meant: right behind its way, or the destination ("ke X"), or one that is not the source."""
    if way is not None:
        behind = next((m for m in banks if 0 < m.at - way <= 2), None)
        if behind and words[behind.at - 1] != "dari":
            return behind.brand
    for preposition in ("ke", "lewat"):
        for bank in banks:
            if preposition in words[max(0, bank.at - 3) : bank.at]:
                return bank.brand
    others = [m for m in banks if "dari" not in words[max(0, m.at - 3) : m.at]] or banks
    return others[-1].brand if others else ""


def _mentions(words: Sequence[str]) -> list[Method]:
    """Every way or bank named, in order; a bank alone has no category."""
    found: list[Method] = []
    for at, heard in enumerate(words):
        word = _brand(heard)
        before = words[at - 1] if at else ""
        after = words[at + 1] if at + 1 < len(words) else ""
        if word in _BRANDED:
            found.append(Method(_BRANDED[word], word, at))
        elif word in _APPS:
            category, _, brand = _APPS[word].partition(":")
            found.append(Method(category, brand, at))
        elif word == "dana" and before in _TOWARDS and after not in _NOT_DANA:
            found.append(Method("ewallet", "dana", at))
        elif word in BANKS and not (word == "mandiri" and before in _NOT_MANDIRI):
            if word not in ("mandiri", "permata") or before in _TOWARDS | BANKS | {"langsung", "virtual", "cabang"}:
                found.append(Method("", word, at))
        elif way := _category(words, at):
            found.append(Method(way, "", at))
    return found


@lru_cache(maxsize=20_000)
def _brand(word: str) -> str:
    """`word`, or the brand of six letters or more that it garbles."""
    if len(word) < 6 or not word.isalpha() or word in _BRANDED:
        return word
    close = process.extractOne(word, _LONG_BRANDS, scorer=fuzz.ratio, score_cutoff=_FUZZY_CUTOFF)
    return close[0] if close and close[0][0] == word[0] else word


def _category(words: Sequence[str], at: int) -> str | None:
    word = words[at]
    near = set(words[max(0, at - 3) : at + 5])
    before = words[at - 1] if at else ""
    if word in _FIELD_STAFF and near & _HOME and not near & {"kemarin", "jangan", "gak"}:
        return "pickup"
    if word == "kantor" and before in ("ke", "di") and not set(words[at + 1 : at + 2]) & {"saya", "polisi", "bos"}:
        return "branch" if before == "ke" or {"bayar", "langsung"} & near else None
    if word in ("potong", "dipotong") and near & {"tabungan", "rekening", "otomatis"}:
        return "autodebit"
    if word == "bank" and before == "ke" and near & {"datang", "setor", "antri"}:
        return None if near & BANKS else "teller"
    if word == "rekening" and near & {"koran", "minta", "nomor"} and "dari" not in near:
        return "transfer" if near & {"kirim", "minta"} else None
    if word == "app" and before == "whats":
        return None
    return _WORDS.get(word)


def _taken_back(words: Sequence[str], mention: Method, all_named: list[Method]) -> bool:
    """Whether the mention is denied ("bukan ovo") or replaced by a later one ("lewat ovo eh pakai qris")."""
    if set(words[max(0, mention.at - 2) : mention.at]) & _NEGATIONS:
        return any(other.at > mention.at for other in all_named) or words[mention.at - 1] in _NEGATIONS
    later = [other.at for other in all_named if other.at > mention.at]
    return any(set(words[mention.at + 1 : at]) & _CORRECTIONS - {"jadi"} for at in later) or any(
        words[at_] == "gak" and words[at_ + 1 : at_ + 2] in (["jadi"], ["usah"], ["bisa"])
        for at in later
        for at_ in range(mention.at + 1, at)
    )
