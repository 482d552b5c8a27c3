"""How far apart two Indonesian words sound: an edit distance over letters, with the mistakes of ears made cheap. Pure.

The costs are ours: what is told apart by voicing alone (b/p, d/t, g/k), written in two ways (f/v/p, z/s, y/j, w/v) or
swallowed at the end (-k, -t, -p, -h) costs little; what tells one name from another ("Lina", "Rina") costs much.
"""

import re
import unicodedata
from functools import lru_cache
from itertools import accumulate
from math import inf

_ENG, _ENYE = "ŋ", "ɲ"
_SPELLINGS = [
    (re.compile(pattern), written)
    for pattern, written in (
        (r"[^a-z]", ""),
        (r"ngg|ng|nk$|nc$", _ENG),
        (r"ny|ni(?=[aeou])", _ENYE),
        (r"kh|ch|ck|q", "k"),
        (r"sy|sh|x$", "s"),
        (r"ph", "f"),
        (r"(?<=[tdbg])h", ""),
        (r"x", "ks"),
        (r"dj", "j"),
        (r"tj", "c"),
        (r"oe|oo", "u"),
        (r"ee", "i"),
        (r"y(?![aeiou])", "i"),
        (r"(.)\1+", r"\1"),
    )
]
_VOWELS = "aeiou"
_LETTERS = "abcdefghijklmnopqrstuvwxyz" + _ENG + _ENYE
_OTHER, _OTHER_VOWEL = 1.0, 0.6
_NEAR = {
    frozenset(pair): cost
    for cost, pairs in {
        0.1: ("fv",),
        0.2: ("bp", "dt", "gk", "fp", "pv", "sz", "jz", "ei", "ou", "n" + _ENG),
        0.3: ("bv", "bf", "vw", "jy", "cj", "ck", "hk", "uw", "iy", "m" + _ENG, "n" + _ENYE, "i" + _ENYE),
        0.4: ("ae", "mn", "cs", "js", "cg"),
    }.items()
    for pair in pairs
}
"""What it costs to take one letter for the other; any other vowel for a vowel 0.6, everything else 1."""
_LOST = {"h": 0.2, "e": 0.5, "a": 0.7, "i": 0.7, "o": 0.7, "u": 0.7, "r": 0.7, "y": 0.4, "w": 0.4}
"""What it costs to lose or to add a letter; any other 1."""
_LOST_AT_THE_END = dict.fromkeys("ktpdbg", 0.3) | {"h": 0.1}


@lru_cache(maxsize=20_000)
def sound(word: str) -> str:
    """A word, or several in a row, as one string of sounds: no case, no accents, one letter a sound, none doubled."""
    letters = unicodedata.normalize("NFKD", word).lower()
    for pattern, written in _SPELLINGS:
        letters = pattern.sub(written, letters)
    return letters


@lru_cache(maxsize=50_000)
def distance(one: str, other: str, limit: float) -> float:
    """The cost of turning one string of sounds into the other: 0 where they are the same, about 1 a wrong letter.

    Beyond `limit` it is infinite, which saves most of the work.
    """
    lost_other = [_lost(other, to) for to in range(len(other))]
    before = [0.0, *accumulate(lost_other)]
    for at, letter in enumerate(one):
        lost = _lost(one, at)
        costs = _swaps(letter)
        last = before[0] + lost
        row = [last]
        for to, wanted in enumerate(other):
            last = min(before[to] + costs.get(wanted, _OTHER), before[to + 1] + lost, last + lost_other[to])
            row.append(last)
        if min(row) > limit:
            return inf
        before = row
    return before[-1] if before[-1] <= limit else inf


@lru_cache(maxsize=200)
def _swaps(letter: str) -> dict[str, float]:
    """What it costs to take `letter` for each letter that is not simply another."""
    return {wanted: cost for wanted in _LETTERS if (cost := _swapped(letter, wanted)) < _OTHER} | {letter: 0.0}


def _swapped(letter: str, wanted: str) -> float:
    if letter == wanted:
        return 0.0
    far = _OTHER_VOWEL if letter in _VOWELS and wanted in _VOWELS else _OTHER
    return _NEAR.get(frozenset((letter, wanted)), far)


def _lost(word: str, at: int) -> float:
    cost = _LOST.get(word[at], 1.0)
    return _LOST_AT_THE_END.get(word[at], cost) if at == len(word) - 1 else cost
