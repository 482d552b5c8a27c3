"""A turn's words and numbers, as the checks of what an agent states look at them. Pure."""

from dataclasses import dataclass

from assist.language.numbers.spans import find_numbers
from assist.language.numbers.values import Number
from assist.language.words.normalise import normalise
from assist.language.words.tokens import Token

TAIL = 3
"""So many words behind a number may still say what it means."""


@dataclass(frozen=True, slots=True)
class TurnWords:
    """A turn's tokens, their normal forms, and its numbers."""

    tokens: list[Token]
    words: list[str]
    numbers: list[Number]

    @classmethod
    def of(cls, text: str) -> "TurnWords":
        """Those of `text`."""
        tokens = normalise(text)
        return cls(tokens, [token.text for token in tokens], find_numbers(tokens))

    def characters(self, first: int, last: int) -> tuple[int, int]:
        """Where tokens `first` to `last` (exclusive) stand in the text."""
        return self.tokens[first].start, self.tokens[last - 1].end

    def behind(self, at: int, count: int = TAIL) -> list[str]:
        """The next words from `at` on, up to punctuation."""
        tail = self.tokens[at : at + count]
        stop = next((n for n, token in enumerate(tail) if token.after_break), len(tail))
        return [token.text for token in tail[:stop]]

    def before(self, at: int, count: int) -> list[str]:
        """The words before `at`, back to punctuation."""
        start = max(0, at - count)
        while any(token.after_break for token in self.tokens[start + 1 : at + 1]):
            start += 1
        return self.words[start:at]
