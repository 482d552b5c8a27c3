"""How texts are decoded: partials in a hurry, finals with care and with the words that are to be expected."""

from rapidfuzz import fuzz

from assist.config import SpeechSettings
from assist.events import Samples
from assist.speech.decoder import Decoded, Decoding, WhisperModel
from assist.speech.word_list import WordList

ALIKE = 60.0
"""What may be an echo of the word list stays where the text without the list is like it (rapidfuzz.fuzz.ratio)."""


class Transcriber:
    """Decodes samples (mono float32 at 16 kHz). Used by several threads at once."""

    def __init__(self, model: WhisperModel, words: WordList, settings: SpeechSettings) -> None:
        self._model, self._words = model, words
        self._partial = Decoding(1, settings.partial_pad_s, with_words=False)
        self._plain = Decoding(settings.final_beam, settings.final_pad_s, with_words=True)
        prompt = model.tokens(words.text) if words.text and settings.final_beam > 1 else ()
        self._listed = Decoding(settings.final_beam, settings.final_pad_s, True, prompt) if prompt else None

    def partial(self, samples: Samples) -> Decoded | None:
        """The provisional text, without words; None where nothing is said."""
        return self._model.decode(samples, self._partial)

    def final(self, samples: Samples) -> Decoded | None:
        """The text and its words; None where nothing is said. The word list is left out where it was only echoed."""
        listed = self._model.decode(samples, self._listed) if self._listed else None
        if listed is not None and not self._words.is_echo(listed.text.split()):
            return listed
        plain = self._model.decode(samples, self._plain)
        if listed is None or plain is None:
            return plain
        return listed if fuzz.ratio(listed.text.casefold(), plain.text.casefold()) >= ALIKE else plain
