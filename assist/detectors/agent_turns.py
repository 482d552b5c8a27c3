"""What an agent says in a turn, and where what was found in it was heard. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pydantic import JsonValue

from assist.events import Evidence, Signal, Utterance, Word
from assist.language.words.known_words import is_known
from assist.language.words.vocabulary import word_set

SURE = 0.5
"""A word of which the recogniser is less sure (0..1) is held against nobody."""
CLEAR = 0.85
"""A word behind a finding that means nothing, and of which it is less sure, may be the rest of a number."""
_PLAIN = word_set("ya iya kan nih itu ini pak bu mas mbak kak bang bapak ibu jadi dan untuk apakah mohon silakan")


@dataclass(frozen=True, slots=True)
class Finding:
    """What characters `start` to `end` of a turn say, and the signal fields that tell it."""

    fields: Mapping[str, JsonValue]
    start: int
    end: int


@dataclass
class Turn:
    """Utterances of the agent that belong together, and what the customer had said between them and the turn before."""

    said: list[Utterance]
    before: str
    judged: bool = False
    given: tuple[Signal, ...] = ()

    @property
    def text(self) -> str:
        """All its words."""
        return " ".join(part.text for part in self.said)

    def sure(self, finding: Finding) -> bool:
        """Whether the finding was heard well, with nothing garbled behind it: what may be misheard accuses nobody."""
        words = [placed for part, start in self._parts() for placed in _placed(part, start)]
        inside = [word for word, start in words if finding.start <= start < finding.end]
        behind = [word for word, start in words if start >= finding.end][:1]
        garbled = any(word.confidence < CLEAR and not _means_something(word.text.lower()) for word in behind)
        return not garbled and all(word.confidence >= SURE for word in inside)

    def evidence(self, finding: Finding) -> tuple[Evidence, ...]:
        """The words of the finding, one piece for each utterance that holds some of them."""
        return tuple(
            Evidence(
                speaker=part.speaker,
                start_s=part.start_s,
                end_s=part.end_s,
                utterance_id=part.utterance_id,
                words=part.text[max(0, finding.start - start) : finding.end - start],
            )
            for part, start in self._parts()
            if start < finding.end and start + len(part.text) > finding.start
        )

    def _parts(self) -> Iterator[tuple[Utterance, int]]:
        start = 0
        for part in self.said:
            yield part, start
            start += len(part.text) + 1


def _placed(said: Utterance, start: int) -> Iterator[tuple[Word, int]]:
    """The recognised words of an utterance, each with the place of its first character when the text is at `start`."""
    at = 0
    for word in said.words:
        place = said.text.find(word.text, at)
        if place >= 0:
            at = place + len(word.text)
            yield word, start + place


def _means_something(word: str) -> bool:
    return word in _PLAIN or is_known(word, frozenset())
