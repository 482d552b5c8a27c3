"""A real recogniser that breaks off, as an engine may in the middle of a call, but never on demand."""

from collections.abc import Sequence

from assist.events import AudioChunk, Speaker, Utterance
from assist.speech.recogniser import Recogniser, RecogniserMaker

AT_THE_END = -1
"""Instead of a number of chunks: fails in `finish`."""


class EngineFailed(Exception):
    """What the wrapped engine raises."""


class FailsOnChunk:
    """Hands everything to a real recogniser, and raises on the n-th chunk (from 1) or in `finish` instead."""

    def __init__(self, recogniser: Recogniser, at: int | None) -> None:
        self._recogniser, self._at = recogniser, at
        self._given = 0

    def accept(self, chunk: AudioChunk) -> list[Utterance]:
        self._given += 1
        if self._given == self._at:
            raise EngineFailed("the engine failed")
        return self._recogniser.accept(chunk)

    def finish(self) -> list[Utterance]:
        if self._at == AT_THE_END:
            raise EngineFailed("the engine failed at the end")
        return self._recogniser.finish()


def failing(make: RecogniserMaker, at: Sequence[int]) -> RecogniserMaker:
    """Makes recognisers that fail, each at the next of these chunks (counted from its own first); then sound ones."""
    left = list(at)

    def make_failing(speaker: Speaker) -> Recogniser:
        return FailsOnChunk(make(speaker), left.pop(0) if left else None)

    return make_failing
