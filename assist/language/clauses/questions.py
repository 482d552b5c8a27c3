"""What asks: a question, and a request that holds a plan of one's own. Pure."""

from collections.abc import Sequence
from itertools import pairwise

from assist.language.clauses.conditions import VOCATIVES
from assist.language.terms.paying import is_pay_word, moves_money
from assist.language.terms.ways import is_way
from assist.language.words.number_words import is_number_word
from assist.language.words.vocabulary import word_set

_ASKING = word_set("berapa kapan apakah gimana bagaimana mana kenapa siapa haruskah")
_MEANS = word_set("pakai lewat dari sama untuk cara dengan di makan")
_OWN_PLAN = word_set("saya kami kalau aja dulu")
_OWN = word_set("saya kami kita")
_MAY = word_set("bisa bisanya boleh bolehnya harus harusnya mesti wajib bayarnya setornya")
_BEFORE_WAYS = VOCATIVES | word_set("ini itu kalau jadi terus ya eh untuk oh berarti")
_DAYS = word_set("besok lusa nanti sekarang senin selasa rabu kamis jumat sabtu minggu")
_SO = word_set("terus lah loh tapi eh ini itu")
_WHY = word_set("ngapain ngapa masa masak")
_BEFORE_A_DEED = _OWN | word_set("juga lagi sih harus mesti musti disuruh pak bu mas mbak tetap masih iya suruh bisa")
_FAR = 12
_SOON = 8
_HOLLOW = VOCATIVES | {"ya", "lagi"}
"""Behind "gimana" these make a sigh of it where a plan follows."""
_TAGS = word_set("gak belum kah")
_CONSENT = word_set("deal oke setuju acc boleh bisa sepakat gimana bagaimana cocok")
_REQUESTS = word_set("boleh bisa minta izin gimana bagaimana mohon bolehkah bisakah tolong kasih beri")
_LATER = word_set(
    """dimundurkan dimundurin mundurin mundurkan diundur undur tempo kelonggaran toleransi kesempatan dispensasi waktu
    keringanan perpanjangan"""
)
_FAVOURS = word_set("potongan diskon keringanan dihapus hapus kena kurang dikurangi ditunda masih berapa apa")
_NOTED = word_set("dicatat ditulis dicek dicatet catat ditunggu")


def is_question(words: Sequence[str]) -> bool:
    """Whether `words` ask something (besides leave for a plan, see `is_request`)."""
    tail = _without_address(words)
    if not tail:
        return False
    tagged = tail[-1] in _TAGS and len(tail) > 1 and (tail[-1] != "belum" or "sudah" in tail)
    asking = any(word in _ASKING and not _sighs(words, at) for at, word in enumerate(words))
    asking = asking or any(
        a in _MEANS and b == "apa" and not _finds(tail, at) for at, (a, b) in enumerate(pairwise(tail))
    )
    asking = asking or _asks_which(words) or _asks_what_for(words)
    return tagged or asking or _asks_whether(words) or _asks_what(tail) or _marvels(tail)


def _finds(tail: Sequence[str], at: int) -> bool:
    """ "lewat apa itu indomaret": looks for the word, and finds it."""
    return tail[at + 2 : at + 3] in (["itu"], ["tuh"], ["namanya"]) and any(map(is_way, tail[at + 3 : at + 5]))


def _marvels(tail: Sequence[str]) -> bool:
    """ "kok bisa", "terus kok satu setengah juta": how come."""
    if tail[:2] == ["kok", "bisa"]:
        return True
    if "maksudnya" in tail:
        return False  # "eh kok dua juta, sejuta maksudnya" wonders at oneself
    return tail[0] in _SO and tail[1:2] == ["kok"] and len(tail) > 2 and not any(map(is_pay_word, tail))


def _asks_whether(words: Sequence[str]) -> bool:
    """ "lewat dana bisa kan bayarnya": asks what is possible, and plans nothing of one's own."""
    can = any(a in ("bisa", "boleh") and b == "kan" for a, b in pairwise(words))
    return can and _OWN.isdisjoint(words) and not any(map(is_number_word, words))


def _asks_which(words: Sequence[str]) -> bool:
    """ "ini bayarnya ke bri atau bisa lewat dana", "kalau bayar lewat bri apa bisa lewat bca": plans nothing."""
    head = next((word for word in words if word not in _BEFORE_WAYS), "")
    planned = not (_OWN.isdisjoint(words) and _DAYS.isdisjoint(words)) or any(map(is_number_word, words))
    if planned or not (head in _MAY or is_pay_word(head)):
        return False
    return any(a in ("atau", "apa") and b in _MAY for a, b in pairwise(words))


def _asks_what_for(words: Sequence[str]) -> bool:
    """ "ngapain juga saya bayar dua juta" protests; "ngapain saya bohong" does not."""
    for at, word in enumerate(words):
        if word in _WHY:
            done = next((ahead for ahead in words[at + 1 :] if ahead not in _BEFORE_A_DEED), "")
            if is_pay_word(done):
                return True
    return False


def _asks_what(tail: Sequence[str]) -> bool:
    tail = tail[:-1] if tail[-1] == "aja" and len(tail) > 1 else tail
    return tail[0] == "apa" or (tail[-1] == "apa" and tail[-2] not in ("gak", "belum"))


def _without_address(words: Sequence[str]) -> list[str]:
    return [word for word in words if word not in VOCATIVES and word != "ya"]


def _sighs(words: Sequence[str], at: int) -> bool:
    """ "gimana ya pak ya sudah besok saya bayar", "mau gimana lagi", "ya mau gimana saya bayar" ask nothing."""
    if {"tanya", "nanya", "nanyain", "tanyain"} & set(words[max(0, at - 2) : at]) and {"gak", "jangan"} & set(
        words[:at]
    ):
        return True
    if words[max(0, at - 1) : at] == ["entah"]:
        return True
    if words[at] in ("berapa", "kapan") and _answers_itself(words[at + 1 : at + _SOON], words[max(0, at - 1) : at]):
        return True
    ahead = words[at + 1 : at + 2]
    if words[at] in ("gimana", "bagaimana"):
        pays = any(map(is_pay_word, words[at + 1 : at + _FAR]))
        hollow = set(ahead) & _HOLLOW or words[max(0, at - 1) : at] == ["ya"]
        resigned = words[max(0, at - 1) : at] == ["mau"] and (
            ahead == ["tetap"] or words[max(0, at - 2) : at - 1] == ["ya"]
        )
        return ahead == ["lagi"] or bool(pays and (hollow or resigned))
    return ahead == ["pun"]


def _answers_itself(ahead: Sequence[str], before: Sequence[str]) -> bool:
    """ "berapa ya lima ratus deh", "eh berapa ya lima ratus": thinks aloud, and finds it."""
    found = "eh" in before or bool({"deh", "aja"} & set(ahead))
    return ahead[:1] == ["ya"] and found and any(map(is_number_word, ahead))


def is_request(words: Sequence[str]) -> bool:
    """Whether `words` ask leave for a plan of one's own ("boleh gak kalau saya bayar separuhnya dulu")."""
    tail = _without_address(words)
    tail = tail[1:] if tail[:1] == ["apa"] else tail
    pays = any(moves_money(word) for word in tail)
    if (pays or tail[:1] == ["tapi"]) and not {"berapa", "kena"} & set(tail) and _asks_consent(tail):
        return True
    if set(tail) & _REQUESTS and set(tail) & _LATER:
        return True
    if set(tail) & _FAVOURS or not set(tail) & _REQUESTS:
        return False
    if "kalau" in words and {"gimana", "bagaimana"} & set(words):
        return True
    offers = tail[-1] == "boleh" and any(map(is_number_word, tail))  # "dua ratus dulu boleh"
    return offers or (
        any(_begs(tail, at) for at, word in enumerate(tail) if word in _REQUESTS)
        and (pays or not _OWN_PLAN.isdisjoint(words))
    )


def _asks_consent(tail: Sequence[str]) -> bool:
    """Whether the end asks for a yes: "deal gak", "gimana"."""
    last = tail[-1] in ("gimana", "bagaimana", "deal", "setuju") and len(tail) > 1
    return last or (tail[-1] in ("gak", "kah") and tail[-2:-1] != [] and tail[-2] in _CONSENT and len(tail) > 2)


def _begs(tail: Sequence[str], at: int) -> bool:
    """Whether the word of asking at `at` asks indeed: "boleh ...", "bisa gak ...", "bisa ... gak"."""
    word, after = tail[at], tail[at + 1 : at + 2]
    if tail[max(0, at - 1) : at] == ["gak"]:
        return False
    if word in ("tolong", "kasih", "beri"):
        return False
    if word == "boleh":
        asks = set(after) & {"gak", "kalau", "saya", "kami", "minta"} or any(map(moves_money, tail[at + 1 : at + 3]))
        at_the_end = len(tail) > 2 and tail[-1] in ("gak", "kan", "boleh")
        return at_the_end or bool(asks and not set(after) & _NOTED)
    return (
        after in (["gak"], ["kalau"])
        or word == "bolehkah"
        or ("gak" in tail[-3:] and list(tail[-2:]) != ["gak", "bisa"])
    )
