"""Whisper on CTranslate2 with a short encoder window: an utterance costs what it is long, not what 30 s cost."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import ctranslate2
import numpy as np

from assist.errors import ConfigError, ModelError
from assist.events import SAMPLE_RATE_HZ, Samples
from assist.speech.whisper.guards import is_invented, is_loop
from assist.speech.whisper.loading import load_whisper
from assist.speech.whisper.log_mel import STEPS_PER_S, WINDOW, log_mel, mel_filters
from assist.speech.words import LEAST_PROBABILITY, TimedWord, split_at_timestamps, timed_words

WINDOW_S = 30
"""The longest window that whisper was trained on."""
TOKENS = 14
TOKENS_PER_S = 8
"""A text has at most TOKENS + TOKENS_PER_S for each second: more is a loop, and would only cost time."""
AGAINST_LOOPS = 1.2
"""The repetition penalty with which a text that fell into a loop is decoded once more (of eleven, all came right)."""
LONGEST_LENGTH = 448
"""Whisper's context, in tokens."""


@dataclass(frozen=True)
class Decoding:
    """How to decode: beams, seconds of silence behind the audio, and whether words get times (10-25 ms more).

    `prompt` holds the tokens of text that whisper takes for what was said before. With one beam in a short window it
    is ruinous (28 -> 91 % of words wrong), so that ValueError is raised. `speech_probability` is how sure voice
    activity was of speech; unsure texts of unsure speech are refused.
    """

    beam: int
    pad_s: float
    with_words: bool
    prompt: tuple[int, ...] = ()
    speech_probability: float = 1.0

    def __post_init__(self) -> None:
        if self.prompt and self.beam == 1:
            raise ValueError("a prompt needs more than one beam")


@dataclass(frozen=True)
class Decoded:
    """A text and its words, timed from the start of the samples; no words where none were asked for."""

    text: str
    words: tuple[TimedWord, ...] = ()


@dataclass(frozen=True)
class Encoded:
    """Audio as the encoder gives it, and how long it is, the silence behind it left out."""

    features: ctranslate2.StorageView
    heard_s: float


@dataclass(frozen=True)
class _Generated:
    text: str
    tokens: list[int]
    no_speech: float
    log_probability: float

    @property
    def loops(self) -> bool:
        return is_loop(self.text, self.tokens)


class WhisperModel:
    """A loaded whisper model for one language. Its methods may be called by several threads at once.

    Raises ModelError where the folder's files do not load, ConfigError where the model does not know the language.
    """

    def __init__(self, folder: Path, language: str, threads: int) -> None:
        self._model, self.tokenizer = load_whisper(folder, threads)
        self._start = [self._token(f"<|{name}|>", language) for name in ("startoftranscript", language, "transcribe")]
        self._before = self._token("<|startofprev|>", language)
        self._first_special = self._token("<|endoftext|>", language)
        # the timestamps follow the last special token; not every tokenizer file lists them
        self._first_timestamp = self._token("<|notimestamps|>", language) + 1
        self._filters = mel_filters(self._model.n_mels)

    def decode(self, samples: Samples, how: Decoding) -> Decoded | None:
        """What is said in `samples` (mono float32 at 16 kHz, up to 30 s); None where nothing is, or only noise."""
        encoded = self.encode(samples, how.pad_s)
        return None if encoded is None else self.decode_encoded(encoded, how)

    def encode(self, samples: Samples, pad_s: float) -> Encoded | None:
        """The samples, with `pad_s` of silence behind them, as they are decoded; None where there are too few."""
        if len(samples) <= WINDOW:
            return None
        window = min(len(samples) + int(pad_s * SAMPLE_RATE_HZ), WINDOW_S * SAMPLE_RATE_HZ)
        padded = np.zeros(window, np.float32)
        padded[: len(samples)] = samples[:window]
        features = np.ascontiguousarray(log_mel(padded, self._filters)[np.newaxis])
        encoded = self._model.encode(ctranslate2.StorageView.from_array(features))
        return Encoded(encoded, len(samples) / SAMPLE_RATE_HZ)

    def decode_encoded(self, encoded: Encoded, how: Decoding) -> Decoded | None:
        """As `decode`, for audio that several ways of decoding share; `how.pad_s` does not count."""
        found = self._generate(encoded, how, 1.0)
        if found.loops and how.beam > 1:
            found = self._generate(encoded, how, AGAINST_LOOPS)
        if found.loops or is_invented(found.text, found.log_probability, found.no_speech, how.speech_probability):
            return None
        if not how.with_words:
            return Decoded(found.text)
        aligned = self._align(encoded, found.tokens)
        words = timed_words(found.tokens, aligned.alignments, aligned.text_token_probs, self.tokenizer)
        return Decoded(found.text, tuple(words))

    def logs(self, encoded: Encoded, tokens: Sequence[int]) -> list[float]:
        """The log-probability of each token, were this text said in this audio. About 10 ms."""
        probabilities = self._align(encoded, tokens).text_token_probs
        return [float(log) for log in np.log(np.maximum(probabilities, LEAST_PROBABILITY))]

    def _align(self, encoded: Encoded, tokens: Sequence[int]) -> Any:
        steps = int(encoded.heard_s * STEPS_PER_S)
        return self._model.align(encoded.features, self._start, [list(tokens)], steps)[0]

    def _generate(self, encoded: Encoded, how: Decoding, repetition_penalty: float) -> _Generated:
        before = [self._before, *how.prompt] if how.prompt else []
        cap = int(TOKENS + TOKENS_PER_S * encoded.heard_s)
        result = self._model.generate(
            encoded.features,
            [[*before, *self._start]],
            beam_size=how.beam,
            repetition_penalty=repetition_penalty,
            # ctranslate2 generates half of max_length at most, and no more than the prompt leaves of it
            max_length=min(LONGEST_LENGTH, max(2 * cap, cap + len(before) + len(self._start))),
            return_scores=True,
            return_no_speech_prob=True,
        )[0]
        runs = split_at_timestamps(result.sequences_ids[0], self._first_timestamp, self._first_special)
        # what is said to start in the silence behind the audio was made up
        tokens = [token for run in runs if run.start_s < encoded.heard_s for token in run.tokens]
        text = self.tokenizer.decode(tokens).strip()
        return _Generated(text, tokens, result.no_speech_prob, result.scores[0])

    def tokens(self, words: str) -> tuple[int, ...]:
        """The tokens of a text, for a prompt."""
        return tuple(self.tokenizer.encode(words, add_special_tokens=False).ids)

    def _token(self, name: str, language: str) -> int:
        number: int | None = self.tokenizer.token_to_id(name)
        if number is not None:
            return number
        if name == f"<|{language}|>":
            raise ConfigError(f"[speech] language: the model does not know {language!r}; use a code such as id or en")
        raise ModelError(f"tokenizer.json: has no {name}; give a multilingual whisper model")
