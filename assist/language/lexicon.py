"""The words a call is likely to hold: names of the account, brands, terms of the trade. Pure.

They serve twice: a recogniser is prompted with them, and what it heard is put right by them.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Meant:
    """A word as it was meant; it stands for the heard words `first` to `after` (exclusive)."""

    text: str
    first: int
    after: int


@dataclass(frozen=True)
class Lexicon:
    """`names` are those of the account, `words` the brands and terms of the playbook, each as it is to be written."""

    names: tuple[str, ...] = ()
    words: tuple[str, ...] = ()

    def put_right(self, heard: Sequence[str], confidences: Sequence[float] = ()) -> list[Meant]:
        """The heard words (with their punctuation), each as it was meant. No number becomes another."""
        return [Meant(word, at, at + 1) for at, word in enumerate(heard)]


NO_WORDS = Lexicon()
"""Nothing is known of the call: what was heard stays as it was heard."""
