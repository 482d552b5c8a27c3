"""How a streaming engine is fed and paced, over a real one: the tiny zipformer of sherpa-onnx."""

from pathlib import Path

import numpy as np
import pytest

from assist.config import Settings, SpeechSettings
from assist.events import AudioChunk, Samples
from assist.speech.sherpa import SherpaStream, window_s
from assist.speech.sherpa_models import find_files, load_model
from assist.speech.streamed import StreamedRecogniser
from assist.speech.utterances import UtteranceMaker
from tests.conftest import Say
from tests.speech.conftest import changed
from tests.speech.hearing import accepted, judged, recognise

PAUSE = np.zeros(16000, np.float32)
SETTINGS = Settings(speech=SpeechSettings(engine="sherpa"))


@pytest.fixture(scope="module")
def stream(tiny_zipformers: Path) -> SherpaStream:
    recogniser = load_model(find_files(tiny_zipformers / "transducer"), threads=1)
    return SherpaStream(recogniser, window_s(recogniser))


@pytest.fixture(scope="module")
def sentence(say: Say) -> Samples:
    return say("Saya mau bayar lima ratus ribu besok pagi.")


def test_what_a_cut_left_over_is_no_part_of_the_next_utterance(stream: SherpaStream, sentence: Samples) -> None:
    """Speech that stops just before the cap: the cut falls behind it, and the rest holds no speech at all."""
    recogniser = StreamedRecogniser(stream, UtteranceMaker("agent"), changed(SETTINGS, longest_s=2.0))
    spoken_s = 1.7
    chunks = judged(np.concatenate([sentence[: int(spoken_s * 16000)], PAUSE, PAUSE]))
    heard = accepted(recogniser, [AudioChunk("agent", c.start_s, c.samples, c.end_s <= spoken_s) for c in chunks])
    assert [utterance.end_s for utterance in heard if utterance.final] == [pytest.approx(spoken_s, abs=0.04)]
    assert stream.fed == 0


def test_a_cut_gives_each_word_to_one_utterance(stream: SherpaStream, sentence: Samples) -> None:
    chunks = judged(np.concatenate([sentence] * 3))
    endless = [AudioChunk("agent", chunk.start_s, chunk.samples, True) for chunk in chunks]
    recogniser = StreamedRecogniser(stream, UtteranceMaker("agent"), changed(SETTINGS, longest_s=4.0))
    finals = [utterance for utterance in recognise(recogniser, endless) if utterance.final]
    # those of the next utterance, kept inside this one by force, would have no length
    assert all(word.end_s > word.start_s for final in finals for word in final.words[:-1])
    assert sum(len(final.words) for final in finals) > 20


def test_speech_without_a_word_in_it_is_not_published(stream: SherpaStream) -> None:
    recogniser = StreamedRecogniser(stream, UtteranceMaker("agent"), SETTINGS)
    quiet = [AudioChunk("agent", at * 0.032, np.zeros(512, np.float32), at < 60) for at in range(100)]
    assert recognise(recogniser, quiet) == []
    assert stream.fed == 0


def test_no_partial_comes_when_they_are_switched_off(stream: SherpaStream, sentence: Samples) -> None:
    recogniser = StreamedRecogniser(stream, UtteranceMaker("agent"), changed(SETTINGS, partial_every_s=0.0))
    assert [utterance.final for utterance in recognise(recogniser, judged(sentence))] == [True]
