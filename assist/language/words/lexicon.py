"""The words a call is likely to hold: names of the account, brands, terms of the trade. Pure.

They serve twice: a recogniser is prompted with them, and what it heard is put right by them. Precision comes first: a
wrong change is worse than none, so a word that means something as it stands is left alone.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from assist.language.words.mending import Mender, Spelling

SURE = 0.85
"""From this confidence on, a heard word changes only if it sounds nearly the same as what is put for it."""

_AROUND = re.compile(r"(?P<before>\W*)(?P<core>.*?)(?P<behind>\W*)", re.DOTALL)


@dataclass(frozen=True)
class Meant:
    """A word as it was meant; it stands for the heard words `first` to `after` (exclusive)."""

    text: str
    first: int
    after: int


@dataclass(frozen=True)
class Lexicon:
    """`names` are those of the account, `words` the brands and terms of the playbook, each as it is to be written.

    `misheard` holds pairs: how a recogniser writes a word, and the word. `ordinary` words (lower case) are never taken
    for garbled ones.
    """

    names: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    misheard: tuple[tuple[str, str], ...] = ()
    ordinary: frozenset[str] = frozenset()

    def prompt(self) -> tuple[str, ...]:
        """The words that a recogniser is told to expect, the most useful first: names, then the others in order."""
        return tuple(dict.fromkeys((*self.names, *self.words)))

    def put_right(self, heard: Sequence[str], confidences: Sequence[float] = ()) -> list[Meant]:
        """The heard words (with their punctuation), each as it was meant, in order: every heard word stands in one.

        No number, negation or digit is touched. Without `confidences` (0..1, one a word) none is sure.
        """
        sure = [at < len(confidences) and confidences[at] >= SURE for at in range(len(heard))]
        meant = [Meant(word, at, at + 1) for at, word in enumerate(heard)]
        while (better := self._once(meant, sure)) != meant:
            meant = better
        return meant

    def _once(self, meant: list[Meant], sure: list[bool]) -> list[Meant]:
        """One pass from left to right, the longest patterns first. What a pass has put right, the next leaves."""
        out: list[Meant] = []
        at = 0
        while at < len(meant):
            for count in range(min(self._mender.longest, len(meant) - at), 0, -1):
                part = meant[at : at + count]
                title = out[-1].text if out else ""
                better = self._mended(part, title, all(sure[part[0].first : part[-1].after]))
                if better is not None:
                    out += better
                    at += count
                    break
            else:
                out.append(meant[at])
                at += 1
        return out

    def _mended(self, part: list[Meant], title: str, sure: bool) -> list[Meant] | None:
        """What is meant by neighbouring words that have no punctuation between them; None where they stay."""
        pieces = [_AROUND.fullmatch(word.text) for word in part]
        befores, cores, behinds = zip(*(piece.group(1, 2, 3) for piece in pieces if piece), strict=True)
        if any(befores[1:]) or any(behinds[:-1]) or not all(cores):
            return None
        texts = self._mender.mend(cores, title.lower(), sure)
        if texts is None:
            return None
        texts = (befores[0] + texts[0], *texts[1:])
        texts = (*texts[:-1], texts[-1] + behinds[-1])
        if len(texts) == len(part):
            return [Meant(text, old.first, old.after) for text, old in zip(texts, part, strict=True)]
        return [Meant(" ".join(texts), part[0].first, part[-1].after)]

    @cached_property
    def _mender(self) -> Mender:
        spellings = [Spelling.of(name, name, is_name=True) for name in self.names]
        spellings += [Spelling.of(word, word) for word in self.words]
        spellings += [Spelling.of(word + "nya", word + "nya") for word in self.words if word.islower()]
        spellings += [Spelling.of(heard, word) for heard, word in self.misheard]
        return Mender(spellings, self.ordinary)


NO_WORDS = Lexicon()
"""Nothing is known of the call: what was heard stays as it was heard."""
