"""Whether somebody else than the customer is on the line. Pure.

A relative who is only named ("suami saya", to "yang bayar siapa") is not the one who speaks. Once the customer has said
who they are, only a plain statement ("saya istrinya") or `wrong_person` says that somebody else speaks now. Where the
account names the customer, that name tells too: "ini saya ratna", "ratna lagi keluar".
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz import fuzz

from assist.detectors.book import Book, Said
from assist.events import Evidence, Heard, Signal
from assist.language.terms.paying import is_pay_word
from assist.language.words.known_words import TITLES, is_known
from assist.language.words.normalise import normalise
from assist.language.words.tokens import words_of
from assist.language.words.vocabulary import word_set

SOMEBODY_ELSE = "somebody_else"
WRONG, RELATIVE = "wrong_person", "third_party_answers"
ASKS_WHO = "identity_verification"
_YES = word_set("iya ya benar betul oke siap")
_NO = word_set(
    """gak bukan belum jangan keluar pergi anaknya istrinya suaminya adiknya kakaknya ibunya bapaknya sebentar tunggu
    panggil panggilkan panggilin nanti pesan pesannya dia beliau orangnya"""
)
_SHORT, _LONG = 6, 10
"""A longer answer that begins with "iya" is more than a yes; a longer one with a name says more than who it is."""
_OWN_KIN = word_set(
    """anak istri bini suami laki adik kakak kaka abang ibu bapak mama mamah papa ayah emak teman temen tetangga mertua
    keponakan ponakan menantu mantu pembantu saudara sodara sepupu karyawan rekan cucu asisten pacar ipar tante om paman
    bibi nenek kakek"""
)
_ITS_KIN = frozenset(f"{kin}nya" for kin in _OWN_KIN)
_I_AM = word_set("saya aku ini dengan sama")
_AROUND = word_set("saya aku ku sendiri iya ya oh kan sih pak bu mas mbak itu yang ini")
"""What stands around a relative who is named and nothing more."""
_NOT_WHO_SPEAKS = word_set("tinggal serumah kerja kerjanya urus pegang pakai sakit nama namanya")
_BEFORE_OWN_NAME = word_set(
    """saya aku ini dengan sama nama sendiri langsung halo iya ya betul benar oh kan di sini yang selamat pagi siang
    sore malam maaf bicara"""
)
"""All that may stand before one's own name: "mau bicara dengan ratna" does not give it."""
_IS = word_set("nya lagi sedang baru masih belum sudah gak ke di tidak")
_AWAY = word_set(
    """keluar pergi kerja tidur mandi pulang ada rumah luar pasar kantor sekolah sawah ladang masjid kondangan pindah
    meninggal berangkat kampung opname toko warung sini arisan"""
)
_FETCHES = word_set("panggil panggilkan panggilin tunggu sebentar bangunkan bangunin cari cariin carikan")
_SAME_NAME = 86.0
"""From this likeness on (rapidfuzz.fuzz.ratio) a word is a name, garbled a little; "ratna" and "ratno" are two."""
_WHO_SPEAKS = (("dengan", "siapa"), ("sama", "siapa"), ("ini", "siapa"), ("siapa", "ini"), ("maaf", "siapa"))


def says_yes(words: Sequence[str]) -> bool:
    """Whether normalised words say yes, and little more."""
    return _is_plain(words) and words[0] in _YES


def says_myself(words: Sequence[str]) -> bool:
    """Whether they say that the one meant is speaking."""
    return _is_plain(words) and ("saya", "sendiri") in pairwise(words)


def _is_plain(words: Sequence[str]) -> bool:
    return 0 < len(words) <= _SHORT and not set(words) & _NO


def states_relative(words: Sequence[str]) -> bool:
    """Whether they say plainly that a relative of the customer speaks: "saya istrinya", "ini kakaknya"."""
    return any(first in _I_AM and second in _ITS_KIN for first, second in pairwise(words))


def names_relative(words: Sequence[str]) -> bool:
    """Whether they name a relative of the one who speaks, and nothing more: "suami saya"."""
    named = set(words) & (_OWN_KIN | _ITS_KIN)
    return bool(named) and set(words) <= named | _AROUND and (bool(named & _OWN_KIN) or "saya" in words)


def asks_of_another(words: Sequence[str]) -> bool:
    """Whether an agent asks "siapa" about something else than who is on the line."""
    if "siapa" not in words:
        return False
    about_else = bool(set(words) & _NOT_WHO_SPEAKS) or any(is_pay_word(word) for word in words)
    return about_else or not any(pair in _WHO_SPEAKS for pair in pairwise(words))


@dataclass(frozen=True)
class Names:
    """The words of a name, in normal form; none where it is not known."""

    words: frozenset[str]

    @classmethod
    def of(cls, book: Book) -> "Names":
        """The account's name for the customer."""
        name = (book.begun.account.customer_name if book.begun else None) or ""
        return cls(frozenset(word for word in words_of(normalise(name)) if len(word) > 1 and word not in TITLES))

    @classmethod
    def asked_for(cls, question: Said) -> "Names":
        """The name in a question who it is: what stands behind a title, up to a word that means something."""
        found: set[str] = set()
        behind = False
        for word in question.words:
            behind = word in TITLES or (behind and not is_known(word, frozenset()))
            found |= {word} if behind and word not in TITLES else set()
        return cls(frozenset(found))

    def __contains__(self, word: object) -> bool:
        return isinstance(word, str) and any(fuzz.ratio(word, name) >= _SAME_NAME for name in self.words)


def says_name(words: Sequence[str], names: Names) -> bool:
    """Whether they give one of `names` as one's own, and say of nobody that they are not there."""
    if len(words) > _LONG or set(words) & (_NO | _OWN_KIN | _ITS_KIN):
        return False
    places = [at for at, word in enumerate(words) if word in names]
    if not places:
        return False
    before = set(words[: places[-1]])
    given = before & _I_AM or words[places[-1] + 1 :][:1] in (["sendiri"], ["langsung"])
    return bool(given) and all(word in _BEFORE_OWN_NAME or word in TITLES or word in names for word in before)


def tells_of(words: Sequence[str], names: Names) -> bool:
    """Whether they speak of one of `names` as of another: "ratna lagi keluar", "saya adik ratna", "panggil ratna"."""
    if says_name(words, names):
        return False
    for at, word in enumerate(words):
        own = word.removesuffix("nya") in names
        if word not in names and not own:
            continue
        behind, before = words[at + 1 :], [word for word in words[:at] if word not in TITLES or word in _OWN_KIN]
        if set(before[-1:]) & (_OWN_KIN | _ITS_KIN) - TITLES or set(words[:at]) & _FETCHES:
            return True
        if (set(behind[:1]) & _IS or word not in names) and set(behind) & _AWAY:
            return True
    return False


def is_customer(said: Said, question: Said | None, names: Names) -> bool:
    """Whether an utterance says that the customer speaks: so, by a yes to `question` (who it is), or by the name.

    Without the account's name it is that of the question.
    """
    words = said.words
    if says_myself(words) or (question is not None and says_yes(words)):
        return True
    asked = Names.asked_for(question) if question is not None and not names.words else names
    return says_name(words, asked)


class PresenceFollower:
    """Gives `somebody_else`, by the customer, with the words that say it; once an utterance, undone by corrections.

    Its field `who` is `relative` or `wrong_number`.
    """

    def __init__(self) -> None:
        self._book = Book()

    def follow(self, event: Heard | Signal, signals: Sequence[Signal]) -> Iterator[Signal]:
        """What `event` and its `signals` say of who is on the line."""
        if self._book.take(event, signals):
            yield from self._book.changes(self._somebody_else(event.known_at_s), event.known_at_s)

    def _somebody_else(self, now_s: float) -> Mapping[str, Signal]:
        names = Names.of(self._book)
        found: dict[str, Signal] = {}
        customer = answered = False
        asked: Said | None = None
        question: list[str] = []
        for place, said in self._book.said.items():
            if said.speaker == "agent":
                question = said.words if answered else [*question, *said.words]
                answered = False
                asked = said if ASKS_WHO in said.given else asked
                continue
            answered = True
            named = not customer and tells_of(said.words, names)
            if WRONG in said.given or named or (RELATIVE in said.given and _speaks(said.words, question, customer)):
                found[place] = _signal(said, named, now_s)
                customer, asked = False, None
            elif is_customer(said, asked, names):
                customer = True
        return found


def _signal(said: Said, named: bool, now_s: float) -> Signal:
    """That an utterance says somebody else speaks: a relative where one is named, else a wrong number."""
    relative = named or RELATIVE in said.given or states_relative(said.words)
    cause = said.given.get(RELATIVE) or said.given.get(WRONG)
    evidence = cause.evidence if cause is not None else _whole(said)
    fields = {"who": "relative" if relative else "wrong_number"}
    return Signal(known_at_s=now_s, name=SOMEBODY_ELSE, by="customer", fields=fields, evidence=evidence)


def _whole(said: Said) -> tuple[Evidence, ...]:
    heard = said.utterance
    if heard is None:
        return ()
    place = {"start_s": heard.start_s, "end_s": heard.end_s, "utterance_id": heard.utterance_id}
    return (Evidence(speaker=heard.speaker, words=heard.text, **place),)


def _speaks(words: list[str], question: list[str], customer: bool) -> bool:
    """Whether words that were taken for those of a relative are; `customer`: the customer was speaking so far."""
    if not words or states_relative(words):
        return True
    return not (customer or names_relative(words) or asks_of_another(question))
