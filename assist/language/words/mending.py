"""Neighbouring words of a recogniser -> the name, brand or term they garble, or nothing. Pure.

Three ways, the surest first: written the same but for case, hyphen or a pattern that the playbook lists; the same words
each sounding alike; split or joined words that sound the same as one. The bounds are ours, set on
`tests/language/words/garbled.txt` against `ordinary_sentences.txt` and checked on the held-out `garbled_more.txt`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import inf

from assist.language.words.known_words import TITLES, is_calendar, is_fixed, is_known
from assist.language.words.sounds import distance, sound

SHORTEST = 4
"""Shorter words have too many neighbours to be told by sound; they change only in case or as part of a pattern."""
SHORTEST_SPLIT = 5
"""Letters of a word that may have been split in two ("go pay"): shorter ones come together by chance."""
NEAR, NEAR_WHEN_SURE, NEAR_WHEN_SPLIT = 0.09, 0.05, 0.03
"""Distance a letter that is allowed: 0.05 is one near letter in a word of four ("Pudi", "Budi"), 0.09 two in five."""
FARTHEST = 1.2
"""However long a word is, more than about one wrong letter is another word."""


@dataclass(frozen=True)
class Spelling:
    """A way a word is heard, in lower case, and the word as it is written; each as single words."""

    heard: tuple[str, ...]
    written: tuple[str, ...]
    is_name: bool = False

    @classmethod
    def of(cls, heard: str, written: str, is_name: bool = False) -> "Spelling":
        """From texts whose words are separated by spaces."""
        return cls(tuple(heard.lower().split()), tuple(written.split()), is_name)


class Mender:
    """Puts neighbouring words right by a list of spellings. Built once a call; a new word costs about a millisecond."""

    def __init__(self, spellings: Sequence[Spelling], ordinary: frozenset[str]) -> None:
        spellings = [spelling for spelling in spellings if not any(map(is_fixed, map(str.lower, spelling.written)))]
        self._spellings = spellings
        self._ordinary = ordinary
        self._whole = {spelling.heard: spelling for spelling in reversed(spellings)}
        self._joined = {"".join(spelling.heard): spelling for spelling in reversed(spellings)}
        self._own = {word.lower() for spelling in spellings for word in spelling.written}
        self.longest = max((len(spelling.heard) for spelling in spellings), default=0) + 1
        self._by_sound = lru_cache(maxsize=20_000)(self._found_by_sound)

    def mend(self, words: tuple[str, ...], before: str, sure: bool) -> tuple[str, ...] | None:
        """What `words` (without punctuation) garble, as it is written, or None where they stay as they are.

        `before` is the word before them, in lower case; `sure` whether the recogniser was sure of them all.
        """
        low = tuple(word.lower() for word in words)
        if any(is_fixed(word) for word in low):
            return None
        exact = self._whole.get(low) or self._as_one(low)
        if exact is not None:
            written = self._exactly(words, low, exact, before in TITLES)
        elif (found := self._by_sound(low, sure)) is not None:
            written = _in_case(words, found)
        else:
            return None
        return None if written == words else written

    def _as_one(self, low: tuple[str, ...]) -> Spelling | None:
        """Words that only split or hyphenate what is one; at least one of them is nothing by itself."""
        joined = "".join(low).replace("-", "")
        spelling = self._joined.get(joined)
        if spelling is None or len(joined) < SHORTEST_SPLIT or all(map(self._stands, "-".join(low).split("-"))):
            return None
        return spelling

    def _exactly(
        self, words: tuple[str, ...], low: tuple[str, ...], spelling: Spelling, after_title: bool
    ) -> tuple[str, ...]:
        """A word that differs in case alone, or a pattern of the playbook. An ordinary word is a name after a title."""
        if len(low) == 1 and low == tuple(map(str.lower, spelling.written)):
            stays = low[0] in self._ordinary or is_calendar(low[0])
            if spelling.is_name:
                stays = is_known(low[0], self._ordinary) and not (after_title and not is_calendar(low[0]))
            return words if stays else _in_case(words, spelling)
        return words if len(low) == 1 and is_calendar(low[0]) else _in_case(words, spelling)

    def _found_by_sound(self, low: tuple[str, ...], sure: bool) -> Spelling | None:
        """The one word that is near, where only one is. None of the words that change means something as it stands."""
        if all(map(self._stands, low)):
            return None
        near: dict[tuple[str, ...], tuple[float, Spelling]] = {}
        for spelling in self._spellings:
            away = self._distance(low, spelling, NEAR_WHEN_SURE if sure else NEAR)
            if away is not None and away <= near.get(spelling.written, (away, spelling))[0]:
                near[spelling.written] = away, spelling
        if len(near) > 1:  # only the very same sound settles it
            near = {written: found for written, found in near.items() if found[0] == 0}
        return next(iter(near.values()))[1] if len(near) == 1 else None

    def _distance(self, low: tuple[str, ...], spelling: Spelling, near: float) -> float | None:
        """How far apart they sound; None where that is too far, or a word would change that must not."""
        if len(low) == len(spelling.heard):
            pairs = [(one, other) for one, other in zip(low, spelling.heard, strict=True) if one != other]
            if any(min(len(one), len(other)) < SHORTEST or self._stands(one) for one, other in pairs):
                return None
        elif len(spelling.heard) == 1 and len(spelling.heard[0]) >= SHORTEST_SPLIT and not all(map(self._stands, low)):
            near = NEAR_WHEN_SPLIT
        else:
            return None
        one, other = sound("".join(low)), sound("".join(spelling.heard))
        away = distance(one, other, min(near * len(other), FARTHEST))
        return away if away < inf else None

    def _stands(self, word: str) -> bool:
        """Whether a word in lower case means something as it stands."""
        return word in self._own or is_calendar(word) or is_known(word, self._ordinary)


def _in_case(words: tuple[str, ...], spelling: Spelling) -> tuple[str, ...]:
    """The words as written; one that is written small keeps the capital that it was heard with."""
    written = spelling.written
    if len(written) != len(words):
        capital = words[0][:1].isupper() and written[0].islower()
        return (written[0].capitalize(), *written[1:]) if capital else written
    return tuple(
        heard if right.islower() and heard.lower() == right
        else right.capitalize() if right.islower() and heard[:1].isupper()
        else right
        for heard, right in zip(words, written, strict=True)
    )  # fmt: skip
