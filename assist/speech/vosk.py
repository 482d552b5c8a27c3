"""The Vosk recogniser: for languages with a public Vosk model. It hears while speech goes on, so finals are cheap.

Our voice activity ends an utterance (`streamed.py` says why). Vosk's endpoint rules (`endpoint.*` in a model's
conf/model.conf; newer packages than 0.3.45 also have `SetEndpointerMode` and `SetEndpointerDelays`) only choose when
`AcceptWaveform` gives 1. That is not looked at and `Result` is never called, so they change nothing here.

`SetMaxAlternatives` stays off: with alternatives the words lose their confidences, and what their sum gets (about 365
for each of three that differ in one word) tells nothing.
"""

import json
from typing import Any

import numpy as np

from assist.config import Settings
from assist.events import SAMPLE_RATE_HZ, Samples, Speaker
from assist.language.words.lexicon import Lexicon
from assist.speech.recogniser import LoadedEngine, Recogniser, RecogniserMaker
from assist.speech.streamed import StreamedRecogniser
from assist.speech.utterances import UtteranceMaker
from assist.speech.vosk_grammar import grammar_for, is_heard
from assist.speech.vosk_models import find_model, import_vosk, load_model
from assist.speech.words import TimedWord


def load_vosk_engine(settings: Settings) -> LoadedEngine:
    """Loads the model that the settings name.

    Beside the shared model each recogniser takes 1 MB, and about 55 MB once it hears. Raises ConfigError where the
    package is missing, ModelError where the model is unknown, unreachable or damaged; for the words of a call
    ConfigError where the model cannot be limited to the grammar.
    """
    vosk = import_vosk()
    model = load_model(vosk, settings.speech.model)
    folder = find_model(vosk, settings.speech.model)

    def for_words(lexicon: Lexicon) -> RecogniserMaker:
        grammar = grammar_for(model, folder, settings.vosk.grammar, lexicon)
        limits = () if grammar is None else (grammar,)

        def make(speaker: Speaker) -> Recogniser:
            stream = VoskStream(vosk.KaldiRecognizer(model, SAMPLE_RATE_HZ, *limits))
            return StreamedRecogniser(stream, UtteranceMaker(speaker, lexicon), settings)

        return make

    return for_words


def open_vosk(settings: Settings, lexicon: Lexicon) -> RecogniserMaker:
    """The engine for one call. Raises as `load_vosk_engine` does."""
    return load_vosk_engine(settings)(lexicon)


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
        """The words of this utterance, timed from its first sample; what is fed next begins another one.

        Empty where there is nothing but words that the model does not know.
        """
        result = json.loads(self._recogniser.FinalResult())
        before_s = self._before / SAMPLE_RATE_HZ
        self._before += self.fed
        self.fed = 0
        words = [
            TimedWord(word["word"], word["start"] - before_s, word["end"] - before_s, min(max(word["conf"], 0.0), 1.0))
            for word in result.get("result", [])
        ]
        return words if is_heard(words) else []
