"""Whether somebody else than the customer is on the line. Pure.

A relative who is only named ("suami saya", to "yang bayar siapa") is not the one who speaks. Once the customer has said
who they are, only a plain statement ("saya istrinya") or `wrong_person` says that somebody else speaks now.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from assist.detectors.statements import taken_back
from assist.events import TAKEN_BACK, CallStarted, Evidence, Heard, Signal, Speaker, Utterance
from assist.language.terms.paying import is_pay_word
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
_SHORT = 6
"""A longer answer that begins with "iya" is more than a yes."""
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
_WHO_SPEAKS = (("dengan", "siapa"), ("sama", "siapa"), ("ini", "siapa"), ("siapa", "ini"), ("maaf", "siapa"))


def utterances_of(signal: Signal) -> list[str]:
    """The ids of the utterances that a signal rests on; one of its own for a signal that no words gave."""
    ids = [evidence.utterance_id for evidence in signal.evidence if evidence.utterance_id is not None]
    return ids or [f"signal at {signal.known_at_s}"]


def note(names: set[str], speaker: Speaker, signal: Signal) -> None:
    """Adds a signal to the `names` of those that an utterance of `speaker` gave, or takes one back."""
    if signal.name == TAKEN_BACK:
        names.discard(str(signal.fields.get("signal")))
    elif signal.by == speaker:
        names.add(signal.name)


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


@dataclass
class _Said:
    speaker: Speaker
    words: list[str] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    evidence: tuple[Evidence, ...] = ()

    def signal(self, now_s: float) -> Signal:
        """That it says somebody else speaks: a relative where one is named, else a wrong number."""
        relative = RELATIVE in self.names or states_relative(self.words)
        fields = {"who": "relative" if relative else "wrong_number"}
        return Signal(known_at_s=now_s, name=SOMEBODY_ELSE, by="customer", fields=fields, evidence=self.evidence)


class PresenceFollower:
    """Gives `somebody_else`, by the customer, with the words that say it; once an utterance, undone by corrections.

    Its field `who` is `relative` or `wrong_number`.
    """

    def __init__(self) -> None:
        self._said: dict[str, _Said] = {}
        self._given: dict[str, Signal] = {}

    def follow(self, event: Heard | Signal, signals: Sequence[Signal]) -> Iterator[Signal]:
        """What `event` and its `signals` say of who is on the line; the call is folded again with each."""
        if isinstance(event, CallStarted):
            self._said, self._given = {}, {}
        if isinstance(event, Utterance) and event.final:
            self._said.setdefault(event.utterance_id, _Said(event.speaker)).words = words_of(normalise(event.text))
        elif not isinstance(event, Signal):
            return
        for signal in signals:
            self._note(signal)
        found = self._somebody_else()
        for utterance_id in [known for known in self._given if known not in found]:
            yield taken_back(self._given.pop(utterance_id), event.known_at_s)
        for utterance_id, said in found.items():
            if utterance_id not in self._given:
                self._given[utterance_id] = said.signal(event.known_at_s)
                yield self._given[utterance_id]

    def _note(self, signal: Signal) -> None:
        for utterance_id in utterances_of(signal):
            known = self._said.setdefault(utterance_id, _Said(signal.by))
            note(known.names, known.speaker, signal)
            if signal.by == known.speaker and signal.name in (WRONG, RELATIVE):
                known.evidence = signal.evidence

    def _somebody_else(self) -> dict[str, _Said]:
        found: dict[str, _Said] = {}
        customer = asked = False
        question: list[str] = []
        answered = True
        for utterance_id, said in self._said.items():
            if said.speaker == "agent":
                question = said.words if answered else [*question, *said.words]
                answered = False
                asked = asked or ASKS_WHO in said.names
                continue
            if WRONG in said.names or (RELATIVE in said.names and _speaks(said.words, question, customer)):
                found[utterance_id] = said
                customer = asked = False
            elif says_myself(said.words) or (asked and says_yes(said.words)):
                customer = True
            answered = True
        return found


def _speaks(words: list[str], question: list[str], customer: bool) -> bool:
    """Whether words that were taken for those of a relative are; `customer`: the customer was speaking so far."""
    if not words or states_relative(words):
        return True
    return not (customer or names_relative(words) or asks_of_another(question))
