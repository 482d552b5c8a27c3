"""A turn -> clauses, each with what it does: promise, deny, ask, tell what is past, set a condition. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assist.language.dates import DateSpan
from assist.language.normalise import Token
from assist.language.payers import is_pay_word
from assist.language.spans import Number
from assist.language.stories import is_plan, is_story
from assist.language.vocabulary import word_set

_OPENERS = word_set(
    "tapi terus soalnya karena makanya yasudah kalau asal asalkan eh pokoknya padahal jika bila trus maka sisanya"
)
_VOCATIVES = word_set("pak bu mas mbak kak bang bapak ibu mbaknya masnya mba neng om")
_NEGATIONS = word_set("gak belum ogah males malas emoh jangan bukan")
_HARMLESS = word_set(
    """telat bohong ingkar lari kabur lupa masalah apa usah perlu meleset mundur nunggak mangkir terlambat telatlah
    lagi keberatan main sampai lebih lewat lama berani"""
)
_SAYS_NO = word_set("saya masih memang kayaknya ya iya sekarang juga ini pokoknya tetap tapi") | {""}
_MODALS = word_set(
    "bisa akan mau bakal mungkin sanggup mampu bisanya gak belum sudah yang biar kalau begitu akan pernah"
)
_ASKING = word_set("berapa kapan apakah gimana bagaimana mana kenapa siapa totalnya")
_TAGS = word_set("gak belum kah")
_REQUESTS = word_set("boleh bisa boleh minta izin gimana bagaimana mohon bolehkah bisakah")
_FAVOURS = word_set("potongan diskon keringanan dihapus hapus kena kurang dikurangi ditunda masih berapa apa")
_CONTACT = word_set(
    """hubungi dihubungi kabari kabarin ngabarin telepon ditelepon cek dicek tanya tanyain tanyakan kontak omongin
    diomongin bicarakan pikir pikirin rundingkan rembukan lapor diskusi bilang wa chat lihat liat cari"""
)
_EVENTS = word_set(
    """cair masuk turun laku ada sudah dapat dapet jadi keluar lancar diizinkan boleh dikasih dihapus dikurangi gak
    belum sempat sehat ramai rame sembuh terkumpul cukup terjual dibayar dikirim ditransfer dipotong gajian panen rezeki
    rejeki kekumpul kumpul dikirimin nemu jual gajiannya selesai mau kejual pulang hujan diterima tembus kasih"""
)
_TOPICS = word_set("untuk soal masalah segitu gitu begitu saya kami angsuran cicilan lewat pakai indomaret alfamart")
_CONDITIONS = word_set(
    """jika bila asal asalkan tunggu nunggu menunggu tergantung semoga mudahan usahakan coba mungkin kayaknya rencananya
    rencana niatnya katanya insyaallah kemungkinan barangkali misal misalnya seandainya andai berusaha doakan doain
    usahanya nyoba siapatahu semisal selama diusahakan maunya kira kirakira harapannya selagi"""
)
_CERTAIN = word_set("pasti janji dijamin")


@dataclass(frozen=True, slots=True)
class Clause:
    """Tokens `first` to `last` (exclusive) and what they do."""

    first: int
    last: int
    denied: bool = False
    past: bool = False
    asked: bool = False
    condition: bool = False
    elsewhere: bool = False
    """Tells of something other than paying: a call back, an income."""

    @property
    def live(self) -> bool:
        """Whether what it names may be part of a promise."""
        return not (self.denied or self.past or self.asked or self.elsewhere)


def split(tokens: list[Token], numbers: list[Number], dates: list[DateSpan]) -> list[Clause]:
    """The clauses of a turn. Punctuation helps where a recogniser gives it, but none is needed."""
    words = [token.text for token in tokens]
    places = [(n.first, n.last) for n in numbers] + [(d.first, d.last) for d in dates]
    inside = {at for first, last in places for at in range(first + 1, last)}
    days = {span.first for span in dates if not span.past}
    clauses: list[Clause] = []
    start = 0
    for at in range(1, len(words) + 1):
        if at < len(words) and (at in inside or not _begins(tokens, words, (start, at), days)):
            continue
        clause = _label(words, (start, at), dates)
        goes_on = bool(clauses) and is_story(words[clauses[-1].first : start]) and words[start] == "tapi"
        if goes_on and not days & set(range(start, at)) and not is_plan(words[start:at]):
            clause = replace(clause, elsewhere=True)  # "gaji saya cuma dua juta": cuma reads as tapi
        clauses.append(clause)
        start = at
    return clauses if words else []


def _begins(tokens: list[Token], words: list[str], place: tuple[int, int], days: set[int]) -> bool:
    """Whether a new clause begins at `place[1]`, when the present one began at `place[0]`."""
    start, at = place
    word, before = words[at], words[at - 1]
    if word == "jadi" and before not in ("gak", "eh", "belum", "sudah", "bisa", "pasti", "yang"):
        return True
    if tokens[at].after_break or (word in _OPENERS and before != "eh"):
        return not (before in ("gak", "boleh", "gimana", "bagaimana", "bisa") and word == "kalau")
    if word == "begitu" and words[at + 1 : at + 2] and words[at + 1] not in _VOCATIVES | {"ya", "aja", "juga"}:
        return before not in ("kalau", "ya", "memang")
    so_far = words[start:at]
    closed = _denies(so_far) or "sudah" in so_far or so_far[0] in ("begitu", "tunggu")
    closed = closed or (so_far[0] == "kalau" and not any(is_pay_word(word) for word in so_far))
    closed = closed or bool({"kemarin", "tadi", "tergantung", "nunggu", "tunggu", "minta"} & set(so_far))
    if not closed or before in ("ke", "di", "sampai", "sebelum", "tanggal", "sejak", "janji"):
        return False
    if at in days:
        refused = before in ("bisa", "sanggup", "mau", "mampu") and not days & set(range(start, at))
        return at > start + 1 and not (refused and not {"aja", "deh", "gimana"} & set(words[at + 1 : at + 4]))
    if before in _MODALS:
        return False
    if before in _VOCATIVES:
        return not (so_far[0] in ("kemarin", "tadi") and at == start + 2)
    ahead = words[at + 1 : at + 4]
    return word in ("saya", "nanti", "baru") and any(is_pay_word(next_word) for next_word in ahead) and at > start + 1


def _label(words: list[str], place: tuple[int, int], dates: list[DateSpan]) -> Clause:
    start, end = place
    inner = words[start:end]
    pays = any(is_pay_word(word) for word in inner)
    past_day = any(span.past and start <= span.first < end for span in dates)
    future_day = any(not span.past and not span.weak and start <= span.first < end for span in dates)
    condition = is_condition(inner)
    return Clause(
        first=start,
        last=end,
        denied=_denies(inner) and not (condition and inner[0] in ("kalau", "asal", "asalkan", "jika")),
        past=_is_past(inner) or _is_habit(inner) or (past_day and not future_day and (pays or "masuk" in inner)),
        asked=is_question(inner) and not is_request(inner),
        condition=condition,
        elsewhere=(not pays and bool(set(inner) & _CONTACT)) or is_story(inner),
    )


def _denies(words: Sequence[str]) -> bool:
    """Whether the clause says no to paying: not a question tag, not "gak bakal telat"."""
    for at, word in enumerate(words):
        ahead = [w for w in words[at + 1 : at + 3] if w not in ("bakal", "akan", "pernah", "mau", "pernah")]
        if word not in _NEGATIONS or (word != "belum" and ahead[:1] and ahead[0] in _HARMLESS):
            continue
        if word in ("jangan", "bukan") and not any(is_pay_word(next_word) for next_word in words[at + 1 : at + 3]):
            continue
        if not _is_tag(words, at):
            return True
    return False


def _is_tag(words: Sequence[str], at: int) -> bool:
    """Whether a negation only makes a question ("bisa gak", "masih kena denda gak bu")."""
    last = at == len(words) - 1 or words[at + 1] in _VOCATIVES | {"ya", "kalau"}
    before = words[at - 1] if at else ""
    if words[at] == "gak":
        return before in ("bisa", "boleh") or (last and before not in _SAYS_NO)
    return words[at] == "belum" and last and before in ("sudah", "apa")


def _is_habit(words: Sequence[str]) -> bool:
    """ "biasanya saya bayar tanggal lima": what is usual, not what will be."""
    return bool({"biasanya", "biasane", "selalu", "selama", "dulunya"} & set(words))


def _is_past(words: Sequence[str]) -> bool:
    """ "sudah" with a verb of paying close behind it, and no day to come."""
    for at, word in enumerate(words):
        ahead = words[at + 1 : at + 4]
        if word == "sudah" and any(map(is_pay_word, ahead)) and not {"bisa", "mau", "siap", "harus"} & set(ahead):
            return "kalau" not in words[:at]
    return False


def is_question(words: Sequence[str]) -> bool:
    """Whether `words` ask something."""
    tail = [word for word in words if word not in _VOCATIVES and word != "ya"]
    if not tail:
        return False
    tagged = tail[-1] in _TAGS and len(tail) > 1
    return tagged or any(word in _ASKING for word in tail) or tail[0] == "apa" or is_request(words)


def is_request(words: Sequence[str]) -> bool:
    """Whether `words` ask leave for a plan of one's own ("boleh gak kalau saya bayar separuhnya dulu")."""
    if set(words) & _FAVOURS or not set(words) & _REQUESTS:
        return False
    if "kalau" in words and {"gimana", "bagaimana"} & set(words):
        return True
    tagged = any(
        words[at + 1 : at + 2] == ["gak"] or words[at + 1 : at + 2] == ["kalau"] or word in ("bolehkah", "boleh")
        for at, word in enumerate(words)
        if word in _REQUESTS
    ) or (len(words) > 1 and "gak" in words[-3:] and list(words[-2:]) != ["gak", "bisa"])
    return tagged and ("saya" in words or any(is_pay_word(word) for word in words) or "kalau" in words)


def is_condition(words: Sequence[str]) -> bool:
    """Whether a condition, a hedge or hearsay stands in the clause."""
    for at, word in enumerate(words):
        ahead = list(words[at + 1 : at + 7])
        if word == "kalau":
            if _real_condition(ahead):
                return True
        elif word == "paling":
            if ahead:
                return True
        elif word == "begitu":
            if ahead and at == 0 and ahead[0] not in _VOCATIVES | {"ya", "aja"}:
                return True
        elif word == "usaha":
            if ahead and is_pay_word(ahead[0]):
                return True
        elif word == "coba":
            if at and words[at - 1] in ("saya", "mau", "nanti", "dulu", "kita"):
                return True
        elif word in ("kirakira", "sekitar"):
            continue
        elif word in _CONDITIONS:
            return not (word == "tunggu" and ahead[:1] in (["aja"], ["ya"], ["kabar"])) or is_condition(words[at + 1 :])
    return False


def _real_condition(ahead: list[str]) -> bool:
    """Whether what follows *kalau* is an event, rather than a topic ("kalau indomaret kan dekat rumah")."""
    until = next((n for n, word in enumerate(ahead) if n and is_pay_word(word)), len(ahead))
    body = ahead[:until]
    if "kan" in body[:4] or not body or body[0] in ("gitu", "begitu"):
        return False
    if set(body) & _EVENTS:
        return True
    return body[0] not in _TOPICS and not body[0].isdigit() and body[0] not in ("tanggal", "hari", "besok", "bisa")


def is_certain(words: Sequence[str]) -> bool:
    """Whether the speaker stresses that it is sure ("pasti", "janji")."""
    return any(
        word in _CERTAIN and words[max(0, at - 1) : at] not in (["gak"], ["belum"]) for at, word in enumerate(words)
    )
