"""Whether the debt is named to somebody who is not the customer. Pure.

Once whoever answers is not the customer, nothing of the debt may be said until the customer is there: the agent asks
who it is and the answer is yes, or somebody says so unasked ("saya sendiri").
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from assist.detectors.presence import ASKS_WHO, SOMEBODY_ELSE, note, says_myself, says_yes, utterances_of
from assist.detectors.statements import taken_back
from assist.events import CallStarted, Evidence, Heard, Signal, Speaker, Utterance
from assist.language.terms.paying import is_pay_word
from assist.language.words.normalise import normalise
from assist.language.words.vocabulary import word_set

DISCLOSURE = "third_party_disclosure"
NAMES_DEBT = frozenset({"amount_statement", "due_date_statement", "consequence_neutral"})
"""What an agent says only to the customer, even where no word of debt stands in it."""
NAMES_PAYING = frozenset({"commitment_request", "recap", "options_offer"})
"""The same where a word of paying stands in it: "jam berapa pulang" asks for no payment."""
DEBT = word_set(
    """tunggakan tunggakannya tagihan tagihannya cicilan cicilannya utang utangnya hutang hutangnya angsuran angsurannya
    denda dendanya menunggak nunggak tertunggak pinjaman pinjamannya jatuhtempo temponya pelunasan"""
)


@dataclass
class _Said:
    """An utterance (or a signal by itself): the signals it gave, and what its words say."""

    speaker: Speaker
    utterance: Utterance | None = None
    names: set[str] = field(default_factory=set)
    debt: str | None = None
    """The word of debt that stands in it."""
    pays: bool = False
    """Whether paying is spoken of."""
    yes: bool = False
    """Whether it says yes, and little more."""
    myself: bool = False
    """Whether it says that the one meant is speaking."""

    def read(self, said: Utterance) -> None:
        """Takes its text in, the first or a corrected one."""
        self.utterance = said
        tokens = normalise(said.text)
        words = [token.text for token in tokens]
        named = next((token for token in tokens if token.text in DEBT), None)
        self.debt = said.text[named.start : named.end] if named else None
        self.pays = any(is_pay_word(word) for word in words)
        self.yes, self.myself = says_yes(words), says_myself(words)

    @property
    def disclosed(self) -> str | None:
        """The words that tell of the debt: one of them, or all where only their sense does; None without any."""
        if self.utterance is None or DISCLOSURE in self.names:
            return None
        told = self.names & NAMES_DEBT or (self.pays and self.names & NAMES_PAYING)
        return self.debt or (self.utterance.text if told else None)


class PrivacyFollower:
    """Signals `third_party_disclosure` (by the agent), as the phrase list of that name does; once an utterance.

    The whole call is folded again with each final utterance, so that a correction undoes all that rested on it.
    """

    def __init__(self) -> None:
        self._said: dict[str, _Said] = {}
        self._given: dict[str, Signal] = {}

    def follow(self, event: Heard | Signal, signals: Sequence[Signal]) -> Iterable[Signal]:
        """The disclosures that `event` and its `signals` make, and those they undo."""
        if isinstance(event, CallStarted):
            self._said, self._given = {}, {}
        if isinstance(event, Utterance) and event.final:
            known = self._said.setdefault(event.utterance_id, _Said(event.speaker))
            known.read(event)
        elif not isinstance(event, Signal):
            return
        for signal in signals:
            for utterance_id in utterances_of(signal):
                known = self._said.setdefault(utterance_id, _Said(signal.by))
                note(known.names, known.speaker, signal)
        yield from self._changes(event.known_at_s)

    def _changes(self, now_s: float) -> Iterable[Signal]:
        found = self._disclosures()
        for utterance_id in [known for known in self._given if known not in found]:
            gone = self._given.pop(utterance_id)
            if DISCLOSURE not in self._said[utterance_id].names:  # else the phrase list says the same now
                yield taken_back(gone, now_s)
        for utterance_id, (said, words) in found.items():
            if utterance_id not in self._given:
                self._given[utterance_id] = _signal(said, words, now_s)
                yield self._given[utterance_id]

    def _disclosures(self) -> dict[str, tuple[Utterance, str]]:
        """The utterances that tell somebody else of the debt, with the words that do."""
        found: dict[str, tuple[Utterance, str]] = {}
        somebody_else = asked = False
        for utterance_id, said in self._said.items():
            if said.speaker == "customer":
                if SOMEBODY_ELSE in said.names:
                    somebody_else, asked = True, False
                elif said.myself or (said.yes and asked):
                    somebody_else = False
                continue
            asked = asked or ASKS_WHO in said.names
            if somebody_else and said.utterance is not None and said.disclosed is not None:
                found[utterance_id] = said.utterance, said.disclosed
        return found


def _signal(said: Utterance, words: str, now_s: float) -> Signal:
    evidence = Evidence(
        speaker="agent", start_s=said.start_s, end_s=said.end_s, utterance_id=said.utterance_id, words=words
    )
    return Signal(known_at_s=now_s, name=DISCLOSURE, by="agent", evidence=(evidence,))
