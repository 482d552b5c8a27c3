"""The sherpa-onnx recogniser: streaming transducers and CTC models, such as the public zipformer that knows Indonesian.

`StreamedRecogniser` cuts the utterances; sherpa-onnx's own endpointing is off.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

from assist.config import Settings
from assist.events import SAMPLE_RATE_HZ, Samples, Speaker
from assist.language.words.lexicon import Lexicon
from assist.speech.recogniser import LoadedEngine, Recogniser, RecogniserMaker
from assist.speech.sherpa_models import load_model, model_files
from assist.speech.streamed import StreamedRecogniser
from assist.speech.utterances import UtteranceMaker
from assist.speech.words import TimedWord

WORD_STARTS = (" ", "\u2581")
"""With which of these a token begins a word: sherpa-onnx's form, and that of byte-level vocabularies."""
LAST_TOKEN_S = 0.3
"""How long a word may go on after its last token. A streaming model gives a token's place, not its end; a syllable
of Indonesian telephone speech takes 0.15 to 0.25 s."""
UNKNOWN_CONFIDENCE = 0.5
"""Greedy CTC search in sherpa-onnx gives no probabilities: neither sure nor unsure."""
WINDOW_STEP_S = 0.01
"""Features come every 10 ms."""


def load_sherpa_engine(settings: Settings) -> LoadedEngine:
    """Loads the model that the settings name.

    Raises ConfigError where the package is missing, ModelError where the model is unknown, incomplete or damaged.
    """
    recogniser = load_model(model_files(settings), settings.speech.threads)
    tail_s = window_s(recogniser)

    def for_words(lexicon: Lexicon) -> RecogniserMaker:
        def make(speaker: Speaker) -> Recogniser:
            stream = SherpaStream(recogniser, tail_s)
            return StreamedRecogniser(stream, UtteranceMaker(speaker, lexicon), settings)

        return make

    return for_words


def open_sherpa(settings: Settings, lexicon: Lexicon) -> RecogniserMaker:
    """The engine for one call. Raises as `load_sherpa_engine` does."""
    return load_sherpa_engine(settings)(lexicon)


def window_s(recogniser: Any) -> float:
    """How much audio the model sees at once, in seconds: so much silence behind an utterance brings its last word."""
    stream = recogniser.create_stream()
    step = np.zeros(int(WINDOW_STEP_S * SAMPLE_RATE_HZ), np.float32)
    steps = 0
    while not recogniser.is_ready(stream):
        stream.accept_waveform(SAMPLE_RATE_HZ, step)
        steps += 1
    return steps * WINDOW_STEP_S


class SherpaStream:
    """An `UtteranceStream` over a `sherpa_onnx.OnlineRecognizer`, which all channels share."""

    def __init__(self, recogniser: Any, tail_s: float) -> None:
        self._recogniser = recogniser
        self._tail = np.zeros(int(tail_s * SAMPLE_RATE_HZ), np.float32)
        self._stream = recogniser.create_stream()
        self._fed = 0

    @property
    def fed(self) -> int:
        """Samples of this utterance so far."""
        return self._fed

    def feed(self, samples: Samples) -> None:
        """More of this utterance: mono float32 at 16 kHz."""
        self._fed += len(samples)
        self._hear(samples)

    def so_far(self) -> str:
        """The provisional text of this utterance; empty where nothing is recognised yet."""
        return " ".join(str(self._recogniser.get_result(self._stream)).split())

    def end(self) -> list[TimedWord]:
        """The words of this utterance, timed from its first sample; what is fed next begins another one."""
        self._hear(self._tail)
        result = self._recogniser.get_result_all(self._stream)
        # a fresh stream, because reset() keeps the samples that were not decoded
        self._stream = self._recogniser.create_stream()
        self._fed = 0
        confidences = [float(np.exp(min(log, 0.0))) for log in result.ys_probs]
        return words_of_tokens(result.text, result.tokens, result.timestamps, confidences)

    def _hear(self, samples: Samples) -> None:
        self._stream.accept_waveform(SAMPLE_RATE_HZ, samples)
        while self._recogniser.is_ready(self._stream):
            self._recogniser.decode_stream(self._stream)


def words_of_tokens(
    text: str, tokens: Sequence[str], times_s: Sequence[float], confidences: Sequence[float]
) -> list[TimedWord]:
    """The words of a result, timed by their tokens.

    `times_s` says where each token lies; a word lasts to the next one, at most LAST_TOKEN_S after its last token.
    `confidences` are the tokens' probabilities, of which a word has the mean, or none: UNKNOWN_CONFIDENCE. Words are
    taken out of `text` where it has as many as the tokens make: there, bytes have been put together to letters.
    """
    firsts = [at for at, token in enumerate(tokens) if at == 0 or token.startswith(WORD_STARTS)]
    spans = list(zip(firsts, [*firsts[1:], len(tokens)], strict=True)) if firsts else []
    spelled = ["".join(tokens[first:after]).strip("".join(WORD_STARTS)) for first, after in spans]
    spans = [span for span, word in zip(spans, spelled, strict=True) if word]
    spelled = text.split() if len(text.split()) == len(spans) else [word for word in spelled if word]
    words = []
    for number, (word, (first, after)) in enumerate(zip(spelled, spans, strict=True)):
        end_s = times_s[after - 1] + LAST_TOKEN_S
        if number + 1 < len(spans):
            end_s = min(end_s, times_s[spans[number + 1][0]])
        sure = float(np.mean(confidences[first:after])) if confidences else UNKNOWN_CONFIDENCE
        words.append(TimedWord(word, times_s[first], end_s, sure))
    return words
