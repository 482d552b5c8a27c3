"""Words that mean something as they stand, so that none of them is a garbled name or brand. Pure."""

from functools import lru_cache

from assist.language.words.calendar_words import MONTHS, WEEKDAYS
from assist.language.words.normalise import normalise
from assist.language.words.number_words import NUMBER_WORDS, is_number_word
from assist.language.words.phrases import NEGATIONS, stem
from assist.language.words.tokens import words_of
from assist.language.words.vocabulary import KEY_WORDS, VARIANTS, word_set

TITLES = word_set("bapak pak ibu bu mas mbak kak kakak bang abang saudara saudari om tante nama")
"""What stands before a name."""

_CALENDAR = frozenset(MONTHS) | frozenset(WEEKDAYS) | word_set("minggu")
_FORMS = {word for form in VARIANTS.values() for word in form.split()}
_UNDERSTOOD = NUMBER_WORDS | NEGATIONS | _CALENDAR | KEY_WORDS | TITLES | _FORMS


@lru_cache(maxsize=20_000)
def is_fixed(word: str) -> bool:
    """Whether nothing may change a word (in lower case): it holds a digit, or is understood as a number or a negation.

    A sum or a yes must not come out of a guess, whatever the playbook says.
    """
    forms = {word, stem(word), word.removeprefix("ke"), *words_of(normalise(word))}
    return any(map(str.isdigit, word)) or any(form in NEGATIONS or is_number_word(form) for form in forms if form)


@lru_cache(maxsize=20_000)
def is_calendar(word: str) -> bool:
    """Whether a word is understood as a day or a month: part of a longer pattern at most ("indo maret")."""
    return not _CALENDAR.isdisjoint((word, stem(word), *words_of(normalise(word))))


def is_known(word: str, ordinary: frozenset[str]) -> bool:
    """Whether a word in lower case, with or without its ending, is understood already, or one of the `ordinary`."""
    forms = (word, stem(word))
    return _is_understood(word) or any(form in ordinary for form in forms)


@lru_cache(maxsize=20_000)
def _is_understood(word: str) -> bool:
    """Whether the normaliser has a form for the word: it is one, a variant of one, or a filler."""
    return words_of(normalise(word)) != [word] or not _UNDERSTOOD.isdisjoint((word, stem(word)))
