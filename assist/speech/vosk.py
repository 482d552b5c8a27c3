"""The Vosk recogniser: for languages with a public Vosk model. It hears while speech goes on, so finals are cheap.

Our voice activity, not Vosk's endpointing, decides what an utterance is: both engines then end a turn alike, silence
costs nothing, and a final comes exactly once.
"""

import json
from typing import Any

import numpy as np

from assist.config import Settings
from assist.events import SAMPLE_RATE_HZ, AudioChunk, Samples, Speaker, Utterance
from assist.language.lexicon import Lexicon
from assist.speech.recogniser import Recogniser, RecogniserMaker
from assist.speech.segmenter import Segment, Segmenter
from assist.speech.utterances import UtteranceMaker
from assist.speech.vosk_models import import_vosk, load_model
from assist.speech.words import TimedWord


def open_vosk(settings: Settings, lexicon: Lexicon) -> RecogniserMaker:
    """Loads the model that the settings name and gives what makes a recogniser for each channel.

    Raises ConfigError where the package is missing, ModelError where the model is unknown, unreachable or damaged.
    """
    vosk = import_vosk()
    model = load_model(vosk, settings.speech.model)

    def make(speaker: Speaker) -> Recogniser:
        stream = VoskStream(vosk.KaldiRecognizer(model, SAMPLE_RATE_HZ))
        return VoskRecogniser(stream, UtteranceMaker(speaker, lexicon), settings)

    return make


class VoskStream:
    """A `vosk.KaldiRecognizer` that is fed one utterance after another, and counts times from the start of each.

    Vosk counts from the first sample that it was ever given, silence between utterances left out.
    """

    def __init__(self, recogniser: Any) -> None:
        recogniser.SetWords(True)
        self._recogniser = recogniser
        self._before = 0
        self.fed = 0
        """Samples of this utterance so far."""

    def feed(self, samples: Samples) -> None:
        """More of this utterance: mono float32 at 16 kHz."""
        pcm = (np.clip(samples, -1.0, 1.0) * np.iinfo(np.int16).max).astype("<i2")
        # what it returns, Vosk's own idea of an end, is not used; without Result() it simply goes on
        self._recogniser.AcceptWaveform(pcm.tobytes())
        self.fed += len(pcm)

    def so_far(self) -> str:
        """The provisional text of this utterance; empty where nothing is recognised yet."""
        return str(json.loads(self._recogniser.PartialResult()).get("partial", ""))

    def end(self) -> list[TimedWord]:
        """The words of this utterance, timed from its first sample; what is fed next begins another one."""
        result = json.loads(self._recogniser.FinalResult())
        before_s = self._before / SAMPLE_RATE_HZ
        self._before += self.fed
        self.fed = 0
        return [
            TimedWord(word["word"], word["start"] - before_s, word["end"] - before_s, min(max(word["conf"], 0.0), 1.0))
            for word in result.get("result", [])
        ]


class VoskRecogniser:
    """A `Recogniser` over a stream of its own. Speech in which Vosk finds no word is not published."""

    def __init__(self, stream: VoskStream, utterances: UtteranceMaker, settings: Settings) -> None:
        speech = settings.speech
        self._stream = stream
        self._utterances = utterances
        self._segmenter = Segmenter(settings.voice_activity, speech.longest_s)
        self._partial_every_s = speech.partial_every_s
        self._partial_due_s: float | None = None
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
        self._partial_due_s = None
        if self._stream.fed > len(segment.samples):
            # cut at a quiet point that has gone by: only up to there is it this utterance, so it is heard once more
            self._stream.end()
        self._stream.feed(segment.samples[self._stream.fed :])
        words = self._stream.end()
        if not words:
            return []
        return [self._utterances.make(segment, " ".join(word.text for word in words), words, self._now_s)]

    def _partial(self, since_s: float) -> list[Utterance]:
        if self._partial_every_s == 0:
            return []
        if self._partial_due_s is None:
            self._partial_due_s = since_s + self._partial_every_s
        segment = self._segmenter.so_far() if self._now_s >= self._partial_due_s else None
        if segment is None:
            return []
        self._partial_due_s = self._now_s + self._partial_every_s
        text = self._stream.so_far()
        return [self._utterances.make(segment, text, (), self._now_s)] if text else []
