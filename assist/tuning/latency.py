"""How long the texts of a recording heard in real time took. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from assist.events import Utterance

REACHES_S = 0.5
"""A final holds the end of an utterance when it ends at most so long before it: labels and voice activity do not agree
to the chunk on where a word dies away."""


@dataclass(frozen=True)
class Stretch:
    """Where somebody speaks, in seconds."""

    start_s: float
    end_s: float


def first_finals(utterances: Iterable[Utterance]) -> list[Utterance]:
    """Of each utterance the final that came first; a later one is a correction."""
    finals: dict[str, Utterance] = {}
    for utterance in utterances:
        if utterance.final:
            finals.setdefault(utterance.utterance_id, utterance)
    return list(finals.values())


def last_finals(utterances: Iterable[Utterance]) -> list[Utterance]:
    """Of each utterance the final with the highest revision."""
    finals: dict[str, Utterance] = {}
    for utterance in utterances:
        before = finals.get(utterance.utterance_id)
        if utterance.final and (before is None or utterance.revision >= before.revision):
            finals[utterance.utterance_id] = utterance
    return list(finals.values())


def final_delay_s(spoken: Stretch, utterances: Iterable[Utterance]) -> float | None:
    """From the end of `spoken` to the first final that holds that end; None where none does.

    The utterances come in the order in which they became known, `known_at_s` by the wall clock.
    """
    for utterance in first_finals(utterances):
        if _overlap(spoken, utterance) and utterance.end_s >= spoken.end_s - REACHES_S:
            return utterance.known_at_s - spoken.end_s
    return None


def first_text_delay_s(spoken: Stretch, utterances: Iterable[Utterance]) -> float | None:
    """From the start of `spoken` to the first text of it, partial or final; None where there is none."""
    for utterance in utterances:
        if _overlap(spoken, utterance) and utterance.text:
            return utterance.known_at_s - spoken.start_s
    return None


def first_word_delays_s(utterances: Sequence[Utterance]) -> list[float]:
    """For each utterance: from the end of its first word (as its final times it) to its first text."""
    first: dict[str, Utterance] = {}
    for utterance in utterances:
        if utterance.text:
            first.setdefault(utterance.utterance_id, utterance)
    return [
        first[final.utterance_id].known_at_s - final.words[0].end_s for final in first_finals(utterances) if final.words
    ]


def percentile(values: Sequence[float], share: float) -> float | None:
    """The value that `share` (0..100) of all do not exceed; None of none."""
    return float(np.percentile(values, share)) if values else None


def _overlap(spoken: Stretch, utterance: Utterance) -> bool:
    return utterance.start_s < spoken.end_s and utterance.end_s > spoken.start_s
