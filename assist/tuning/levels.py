"""How loud each channel of a call was: measured from its audio as it is heard, or what a stored call still tells."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from assist.audio.prosody import level_dbfs
from assist.events import SPEAKERS, AudioChunk, Concluded, Heard, Prosody, Speaker

Step = tuple[float, float, float]
"""From when to when (seconds of the call) a channel had which level (dBFS)."""


@dataclass(frozen=True)
class Levels:
    """Keeps one level of each chunk that passes: about 1 MB an hour for both channels."""

    starts_s: "dict[Speaker, array[float]]" = field(default_factory=lambda: {name: array("d") for name in SPEAKERS})
    dbfs: "dict[Speaker, array[float]]" = field(default_factory=lambda: {name: array("f") for name in SPEAKERS})

    def of(self, chunks: Iterable[AudioChunk]) -> Iterator[AudioChunk]:
        """Gives the chunks on, each measured: its root mean square, without what is off the middle."""
        for chunk in chunks:
            self.starts_s[chunk.speaker].append(chunk.start_s)
            self.dbfs[chunk.speaker].append(level_dbfs(chunk.samples - chunk.samples.mean()))
            yield chunk

    def steps(self, speaker: Speaker) -> list[Step]:
        """The levels of a channel in the order of time."""
        starts_s = self.starts_s[speaker]
        ends_s = [*starts_s[1:], *(starts_s[-1:] and [starts_s[-1] + 0.032])]
        return list(zip(starts_s, ends_s, self.dbfs[speaker], strict=True))


def told_levels(log: Iterable[Heard | Concluded], speaker: Speaker) -> list[Step]:
    """What a log tells of a channel's level: that of its speech, by stretches of about a second."""
    heard = [event for event in log if isinstance(event, Prosody) and event.speaker == speaker]
    return [(event.start_s, event.end_s, event.level_dbfs) for event in sorted(heard, key=lambda event: event.start_s)]


def highest(steps: Sequence[Step], from_s: float, to_s: float, count: int) -> list[float | None]:
    """The highest level in each of `count` equal parts of a stretch of time; None where there is none."""
    parts: list[float | None] = [None] * count
    part_s = (to_s - from_s) / count
    for start_s, end_s, level in steps:
        if end_s <= from_s or start_s >= to_s:
            continue
        first = max(0, int((start_s - from_s) / part_s))
        last = min(count - 1, max(first, int((end_s - from_s) / part_s - 1e-6)))
        for number in range(first, last + 1):
            before = parts[number]
            parts[number] = level if before is None else max(before, level)
    return parts
