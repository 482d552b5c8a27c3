"""What holds for Vosk alone; what holds for every engine is in test_contract.py."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import psutil
import pytest

from assist.config import Settings, SpeechSettings
from assist.events import AudioChunk, Samples
from assist.language.words.lexicon import NO_WORDS
from assist.speech.recogniser import RecogniserMaker
from assist.speech.streamed import StreamedRecogniser
from assist.speech.utterances import UtteranceMaker
from assist.speech.vosk import VoskStream, open_vosk
from assist.speech.vosk_models import import_vosk, load_model
from tests.conftest import Say
from tests.speech.conftest import changed
from tests.speech.hearing import accepted, judged, recognise

PAUSE = np.zeros(16000, np.float32)


@pytest.fixture(scope="module")
def settings(vosk_model: Path) -> Settings:
    return Settings(speech=SpeechSettings(engine="vosk", model=str(vosk_model), language="ko"))


@pytest.fixture(scope="module")
def make(settings: Settings) -> RecogniserMaker:
    return open_vosk(settings, NO_WORDS)


@pytest.fixture(scope="module")
def stream(vosk_model: Path) -> VoskStream:
    vosk = import_vosk()
    return VoskStream(vosk.KaldiRecognizer(load_model(vosk, str(vosk_model)), 16000))


@pytest.fixture(scope="module")
def sentence(say: Say) -> Samples:
    return say("오늘 오후에 오백 원을 내겠습니다", voice="ko")


def test_a_stream_counts_from_the_start_of_each_utterance(stream: VoskStream, sentence: Samples) -> None:
    starts_s = []
    for lead_s in (0.5, 0.5, 2.0):
        stream.feed(np.concatenate([np.zeros(int(lead_s * 16000), np.float32), sentence, PAUSE]))
        words = stream.end()
        assert stream.fed == 0
        assert words[-1].end_s <= lead_s + len(sentence) / 16000 + 0.3
        starts_s.append(words[0].start_s - lead_s)
    # Kaldi dithers at random, so a first word may begin a little elsewhere; a count from the stream's own start would
    # be several seconds off
    assert max(abs(start_s) for start_s in starts_s) < 0.8


def test_a_stream_ends_once(stream: VoskStream, sentence: Samples) -> None:
    stream.feed(np.concatenate([sentence, PAUSE]))
    assert stream.so_far()
    assert stream.end()
    assert stream.so_far() == ""
    assert stream.end() == []


def test_partial_text_grows_while_somebody_speaks(make: RecogniserMaker, sentence: Samples) -> None:
    partials = [u for u in recognise(make("customer"), judged(sentence)) if not u.final]
    lengths = [len(partial.text) for partial in partials]
    assert len(lengths) >= 2
    assert lengths == sorted(lengths)
    assert lengths[0] < lengths[-1]
    assert all(partial.words == () for partial in partials)


def test_what_a_cut_left_over_is_no_part_of_the_next_utterance(
    settings: Settings, stream: VoskStream, sentence: Samples
) -> None:
    """Speech that stops just before the cap: the cut falls behind it, and the rest holds no speech at all."""
    recogniser = StreamedRecogniser(stream, UtteranceMaker("agent"), changed(settings, longest_s=2.0))
    spoken_s = 1.7
    chunks = judged(np.concatenate([sentence[: int(spoken_s * 16000)], PAUSE, PAUSE]))
    heard = accepted(recogniser, [AudioChunk("agent", c.start_s, c.samples, c.end_s <= spoken_s) for c in chunks])
    assert [utterance.end_s for utterance in heard if utterance.final] == [pytest.approx(spoken_s, abs=0.04)]
    assert stream.fed == 0


def test_a_cut_gives_each_word_to_one_utterance(settings: Settings, stream: VoskStream, sentence: Samples) -> None:
    chunks = judged(np.concatenate([sentence] * 3))
    endless = [AudioChunk("agent", chunk.start_s, chunk.samples, True) for chunk in chunks]
    heard = recognise(StreamedRecogniser(stream, UtteranceMaker("agent"), changed(settings, longest_s=4.0)), endless)
    words = [word for utterance in heard if utterance.final for word in utterance.words]
    # those of the next utterance, kept inside this one by force, would have no length
    assert all(word.end_s > word.start_s for word in words)
    assert len(words) > 6


def test_loud_samples_are_clipped_not_wrapped(stream: VoskStream, sentence: Samples) -> None:
    loud = sentence / np.abs(sentence).max()
    stream.feed(np.concatenate([loud, PAUSE]))
    plain = stream.end()
    stream.feed(np.concatenate([loud * 1.2, PAUSE]))
    assert abs(len(stream.end()) - len(plain)) <= 2


def test_eight_streams_share_one_model(make: RecogniserMaker, say: Say) -> None:
    """Eight threads hear as one does, and the model is not loaded again: it alone takes 500 MB."""
    chunks = judged(np.concatenate([say("정말 감사합니다", voice="ko")[: int(1.3 * 16000)], PAUSE]))
    alone = recognise(make("agent"), chunks)
    assert [utterance for utterance in alone if utterance.final]
    recognisers = [make("agent") for _ in range(8)]
    before = psutil.Process().memory_info().rss
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda recogniser: recognise(recogniser, chunks), recognisers))
    grown_mb = (psutil.Process().memory_info().rss - before) / 1e6
    assert together == [alone] * 8
    assert grown_mb < 8 * 100
