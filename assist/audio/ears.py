"""Both channels of a call: chunks in; judged chunks, speech, own voice and prosody out."""

from collections import deque
from collections.abc import Iterable

from assist.audio.prosody import ProsodyMeter
from assist.audio.voice_activity import VoiceActivity
from assist.config import Settings
from assist.events import SPEAKERS, Activity, AudioChunk, Heard, Speaker

TOLERANCE_S = 0.001
"""Starts of chunks are sums of floating point."""
HELD_CHUNKS = 2
"""A channel waits for the other's sound of the same time, but lets go of its oldest chunk when so many newer ones came:
a device that is late or gone must not hold up the other."""

Listened = tuple[list[AudioChunk], list[Heard]]
"""Chunks with `speech` set, for the recognisers, and what became known with them."""


class Ears:
    """The cheap part of hearing, for the channels of `speakers`; live and flat out alike.

    Their chunks come in turn, in the order of time. A chunk is judged once the other channel has been heard to its end,
    since what one speaker says may leak into the other's channel.
    """

    def __init__(self, settings: Settings, speakers: Iterable[Speaker] = SPEAKERS) -> None:
        self._ears = {speaker: _Ear(settings, speaker) for speaker in speakers}
        self._now_s = 0.0

    def accept(self, chunk: AudioChunk) -> Listened:
        """The chunks that are judged now, of either channel, and what became known.

        Raises ValueError where the chunk has not 512 samples, or begins before the end of the last one of its channel.
        """
        self._ears[chunk.speaker].take(chunk)
        self._now_s = max(self._now_s, chunk.end_s)
        return self._release()

    def finish(self) -> Listened:
        """What was still held back or open when the audio ended; an open end is where its channel's audio ended."""
        judged, events = self._release(all_of_it=True)
        for ear in self._ears.values():
            events += ear.finish()
        return judged, events

    def end_s(self, speaker: Speaker) -> float:
        """Where the last chunk of a channel ended, in seconds of the call."""
        return self._ears[speaker].end_s

    def _release(self, all_of_it: bool = False) -> Listened:
        judged: list[AudioChunk] = []
        events: list[Heard] = []
        heard_s = min(ear.end_s for ear in self._ears.values())
        for ear in self._ears.values():
            while ear.held and (all_of_it or len(ear.held) > HELD_CHUNKS or ear.held[0].end_s <= heard_s + TOLERANCE_S):
                chunk, found = ear.judge(self._now_s)
                judged.append(chunk)
                events += found
        return judged, events


class _Ear:
    """One channel: voice activity when a chunk comes, everything else when it is let go."""

    def __init__(self, settings: Settings, speaker: Speaker) -> None:
        self._activity = VoiceActivity(settings.voice_activity, speaker)
        self._prosody = ProsodyMeter(speaker)
        self._speaker, self._active = speaker, False
        self.held: deque[AudioChunk] = deque()
        self.end_s = 0.0

    def take(self, chunk: AudioChunk) -> None:
        if chunk.start_s < self.end_s - TOLERANCE_S:
            raise ValueError(
                f"chunks of the {chunk.speaker} out of order: one at {chunk.start_s:.3f} s after {self.end_s:.3f} s"
            )
        self.held.append(self._activity.judge(chunk))
        self.end_s = chunk.end_s

    def judge(self, now_s: float) -> tuple[AudioChunk, list[Heard]]:
        chunk = self.held.popleft()
        changed = self._becomes(bool(chunk.speech), chunk.start_s, now_s)
        turns = self._activity.follow(chunk, now_s)
        return chunk, [*changed, *turns, *self._prosody.accept(chunk)]

    def finish(self) -> list[Heard]:
        paused = self._becomes(False, self.end_s, self.end_s)
        return [*paused, *self._activity.finish(self.end_s), *self._prosody.finish(self.end_s)]

    def _becomes(self, active: bool, at_s: float, known_at_s: float) -> list[Activity]:
        if active == self._active:
            return []
        self._active = active
        known_at_s, at_s = round(known_at_s, 3), round(at_s, 3)
        return [Activity(known_at_s=known_at_s, speaker=self._speaker, at_s=at_s, active=active)]
