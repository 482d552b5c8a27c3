"""Number words, weekdays and months that a recogniser garbled, put right by their sound and by what stands beside them.

From audio most sums and days are lost because one word of them was misheard ("satu juta seratus tua puluh", "hari
dumat"). A word counts as another only where that one fits between its neighbours, sounds much like it, no second word
sounds nearly as much like it, and where it means nothing as it stands. What was put right is a guess: the caller marks
it, so that the agent is asked to read it back. Pure.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from math import inf

from assist.language.words.number_words import CURRENCY, NUMBER_WORDS
from assist.language.words.plain_words import PLAIN
from assist.language.words.sounds import distance, sound
from assist.language.words.vocabulary import FILLERS, KEY_WORDS, VARIANTS, word_set

BETWEEN, BESIDE, JOINED = 0.40, 0.26, 0.15
"""Distance (`sounds`) a letter of the meant word: between two words that fit, beside one, and for two written in one.

Ours: 0.40 is two wrong letters in "puluh", 0.26 one in "ribu". Not searched for: they were tried on half of the
dialogues of `script/bench calls` and counted on the other; words of the language that would change stand in
`plain_words`.
"""
CLEARER = 0.08
"""By so much a letter the meant word must sound nearer than the next."""
VOICED = 0.31
"""So far in all (a letter or two differ in voice alone) a word that means something itself may be from a number."""
_SHORTEST_BESIDE, _SHORTEST_JOINED = 4, 6
_PASSES = 3
"""A word put right may tell what the one beside it is."""

_DIGITS = word_set("satu dua tiga empat lima enam tujuh delapan sembilan")
_UNITS = word_set("puluh belas ratus ribu juta")
_TEENS = word_set("sepuluh sebelas")
_HUNDRED = word_set("seratus")
_WEEKDAYS = word_set("senin selasa rabu kamis jumat sabtu")
_MONTHS = word_set("januari februari maret april mei juni juli agustus september oktober november desember")
_THOUSANDS = word_set("ribu juta")
_NONE: frozenset[str] = frozenset()
_FOLLOWS: dict[str, frozenset[str]] = {
    **dict.fromkeys(_DIGITS, _UNITS),
    **dict.fromkeys(_TEENS | {"belas"}, _THOUSANDS),
    **dict.fromkeys(("ratus", "seratus"), _DIGITS | _TEENS | _THOUSANDS),
    "puluh": _DIGITS | _THOUSANDS,
    "juta": _DIGITS | _TEENS | _HUNDRED,
    "sejuta": _DIGITS | _TEENS | _HUNDRED,
    "ribu": word_set("rupiah"),
    "tanggal": _DIGITS | _TEENS,
    "hari": _WEEKDAYS,
    "bulan": _MONTHS,
}
"""Which words may stand behind a word in a figure or a day."""
_MEANT = _DIGITS | _UNITS | _TEENS | _HUNDRED | word_set("seribu sejuta")
_PRECEDES = {
    word: frozenset(meant for meant in _MEANT if word in _FOLLOWS.get(meant, _NONE)) for word in (*_MEANT, "rupiah")
}
_OTHERS = _WEEKDAYS | _MONTHS | FILLERS | frozenset(CURRENCY)
_UNDERSTOOD = KEY_WORDS | NUMBER_WORDS | _OTHERS | {word for form in VARIANTS.values() for word in form.split()}
_TITLES = ("pak", "bu", "mas", "mbak", "kak", "bang")


def put_right(words: Sequence[str]) -> dict[int, str]:
    """What garbled words of `words` (normal forms) mean, by their place; two words where two were written in one."""
    out = list(words)
    found: dict[int, str] = {}
    for _ in range(_PASSES):
        news = {at: meant for at in _beside_numbers(out) if at not in found and (meant := _meant(out, at)) is not None}
        if not news:
            break
        for at, meant in news.items():
            found[at] = meant
            out[at] = meant.split()[-1]
    return found


def _beside_numbers(words: Sequence[str]) -> Iterator[int]:
    """The places of words that mean nothing as they stand, beside a number word or what calls for one."""
    for at, word in enumerate(words):
        if word in _UNDERSTOOD or not word.isalpha() or word.removesuffix("nya") in _UNDERSTOOD:
            continue
        before, after = words[at - 1] if at else "", words[at + 1] if at + 1 < len(words) else ""
        if before in _FOLLOWS or before.isdecimal() or after in _PRECEDES:
            yield at


def goes_on(words: Sequence[str], breaks: Sequence[int]) -> set[int]:
    """Those of `breaks` (places in `words` that stand behind a comma or dot) where a number goes on all the same.

    Before a unit always. Before a digit only where the recogniser put such commas before units as well: it writes one
    behind every word of a slow speaker, while "tanggal lima, dua ratus ribu" is two numbers.
    """
    joints = {at for at in breaks if at and words[at] in _FOLLOWS.get(words[at - 1], _NONE) & _MEANT}
    in_rows = any(words[at] in _UNITS for at in joints)
    return joints if in_rows else set()


def _meant(words: Sequence[str], at: int) -> str | None:
    """The number word, weekday or month that the word at `at` garbles, or both of two written in one; or None."""
    word = words[at]
    behind = _behind(words, at)
    ahead = _PRECEDES.get(words[at + 1], _NONE) if at + 1 < len(words) else _NONE
    if joined := _joined(word, at + 1 < len(words) and words[at + 1] in _UNITS):
        return joined
    if behind and ahead:
        return _nearest(word, behind & ahead, BETWEEN, word in PLAIN)
    if behind:
        return None if len(word) < _SHORTEST_BESIDE or word in PLAIN else _nearest(word, behind, BESIDE)
    if not ahead:
        return None
    if words[at + 1] in _UNITS:  # "tua ratus"
        return _nearest(word, ahead & (_DIGITS | _TEENS), BESIDE, word in PLAIN)
    garbled = at > 0 and not _stands(words[at - 1]) and _nearest(words[at - 1], _DIGITS, BESIDE) is not None
    return _nearest(word, ahead & _UNITS, BESIDE) if garbled and word not in PLAIN else None


def _behind(words: Sequence[str], at: int) -> frozenset[str]:
    """What may stand at `at` by the word before it."""
    if not at:
        return _NONE
    before = words[at - 1]
    follows = _FOLLOWS.get(before, _THOUSANDS if before.isdecimal() and len(before) <= 3 else _NONE)
    names_month = before in NUMBER_WORDS or before.isdecimal()
    return follows | _MONTHS if names_month and "tanggal" in words[max(0, at - 4) : at] else follows


@lru_cache(maxsize=20_000)
def _nearest(word: str, allowed: frozenset[str], near: float, plain: bool = False) -> str | None:
    """The one of `allowed` that a word sounds like, if only one does; a `plain` word must differ in voice alone."""
    heard = sound(word)
    reach = near + CLEARER
    away = sorted((distance(heard, sound(meant), reach * len(meant)) / len(meant), meant) for meant in allowed)
    if not away or away[0][0] > near or (plain and away[0][0] * len(away[0][1]) > VOICED):
        return None
    return away[0][1] if len(away) == 1 or away[1][0] - away[0][0] >= CLEARER else None


def _stands(word: str) -> bool:
    """Whether a word means something as it stands."""
    return word in _UNDERSTOOD or word in PLAIN


def _joined(word: str, before_unit: bool) -> str | None:
    """Two words that were written in one: a digit and its unit ("tuapuluh"), a form of address and a digit."""
    if len(word) < _SHORTEST_JOINED or word in PLAIN:
        return None
    for title in _TITLES:
        if before_unit and word.startswith(title) and word.removeprefix(title) in _DIGITS:
            return f"{title} {word.removeprefix(title)}"
    return _split(word)


@lru_cache(maxsize=20_000)
def _split(word: str) -> str | None:
    """The digit and the unit that a word is made of."""
    best: tuple[float, str] | None = None
    for at in range(3, len(word) - 2):
        units = _near(word[at:], _UNITS)
        digits = _near(word[:at], _DIGITS) if units else []
        for away, digit in digits:
            for further, unit in units:
                whole = (away + further) / (len(digit) + len(unit))
                if whole <= JOINED and (best is None or whole < best[0]):
                    best = whole, f"{digit} {unit}"
    return best[1] if best else None


def _near(part: str, meant: frozenset[str]) -> list[tuple[float, str]]:
    """The distances of part of a word to those it sounds like."""
    heard = sound(part)
    all_ = ((distance(heard, sound(word), 2.0), word) for word in meant)
    return [(away, word) for away, word in all_ if away < inf]
