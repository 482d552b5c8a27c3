"""Whisper on CTranslate2 with a short encoder window: an utterance costs what it is long, not what 30 s cost."""

from dataclasses import dataclass
from pathlib import Path

import ctranslate2
import numpy as np
from tokenizers import Tokenizer

from assist.errors import ConfigError, ModelError
from assist.events import SAMPLE_RATE_HZ, Samples
from assist.speech.guards import is_invented
from assist.speech.log_mel import STEPS_PER_S, WINDOW, log_mel, mel_filters
from assist.speech.words import TimedWord, split_at_timestamps, timed_words

WINDOW_S = 30
"""The longest window that whisper was trained on."""
TOKENS = 14
TOKENS_PER_S = 8
"""A text has at most TOKENS + TOKENS_PER_S for each second: more is a loop, and would only cost time."""
LONGEST_LENGTH = 448
"""Whisper's context, in tokens."""


@dataclass(frozen=True)
class Decoding:
    """How to decode: beams, seconds of silence behind the audio, and whether words get times (10-25 ms more).

    `prompt` holds the tokens of text that whisper takes for what was said before. With one beam in a short window it
    is ruinous (28 -> 91 % of words wrong), so that ValueError is raised.
    """

    beam: int
    pad_s: float
    with_words: bool
    prompt: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if self.prompt and self.beam == 1:
            raise ValueError("a prompt needs more than one beam")


@dataclass(frozen=True)
class Decoded:
    """A text and its words, timed from the start of the samples; no words where none were asked for.

    `log_probability` is the mean of its tokens.
    """

    text: str
    words: tuple[TimedWord, ...]
    log_probability: float


class WhisperModel:
    """A loaded whisper model for one language. Its methods may be called by several threads at once.

    Raises ModelError where the folder's files do not load, ConfigError where the model does not know the language.
    """

    def __init__(self, folder: Path, language: str, threads: int) -> None:
        try:
            # two workers, so that both channels decode at the same time; each call runs on `threads`
            self._model = ctranslate2.models.Whisper(
                str(folder), device="cpu", compute_type="int8", inter_threads=2, intra_threads=threads
            )
            self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        except Exception as error:  # tokenizers raises bare Exception, ctranslate2 RuntimeError
            reason = str(error).splitlines()[0] if str(error) else type(error).__name__
            raise ModelError(f"{folder}: the model does not load ({reason:.120}); pull it again") from None
        self._start = [self._token(f"<|{name}|>", language) for name in ("startoftranscript", language, "transcribe")]
        self._before = self._token("<|startofprev|>", language)
        self._first_special = self._token("<|endoftext|>", language)
        # the timestamps follow the last special token; not every tokenizer file lists them
        self._first_timestamp = self._token("<|notimestamps|>", language) + 1
        self._filters = mel_filters(self._model.n_mels)

    def decode(self, samples: Samples, how: Decoding) -> Decoded | None:
        """What is said in `samples` (mono float32 at 16 kHz, up to 30 s); None where nothing is, or only noise."""
        heard_s = len(samples) / SAMPLE_RATE_HZ
        if len(samples) <= WINDOW:
            return None
        encoded = self._encode(samples, how.pad_s)
        before = [self._before, *how.prompt] if how.prompt else []
        cap = int(TOKENS + TOKENS_PER_S * heard_s)
        result = self._model.generate(
            encoded,
            [[*before, *self._start]],
            beam_size=how.beam,
            # ctranslate2 generates half of max_length at most, and no more than the prompt leaves of it
            max_length=min(LONGEST_LENGTH, max(2 * cap, cap + len(before) + len(self._start))),
            return_scores=True,
            return_no_speech_prob=True,
        )[0]
        runs = split_at_timestamps(result.sequences_ids[0], self._first_timestamp, self._first_special)
        # what is said to start in the silence behind the audio was made up
        tokens = [token for run in runs if run.start_s < heard_s for token in run.tokens]
        text = self.tokenizer.decode(tokens).strip()
        if is_invented(text, tokens, result.no_speech_prob, result.scores[0]):
            return None
        return Decoded(text, self._words(encoded, tokens, heard_s) if how.with_words else (), result.scores[0])

    def tokens(self, words: str) -> tuple[int, ...]:
        """The tokens of a text, for a prompt."""
        return tuple(self.tokenizer.encode(words, add_special_tokens=False).ids)

    def _encode(self, samples: Samples, pad_s: float) -> ctranslate2.StorageView:
        window = min(len(samples) + int(pad_s * SAMPLE_RATE_HZ), WINDOW_S * SAMPLE_RATE_HZ)
        padded = np.zeros(window, np.float32)
        padded[: len(samples)] = samples[:window]
        features = np.ascontiguousarray(log_mel(padded, self._filters)[np.newaxis])
        return self._model.encode(ctranslate2.StorageView.from_array(features))

    def _words(self, encoded: ctranslate2.StorageView, tokens: list[int], heard_s: float) -> tuple[TimedWord, ...]:
        aligned = self._model.align(encoded, self._start, [tokens], int(heard_s * STEPS_PER_S))[0]
        return tuple(timed_words(tokens, aligned.alignments, aligned.text_token_probs, self.tokenizer))

    def _token(self, name: str, language: str) -> int:
        number: int | None = self.tokenizer.token_to_id(name)
        if number is not None:
            return number
        if name == f"<|{language}|>":
            raise ConfigError(f"[speech] language: the model does not know {language!r}; use a code such as id or en")
        raise ModelError(f"tokenizer.json: has no {name}; give a multilingual whisper model")
