"""Whether a turn agrees, or only hears, sighs, puts off or says what something is. Pure."""

from itertools import pairwise

from assist.language.clauses.clause import Clause
from assist.language.clauses.conditions import VOCATIVES
from assist.language.terms.debts import debt_of
from assist.language.terms.paying import is_pay_word
from assist.language.words.tokens import Token
from assist.language.words.vocabulary import word_set

_ASSENTS = word_set(
    """iya benar oke deal setuju boleh bisa sepakat mangga monggo gitu cocok aman pasti tentu yasudah siap
    sanggup mampu yakin"""
)
_SIGHS = word_set("ampun gimana bagaimana tapi nanti lihat liat belum masa kok enak gusti allah kan coba entah astaga")
_AGREED = word_set("oke deal setuju siap benar sepakat boleh bisa pasti cocok catat dicatat")
_YES = word_set("iya oke siap setuju deal benar")
_HEARD = word_set("dengar tahu paham mengerti ingat lupa sadar salah minta")
"""Behind "iya saya" these hear or admit something, and agree to nothing."""
_MADE_OF = word_set("sama termasuk include plus dengan beserta ditambah")
_LOOKS = word_set("dilihat cek dicek tanya tanyain tanyakan pikir pikirin pikirkan dipikir dipikirin rundingan hubungi")
_NO_MATTER = word_set("apa masalah papa keberatan soal kok lah usah")
_NO = word_set("gak belum bukan")
_SHORT = 3
_REMINDS = word_set("kan memang emang cuma baru")


def assents(tokens: list[Token], parts: list[Clause]) -> bool:
    """Whether the turn agrees: it begins with a word of agreement, or has one and denies nothing."""
    words = [token.text for token in tokens]
    if any(part.refuses for part in parts):
        return False
    if words[0] in ("bisa", "boleh") and words[1:2] == ["gak"]:
        return False  # "bisa gak ya" wonders
    if words[0] in ("ya", "iya") and words[1:2] in (["gak"], ["belum"]) and words[2:3] and words[2] not in _NO_MATTER:
        return False
    if words[-1] == "ya" and {"gitu", "begitu"} & set(words) and words[0] not in _YES:
        return False  # "bisa begitu ya" marvels
    if words == ["gitu"]:
        return tokens[0].after_break  # "nah gitu"; "oh gitu" only hears
    if words[0] == "gitu" and any(part.asked for part in parts):
        return False
    if words[0] in ("ya", "iya") and _puts_off(words[1:]):
        return False
    asks = any(part.asked for part in parts)
    if (
        words[0] in ("ya", "iya")
        and words[1:2] in (["gimana"], ["bagaimana"])
        and len(words) <= _SHORT
        and words[-1] != "lagi"
    ):
        return False  # "ya gimana mas" sighs
    if "yang biasa bayar" in " ".join(words):
        return False  # "iya itu istri saya yang biasa bayar" tells who does
    if any(a in ("masa", "masak", "kok") and is_pay_word(b) for a, b in pairwise(words)):
        return False  # "iya kesal masa bayar barang rusak" protests
    invites = [word for word in words if word not in VOCATIVES] in (["silakan"], ["silakan", "aja"])
    head = invites or words[0] in _ASSENTS or words[0] == "ya"
    return head or (len(words) <= 6 and not asks and any(_agrees(words, at) for at in range(len(words))))


def _agrees(words: list[str], at: int) -> bool:
    """Whether the word at `at` agrees, and is not denied ("gak pernah sepakat")."""
    return words[at] in _ASSENTS and _NO.isdisjoint(words[max(0, at - 2) : at])


def only_names(words: list[str]) -> bool:
    """Whether the turn only says what something is ("ya itu kan tagihannya"), which agrees to nothing."""
    words = words[1:] if words[0] in ("ya", "iya") else words
    if _tells_parts(words):
        return True
    if words[:1] not in (["itu"], ["ini"]) or not _AGREED.isdisjoint(words) or any(map(is_pay_word, words)):
        return False
    return not _REMINDS.isdisjoint(words[1:3]) and any(map(debt_of, words[2:]))


def tells_payday(words: list[str]) -> bool:
    """ "gajian saya tanggal sepuluh pak": when money comes, and not that it will be paid on."""
    said = [word for word in words if word not in VOCATIVES]
    told = said[:2] in (["gajian", "saya"], ["saya", "gajian"], ["gajian", "kami"]) or said[:1] == ["gajiannya"]
    return told and _CHOSEN.isdisjoint(said) and not any(map(is_pay_word, said))


_CHOSEN = word_set("aja deh ya lah berarti jadi nanti bisa baru situ iya oke")


def _tells_parts(words: list[str]) -> bool:
    """ "lima ratus itu sudah sama dendanya": what a sum is made of."""
    made_of = any(a in ("sudah", "belum") and b in _MADE_OF for a, b in pairwise(words))
    return made_of and any(map(debt_of, words)) and not any(map(is_pay_word, words))


def _puts_off(words: list[str]) -> bool:
    """Whether what follows a "ya" makes it a sigh, a protest or a stall ("ya ampun", "ya mana bisa", "iya nanti")."""
    if "mana" in words or (set(words[:4]) & (_SIGHS | _LOOKS) and not set(words) & _AGREED):
        return True
    return any(a == "saya" and b in _HEARD for a, b in pairwise(words)) and not set(words) & _AGREED
