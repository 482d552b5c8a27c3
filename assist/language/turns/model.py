"""A small linear model of what a turn does, beside the phrase lists: it generalises to words no list names. Pure.

One logistic regression a label over hashed n-grams of letters and words (the features of Joulin et al., "Bag of Tricks
for Efficient Text Classification", 2017), trained by `script/train_turns` from the turns in `prompts/<language>/turns`.
"""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from io import BytesIO
from itertools import pairwise
from typing import Any
from zlib import crc32

import numpy as np
import numpy.typing as npt

from assist.events import SPEAKERS, Speaker
from assist.language.words.number_words import is_number_word
from assist.language.words.phrases import stem
from assist.language.words.tokens import Token
from assist.language.words.vocabulary import word_set

BUCKETS = 1 << 16
"""N-grams are hashed into so many columns; 5 MB of weights at most, and few collisions among 200,000 n-grams."""
LETTERS = (2, 5)
"""N-grams of so many letters inside a word and its borders."""
NOTHING = "-"
"""The label of a turn that has no other, so that a turn can be known to do nothing."""
NEVER = 2.0
"""A threshold that no probability reaches."""
NUMBER, MONEY, RARE = "0", "0rp", "?"
"""What stands for a run of number words, for one that is money, and beside other words for one that few turns have (a
name mostly): which number or name it is does not say what a turn does."""
_MONEY = word_set("ratus ribu juta seratus seribu sejuta rp")
_LONGEST_COUNT = 3
"""Figures with more signs are money, as "85.000"."""


@dataclass(frozen=True, eq=False)
class SpeakerModel:
    """One speaker's labels, from `thresholds` (labels,) on: probabilities.

    `weights` (BUCKETS, labels) are int8, times `scales` (labels,); `idf` (BUCKETS,) weighs rare n-grams up; `known`
    (words,) are the codes of the words that several turns of the training have.
    """

    labels: tuple[str, ...]
    weights: npt.NDArray[np.int8]
    scales: npt.NDArray[np.float32]
    biases: npt.NDArray[np.float32]
    thresholds: npt.NDArray[np.float32]
    idf: npt.NDArray[np.float32]
    known: npt.NDArray[np.uint32]

    def probabilities(self, tokens: Sequence[Token]) -> npt.NDArray[np.float32]:
        """How likely each label is (labels,); zeros for a turn without a word."""
        if not tokens:
            return np.zeros(len(self.labels), np.float32)
        columns, values = vector(tokens, self.idf, self._known)
        scores = (values @ self.weights[columns].astype(np.float32)) * self.scales + self.biases
        likely: npt.NDArray[np.float32] = (1.0 / (1.0 + np.exp(-scores))).astype(np.float32)
        return likely

    def telling(self, tokens: Sequence[Token], label: int) -> tuple[int, int]:
        """The tokens (first, behind the last) that speak for a label the most: the run of the greatest weight.

        A token's weight is that of its letters; what is below half of the mean of those that speak for it counts
        against a run, so that it is no longer than it must be.
        """
        weights = np.array([self._weight(token, label) for token in tokens])
        speaking = weights[weights > 0]
        gains = weights - (float(speaking.mean()) / 2 if len(speaking) else 0.0)
        best, run = (0, len(tokens), -np.inf), (0, 0.0)
        for at, gain in enumerate(gains):
            run = (run[0], run[1] + float(gain)) if run[1] > 0 else (at, float(gain))
            if run[1] > best[2]:
                best = (run[0], at + 1, run[1])
        return best[0], best[1]

    @cached_property
    def _known(self) -> frozenset[int]:
        return frozenset(self.known.tolist())

    def _weight(self, token: Token, label: int) -> float:
        columns = np.array(letters_of(_shape(token)))
        return float(self.weights[columns, label].astype(np.float32) @ self.idf[columns])


class TurnModel:
    """The models of both speakers. Raises ValueError where `data` is not what `to_bytes` gave."""

    def __init__(self, speakers: Mapping[Speaker, SpeakerModel], trained_on: str) -> None:
        self.speakers = speakers
        self.trained_on = trained_on

    def __eq__(self, other: object) -> bool:
        return isinstance(other, TurnModel) and self.to_bytes() == other.to_bytes()

    def __hash__(self) -> int:
        return hash(self.trained_on)

    @classmethod
    def of_bytes(cls, data: bytes) -> "TurnModel":
        """The model that `to_bytes` gave."""
        with np.load(BytesIO(data), allow_pickle=False) as arrays:
            speakers = {speaker: _unpacked(arrays, speaker) for speaker in SPEAKERS}
            return cls(speakers, str(arrays["trained_on"]))

    def to_bytes(self) -> bytes:
        """The model as a file holds it; the same bytes for the same model."""
        arrays: dict[str, npt.NDArray[Any]] = {"trained_on": np.array(self.trained_on)}
        for speaker, model in self.speakers.items():
            arrays |= {f"{speaker}.{name}": np.array(getattr(model, name)) for name in _ARRAYS}
        out = BytesIO()
        np.savez_compressed(out, allow_pickle=False, **arrays)
        return out.getvalue()


_ARRAYS = ("labels", "weights", "scales", "biases", "thresholds", "idf", "known")


def _unpacked(arrays: Mapping[str, npt.NDArray[Any]], speaker: Speaker) -> SpeakerModel:
    try:
        labels, *rest = (arrays[f"{speaker}.{name}"] for name in _ARRAYS)
    except KeyError as error:
        raise ValueError(f"holds no {error}") from None
    weights, scales, biases, thresholds, idf, known = rest
    n = len(np.atleast_1d(labels))
    shapes = {"weights": (BUCKETS, n), "scales": (n,), "biases": (n,), "thresholds": (n,), "idf": (BUCKETS,)}
    for (name, shape), array in zip(shapes.items(), rest, strict=False):
        if array.shape != shape or not np.isfinite(array).all():
            raise ValueError(f"{speaker}.{name} is not {shape} numbers")
    if known.ndim != 1 or weights.dtype != np.int8 or NOTHING not in labels:
        raise ValueError(f"{speaker}: is not what script/train writes")
    return SpeakerModel(tuple(map(str, labels)), weights, scales, biases, thresholds, idf, known)


def vector(
    tokens: Sequence[Token], idf: npt.NDArray[np.float32], known: Container[int]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float32]]:
    """The distinct columns of a turn and their values, of length 1 altogether (log term frequency times idf).

    `known` holds the codes of the words that stand for themselves beside others.
    """
    columns, counts = np.unique(np.array(list(ngrams(tokens, known)), np.int64), return_counts=True)
    values = (1.0 + np.log(counts)) * idf[columns]
    length = float(np.sqrt(values @ values))
    return columns, (values / length if length else values).astype(np.float32)


def ngrams(tokens: Sequence[Token], known: Container[int]) -> Iterator[int]:
    """The columns of every n-gram of a turn: letters of its words, and neighbouring words."""
    words = shapes(tokens)
    for word in words:
        yield from letters_of(word)
    together = ["^", *(word if code(word) in known else RARE for word in words), "$"]
    yield from (code(f"{one} {other}") % BUCKETS for one, other in pairwise(together))


def shapes(tokens: Sequence[Token]) -> list[str]:
    """The words of a turn without endings, each run of number words as one."""
    words: list[str] = []
    for token in tokens:
        word = _shape(token)
        if word not in (NUMBER, MONEY) or words[-1:] not in ([NUMBER], [MONEY]):
            words.append(word)
        elif word == MONEY:
            words[-1] = MONEY
    return words


def _shape(token: Token) -> str:
    if not is_number_word(token.text):
        return stem(token.text)
    return MONEY if token.text in _MONEY or (len(token.text) > _LONGEST_COUNT and token.text[0].isdigit()) else NUMBER


@lru_cache(maxsize=20_000)
def letters_of(word: str) -> tuple[int, ...]:
    """The columns of a word and of its n-grams of letters."""
    bordered = f"<{word}>"
    low, high = LETTERS
    parts = [bordered[at : at + n] for n in range(low, high + 1) for at in range(len(bordered) - n + 1)]
    return tuple(code(part) % BUCKETS for part in dict.fromkeys([bordered, *parts]))


@lru_cache(maxsize=50_000)
def code(text: str) -> int:
    """A number for a word or n-gram, the same on every machine."""
    return crc32(text.encode())
