"""Whether the debt is named to somebody who is not the customer. Pure.

Once whoever answers is not the customer, nothing of the debt may be said until the customer is there: see `presence`.
"""

from collections.abc import Iterable, Mapping, Sequence

from assist.detectors.book import Book, Said
from assist.detectors.presence import ASKS_WHO, SOMEBODY_ELSE, Names, is_customer
from assist.events import Evidence, Heard, Signal
from assist.language.terms.paying import is_pay_word
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


class PrivacyFollower:
    """Signals `third_party_disclosure` (by the agent), as the phrase list of that name does; once an utterance."""

    def __init__(self) -> None:
        self._book = Book()

    def follow(self, event: Heard | Signal, signals: Sequence[Signal]) -> Iterable[Signal]:
        """The disclosures that `event` and its `signals` make, and those they undo."""
        if not self._book.take(event, signals):
            return ()
        return self._book.changes(self._disclosures(event.known_at_s), event.known_at_s)

    def _disclosures(self, now_s: float) -> Mapping[str, Signal]:
        """What tells somebody else of the debt, by utterance."""
        names = Names.of(self._book)
        found: dict[str, Signal] = {}
        somebody_else = False
        question: Said | None = None
        for place, said in self._book.said.items():
            if said.speaker == "customer":
                if SOMEBODY_ELSE in said.given:
                    somebody_else, question = True, None
                elif is_customer(said, question, names):
                    somebody_else = False
                continue
            question = said if ASKS_WHO in said.given else question
            if somebody_else and (disclosure := _disclosure(said, now_s)) is not None:
                found[place] = disclosure
        return found


def _disclosure(said: Said, now_s: float) -> Signal | None:
    """That an utterance tells of the debt, with the words that do: one of them, or all where only their sense does."""
    utterance = said.utterance
    if utterance is None or DISCLOSURE in said.given:
        return None
    named = next((token for token in said.tokens if token.text in DEBT), None)
    pays = any(map(is_pay_word, said.words))
    if named is None and not said.given.keys() & NAMES_DEBT and not (pays and said.given.keys() & NAMES_PAYING):
        return None
    evidence = Evidence(
        speaker="agent",
        start_s=utterance.start_s,
        end_s=utterance.end_s,
        utterance_id=utterance.utterance_id,
        words=utterance.text[named.start : named.end] if named else utterance.text,
    )
    return Signal(known_at_s=now_s, name=DISCLOSURE, by="agent", evidence=(evidence,))
