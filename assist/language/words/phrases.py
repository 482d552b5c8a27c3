"""Phrase lists: data that says which words give which signal, and the matcher that finds them. Pure.

Phrases become regular expressions over the normal forms of a text, each word without its ending and with a space
behind it.
"""

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from assist.errors import PlaybookError
from assist.events import Speaker
from assist.language.words.normalise import normalise
from assist.language.words.tokens import Token
from assist.language.words.vocabulary import word_set

GAP_WORDS = 2
"""`*` in a phrase stands for up to this many words."""
FUZZY_MIN_LETTERS = 6
FUZZY_CUTOFF = 88.0
"""Shorter words have too many neighbours; at 88 one letter in eight may be wrong (rapidfuzz.fuzz.ratio)."""
NEGATIONS = word_set("gak belum bukan jangan tanpa")

_PIECE = re.compile(r"\*(?:\s*\*)*|[()|^$]|[^()|*^$]+")
_SUFFIX = re.compile(r"(?<=\w{4})(nya|lah|kah|pun)$")
_VERB_SUFFIX = re.compile(r"(?<=\w{4})(kan|in|i)$")


@dataclass(frozen=True)
class PhraseList:
    """What somebody says, as the signal it gives.

    A phrase of `any` stands in a text when its words do, in order: `*` is up to two words between, `(a|b)` one of
    several, `(a|)` a word that may be missing (groups may stand in groups), `^` the beginning and `$` the end of the
    text. A phrase of `unless` takes the whole list's match away. `sure`: the words alone decide, whatever a model of
    turns says.
    """

    signal: str
    by: Speaker | None
    any: tuple[str, ...]
    unless: tuple[str, ...] = ()
    sure: bool = False


@dataclass(frozen=True)
class PhraseMatch:
    """A list found in a text; `start` and `end` are offsets of the words matched."""

    phrases: PhraseList
    start: int
    end: int


class PhraseMatcher:
    """Finds phrase lists in texts. Built once; a text costs about a millisecond.

    Raises PlaybookError where a phrase cannot be read: brackets that do not close, or no word at all.
    """

    def __init__(self, lists: Sequence[PhraseList]) -> None:
        vocabulary: set[str] = set()
        self._compiled = tuple(
            (phrases, _compiled(phrases, phrases.any, vocabulary), _compiled(phrases, phrases.unless, vocabulary))
            for phrases in lists
        )
        self._vocabulary = frozenset(vocabulary)
        self._long = sorted(w for w in vocabulary if len(w) >= FUZZY_MIN_LETTERS and w not in NEGATIONS)
        self._mend = lru_cache(maxsize=20_000)(self._mended)

    def find(
        self, tokens: Sequence[Token], speaker: Speaker, passed_over: Container[str] = frozenset()
    ) -> list[PhraseMatch]:
        """The lists of `speaker` that stand in a text, in the order they were given; each at most once.

        Lists of signals that are `passed_over` are not looked for, unless they are `sure`.
        """
        line = ""
        places: dict[int, int] = {}
        for n, token in enumerate(tokens):
            places[len(line)] = n
            line += self._mend(stem(token.text)) + " "
        places[len(line)] = len(tokens)
        found: list[PhraseMatch] = []
        for phrases, wanted, unwanted in self._compiled:
            if wanted is None or phrases.by not in (None, speaker):
                continue
            if phrases.signal in passed_over and not phrases.sure:
                continue
            match = wanted.search(line)
            if match and match.end() > match.start() and not (unwanted and unwanted.search(line)):
                first, last = places[match.start()], places[match.end()]
                found.append(PhraseMatch(phrases, tokens[first].start, tokens[last - 1].end))
        return found

    def _mended(self, word: str) -> str:
        """`word`, or the phrase word that it misspells. Short words and negations are taken as they are."""
        if len(word) < FUZZY_MIN_LETTERS or word in self._vocabulary or not word.isalpha():
            return word
        close = process.extractOne(word, self._long, scorer=fuzz.ratio, score_cutoff=FUZZY_CUTOFF)
        return close[0] if close and close[0][0] == word[0] else word


@lru_cache(maxsize=4)
def matcher_for(lists: tuple[PhraseList, ...]) -> PhraseMatcher:
    """The matcher of `lists`, built once: replays and rule examples run many sessions over one playbook.

    Raises PlaybookError as `PhraseMatcher` does.
    """
    return PhraseMatcher(lists)


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """`word` without -nya, -lah, -kah, -pun and then -kan, -in, -i, as long as four letters stay."""
    return _VERB_SUFFIX.sub("", _SUFFIX.sub("", word))


def _compiled(phrases: PhraseList, said: Sequence[str], vocabulary: set[str]) -> re.Pattern[str] | None:
    """One expression for all phrases of a list; their words are added to `vocabulary`."""
    if not said:
        return None
    return re.compile(r"(?:\A|(?<= ))(?:" + "|".join(_expression(phrases, p, vocabulary) for p in said) + ")")


def _expression(phrases: PhraseList, phrase: str, vocabulary: set[str]) -> str:
    """The expression of one phrase."""
    out: list[str] = []
    words = 0
    depth = 0
    for piece in _PIECE.findall(phrase):
        depth += (piece == "(") - (piece == ")")
        if piece in _SYMBOLS:
            out.append(_SYMBOLS[piece])
        elif piece.startswith("*"):  # several are one longer gap: each by itself would multiply the ways to match
            out.append(rf"(?:\S+ ){{0,{GAP_WORDS * piece.count('*')}}}?")
        elif piece.strip():
            forms = [stem(token.text) for token in normalise(piece)]
            # a filler leaves no form: a choice of it can never be heard
            out.append("".join(re.escape(form) + " " for form in forms) or "(?!)")
            vocabulary.update(forms)
            words += len(forms)
        if depth < 0:
            break
    if depth or not words:
        raise PlaybookError(f"phrases {phrases.signal}: {phrase!r}: brackets do not match or no word; mend the phrase")
    return "".join(out)


_SYMBOLS = {
    "(": "(?:",
    ")": ")",
    "|": "|",
    "^": r"\A",
    "$": r"\Z",
}
