"""How texts are decoded: partials in a hurry, finals with care, second looks with the words that are to be expected.

A word list pulls: told to expect "GoPay", whisper hears it in "koperasi". So audio that a list is used on is decoded
without it as well, and the text stands that the audio alone makes likelier. (Real digits: 15 % of words wrong without
a list, 27 % with one, 15 % so chosen; in telephone band 27, 41, 24 %.)
"""

from collections.abc import Sequence
from dataclasses import replace

from assist.config import SpeechSettings
from assist.events import Samples
from assist.speech.whisper.decoder import Decoded, Decoding, Encoded, WhisperModel
from assist.speech.whisper.second_look import Hearing
from assist.speech.words import TimedWord, likelihood

LONGEST_PROMPT = 223
"""Tokens of a prompt, as whisper limits them: half of its context. CTranslate2 fails on one that fills it."""


class Transcriber:
    """Decodes samples (mono float32 at 16 kHz) of up to 30 s. Used by several threads at once."""

    def __init__(self, model: WhisperModel, words: str, settings: SpeechSettings) -> None:
        """`words` is the list to expect (`word_list`); empty: none."""
        self._model = model
        self._partial = Decoding(1, settings.partial_pad_s, with_words=False)
        self._final = Decoding(settings.final_beam, settings.final_pad_s, with_words=True)
        listed = model.tokens(words)[:LONGEST_PROMPT] if settings.final_beam > 1 else ()
        self._listed = Decoding(settings.final_beam, settings.final_pad_s, True, listed) if listed else None

    def partial(self, samples: Samples, speech_probability: float = 1.0) -> Decoded | None:
        """The provisional text, without words; None where nothing is said."""
        return self._model.decode(samples, replace(self._partial, speech_probability=speech_probability))

    def final(self, samples: Samples, speech_probability: float = 1.0) -> Hearing | None:
        """The words; None where nothing is said. `speech_probability` is how sure voice activity was of speech."""
        encoded = self._model.encode(samples, self._final.pad_s)
        how = replace(self._final, speech_probability=speech_probability)
        decoded = self._model.decode_encoded(encoded, how) if encoded is not None else None
        return None if encoded is None or decoded is None else Hearing(decoded.words, encoded)

    def again(self, samples: Samples) -> Hearing | None:
        """As `final`, but with the word list where it helps: it takes twice as long."""
        heard = self.final(samples)
        if heard is None or self._listed is None:
            return heard
        listed = self._model.decode_encoded(heard.encoded, self._listed)
        if listed is None or likelihood(_logs(listed.words)) <= likelihood(_logs(heard.words)):
            return heard
        return Hearing(listed.words, heard.encoded)

    def logs(self, encoded: Encoded, tokens: Sequence[int]) -> list[float]:
        """The log-probability of each token, were this text said in this audio."""
        return self._model.logs(encoded, tokens) if tokens else []


def _logs(words: Sequence[TimedWord]) -> list[float]:
    return [log for word in words for log in word.logs]


def word_list(words: Sequence[str]) -> str:
    """The words as a prompt: a list, since a sentence is echoed on short audio. Empty where there are none."""
    return f" {', '.join(words)}." if words else ""
