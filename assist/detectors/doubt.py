"""Which facts of a promise may have been misheard, so that the agent has to read them back. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any

from assist.events import Utterance, Word
from assist.language.state import Dialogue, Slot

SURE = 0.6
"""A sum or day with a word that the recogniser is less sure of (0..1) is doubtful."""
LEAST_IDR = 10_000
"""Nobody promises less by phone: it is mostly a sum that lost a word."""
ROUND_IDR = 1_000
"""Promises are made in thousands: a sum with a rest is mostly a number too many."""
DOUBTED = {"date": "date", "amount_idr": "amount"}
"""The slots that stand as facts in a note, by the names that `missing` has for them, in its order."""


def doubtful(dialogue: Dialogue, words: Mapping[str, Sequence[Word]]) -> tuple[str, ...]:
    """Which of "date" and "amount" the agent should read back; `words` are the recognised words of each slot.

    A value that an agent's other turn named too is sure: it was heard twice, from two people or at two times.
    """
    promise = dialogue.promise
    return tuple(
        label
        for name, label in DOUBTED.items()
        if (slot := promise.slots.get(name)) is not None
        and slot.turn >= 0
        and not _read_back(dialogue, slot)
        and (_odd(name, slot.value) or any(word.confidence < SURE for word in words.get(name, ())))
    )


def _read_back(dialogue: Dialogue, slot: Slot) -> bool:
    return any(told.value == slot.value and told.turn != slot.turn for told in dialogue.agent_told)


def _odd(name: str, value: Any) -> bool:
    return name == "amount_idr" and isinstance(value, int) and (value < LEAST_IDR or value % ROUND_IDR != 0)


def words_between(said: Utterance, start: int, end: int) -> tuple[Word, ...]:
    """The recognised words of `said` that stand in characters `start` to `end` of its text."""
    found: list[Word] = []
    at = 0
    for word in said.words:
        place = said.text.find(word.text, at)
        if place < 0:
            continue
        at = place + len(word.text)
        if place < end and at > start:
            found.append(word)
    return tuple(found)
