"""Who will pay: the debtor (`self`), somebody else (`third_party`), or nobody named (LABELS.md, `payer`). Pure."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

from assist.language.vocabulary import word_set

Payer = Literal["self", "third_party"]

RELATIONS = word_set(
    """suami istri kakak adik anak orangtua ibu mama mamah emak bapak ayah papa mertua om tante paman bibi teman kawan
    sahabat keluarga saudara sepupu kakek nenek menantu keponakan ponakan majikan juragan bos abang pakde bude paklik
    bulik tunangan pacar cucu ipar bojo putra tetangga kerabat famili sodara"""
)
_OWN = word_set("saya kami kita")
_PAY_STEMS = (
    "bayar",
    "transfer",
    "lunas",
    "setor",
    "cicil",
    "kirim",
    "tanggung",
    "talang",
    "bereskan",
    "urus",
    "tutup",
)
_PAY_NOUNS = ("cicilan", "setoran", "kiriman", "pembayaran", "bayaran", "transferan", "pelunasan", "kurir")
_LINKING = word_set(
    "saya nya yang mau nanti akan bakal bisa juga besok lusa sendiri pasti sudah kok baru biar ikut bantu"
)
_BY = word_set("sama oleh ku dari")
_PASSIVE = word_set("dibayar dilunasi dilunasin disetor ditransfer dikirim dibereskan diselesaikan diberesin dibayari")
_SOMEBODY = word_set("seseorang orang ada")
_SELF_MARKS = word_set("sendiri patungan berdua bareng")


def is_relation(word: str) -> bool:
    """A relative, friend or employer, also as "-nya"."""
    return word in RELATIONS or (word.endswith("nya") and word[:-3] in RELATIONS)


def is_pay_word(word: str) -> bool:
    """A verb of paying in any form ("bayarin", "mentransfer", "dilunasi")."""
    return any(stem in word for stem in _PAY_STEMS) and not word.startswith(_PAY_NOUNS)


def relative_speaks(words: Sequence[str]) -> bool:
    """Whether the speaker is a relative of the debtor ("saya anaknya bu rini")."""
    for at, word in enumerate(words[:-1]):
        after = words[at + 1]
        if word == "saya" and after.endswith("nya") and after[:-3] in RELATIONS:
            return True
        if word == "saya" and after in RELATIONS and words[at + 2 : at + 3] in (["dari"], ["beliau"], ["almarhum"]):
            return True
    return False


def find_payer(words: Sequence[str]) -> Payer | Literal[False] | None:
    """Who pays: None where it is said on purpose that nobody is named, False where nothing is said of it."""
    for at, pair in enumerate(pairwise(words)):
        if pair == ("saya", "yang") and not (at and is_relation(words[at - 1])) and _pays_after(words, at):
            return "self"
    for at, word in enumerate(words):
        if is_relation(word) and _is_subject(words, at):
            return "third_party"
    for at, word in enumerate(words):
        if word.startswith("di") and is_pay_word(word):
            behind = words[at + 1 : at + 3]
            if behind and behind[0] in _BY and len(behind) > 1:
                return "third_party" if is_relation(behind[1]) else "self" if behind[1] in _OWN else False
    if "ada" in words and words[words.index("ada") + 1 : words.index("ada") + 2] == ["yang"]:
        return "third_party" if any(is_relation(word) for word in words) else None
    if set(words) & _OWN:
        return "self" if set(words) & _SELF_MARKS else False
    return None if set(words) & _PASSIVE else False


def _pays_after(words: Sequence[str], at: int) -> bool:
    return any(is_pay_word(word) for word in words[at:]) or len(words) <= at + 4


def _is_subject(words: Sequence[str], at: int) -> bool:
    """Whether the relation at `at` is who pays, not an account, an address ("bu"), a condition or a companion."""
    before = words[at - 1] if at else ""
    if before in word_set("rekening nama tabungan kiriman uang gaji punya hp nomor atm tunggu nunggu kartu"):
        return False
    if before in ("sama", "bareng"):
        return False
    if before in ("minta", "suruh", "biar", "nyuruh", "pinjam"):
        return before in ("minta", "biar") and any(is_pay_word(word) for word in words[at : at + 4])
    reach = at + 1
    while reach < len(words) and (words[reach] in _LINKING or words[reach].isdigit()):
        reach += 1
    following = words[reach : reach + 1]
    if "yang" in words[at + 1 : reach]:
        rest = words[reach : reach + 6]
        return not following or ("saya" not in rest and any(map(is_pay_word, rest)))
    return bool(following) and is_pay_word(following[0]) and not following[0].startswith("di")
