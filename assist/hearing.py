"""Chunks in, heard events out: voice activity, prosody and recognition of both channels.

`Ear` is the cheap part of one channel; `Hearing` joins two ears and two recognisers for use flat out, where stream time
is the clock. Live use runs the same parts in threads of its own.
"""

from collections.abc import Mapping

from assist.audio.health import ChannelHearing
from assist.audio.prosody import ProsodyMeter
from assist.audio.voice_activity import VoiceActivity
from assist.config import Settings
from assist.events import SPEAKERS, Activity, AudioChunk, Heard, HearingHealth, Speaker
from assist.language.words.lexicon import NO_WORDS, Lexicon
from assist.speech.engines import open_engine
from assist.speech.recogniser import Recogniser
from assist.speech.steady import lost_by

TOLERANCE_S = 0.001
"""Starts of chunks are sums of floating point."""


class Ear:
    """Voice activity and prosody of one channel: about 6 ms of work for a second of audio."""

    def __init__(self, settings: Settings, speaker: Speaker) -> None:
        self._activity = VoiceActivity(settings.voice_activity, speaker)
        self._prosody = ProsodyMeter(speaker)
        self._speaker, self._active = speaker, False
        self.end_s = 0.0
        """Where the last chunk ended, in seconds of the call."""

    def accept(self, chunk: AudioChunk) -> tuple[AudioChunk, list[Heard]]:
        """The chunk with `speech` set, for the recogniser, and what became known with it.

        Raises ValueError where the chunk has not 512 samples, or begins before the end of the last one.
        """
        if chunk.start_s < self.end_s - TOLERANCE_S:
            raise ValueError(
                f"chunks of the {chunk.speaker} out of order: one at {chunk.start_s:.3f} s after {self.end_s:.3f} s"
            )
        self.end_s = chunk.end_s
        judged, turns = self._activity.accept(chunk)
        changed = self._becomes(bool(judged.speech), chunk.start_s, chunk.end_s)
        return judged, [*changed, *turns, *self._prosody.accept(judged)]

    def finish(self) -> list[Heard]:
        """What was still open when the channel's audio ended."""
        paused = self._becomes(False, self.end_s, self.end_s)
        return [*paused, *self._activity.finish(self.end_s), *self._prosody.finish(self.end_s)]

    def _becomes(self, active: bool, at_s: float, known_at_s: float) -> list[Activity]:
        if active == self._active:
            return []
        self._active = active
        known_at_s, at_s = round(known_at_s, 3), round(at_s, 3)
        return [Activity(known_at_s=known_at_s, speaker=self._speaker, at_s=at_s, active=active)]


class Hearing:
    """Both channels, synchronously: events come out in the order of `known_at_s`, which is stream time."""

    def __init__(self, settings: Settings, recognisers: Mapping[Speaker, Recogniser]) -> None:
        self._recognisers = recognisers
        self._ears = {speaker: Ear(settings, speaker) for speaker in recognisers}
        self._health = {speaker: ChannelHearing(speaker) for speaker in recognisers}

    def accept(self, chunk: AudioChunk) -> list[Heard]:
        """What became known with this chunk. The channels' chunks come in turn, in the order of time.

        Raises ValueError as `Ear.accept` does, and what a recogniser raises that cannot go on.
        """
        judged, heard = self._ears[chunk.speaker].accept(chunk)
        return [*heard, *self._recognisers[chunk.speaker].accept(judged), *self._loss(chunk.speaker, chunk.end_s)]

    def finish(self) -> list[Heard]:
        """What was still open when the audio ended, finals included."""
        left: list[Heard] = []
        for speaker, ear in self._ears.items():
            left += ear.finish()
            left += self._recognisers[speaker].finish()
            left += self._loss(speaker, ear.end_s, last=True)
        return sorted(left, key=lambda event: event.known_at_s)

    def _loss(self, speaker: Speaker, now_s: float, last: bool = False) -> list[HearingHealth]:
        """Says that the recogniser lost audio by a failure, or hears well again."""
        changed = self._health[speaker].of_recogniser(lost_by(self._recognisers[speaker]), now_s, last)
        return [] if changed is None else [changed.model_copy(update={"known_at_s": round(now_s, 3)})]


def open_hearing(settings: Settings, lexicon: Lexicon = NO_WORDS) -> Hearing:
    """Hearing with the engine of the settings. Raises ConfigError and ModelError as `open_engine` does."""
    make = open_engine(settings, lexicon)
    return Hearing(settings, {speaker: make(speaker) for speaker in SPEAKERS})
