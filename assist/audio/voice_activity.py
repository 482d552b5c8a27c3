"""When a speaker speaks: Silero judges each chunk, a gate makes stretches of speech of them."""

from dataclasses import replace

from assist.audio.gate import SpeechGate, Turn
from assist.audio.silero import Silero
from assist.config import VoiceActivitySettings
from assist.events import AudioChunk, Speaker, SpeechEnded, SpeechStarted

HYSTERESIS = 0.15
"""Speech goes on while the probability is above the threshold less this: Silero's own choice, against flicker."""
LEAST_THRESHOLD = 0.01
"""The lower threshold stays above zero, so that a low setting cannot make speech endless."""


class VoiceActivity:
    """Voice activity of one speaker's channel. Times are stream time."""

    def __init__(self, settings: VoiceActivitySettings, speaker: Speaker) -> None:
        self._speaker = speaker
        self._silero = Silero()
        self._enter = settings.threshold
        self._stay = max(settings.threshold - HYSTERESIS, LEAST_THRESHOLD)
        self._gate = SpeechGate(settings.start_s, settings.end_s)
        self._was_speech = False

    def accept(self, chunk: AudioChunk) -> tuple[AudioChunk, list[SpeechStarted | SpeechEnded]]:
        """The chunk with `speech` set, and what became known with it (`known_at_s` is the chunk's end).

        `start_s` is the first chunk of speech and `end_s` the end of the last one, though they are known later.
        Raises ValueError where the chunk has not 512 samples.
        """
        judged = self.judge(chunk)
        return judged, self.follow(judged, chunk.end_s)

    def judge(self, chunk: AudioChunk) -> AudioChunk:
        """The chunk with `speech` set, whoever speaks. Raises ValueError where the chunk has not 512 samples."""
        probability = self._silero.probability(chunk.samples)
        self._was_speech = probability >= (self._stay if self._was_speech else self._enter)
        return replace(chunk, speech=self._was_speech, speech_probability=probability)

    def follow(self, judged: AudioChunk, known_at_s: float) -> list[SpeechStarted | SpeechEnded]:
        """The speech that began or ended with a judged chunk, known at `known_at_s`. Chunks come in order."""
        return self._events(self._gate.accept(bool(judged.speech), judged.start_s, judged.end_s), known_at_s)

    def finish(self, end_s: float) -> list[SpeechStarted | SpeechEnded]:
        """The end of speech that was still going on when the audio ended at `end_s`."""
        return self._events(self._gate.finish(), end_s)

    def _events(self, turn: Turn | None, known_at_s: float) -> list[SpeechStarted | SpeechEnded]:
        if turn is None:
            return []
        known_at_s, start_s, end_s = (round(time_s, 3) for time_s in (known_at_s, turn.start_s, turn.end_s))
        if turn.kind == "started":
            return [SpeechStarted(known_at_s=known_at_s, speaker=self._speaker, start_s=start_s)]
        return [SpeechEnded(known_at_s=known_at_s, speaker=self._speaker, start_s=start_s, end_s=end_s)]
