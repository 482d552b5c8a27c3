"""The whisper recogniser: segments of one channel in, provisional and final utterances out."""

import time

from assist.config import Settings
from assist.events import AudioChunk, Speaker, Utterance
from assist.language.lexicon import Lexicon
from assist.speech.decoder import Decoding, WhisperModel
from assist.speech.models import model_path
from assist.speech.recogniser import Recogniser, RecogniserMaker
from assist.speech.segmenter import Segment, Segmenter
from assist.speech.utterances import UtteranceMaker


def open_whisper(settings: Settings, lexicon: Lexicon) -> RecogniserMaker:
    """Loads the model that the settings name and gives what makes a recogniser for each channel.

    Raises ModelError where it is missing or damaged, ConfigError where it does not know the language.
    """
    speech = settings.speech
    model = WhisperModel(model_path(speech.model, settings), speech.language, speech.threads)

    def make(speaker: Speaker) -> Recogniser:
        return WhisperRecogniser(model, UtteranceMaker(speaker, lexicon), settings)

    return make


class WhisperRecogniser:
    """A `Recogniser` over a model that both channels share. A text that the guards refuse is not published."""

    def __init__(self, model: WhisperModel, utterances: UtteranceMaker, settings: Settings) -> None:
        speech = settings.speech
        self._model = model
        self._utterances = utterances
        self._segmenter = Segmenter(settings.voice_activity, speech.longest_s)
        self._final_way = Decoding(speech.final_beam, speech.final_pad_s, with_words=True)
        self._partial_way = Decoding(1, speech.partial_pad_s, with_words=False)
        self._partial_every_s = speech.partial_every_s
        self._partial_due_s: float | None = None
        self._now_s = 0.0

    def accept(self, chunk: AudioChunk) -> list[Utterance]:
        """The final of a segment that the chunk closed, or a partial that is due."""
        self._now_s = chunk.end_s
        segment = self._segmenter.accept(chunk)
        if segment is not None:
            return self._final(segment)
        # none in a pause: the final may be near, and would have to wait for it
        return self._partial() if chunk.speech and self._partial_every_s > 0 else []

    def finish(self) -> list[Utterance]:
        """The final of what was still being said."""
        segment = self._segmenter.finish()
        return [] if segment is None else self._final(segment)

    def _final(self, segment: Segment) -> list[Utterance]:
        self._partial_due_s = None
        decoded = self._model.decode(segment.samples, self._final_way)
        if decoded is None:
            return []
        return [self._utterances.make(segment, decoded.text, decoded.words, self._now_s)]

    def _partial(self) -> list[Utterance]:
        since_s = self._segmenter.open_since_s
        if since_s is None:
            return []
        if self._partial_due_s is None:
            self._partial_due_s = since_s + self._partial_every_s
        segment = self._segmenter.so_far() if self._now_s >= self._partial_due_s else None
        if segment is None:
            return []
        began = time.perf_counter()
        decoded = self._model.decode(segment.samples, self._partial_way)
        # a machine that needs longer than the interval gets every second partial only, or fewer
        self._partial_due_s = self._now_s + max(self._partial_every_s, 2 * (time.perf_counter() - began))
        if decoded is None:
            return []
        return [self._utterances.make(segment, decoded.text, decoded.words, self._now_s)]
