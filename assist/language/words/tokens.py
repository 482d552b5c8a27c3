"""Words as they were heard, each with its place in the text. Pure."""

import re
from dataclasses import dataclass

from assist.language.words.vocabulary import AFTER_DIGITS

_RAW = re.compile(r"[0-9]{1,2}/[0-9]{1,2}(?:/[0-9]{4})?|[0-9]+(?:[.,][0-9]+)*|[^\W\d_]+(?:['’][^\W\d_]+)?")
_BREAK = re.compile(r"[.!?;:,…]")


@dataclass(frozen=True, slots=True)
class Token:
    """A word in normal form; `start` and `end` are offsets into the original text.

    `after_break` is whether punctuation stands before it. Several tokens share a span where one word means several
    ("rongatus"). `mended` is whether something else was heard that only sounds like it.
    """

    text: str
    start: int
    end: int
    after_break: bool = False
    mended: bool = False


def words_of(tokens: list[Token]) -> list[str]:
    """The normal forms alone."""
    return [token.text for token in tokens]


def quote(text: str, tokens: list[Token], first: int, last: int) -> str:
    """The original words of tokens `first` to `last` (exclusive)."""
    return text[tokens[first].start : tokens[last - 1].end] if first < last else ""


def raw_tokens(text: str) -> list[Token]:
    """The words and figures of `text` in lower case; "-" between two figures is a "sampai"."""
    tokens: list[Token] = []
    end = 0
    for found in _RAW.finditer(text):
        between = text[end : found.start()]
        word = found.group().lower().replace("’", "'")
        if not word.isascii():
            word = "".join(letter for letter in word if letter.isalpha() or letter == "'")
            if not word:
                continue  # a superscript or a sign that counts as a letter
        broken = bool(_BREAK.search(between)) and bool(tokens) and tokens[-1].text != "rp"
        if tokens and tokens[-1].text[-1].isdecimal() and word[0].isdecimal() and between.strip() in ("-", "–"):
            if len(word) <= 3 and len(tokens[-1].text) <= 3:
                tokens.append(Token("sampai", end, found.start()))
        elif tokens and tokens[-1].text[-1].isdecimal() and word in AFTER_DIGITS:
            word = AFTER_DIGITS[word]
        tokens.append(Token(word, found.start(), found.end(), broken))
        end = found.end()
    return tokens
