"""Transcripts in the form in which they are compared: lower case, no punctuation, numbers as they are said. Pure.

A figure may stand for several ways of saying it ("812" for "delapan satu dua" and "delapan ratus dua belas"): all are
kept, and of what was heard the one nearest to the label counts. None of them is another number, so a changed sum or a
lost digit stays an error. Labels take the first way: where digits were read one by one, label them in words.
"""

import re
import unicodedata
from itertools import product

from assist.tuning.figures import figure_ways

INDONESIAN = "id"

Said = tuple[str, ...]
Ways = tuple[Said, ...]
"""A piece of text in every way it may be said, the likeliest first."""

ONE_FORM: dict[str, Said] = {
    "kosong": ("nol",), "seratus": ("satu", "ratus"), "seribu": ("satu", "ribu"), "sejuta": ("satu", "juta"),
    "rb": ("ribu",), "jt": ("juta",), "milyar": ("miliar",), "rp": ("rupiah",), "idr": ("rupiah",), "%": ("persen",),
}  # fmt: skip
"""What is written or said in two forms that mean the same to the letter."""

_PIECE = re.compile(
    r"(?P<rp>\b(?:rp|idr)\.? ?)?(?P<ke>\bke[- ]?)?(?P<figure>\d+(?:[.,:]\d+)*)(?:,-)?"
    r"(?: ?(?P<unit>k|rb|ribu|jt|juta|miliar|milyar)\b)?(?P<rupiah> rupiah\b)?"
    r"|(?P<word>%|[^\W\d_]+(?:['’][^\W\d_]+)*)"
)
_PLAIN_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_UNITS = {"k": "ribu", "rb": "ribu", "jt": "juta", "milyar": "miliar"}


def ways(text: str, language: str) -> list[Ways]:
    """The pieces of `text`, each in every way it may be said; only Indonesian has more than one, for figures."""
    text = unicodedata.normalize("NFKC", text).lower()
    if language != INDONESIAN:
        return [((_bare(word),),) for word in _PLAIN_WORD.findall(text)]
    return [_of_piece(found) for found in _PIECE.finditer(text)]


def words(text: str, language: str) -> list[str]:
    """The words of `text`, each figure in the likeliest way."""
    return [word for piece in ways(text, language) for word in piece[0]]


def _of_piece(found: re.Match[str]) -> Ways:
    if found["word"]:
        word = _bare(found["word"])
        return (ONE_FORM.get(word, (word,)),)
    unit = _UNITS.get(found["unit"] or "", found["unit"])
    said: list[Said] = figure_ways(found["figure"], unit)
    if found["ke"]:
        # "ke-2" is written for "kedua", and for "ke dua"
        return (*((f"ke{first}", *rest) for first, *rest in said), *(("ke", *way) for way in said))
    if found["rupiah"]:
        ends: tuple[Said, ...] = (("rupiah",),)
    else:
        # "Rp500.000" is written whether "rupiah" was said or not
        ends = (("rupiah",), ()) if found["rp"] else ((),)
    return tuple((*way, *end) for end, way in product(ends, said))


def _bare(word: str) -> str:
    return re.sub("['’]", "", word)
