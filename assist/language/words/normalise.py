"""What a recogniser printed -> tokens in one normal form, each with its place in the original text. Pure."""

from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from assist.language.words.forms import in_one_form, is_glued
from assist.language.words.misheard import goes_on, put_right
from assist.language.words.tokens import Token, raw_tokens, words_of
from assist.language.words.vocabulary import FILLERS, KEY_WORDS, MERGES, word_set

MAX_CHARACTERS = 2_500
"""Text beyond this is not read: a turn of two minutes has about 1,500 characters."""

_MAY_REPEAT = word_set("besok nanti kapan")
_NUMBER_WORDS = word_set("satu dua tiga empat lima enam tujuh delapan sembilan nol kosong")
_UNITS = word_set("puluh ratus ribu juta")
_LONGEST_START = 3
_SHORT_WORDS = word_set(
    """di ke ya bu pak pa mas mba bang kak ka ga gak si ma mau itu iya ada apa aja ini per dan deh dik de om tan lah nah
    oke kan kok lo la yo pas tak ku nya bos"""
)
_LONGEST_MERGE = max(map(len, MERGES))
_KEY_STARTS = frozenset(word[:end] for word in KEY_WORDS for end in range(1, len(word)))
_MERGE_STARTS = frozenset(words[0] for words in MERGES)


def normalise(text: str) -> list[Token]:
    """The tokens of `text`: lower case, variants in one form, split words joined, fillers and stutters dropped."""
    return list(_normalised(text[:MAX_CHARACTERS]))


@lru_cache(maxsize=256)
def _normalised(text: str) -> tuple[Token, ...]:
    """The same, kept for a while: every listener of a turn asks for it."""
    tokens = _merge(_join_split_words(_without_false_starts(raw_tokens(text))))
    tokens = _merge([replaced for token in tokens for replaced in in_one_form(token)])
    return tuple(_without_stutters(_with_whole_numbers(_without_fillers(tokens))))


def _joined(tokens: list[Token]) -> Token:
    return replace(tokens[0], text="".join(token.text for token in tokens), end=tokens[-1].end)


def _join_split_words(tokens: list[Token]) -> list[Token]:
    """Puts together what a recogniser split ("se lasa"), unless both parts are words of their own."""
    out: list[Token] = []
    at = 0
    while at < len(tokens):
        for count in (3, 2) if tokens[at].text in _KEY_STARTS else ():
            parts = tokens[at : at + count]
            whole = "".join(part.text for part in parts)
            own = all(part.text in KEY_WORDS for part in parts)
            known = whole in KEY_WORDS or (count == 2 and is_glued(whole))  # "li maratus"
            if len(parts) == count and known and not own and not any(p.after_break for p in parts[1:]):
                out.append(_joined(parts))
                at += count
                break
        else:
            out.append(tokens[at])
            at += 1
    return out


def _merge(tokens: list[Token]) -> list[Token]:
    out: list[Token] = []
    at = 0
    while at < len(tokens):
        longest = min(_LONGEST_MERGE, len(tokens) - at) if tokens[at].text in _MERGE_STARTS else 0
        for count in range(longest, 1, -1):
            form = MERGES.get(tuple(token.text for token in tokens[at : at + count]))
            if form is not None:
                whole = replace(tokens[at], end=tokens[at + count - 1].end)
                out += [Token(word, whole.start, whole.end, whole.after_break) for word in form.split()]
                at += count
                break
        else:
            out.append(tokens[at])
            at += 1
    return out


def _without_fillers(tokens: list[Token]) -> list[Token]:
    """Drops what carries nothing; behind a "nah" something new begins."""
    out: list[Token] = []
    opened = False
    for token in tokens:
        if token.text in FILLERS:
            opened = opened or token.text == "nah" or (token.after_break and bool(out))
            continue
        out.append(replace(token, after_break=True) if opened and not token.after_break else token)
        opened = False
    return out


def _with_whole_numbers(tokens: list[Token]) -> list[Token]:
    """Figures and days as they were meant, where a word of one was misheard or punctuation got into it."""
    found = put_right(words_of(tokens))
    if found:
        tokens = [
            replace(token, text=word, mended=True, after_break=token.after_break and n == 0) if at in found else token
            for at, token in enumerate(tokens)
            for n, word in enumerate(found.get(at, token.text).split())
        ]
    whole = goes_on(words_of(tokens), [at for at, token in enumerate(tokens) if token.after_break])
    if not whole:
        return tokens
    return [replace(token, after_break=False) if at in whole else token for at, token in enumerate(tokens)]


def _without_false_starts(tokens: list[Token]) -> list[Token]:
    """Drops a bit of a word in front of the whole ("be besok"), unless it is a word of its own."""
    starts = [
        len(token.text) <= _LONGEST_START
        and len(after.text) > len(token.text) + 1
        and after.text.startswith(token.text)
        and token.text.isalpha()
        and token.text not in _SHORT_WORDS
        and token.text not in KEY_WORDS
        and token.text + after.text not in KEY_WORDS
        for token, after in pairwise(tokens)
    ]
    return [token for token, start in zip(tokens, [*starts, False], strict=False) if not start]


def _without_stutters(tokens: list[Token]) -> list[Token]:
    """Says once what was said twice: a word, or the beginning of a sum ("lima ratus lima ratus tujuh puluh")."""
    out: list[Token] = []
    for token in tokens:
        repeats = bool(out) and out[-1].text == token.text and token.text.isalpha()
        if repeats and token.text not in _MAY_REPEAT and token.text not in _NUMBER_WORDS:
            continue
        out.append(token)
        again = len(out) > 3 and token.text in _UNITS and token.text == out[-3].text and out[-2].text == out[-4].text
        if again and out[-2].text in _NUMBER_WORDS:
            del out[-2:]
    return out
