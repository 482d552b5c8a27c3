"""How well the channels of a recording are heard: one without any sound, or one source on both."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

import numpy as np

from assist.audio.health import is_sound
from assist.audio.likeness import LikenessWatch
from assist.config import AudioSettings
from assist.events import SPEAKERS, AudioChunk, HearingHealth, HearingState, Speaker

ONCE_HEARD = 3
"""So many times longer may a side be without sound that had some before: recordings hold pure silence while it listens,
devices do not."""


WITHIN_DB = 6.0
"""One channel twice is equally loud; what leaks from one into the other is 10 dB down and more."""


class FileWatch:
    """Takes the chunks of a file, agent and customer in turn, and gives them on with health events.

    As on live devices, a channel that turns out to be the other's is silence from then on: the customer must never
    become the agent.
    """

    def __init__(self, settings: AudioSettings) -> None:
        self._settings = settings
        self._floor = 10 ** (settings.silent_dbfs / 20)
        self._likeness = LikenessWatch(WITHIN_DB)
        self._loud_s: dict[Speaker, float | None] = dict.fromkeys(SPEAKERS)
        self._states: dict[Speaker, HearingState] = dict.fromkeys(SPEAKERS, "ok")

    def accept(self, chunk: AudioChunk) -> Iterator[AudioChunk | HearingHealth]:
        """The chunk, behind what changed in how well it is heard."""
        self._likeness.accept(chunk.speaker, chunk.samples)
        if is_sound(chunk.samples, self._floor):
            self._loud_s[chunk.speaker] = chunk.end_s
        if chunk.speaker == SPEAKERS[0]:
            yield from self._judge(chunk.start_s)  # both channels are known up to here
        muted = self._states[chunk.speaker] == "duplicated"
        yield replace(chunk, samples=np.zeros_like(chunk.samples)) if muted else chunk

    def _judge(self, now_s: float) -> Iterator[HearingHealth]:
        duplicated = self._likeness.look(now_s)
        for speaker in SPEAKERS:
            state: HearingState = "duplicated" if duplicated else "silent" if self._is_silent(speaker, now_s) else "ok"
            if state != self._states[speaker]:
                self._states[speaker] = state
                yield HearingHealth(known_at_s=round(now_s, 3), speaker=speaker, state=state)

    def _is_silent(self, speaker: Speaker, now_s: float) -> bool:
        loud_s = self._loud_s[speaker]
        if loud_s is None:
            return now_s > self._settings.silent_after_s
        return now_s - loud_s > ONCE_HEARD * self._settings.silent_after_s


def watched(chunks: Iterable[AudioChunk], settings: AudioSettings) -> Iterator[AudioChunk | HearingHealth]:
    """The chunks of a file with health events among them, in the order of time."""
    watch = FileWatch(settings)
    for chunk in chunks:
        yield from watch.accept(chunk)
