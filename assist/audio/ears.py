"""Both channels of a call: chunks in; judged chunks, speech, own voice and prosody out."""

from collections import deque
from collections.abc import Iterable
from dataclasses import replace

from assist.audio.leakage import LeakageGuard, Listener, Sound
from assist.audio.own_voice import OwnVoice
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
        self._nobody = Listener()
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
        for speaker, ear in self._ears.items():
            while ear.held and (
                all_of_it or len(ear.held) > HELD_CHUNKS or ear.held[0].chunk.end_s <= heard_s + TOLERANCE_S
            ):
                chunk, found = ear.judge(self._other(speaker), self._now_s)
                judged.append(chunk)
                events += found
        return judged, events

    def _other(self, speaker: Speaker) -> Listener:
        """What is heard of the other side: nothing where there is none."""
        other: Speaker = "customer" if speaker == "agent" else "agent"
        return self._ears[other].listener if other in self._ears else self._nobody


class _Ear:
    """One channel: voice activity when a chunk comes, everything else when it is let go."""

    def __init__(self, settings: Settings, speaker: Speaker) -> None:
        self._activity = VoiceActivity(settings.voice_activity, speaker)
        self._prosody = ProsodyMeter(speaker)
        self._voice = OwnVoice(speaker)
        self._guard = LeakageGuard()
        self._speaker = speaker
        self.listener = Listener()
        self.held: deque[Sound] = deque()
        self.end_s = self._judged_s = 0.0

    def take(self, chunk: AudioChunk) -> None:
        if chunk.start_s < self.end_s - TOLERANCE_S:
            raise ValueError(
                f"chunks of the {chunk.speaker} out of order: one at {chunk.start_s:.3f} s after {self.end_s:.3f} s"
            )
        self.held.append(self.listener.hear(self._activity.judge(chunk)))
        self.end_s = chunk.end_s

    def judge(self, other: Listener, now_s: float) -> tuple[AudioChunk, list[Heard]]:
        """The oldest chunk held, with `speech` where its own speaker speaks, and what became known with it."""
        sound = self.held.popleft()
        chunk = sound.chunk
        own = self._guard.judge(sound, other)
        broken = self._break(chunk.start_s)
        self._judged_s = chunk.end_s
        changed = self._voice.accept(own, chunk.start_s, chunk.end_s, now_s)
        judged = replace(chunk, speech=own.speech)
        turns = self._activity.follow(judged, now_s)
        return judged, [*broken, *changed, *turns, *self._prosody.accept(replace(chunk, speech=own.voice))]

    def _break(self, start_s: float) -> list[Activity]:
        """Where the sound broke off and goes on later, nobody is known to have spoken in between."""
        return self._voice.finish(self._judged_s) if start_s - self._judged_s > TOLERANCE_S else []

    def finish(self) -> list[Heard]:
        """What was open when the channel's audio ended."""
        ended = self._voice.finish(self.end_s)
        return [*ended, *self._activity.finish(self.end_s), *self._prosody.finish(self.end_s)]
