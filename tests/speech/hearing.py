"""What tests of recognisers share: samples as judged chunks, and all that a recogniser makes of them."""

from collections.abc import Iterable

from assist.audio.cutting import ChunkCutter
from assist.audio.voice_activity import VoiceActivity
from assist.config import Settings
from assist.events import AudioChunk, Samples, Utterance
from assist.speech.recogniser import Recogniser


def judged(samples: Samples) -> list[AudioChunk]:
    activity = VoiceActivity(Settings().voice_activity, "customer")
    return [activity.accept(chunk)[0] for chunk in ChunkCutter("customer").accept(samples)]


def accepted(recogniser: Recogniser, chunks: Iterable[AudioChunk]) -> list[Utterance]:
    return [utterance for chunk in chunks for utterance in recogniser.accept(chunk)]


def recognise(recogniser: Recogniser, chunks: Iterable[AudioChunk]) -> list[Utterance]:
    return accepted(recogniser, chunks) + recogniser.finish()
