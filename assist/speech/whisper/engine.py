"""The whisper recogniser: segments of one channel in, provisional, final and corrected utterances out."""

import time
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass

from assist.config import Settings
from assist.events import AudioChunk, Speaker, Utterance
from assist.language.words.lexicon import Lexicon
from assist.speech.models.local import model_path
from assist.speech.pace import PartialPace
from assist.speech.recogniser import LoadedEngine, Recogniser, RecogniserMaker
from assist.speech.segmenter import Segment, Segmenter
from assist.speech.utterances import UtteranceMaker
from assist.speech.whisper.decoder import WhisperModel
from assist.speech.whisper.second_look import Hearing, SecondLook
from assist.speech.whisper.transcriber import Transcriber, word_list


def load_whisper_engine(settings: Settings) -> LoadedEngine:
    """Loads the model that the settings name.

    Raises ModelError where it is missing or damaged, ConfigError where it does not know the language.
    """
    speech = settings.speech
    model = WhisperModel(model_path(speech.model, settings), speech.language, speech.threads)
    # one thread for both channels: second looks take the cores that are left
    executor = ThreadPoolExecutor(1, "second look") if speech.decode_ahead else None

    def for_words(lexicon: Lexicon) -> RecogniserMaker:
        words = word_list(lexicon.prompt()[: speech.word_list])

        def make(speaker: Speaker) -> Recogniser:
            transcriber = Transcriber(model, words, speech)
            return WhisperRecogniser(transcriber, UtteranceMaker(speaker, lexicon), settings, executor)

        return make

    return for_words


def open_whisper(settings: Settings, lexicon: Lexicon) -> RecogniserMaker:
    """The engine for one call. Raises as `load_whisper_engine` does."""
    return load_whisper_engine(settings)(lexicon)


class WhisperRecogniser:
    """A `Recogniser` over a model that both channels share. A text that the guards refuse is not published."""

    def __init__(
        self, transcriber: Transcriber, utterances: UtteranceMaker, settings: Settings, executor: Executor | None = None
    ) -> None:
        speech = settings.speech
        self._transcriber, self._utterances = transcriber, utterances
        self._segmenter = Segmenter(settings.voice_activity, speech.longest_s)
        self._looks = SecondLook(transcriber, utterances, speech, executor)
        self._tail_s = speech.tail_s
        self._ahead: _Ahead | None = None
        self._decode_ahead = speech.decode_ahead
        self._pace = PartialPace(speech.partial_every_s)
        self._now_s = 0.0

    def accept(self, chunk: AudioChunk) -> list[Utterance]:
        """The final of a segment that the chunk closed, or a partial that is due; and corrections that are ready."""
        self._now_s = chunk.end_s
        segment = self._segmenter.accept(chunk)
        if segment is not None:
            said = self._final(segment)
        elif chunk.speech:
            said = self._partial()
        else:
            said = []  # no partial in a pause: the final may be near, and would have to wait for it
            self._begin_final()
        if self._segmenter.open_since_s is None:
            self._pace.begin_again()
        return said + self._looks.ready(self._now_s, silent=self._segmenter.open_since_s is None)

    def finish(self) -> list[Utterance]:
        """The final of what was still being said, and the last corrections."""
        segment = self._segmenter.finish()
        said = [] if segment is None else self._final(segment)
        return said + self._looks.finish(self._now_s)

    def _begin_final(self) -> None:
        """Decodes in the pause, once it is long enough to be the end; thrown away if the speaker goes on."""
        since_s = self._segmenter.quiet_since_s
        if not self._decode_ahead or since_s is None or self._now_s - since_s < self._tail_s:
            return
        if self._ahead is not None and self._ahead.speech_end_s == since_s:
            return
        segment = self._segmenter.so_far()
        if segment is not None:
            self._ahead = _Ahead(since_s, self._decode(segment))

    def _final(self, segment: Segment) -> list[Utterance]:
        self._pace.begin_again()
        ahead, self._ahead = self._ahead, None
        if ahead is not None and ahead.speech_end_s == segment.speech_end_s:
            heard = ahead.heard
        else:
            heard = self._decode(segment)
        if heard is None:
            return []
        said = self._utterances.make(segment, "", heard.words, self._now_s)
        self._looks.add(said, segment, heard)
        return [said]

    def _decode(self, segment: Segment) -> Hearing | None:
        return self._transcriber.final(segment.heard(self._tail_s), segment.probability)

    def _partial(self) -> list[Utterance]:
        since_s = self._segmenter.open_since_s
        if since_s is None:
            return []
        segment = self._segmenter.so_far() if self._pace.is_due(since_s, self._now_s) else None
        if segment is None:
            return []
        began = time.perf_counter()
        decoded = self._transcriber.partial(segment.samples, segment.probability)
        self._pace.made(self._now_s, time.perf_counter() - began)
        if decoded is None:
            return []
        return [self._utterances.make(segment, decoded.text, decoded.words, self._now_s)]


@dataclass(frozen=True)
class _Ahead:
    """What was decoded in a pause of speech that ended at `speech_end_s`."""

    speech_end_s: float
    heard: Hearing | None
