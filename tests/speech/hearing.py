"""What tests of recognisers share: samples as judged chunks, and all that a recogniser makes of them."""

from collections.abc import Iterable

from assist.audio.cutting import ChunkCutter
from assist.audio.voice_activity import VoiceActivity
from assist.config import Settings
from assist.events import AudioChunk, Samples, Speaker, Utterance
from assist.language.words.lexicon import NO_WORDS, Lexicon
from assist.speech.recogniser import Recogniser
from assist.speech.utterances import UtteranceMaker
from assist.speech.whisper.decoder import WhisperModel
from assist.speech.whisper.engine import WhisperRecogniser
from assist.speech.whisper.transcriber import Transcriber, word_list


def judged(samples: Samples) -> list[AudioChunk]:
    activity = VoiceActivity(Settings().voice_activity, "customer")
    return [activity.accept(chunk)[0] for chunk in ChunkCutter("customer").accept(samples)]


def accepted(recogniser: Recogniser, chunks: Iterable[AudioChunk]) -> list[Utterance]:
    return [utterance for chunk in chunks for utterance in recogniser.accept(chunk)]


def recognise(recogniser: Recogniser, chunks: Iterable[AudioChunk]) -> list[Utterance]:
    return accepted(recogniser, chunks) + recogniser.finish()


def whisper_recogniser(
    model: WhisperModel, settings: Settings, speaker: Speaker = "customer", lexicon: Lexicon = NO_WORDS
) -> WhisperRecogniser:
    """A recogniser over a model that is loaded already; its second looks run at once."""
    words = word_list(lexicon.prompt()[: settings.speech.word_list])
    return WhisperRecogniser(Transcriber(model, words, settings.speech), UtteranceMaker(speaker, lexicon), settings)
