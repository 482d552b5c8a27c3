"""What says no: to paying (a refusal), to something else (an aside), or to nothing ("gak bakal telat"). Pure."""

from collections.abc import Sequence
from typing import Literal

from assist.language.clauses.conditions import VOCATIVES
from assist.language.terms.paying import is_pay_word
from assist.language.terms.ways import is_way
from assist.language.words.number_words import is_number_word
from assist.language.words.vocabulary import word_set

NEGATIONS = word_set("gak belum ogah males malas emoh moh wegah jangan bukan alim")
_HARMLESS = word_set(
    """telat bohong ingkar lari kabur lupa masalah apa usah perlu meleset mundur nunggak mangkir terlambat telatlah
    lagi keberatan main sampai lebih lewat lama cuma hanya kurang susah ribet nyangka nyesel enak"""
)
_AUXILIARY = word_set("bakal akan pernah mau berani")
_ABLE = word_set(
    """bisa sanggup mau mampu ada punya gaduh siap janji jadi tahu yakin pasti cukup nutup kuat bakal akan pernah
    dulu sekarang uang dana segitu segini deh lah sampai kebayar tersedia boga gablek dapat dapet kekumpul terkumpul
    setuju bilang ngomong sepakat sempat gajian cair masuk turun laku keburu memungkinkan mungkin pegang megang doh"""
)
_HOLDING = word_set("ada punya pegang megang gaduh bawa")
_THINGS = word_set(
    """hp pulsa kuota sinyal motor kendaraan waktu aplikasi aplikasinya rekening kartu bensin ongkos kesempatan helm
    teman barengan sopir mobil jaringan internet laptop masalah kendala halangan"""
)
_HEAVY = word_set("berat beratnya keberatan abot beurat susah kesusahan")
_WHOLE = word_set("full penuh semua semuanya lunas sekaligus banyak lebih langsung")
"""What cannot be paid besides a part ("dua ratus dulu belum bisa full")."""
_PURPOSE = word_set("biar supaya agar tanpa daripada")
"""Behind these a negation tells what for ("biar gak repot")."""
_DOINGS = word_set(
    """jalan keluar datang pulang antri nyetir buka login masuk ninggalin libur cuti kerja ngomong lama ke pergi naik
    angkat ngangkat telepon jauh ninggal tinggal diganggu ditinggal dibuka dipakai pakai bangun duduk"""
)
_SENT = word_set("orang orangnya petugas kolektor dc tim debt surat wa sms pesan")
"""Whom or what a lender sends ("jangan kirim orang dulu")."""
_REFUSED = word_set(
    """bisa sanggup mau mampu ada punya gaduh janji jadi cukup kuat boga setuju bakal akan uang
    dulu deh lah bilang ngomong pegang"""
)
_SAYS_NO = word_set("saya masih memang kayaknya ya iya sekarang juga ini pokoknya tetap tapi") | {""}


def negated(words: Sequence[str]) -> Literal["refused", "aside", None]:
    """What the clause's negations do: refuse to pay or say that one cannot, deny something else, or nothing.

    A negation of something else does not touch a verb of paying that stands elsewhere in the clause.
    """
    if _too_heavy(words):
        return "refused"
    if NEGATIONS.isdisjoint(words):
        return None
    worst: Literal["aside", None] = None
    pays = [is_pay_word(word) for word in words]
    paying = sum(pays)
    for at, word in enumerate(words):
        if word not in NEGATIONS or _PURPOSE & set(words[max(0, at - 2) : at]):
            continue
        if _settles_nothing(words, at):
            continue
        ahead = [w for w in words[at + 1 : at + 4] if w not in _AUXILIARY]
        if (word != "belum" and ahead[:1] and ahead[0] in _HARMLESS) or _is_tag(words, at):
            continue
        if word in ("jangan", "bukan") and (not any(pays[at + 1 : at + 3]) or _SENT & set(words[at + 2 : at + 4])):
            continue
        if _WHOLE & set(words[at + 1 : at + 4]) and paying > sum(pays[at : at + 4]):
            continue
        touches = _touches_paying(ahead)
        elsewhere = paying > sum(pays[at : at + 3])
        if not touches and (elsewhere or (_is_doing(ahead) and paying)):
            continue
        if touches and (not ahead or word not in ("gak", "belum") or ahead[0] in _REFUSED or any(pays[at : at + 4])):
            return "refused"
        worst = "aside"
    return worst


def _too_heavy(words: Sequence[str]) -> bool:
    """ "setengahnya juga berat", "dua ratus aja sudah berat": even the part that was proposed is too much."""
    at = next((at for at, word in enumerate(words) if word in _HEAVY), 0)
    even = {"juga", "pun"} & set(words[:at]) or "aja sudah" in " ".join(words[:at])
    return bool(at and even) and not any(map(is_pay_word, words)) and NEGATIONS.isdisjoint(words)


def _settles_nothing(words: Sequence[str], at: int) -> bool:
    """ "mau gak mau", "suka gak suka" leave no choice; "eh gak empat ratus" only corrects a number."""
    before, behind = words[max(0, at - 1) : at], words[at + 1 : at + 2]
    corrects = before == ["eh"] and bool(behind) and (behind == ["tanggal"] or is_number_word(behind[0]))
    return corrects or (before == behind and words[at] == "gak")


def _is_doing(ahead: Sequence[str]) -> bool:
    """Whether something other than paying is denied: holding a thing, going somewhere."""
    return bool(ahead) and (ahead[0] in _HOLDING or (len(ahead) > 1 and ahead[1] in _DOINGS))


def _touches_paying(ahead: Sequence[str]) -> bool:
    if not ahead or ahead[0] in VOCATIVES:
        return True
    if ahead[0] in ("bisa", "mau", "sempat", "kuat", "boleh") and ahead[1:2] and ahead[1] in _DOINGS:
        return False
    if ahead[0] in _HOLDING and ahead[1:2] and (ahead[1] in _THINGS or is_way(ahead[1])):
        return False
    return ahead[0] in _ABLE or any(is_pay_word(word) for word in ahead[:2]) or ahead[0][0].isdigit()


def _is_tag(words: Sequence[str], at: int) -> bool:
    """Whether a negation only makes a question ("bisa gak", "masih kena denda gak bu")."""
    last = at == len(words) - 1 or words[at + 1] in VOCATIVES | {"ya", "kalau"}
    before = words[at - 1] if at else ""
    if words[at] == "gak":
        return before in ("bisa", "boleh") or (last and before not in _SAYS_NO)
    return words[at] == "belum" and last and before in ("sudah", "apa")
