"""The one form of a word: variants, endings, misspellings and numbers written in one. Pure."""

import re
from functools import lru_cache

from rapidfuzz import fuzz, process

from assist.language.words.tokens import Token
from assist.language.words.vocabulary import FUZZY_KEYS, KEY_WORDS, VARIANTS

_SHORTEST_STEM = 4
_FUZZY_CUTOFF = 85.0
_PIECE = re.compile(
    "satu|dua|tiga|[ea]mpat|lima|[ea]nam|tujuh|tuju|delapan|dlapan|lapan|sembilan|smbilan|se(?:puluh|belas|ratus|ribu|juta|tengah)"
    "|belas|puluh|ratus|r[ie]bu|juta"
)
_GLUED = re.compile(f"(?:{_PIECE.pattern}){{2,}}")
"""Number words that a recogniser wrote in one ("limaratus")."""


def is_glued(word: str) -> bool:
    """Whether number words were written in one ("limaratus")."""
    return bool(_GLUED.fullmatch(word))


def in_one_form(token: Token) -> list[Token]:
    """The token in its one form: several where one word stands for several ("rongatus")."""
    first, *more = _forms_of(token.text)
    if not more:
        return [token if first == token.text else Token(first, token.start, token.end, token.after_break)]
    rest = [Token(word, token.start, token.end) for word in more]
    return [Token(first, token.start, token.end, token.after_break), *rest]


@lru_cache(maxsize=20_000)
def _forms_of(word: str) -> tuple[str, ...]:
    """The words that `word` stands for, at least one."""
    return tuple((VARIANTS.get(word) or _with_ending(word) or _mended(word)).split()) or (word,)


def _with_ending(word: str) -> str | None:
    """The form of a variant with -nya in any tongue ("duitnya", "artone", "duitna")."""
    for ending in ("nya", "ne", "na", "e"):
        stem = word.removesuffix(ending)
        if (
            stem != word
            and len(stem) >= _SHORTEST_STEM
            and word not in KEY_WORDS
            and " " not in VARIANTS.get(stem, " ")
        ):
            return VARIANTS[stem] + "nya"
    return None


@lru_cache(maxsize=20_000)
def _mended(word: str) -> str:
    """`word`, or the key word of six letters or more that it misspells. `VARIANTS` is asked once more for suffixes."""
    word = word.replace("'", "")
    if word in VARIANTS:
        return VARIANTS[word]
    if _GLUED.fullmatch(word):
        return " ".join(VARIANTS.get(piece, piece) for piece in _PIECE.findall(word))
    if len(word) >= 6 and word.isalpha():
        found = process.extractOne(word, FUZZY_KEYS, scorer=fuzz.ratio, score_cutoff=_FUZZY_CUTOFF)
        if found and abs(len(found[0]) - len(word)) <= 1 and found[0][0] == word[0]:
            return found[0]
    return word
