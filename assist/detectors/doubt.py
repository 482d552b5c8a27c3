"""Which facts of a promise may have been misheard, so that the agent has to read them back. Pure.

`script/bench calls` shows what wrong sums and days come from: nearly all are figures cut short, because a number word
beside them was not recognised ("satu juta seratus tua puluh"). So the words beside a figure tell most. How sure the
recogniser was of the figure itself told next to nothing: most wrong ones were as sure as the right ones.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from assist.events import Utterance, Word
from assist.language.promise.state import Dialogue, Slot
from assist.language.words.known_words import is_known
from assist.language.words.normalise import normalise
from assist.language.words.number_words import APPROXIMATE, NUMBER_WORDS, is_number_word
from assist.language.words.sounds import distance, sound
from assist.language.words.tokens import Token

SURE = 0.4
"""A sum or day with a word that the recogniser is less sure of (0..1) is doubtful.

Of 69 right ones 0.4 marks 15 (with the other signs), 0.6 would mark 26 and find no wrong one more.
"""
LIKE = 0.36
"""How far (`sounds.distance`, a letter) a word that means nothing may be from a number word to count as one."""
LEAST_IDR = 10_000
"""Nobody promises less by phone: it is mostly a sum that lost a word."""
ROUND_IDR = 1_000
"""Promises are made in thousands: a sum with a rest is mostly a number too many."""
DOUBTED = {"date": "date", "amount_idr": "amount"}
"""The slots that stand as facts in a note, by the names that `missing` has for them, in its order."""

Turn = Sequence[Utterance]

_SOUNDS = tuple({sound(word) for word in NUMBER_WORDS - APPROXIMATE.keys() if len(word) > 2})
_GROUPED = re.compile(r"\d{1,3}([.,]\d{3})+|\d{4,}")
_ENDS = ("ribu", "rupiah")
"""Behind these a sum has no more words."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A state, judged by the `turns` it was made of, each with its utterances.

    `ordinary` are words (lower case) that mean something, besides those that are understood.
    """

    dialogue: Dialogue
    turns: Sequence[Turn]
    ordinary: frozenset[str] = frozenset()

    def doubtful(self) -> tuple[str, ...]:
        """Which of "date" and "amount" the agent should read back.

        What an agent's other turn named too, and whole, is sure: it was heard from two people, or at two times.
        A sum is not that the agent named otherwise later.
        """
        facts = self.dialogue.promise.slots
        stated = {label: facts[name] for name, label in DOUBTED.items() if name in facts and facts[name].turn >= 0}
        return tuple(label for label, slot in stated.items() if self._is_doubtful(slot))

    def _is_doubtful(self, slot: Slot) -> bool:
        return self._told_otherwise(slot) or (self._unsure(slot) and not self._read_back(slot))

    def _unsure(self, slot: Slot) -> bool:
        hardly = _hardly_heard(self.turns[slot.turn], slot.start, slot.end)
        return _odd(slot.value) or hardly or self._mended(slot) or self._cut_short(slot)

    def _told_otherwise(self, slot: Slot) -> bool:
        """Whether the agent's last word on a sum, after the customer's, is another that nobody owes."""
        due = {known.value for of, known in self.dialogue.sums.items() if of != "payment"}
        later = {told.value for told in self.dialogue.agent_told if told.turn > slot.turn and _is_sum(told.value)} - due
        return _is_sum(slot.value) and bool(later) and slot.value not in later

    def _mended(self, slot: Slot) -> bool:
        """Whether a word of a fact only sounds like what it counts as."""
        tokens = normalise(" ".join(said.text for said in self.turns[slot.turn]))
        return any(token.mended for token in tokens if slot.start <= token.start < slot.end)

    def _read_back(self, slot: Slot) -> bool:
        told = [other for other in self.dialogue.agent_told if other.value == slot.value and other.turn != slot.turn]
        return not all(map(self._cut_short, told))

    def _cut_short(self, slot: Slot) -> bool:
        """Whether more of a figure may stand beside it, misheard. "besok", "hari senin" and "1.250.000" are whole."""
        tokens = normalise(" ".join(said.text for said in self.turns[slot.turn]))
        inside = [token.text for token in tokens if slot.start <= token.start < slot.end]
        if not any(map(is_number_word, inside)) or any(_GROUPED.fullmatch(word) for word in inside):
            return False
        others = self._other_facts(slot)
        before = [token for token in tokens if token.end <= slot.start][-1:]
        behind = [token for token in tokens if token.start >= slot.end][:1]
        turn = self.turns[slot.turn]
        if _is_sum(slot.value) and any(_more(token, others) or self._like_more(token, turn) for token in before):
            return True
        return inside[-1] not in _ENDS and any(_more(token, others) or self._means_nothing(token) for token in behind)

    def _other_facts(self, slot: Slot) -> list[Slot]:
        """The days of a sum's turn, or the sums of a day's: their words stand beside it by right."""
        promised = [self.dialogue.promise.slots[name] for name in DOUBTED if name in self.dialogue.promise.slots]
        facts = [*promised, *self.dialogue.agent_told]
        return [fact for fact in facts if fact.turn == slot.turn and _is_sum(fact.value) != _is_sum(slot.value)]

    def _like_more(self, token: Token, turn: Turn) -> bool:
        """Whether a word that means nothing, or was hardly heard, sounds like a number word."""
        if not (self._means_nothing(token) or _hardly_heard(turn, token.start, token.end)):
            return False
        heard = sound(token.text)
        return any(distance(heard, word, LIKE * len(word)) <= LIKE * len(word) for word in _SOUNDS)

    def _means_nothing(self, token: Token) -> bool:
        return not is_known(token.text, self.ordinary)


def _is_sum(value: Any) -> bool:
    return isinstance(value, int)


def _odd(value: Any) -> bool:
    return isinstance(value, int) and (value < LEAST_IDR or value % ROUND_IDR != 0)


def _more(token: Token, others: Sequence[Slot]) -> bool:
    """Whether a word is a number word of no other fact ("tanggal lima dua ratus ribu")."""
    return is_number_word(token.text) and not any(fact.start <= token.start < fact.end for fact in others)


def _hardly_heard(turn: Turn, start: int, end: int) -> bool:
    return any(word.confidence < SURE for word in words_of(turn, start, end))


def words_of(turn: Turn, start: int, end: int) -> list[Word]:
    """The recognised words in characters `start` to `end` of the texts of a turn, joined by spaces."""
    found: list[Word] = []
    for said in turn:
        at = 0
        for word in said.words:
            place = said.text.find(word.text, at)
            if place >= 0:
                at = place + len(word.text)
                if place < end and at > start:
                    found.append(word)
        start, end = start - len(said.text) - 1, end - len(said.text) - 1
    return found
