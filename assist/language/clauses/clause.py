"""A clause and what it does. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Clause:
    """Tokens `first` to `last` (exclusive) and what they do."""

    first: int
    last: int
    denied: bool = False
    past: bool = False
    asked: bool = False
    condition: bool = False
    elsewhere: bool = False
    """Tells of something other than paying: a call back, an income."""
    refuses: bool = False
    """Denies paying itself, so that it takes a promise back."""
    requests: bool = False

    @property
    def live(self) -> bool:
        """Whether what it names may be part of a promise."""
        return not (self.denied or self.past or self.asked or self.elsewhere)
