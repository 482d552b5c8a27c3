"""Chunks in, heard events out: voice activity, prosody and recognition of both channels.

`Hearing` joins the ears and the recognisers for use flat out, where stream time is the clock. Live use runs the same
parts in threads of its own.
"""

from collections.abc import Mapping

from assist.audio.ears import Ears
from assist.audio.health import ChannelHearing
from assist.config import Settings
from assist.events import SPEAKERS, AudioChunk, Heard, HearingHealth, Speaker
from assist.language.words.lexicon import NO_WORDS, Lexicon
from assist.speech.engines import open_engine
from assist.speech.recogniser import Recogniser
from assist.speech.steady import lost_by


class Hearing:
    """Both channels, synchronously: events come out in the order of `known_at_s`, which is stream time."""

    def __init__(self, settings: Settings, recognisers: Mapping[Speaker, Recogniser]) -> None:
        self._recognisers = recognisers
        self._ears = Ears(settings, tuple(recognisers))
        self._health = {speaker: ChannelHearing(speaker) for speaker in recognisers}

    def accept(self, chunk: AudioChunk) -> list[Heard]:
        """What became known with this chunk. The channels' chunks come in turn, in the order of time.

        Raises ValueError as `Ears.accept` does, and what a recogniser raises that cannot go on.
        """
        return self._recognised(*self._ears.accept(chunk))

    def told(self, health: HearingHealth) -> list[Heard]:
        """What a source's word on a channel comes to, with what its recogniser lost."""
        return [self._health[health.speaker].of_device(health)]

    def finish(self) -> list[Heard]:
        """What was still open when the audio ended, finals included."""
        left = self._recognised(*self._ears.finish())
        for speaker, recogniser in self._recognisers.items():
            left += recogniser.finish()
            left += self._loss(speaker, self._ears.end_s(speaker), last=True)
        return sorted(left, key=lambda event: event.known_at_s)

    def _recognised(self, judged: list[AudioChunk], heard: list[Heard]) -> list[Heard]:
        """What was heard, and what the recognisers make of the judged chunks."""
        for chunk in judged:
            heard += self._recognisers[chunk.speaker].accept(chunk)
            heard += self._sound(chunk)
            heard += self._loss(chunk.speaker, chunk.end_s)
        return heard

    def _sound(self, judged: AudioChunk) -> list[HearingHealth]:
        """Says that a channel is distorted or plays music, or is well again."""
        changed = self._health[judged.speaker].of_sound(judged)
        return [] if changed is None else [changed.model_copy(update={"known_at_s": round(judged.end_s, 3)})]

    def _loss(self, speaker: Speaker, now_s: float, last: bool = False) -> list[HearingHealth]:
        """Says that the recogniser lost audio by a failure, or hears well again."""
        changed = self._health[speaker].of_recogniser(lost_by(self._recognisers[speaker]), now_s, last)
        return [] if changed is None else [changed.model_copy(update={"known_at_s": round(now_s, 3)})]


def open_hearing(settings: Settings, lexicon: Lexicon = NO_WORDS) -> Hearing:
    """Hearing with the engine of the settings. Raises ConfigError and ModelError as `open_engine` does."""
    make = open_engine(settings, lexicon)
    return Hearing(settings, {speaker: make(speaker) for speaker in SPEAKERS})
