"""Word errors: the least number of words that have to be changed, left out or put in between label and text. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from assist.tuning.transcripts import Ways

_ERROR = 1 << 32
"""An error counts so much in the costs below, and an insertion one more: of alignments with as few errors, the one
with the fewest insertions is taken. No text has so many words that the two run into each other."""


@dataclass(frozen=True)
class Errors:
    """`wrong` words in all, of a label of `words` words; `inserted` of them stand in the text only."""

    words: int = 0
    wrong: int = 0
    inserted: int = 0

    def __add__(self, other: "Errors") -> "Errors":
        return Errors(self.words + other.words, self.wrong + other.wrong, self.inserted + other.inserted)


def count_errors(label: Sequence[str], heard: Sequence[Ways]) -> Errors:
    """The errors of what was heard, each piece of it taken in the way that fits the label best.

    Levenshtein's recurrence, a column a word: the cost of a column is min-plus linear in the one before, so the
    cheapest of several ways is the smaller of their columns, cell by cell.
    """
    codes = {word: number for number, word in enumerate(dict.fromkeys(label))}
    expected = np.array([codes[word] for word in label], np.int64)
    costs = np.arange(len(label) + 1, dtype=np.int64) * _ERROR
    for piece in heard:
        costs = np.minimum.reduce([_after(costs, expected, [codes.get(word, -1) for word in way]) for way in piece])
    return Errors(len(label), int(costs[-1]) // _ERROR, int(costs[-1]) % _ERROR)


def _after(costs: npt.NDArray[np.int64], expected: npt.NDArray[np.int64], way: Sequence[int]) -> npt.NDArray[np.int64]:
    """The costs of having matched 0, 1, ... words of the label once the words of `way` are heard too."""
    skipped = np.arange(len(costs), dtype=np.int64) * _ERROR
    for word in way:
        inserted = costs + _ERROR + 1
        matched = costs[:-1] + np.where(expected == word, 0, _ERROR)
        best = np.concatenate([inserted[:1], np.minimum(inserted[1:], matched)])
        # words of the label may be left out from any cell on
        costs = np.minimum.accumulate(best - skipped) + skipped
    return costs
