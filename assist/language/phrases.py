"""Phrase lists: data that says which words give which signal, and the matcher that finds them. Pure."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from rapidfuzz import fuzz, process

from assist.events import Speaker
from assist.language.normalise import Token, normalise
from assist.language.vocabulary import word_set

GAP_WORDS = 2
"""`*` in a phrase stands for up to this many words."""
FUZZY_MIN_LETTERS = 6
FUZZY_CUTOFF = 88.0
"""Shorter words have too many neighbours; at 88 one letter in eight may be wrong (rapidfuzz.fuzz.ratio)."""
NEGATIONS = word_set("gak belum bukan jangan tanpa")

_GROUP = re.compile(r"\(([^()]*)\)")
_SUFFIX = re.compile(r"(?<=\w{4})(nya|lah|kah|pun)$")
_VERB_SUFFIX = re.compile(r"(?<=\w{4})(kan|in|i)$")


@dataclass(frozen=True)
class PhraseList:
    """What somebody says, as the signal it gives.

    A phrase of `any` stands in a text when its words do, in order: `*` is up to two words between, `(a|b)` one of
    several, `(a|)` a word that may be missing, `^` the beginning and `$` the end of the text. A phrase of `unless`
    takes the whole list's match away.
    """

    signal: str
    by: Speaker | None
    any: tuple[str, ...]
    unless: tuple[str, ...] = ()


@dataclass(frozen=True)
class PhraseMatch:
    """A list found in a text; `start` and `end` are offsets of the words matched."""

    phrases: PhraseList
    start: int
    end: int


@dataclass(frozen=True)
class _Pattern:
    words: tuple[str, ...]
    owner: int
    unless: bool


class PhraseMatcher:
    """Finds phrase lists in texts. Built once; a text costs well under a millisecond."""

    def __init__(self, lists: Sequence[PhraseList]) -> None:
        self._lists = tuple(lists)
        self._by_anchor: dict[str, list[_Pattern]] = defaultdict(list)
        for owner, phrases in enumerate(self._lists):
            for phrase, unless in [(p, False) for p in phrases.any] + [(p, True) for p in phrases.unless]:
                for words in _expanded(phrase):
                    anchor = max((word for word in words if word not in ("*", "^", "$")), key=len)
                    self._by_anchor[anchor].append(_Pattern(words, owner, unless))
        vocabulary = {word for patterns in self._by_anchor.values() for pattern in patterns for word in pattern.words}
        self._vocabulary = frozenset(vocabulary)
        self._long = sorted(w for w in vocabulary if len(w) >= FUZZY_MIN_LETTERS and w not in NEGATIONS)
        self._mend = lru_cache(maxsize=20_000)(self._mended)

    def find(self, text: str, speaker: Speaker) -> list[PhraseMatch]:
        """The lists of `speaker` that stand in `text`, in the order they were given; each at most once."""
        tokens = normalise(text)
        words = [self._mend(stem(token.text)) for token in tokens]
        found: dict[int, tuple[int, int]] = {}
        barred: set[int] = set()
        for pattern in self._candidates(words):
            phrases = self._lists[pattern.owner]
            if phrases.by not in (None, speaker) or (pattern.owner in found and not pattern.unless):
                continue
            span = _place(pattern.words, words)
            if span and pattern.unless:
                barred.add(pattern.owner)
            elif span:
                found[pattern.owner] = span
        return [self._match(owner, found[owner], tokens) for owner in sorted(found) if owner not in barred]

    def _match(self, owner: int, span: tuple[int, int], tokens: list[Token]) -> PhraseMatch:
        return PhraseMatch(self._lists[owner], tokens[span[0]].start, tokens[span[1] - 1].end)

    def _candidates(self, words: list[str]) -> Iterator[_Pattern]:
        for word in dict.fromkeys(words):
            yield from self._by_anchor.get(word, ())

    def _mended(self, word: str) -> str:
        """`word`, or the phrase word that it misspells. Short words and negations are taken as they are."""
        if len(word) < FUZZY_MIN_LETTERS or word in self._vocabulary or not word.isalpha():
            return word
        close = process.extractOne(word, self._long, scorer=fuzz.ratio, score_cutoff=FUZZY_CUTOFF)
        return close[0] if close and close[0][0] == word[0] else word


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """`word` without -nya, -lah, -kah, -pun and then -kan, -in, -i, as long as four letters stay."""
    return _VERB_SUFFIX.sub("", _SUFFIX.sub("", word))


def _expanded(phrase: str) -> Iterator[tuple[str, ...]]:
    """Each way of saying `phrase`, normalised and stemmed as texts are."""
    parts = _GROUP.split(phrase)
    choices = [part.split("|") if n % 2 else [part] for n, part in enumerate(parts)]
    for chosen in dict.fromkeys(" ".join("".join(way).split()) for way in product(*choices)):
        words: list[str] = []
        for piece in re.split(r"([*^$])", chosen):
            words += [piece] if piece in ("*", "^", "$") else [stem(token.text) for token in normalise(piece)]
        if any(word not in ("*", "^", "$") for word in words):
            yield tuple(words)


def _place(pattern: tuple[str, ...], words: list[str]) -> tuple[int, int] | None:
    """Where `pattern` first stands in `words`: (first, last exclusive)."""
    if pattern[0] == "^":
        end = _follow(pattern[1:], words, 0)
        return None if end is None else (0, end)
    for start, word in enumerate(words):
        if word == pattern[0] and (end := _follow(pattern, words, start)) is not None:
            return start, end
    return None


def _follow(pattern: tuple[str, ...], words: list[str], at: int) -> int | None:
    """Where a match of `pattern` that begins at `at` ends."""
    for n, part in enumerate(pattern):
        if part == "*":
            ends = (_follow(pattern[n + 1 :], words, at + skip) for skip in range(GAP_WORDS + 1))
            return next((end for end in ends if end is not None), None)
        if part == "$":
            return at if at >= len(words) else None
        if at >= len(words) or words[at] != part:
            return None
        at += 1
    return at
