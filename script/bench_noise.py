"""Texts that are made of sounds in which nobody speaks."""

from collections.abc import Iterator

from assist.audio.cutting import ChunkCutter
from assist.config import Settings
from assist.events import Utterance
from assist.hearing import Hearing
from assist.speech.engines import open_engine
from tests.not_speech import NOT_SPEECH, PIECE_S


def invented(settings: Settings) -> Iterator[tuple[str, float, int, int]]:
    """For each sound its name, its seconds, and the partial and the final texts that were published of it."""
    make = open_engine(settings)
    for name, sound in NOT_SPEECH.items():
        hearing, cutter = Hearing(settings, {"customer": make("customer")}), ChunkCutter("customer")
        samples = sound()
        chunks = [*cutter.accept(samples), *cutter.finish()]
        events = [event for chunk in chunks for event in hearing.accept(chunk)] + hearing.finish()
        texts = [event for event in events if isinstance(event, Utterance) and event.text]
        finals = sum(text.final for text in texts)
        yield name, PIECE_S, len(texts) - finals, finals
