"""The recogniser over a streaming engine: one that hears while speech goes on, so that finals are cheap.

Our voice activity, not the engine's endpointing, decides what an utterance is: all engines then end a turn alike,
silence costs nothing, and a final comes exactly once.
"""

from typing import Protocol

from assist.config import Settings
from assist.events import AudioChunk, Samples, Utterance
from assist.speech.pace import PartialPace
from assist.speech.segmenter import Segment, Segmenter
from assist.speech.utterances import UtteranceMaker
from assist.speech.words import TimedWord


class UtteranceStream(Protocol):
    """A streaming engine that is fed one utterance after another, and counts times from the start of each."""

    @property
    def fed(self) -> int:
        """Samples of this utterance so far."""
        ...

    def feed(self, samples: Samples) -> None:
        """More of this utterance: mono float32 at 16 kHz."""
        ...

    def so_far(self) -> str:
        """The provisional text of this utterance; empty where nothing is recognised yet."""
        ...

    def end(self) -> list[TimedWord]:
        """The words of this utterance, timed from its first sample; what is fed next begins another one."""
        ...


class StreamedRecogniser:
    """A `Recogniser` over a stream of its own. Speech in which the engine finds no word is not published."""

    def __init__(self, stream: UtteranceStream, utterances: UtteranceMaker, settings: Settings) -> None:
        speech = settings.speech
        self._stream = stream
        self._utterances = utterances
        self._segmenter = Segmenter(settings.voice_activity, speech.longest_s)
        self._pace = PartialPace(speech.partial_every_s)
        self._now_s = 0.0

    def accept(self, chunk: AudioChunk) -> list[Utterance]:
        """The final of a segment that the chunk closed, or a partial that is due."""
        self._now_s = chunk.end_s
        segment = self._segmenter.accept(chunk)
        finals = [] if segment is None else self._final(segment)
        since_s = self._segmenter.open_since_s
        if since_s is None:
            if self._stream.fed:
                self._stream.end()  # what a cut left over held no speech, and is no part of what comes next
            return finals
        self._hear(chunk)
        return finals or (self._partial(since_s) if chunk.speech else [])

    def finish(self) -> list[Utterance]:
        """The final of what was still being said."""
        segment = self._segmenter.finish()
        return [] if segment is None else self._final(segment)

    def _hear(self, chunk: AudioChunk) -> None:
        if self._stream.fed:
            self._stream.feed(chunk.samples)
        elif opened := self._segmenter.so_far():  # with the audio from before the onset, or what a cut left over
            self._stream.feed(opened.samples)

    def _final(self, segment: Segment) -> list[Utterance]:
        self._pace.begin_again()
        if self._stream.fed > len(segment.samples):
            # cut at a quiet point that has gone by: only up to there is it this utterance, so it is heard once more
            self._stream.end()
        self._stream.feed(segment.samples[self._stream.fed :])
        words = self._stream.end()
        if not words:
            return []
        return [self._utterances.make(segment, " ".join(word.text for word in words), words, self._now_s)]

    def _partial(self, since_s: float) -> list[Utterance]:
        segment = self._segmenter.so_far() if self._pace.is_due(since_s, self._now_s) else None
        if segment is None:
            return []
        self._pace.made(self._now_s)
        text = self._stream.so_far()
        return [self._utterances.make(segment, text, (), self._now_s)] if text else []
