"""The words that whisper is told to expect, and how to notice when it only says them back."""

from collections.abc import Sequence

from assist.language.lexicon import Lexicon
from assist.speech.words import plain

ECHO_WORDS = 3
"""So many words of the list in the list's order, one after the other, were not heard but read off."""


class WordList:
    """The words of a lexicon as whisper's prompt: a list, since a sentence is echoed on short audio."""

    def __init__(self, lexicon: Lexicon, longest: int) -> None:
        """`longest` is how many words there are at most; 0: no list."""
        self.words = lexicon.prompt()[:longest]
        self._order = [form for word in self.words for form in plain(word.split())]

    @property
    def text(self) -> str:
        """The prompt; empty where there are no words."""
        return " " + ", ".join(self.words) + "." if self.words else ""

    def is_echo(self, heard: Sequence[str]) -> bool:
        """Whether the heard words may come from the list: nothing but its words, or a run of them in its order."""
        forms = plain(heard)
        known = set(self._order)
        if forms and all(form in known for form in forms):
            return True
        runs = {tuple(self._order[at : at + ECHO_WORDS]) for at in range(len(self._order) - ECHO_WORDS + 1)}
        return any(tuple(forms[at : at + ECHO_WORDS]) in runs for at in range(len(forms) - ECHO_WORDS + 1))
