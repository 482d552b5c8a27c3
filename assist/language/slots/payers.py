"""Who will pay: the debtor (`self`), somebody else (`third_party`), or nobody named (LABELS.md, `payer`). Pure."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal

from assist.language.terms.paying import is_pay_word, moves_money, pays_alone
from assist.language.terms.relations import RELATIONS, is_relation
from assist.language.words.vocabulary import word_set

Payer = Literal["self", "third_party"]

_DEPUTIES = word_set("dia beliau mereka doi belio piyambakipun manehna inyo dheweke")
_INSTITUTIONS = word_set("perusahaan kantor koperasi pabrik yayasan asuransi bendahara hrd sekolah toko gereja masjid")
_ADDRESSES = word_set("bapak ibu kakak abang mas mbak om tante pak bu bang kak aa teteh uda uni akang mami")
_HAILED = word_set("bos bossku juragan tuan nyonya bang om tante abang")
_BEFORE_A_HAIL = word_set("ya lah deh aja dong sih iya oke siap kok lo")
"""Behind these a "bos" or "om" is who is spoken to ("ya bos saya transfer")."""
_CALLED = word_set("bapak ibu pak bu mas mbak bang kak")
_OWN = word_set("saya kami kita")
_NOT_SUBJECTS = word_set(
    """rekening rekeningnya nama tabungan kiriman uang uangnya gaji gajinya punya punyanya hp nomor atm tunggu
    nunggu menunggu kartu sama bareng dari ke pinjam minjam pinjaman titip nitip suruh nyuruh disuruh kepada untuk
    buat rumah motor biaya warung toko utang hutang tergantung modal bukan selain lewat pakai jemput antar"""
)
_OTHER_EVENTS = word_set(
    """gajian sakit kerja kerjanya pulang masuk cair kirim ngirim kiriman sekolah meninggal lahiran melahirkan
    nikah operasi dirawat kecelakaan jadi terus tapi soalnya karena makanya maka supaya dapat transferan kuliah
    panen"""
)
_COURIERS = word_set("suruh nyuruh titip nitip utus disuruh titipin nyuruhin")
_MODALS = word_set("mau akan bakal yang bisa siap sanggup bersedia")
_NEGATIONS = word_set("gak belum bukan batal")
_TURNS = word_set("eh bukan tapi maksudnya ralat deng ding jadinya")
_LATER = word_set(
    "nanti besok itu ya kan adalah si lusa sih oleh sama pak bu mas mbak dong yang juga dulu tetap kok lah deh nih"
)
_TOGETHER = word_set("sendiri patungan berdua bareng urunan joinan iuran")
_ASIDE = word_set("di sini situ surabaya rumah")
_OWN_MONEY = re.compile(
    r" (?:(?:pakai|dari|bawa) uang (?:saya|kami)|uangnya (?:dari|punya|milik) (?:saya|kami)|"
    r"uang(?:nya)? (?:tetap |punya |milik )?(?:saya|kami) sendiri|"
    r"uang(?:nya)? saya (?:kasih|titip|serah|antar)\w*) "
)
_TAKES_OVER = re.compile(r" (?:biar|mending|mendingan) (?:saya|kami) (?:aja|sendiri|yang) ")
"""The debtor instead of somebody named before ("tadinya suami yang mau bayar tapi biar saya aja")."""
_REACH = 9


def relative_speaks(words: Sequence[str]) -> bool:
    """Whether the speaker is a relative of the debtor ("saya anaknya bu rini")."""
    for at, word in enumerate(words[:-1]):
        after, behind = words[at + 1], words[at + 2 : at + 3]
        if word == "saya" and is_relation(after) and after.endswith("nya"):
            return True
        if word == "saya" and after in RELATIONS and behind in (["dari"], ["beliau"], ["almarhum"], ["kandung"]):
            return True
        answers = at <= 1 and is_relation(word) and word.endswith("nya") and after in ("ini", "disini", "di")
        if answers and (not behind or behind[0] in _ADDRESSES or behind[0] in ("ya", "sini")):
            return True  # "anaknya ini pak"
        opens = word in ("ini", "dengan") and at <= 1 and is_relation(after) and after.endswith("nya")
        if opens and (not behind or behind[0] in _ADDRESSES or behind[0] in ("ya", "yang")):
            return True
    return False


def as_debtor(words: Sequence[str]) -> list[str]:
    """An agent's words with the addressee, who is the debtor, as the first person."""
    return [
        "saya" if word in _ADDRESSES and words[at + 1 : at + 2] not in (["ibu"], ["bapak"], ["mbak"], ["mas"]) else word
        for at, word in enumerate(words)
    ]


def find_payer(words: Sequence[str]) -> Payer | Literal[False] | None:
    """Who pays: None where it is said on purpose that nobody is named, False where nothing is said of it."""
    if _OWN_MONEY.search(f" {' '.join(words)} "):
        return "self"
    chosen: Payer | None = None
    for turned, payer in _agents(words):
        if chosen is None or turned:
            chosen = payer
    if chosen and _TAKES_OVER.search(f" {' '.join(words)} "):
        return "self"
    if chosen:
        return chosen
    if _TOGETHER.intersection(words) and _OWN.intersection(words):
        return "self"
    somebody = _somebody(words)
    if somebody is not False:
        return somebody
    passive = any(
        word.startswith("di") and is_pay_word(word) and "yang" not in words[max(0, at - 2) : at]
        for at, word in enumerate(words)
    )
    return None if passive and not (_OWN | _COURIERS | {"usahakan", "boleh"}).intersection(words) else False


def _agents(words: Sequence[str]) -> Iterator[tuple[bool, Payer]]:
    """Who does each deed of paying, as far as it is said, and whether the words since the last one take it back."""
    last = 0
    for at, word in enumerate(words):
        if not moves_money(word):
            continue
        payer = _of_passive(words, at) if word.startswith("di") else _of_active(words, at, last)
        if payer:
            yield not _TURNS.isdisjoint(words[last:at]), payer
            last = at


def _of_passive(words: Sequence[str], verb: int) -> Payer | None:
    """ "dibayarin sama kakak", "ditransfer anak saya", "ditanggung kantor"."""
    if not is_pay_word(words[verb]):
        return None
    for word in words[verb + 1 : verb + 4]:
        if is_relation(word) and not (word in _CALLED and words[verb + 1] == word):
            return "third_party"
        if word in _DEPUTIES | _INSTITUTIONS and words[verb + 1] in (word, "sama", "oleh"):
            return "third_party"
        if word in _OWN:
            return "self"
        if word not in _LATER:
            return None
    return None


def _of_active(words: Sequence[str], verb: int, last: int) -> Payer | None:
    """The subject of a verb; only one that stands out ("saya yang bayar") counts for the debtor."""
    cleft = "yang" in words[max(last, verb - 6) : verb]
    if not cleft and not is_pay_word(words[verb]):
        return None
    subject, at = _subject(words, verb, last, cleft)
    if subject and not _NEGATIONS.isdisjoint(words[at:verb]):
        return None
    if subject == "third_party" and not cleft and _is_paid_on(words, verb):
        return None
    if subject is None and cleft and "ada" not in words[max(0, verb - 4) : verb]:
        return _behind(words, verb)
    return None if subject == "self" and not (cleft or words[at : at + 2] == ["saya", "sendiri"]) else subject


def _is_paid_on(words: Sequence[str], verb: int) -> bool:
    """Whether what somebody gives is paid on by the debtor, who pays in words of their own.

    "kalau anak saya sudah kirim, saya bayar", "saya bayar jumat kalau bos saya sudah ngasih uangnya".
    """
    gives = not pays_alone(words[verb]) or "kirim" in words[verb] or "transfer" in words[verb]
    return gives and any(
        word in _OWN and is_pay_word(deed) and not is_relation(words[max(0, at - 1)])
        for at, (word, deed) in enumerate(pairwise(words))
        if at > verb or (at + 1 < verb and not _TURNS & set(words[at:verb]))
    )


def _behind(words: Sequence[str], verb: int) -> Payer | None:
    """ "yang bayar nanti suami saya"."""
    for word in words[verb + 1 : verb + 6]:
        if is_relation(word) or word in _DEPUTIES:
            return None if word in _ADDRESSES and words[-1] == word else "third_party"
        if word in _OWN:
            return "self"
        if word not in _LATER:
            return None
    return None


def _subject(words: Sequence[str], verb: int, last: int, cleft: bool) -> tuple[Payer | None, int]:
    """The nearest person before a verb who can be its subject, and the place of the word."""
    for at in range(verb - 1, max(last, verb - _REACH) - 1, -1):
        word, before = words[at], words[at - 1] if at else ""
        between = words[at + 1 : verb]
        if word in _OTHER_EVENTS and not cleft:
            return None, at
        if word in _OWN and words[at + 1] == "sendiri":
            return "self", at
        if word in _OWN and not (at and (is_relation(before) or before in _INSTITUTIONS | _NOT_SUBJECTS)):
            return "self", at
        if word in _OWN and at == verb - 1 and not cleft and before in _NOT_SUBJECTS:
            return "self", at  # "kasih pinjaman saya lunasi"
        if word in _OWN and at > 1 and _is_hailed(words, at - 1) and not cleft:
            return "self", at
        if word in _OWN and at and words[at - 2 : at - 1] and words[at - 2] in _NOT_SUBJECTS:
            return (None if cleft else "self"), at  # "pakai rekening istri saya bayar"
        if word in _OWN and before in _ADDRESSES and _MODALS.isdisjoint(between):
            return "self", at  # "iya ibu saya transfer besok"
        if word in _OWN and before in ("mas", "mbak", "pak", "bu"):
            return "self", at
        person = is_relation(word) or word in _DEPUTIES or (word in _INSTITUTIONS and cleft)
        if not person or before in _NOT_SUBJECTS or _is_hailed(words, at) or (word in _ADDRESSES and not between[:1]):
            continue
        if word in _ADDRESSES and between[0] not in _MODALS | _OWN | _ASIDE:
            continue
        return ("self" if not _COURIERS.isdisjoint(between) else "third_party"), at
    return None, 0


def _is_hailed(words: Sequence[str], at: int) -> bool:
    """Whether the person at `at` is who is spoken to: "ya bos", "lah om"."""
    return words[at] in _HAILED and at > 0 and words[at - 1] in _BEFORE_A_HAIL


def _somebody(words: Sequence[str]) -> Literal["third_party", False] | None:
    """ "ada yang ..." leaves open who pays, or tells whose relative; what is paid *to* the debtor is an income."""
    for at, word in enumerate(words):
        opens = [ahead for ahead in words[at + 1 : at + 4] if ahead not in _LATER or ahead == "yang"][:1]
        if word == "ada" and opens in (["yang"], ["orang"], ["seseorang"], ["dari"]):
            deed = next((n for n in range(at + 2, min(len(words), at + 9)) if moves_money(words[n])), None)
            if deed is not None and tuple(words[deed + 1 : deed + 3]) not in (("ke", "saya"), ("sama", "saya")):
                return "third_party" if any(is_relation(word) and word not in _CALLED for word in words) else None
    return False
