"""`[[words]]` of a playbook, and the lexicon of one call made from them and its account. Pure."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Literal

from pydantic import Field, ValidationInfo, field_validator, model_validator

from assist.account import Account
from assist.language.words.known_words import is_fixed, is_known
from assist.language.words.lexicon import Lexicon
from assist.language.words.phrases import PhraseList
from assist.language.words.vocabulary import word_set
from assist.values import Frozen

_WORD = re.compile(r"[^\W\d_]+")
_ABBREVIATED = re.compile(r"\S+\.\S*")
_NO_NAME = word_set("bapak ibu pak bu haji hajah hj dr drs ir prof alm bin binti sdr sdri tn ny")
"""Titles and joints of names as accounts write them."""
_SHORTEST_NAME = 2

Text = Annotated[str, Field(pattern=r"\S")]


class WordList(Frozen):
    """Words that calls hold, each as it is to be written: brands and terms, or `ordinary` words to leave alone.

    `heard` tells for a word how else a recogniser writes it.
    """

    kind: Literal["brand", "term", "ordinary"]
    any: tuple[Text, ...] = Field(min_length=1)
    heard: Mapping[str, tuple[Text, ...]] = Field(default_factory=dict)

    @field_validator("any")
    @classmethod
    def _no_numbers(cls, any_: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        if info.data.get("kind") != "ordinary":
            _refuse_numbers(any_)
        return any_

    @model_validator(mode="after")
    def _heard_of_own_words(self) -> "WordList":
        for word, ways in self.heard.items():
            if self.kind == "ordinary" or word not in self.any:
                raise ValueError(f"heard: {word!r} is no brand or term of this table; add it to any, or remove it")
            _refuse_numbers(ways)
        return self


def _refuse_numbers(texts: Sequence[str]) -> None:
    for text in texts:
        for word in text.lower().split():
            if is_fixed(word):
                raise ValueError(f"{text!r} holds {word!r}, a number or a negation, which is never changed; remove it")


def lexicon_of(lists: Sequence[WordList], phrases: Sequence[PhraseList], account: Account, own: str = "") -> Lexicon:
    """The lexicon of one call: the names of the account, its product, the agent and company (`own`), and the lists.

    The words of the phrase lists are listened for as they stand, so they count as ordinary.
    """
    brands = [word for entry in lists if entry.kind == "brand" for word in entry.any]
    terms = [word for entry in lists if entry.kind == "term" for word in entry.any]
    said = {word.lower() for entry in phrases for text in (*entry.any, *entry.unless) for word in _WORD.findall(text)}
    names = tuple(dict.fromkeys(_names(account.customer_name or "")))
    listed = {word.lower() for entry in lists if entry.kind == "ordinary" for word in entry.any}
    ordinary = frozenset(said.difference(word.lower() for word in (*names, *brands, *terms)) | listed)
    about = [word for word in _WORD.findall(f"{account.product or ''} {own}") if not is_known(word.lower(), ordinary)]
    misheard = [(way, word) for entry in lists for word, ways in entry.heard.items() for way in ways]
    return Lexicon(
        names=names,
        words=tuple(dict.fromkeys((*about, *brands, *terms))),
        misheard=tuple(misheard),
        ordinary=ordinary,
    )


def _names(full: str) -> Iterator[str]:
    """The single names of a full one, without titles and degrees, with a capital also where the account shouts."""
    for name in _WORD.findall(_ABBREVIATED.sub(" ", full.partition(",")[0])):
        if len(name) >= _SHORTEST_NAME and name.lower() not in _NO_NAME and not is_fixed(name.lower()):
            yield name if name[:1].isupper() and not name.isupper() else name.capitalize()
