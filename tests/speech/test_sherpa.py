"""What holds for sherpa-onnx alone; what holds for every engine is in test_contract.py.

The models are those of script/make_tiny_zipformer.py: they hear syllables in any speech, and no language.
"""

import math
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from assist.config import Settings, SpeechSettings
from assist.events import Samples
from assist.language.words.lexicon import NO_WORDS
from assist.speech.sherpa import LAST_TOKEN_S, UNKNOWN_CONFIDENCE, SherpaStream, open_sherpa, window_s, words_of_tokens
from assist.speech.sherpa_models import find_files, load_model
from tests.conftest import Say
from tests.speech.hearing import judged, recognise

PAUSE = np.zeros(16000, np.float32)


@pytest.fixture(scope="module", params=["transducer", "ctc"])
def folder(request: pytest.FixtureRequest, tiny_zipformers: Path) -> Path:
    return tiny_zipformers / str(request.param)


@pytest.fixture(scope="module")
def stream(folder: Path) -> SherpaStream:
    recogniser = load_model(find_files(folder), threads=1)
    return SherpaStream(recogniser, window_s(recogniser))


@pytest.fixture(scope="module")
def sentence(say: Say) -> Samples:
    return say("Selamat siang, saya mau bayar lima ratus ribu.")


@pytest.fixture(scope="module")
def other(say: Say) -> Samples:
    return say("Terima kasih banyak.")


def heard(stream: SherpaStream, samples: Samples) -> list[str]:
    stream.feed(np.concatenate([samples, PAUSE]))
    return [word.text for word in stream.end()]


def test_the_same_audio_gives_the_same_text_and_other_audio_another(
    stream: SherpaStream, sentence: Samples, other: Samples
) -> None:
    first = heard(stream, sentence)
    assert len(first) >= 5
    assert heard(stream, other) not in ([], first)
    assert heard(stream, sentence) == first


def test_a_stream_counts_from_the_start_of_each_utterance(stream: SherpaStream, sentence: Samples) -> None:
    starts_s = []
    for lead_s in (0.5, 0.5, 2.0):
        stream.feed(np.concatenate([np.zeros(int(lead_s * 16000), np.float32), sentence, PAUSE]))
        words = stream.end()
        assert stream.fed == 0
        assert words[-1].end_s <= lead_s + len(sentence) / 16000 + LAST_TOKEN_S
        starts_s.append(words[0].start_s - lead_s)
    # a window moves on by 0.32 s, so that the leads fall differently into it
    assert max(starts_s) - min(starts_s) <= 0.12
    assert max(starts_s) < 0.6


def test_a_stream_ends_once(stream: SherpaStream, sentence: Samples) -> None:
    stream.feed(sentence)
    assert stream.so_far()
    assert stream.end()
    assert stream.so_far() == ""
    assert stream.end() == []


def test_the_last_word_needs_no_silence_behind_it(stream: SherpaStream, sentence: Samples) -> None:
    whole = heard(stream, sentence)
    stream.feed(sentence)
    assert [word.text for word in stream.end()] == whole


def test_the_window_is_measured(folder: Path) -> None:
    # 45 features of 10 ms, the last of which needs 25 ms; the library wants one more than that
    assert window_s(load_model(find_files(folder), threads=1)) == pytest.approx(0.47, abs=0.011)


def test_a_transducer_says_how_sure_it_is_and_greedy_ctc_does_not(
    tiny_zipformers: Path, folder: Path, stream: SherpaStream, sentence: Samples
) -> None:
    stream.feed(sentence)
    confidences = {word.confidence for word in stream.end()}
    if folder.name == "ctc":
        assert confidences == {UNKNOWN_CONFIDENCE}
    else:
        assert len(confidences) > 3
        assert all(0 < confidence <= 1 for confidence in confidences)


def test_partial_text_grows_while_somebody_speaks(folder: Path, sentence: Samples) -> None:
    make = open_sherpa(Settings(speech=SpeechSettings(engine="sherpa", model=str(folder))), NO_WORDS)
    *partials, final = recognise(make("customer"), judged(sentence))
    texts = [partial.text for partial in partials]
    assert len(texts) >= 3
    assert all(later.startswith(earlier) for earlier, later in pairwise(texts))
    assert final.text.startswith(texts[-1])
    assert texts[0] != final.text


def test_nothing_is_printed(folder: Path, sentence: Samples, capfd: pytest.CaptureFixture[str]) -> None:
    make = open_sherpa(Settings(speech=SpeechSettings(engine="sherpa", model=str(folder))), NO_WORDS)
    assert recognise(make("agent"), judged(sentence))
    assert capfd.readouterr() == ("", "")


TOKENS: dict[str, tuple[str, list[str], list[tuple[str, float, float]]]] = {
    "pieces": (" saya bayar", [" sa", "ya", " ba", "yar"], [("saya", 0.0, 0.2), ("bayar", 0.2, 0.3 + LAST_TOKEN_S)]),
    "the first has no mark": ("ya ada", ["ya", " ada"], [("ya", 0.0, 0.1), ("ada", 0.1, 0.1 + LAST_TOKEN_S)]),
    "a mark by itself": (" ya", ["\u2581", "y", "a"], [("ya", 0.0, 0.2 + LAST_TOKEN_S)]),
    "bytes": (" kafé", [" kaf", "<0xC3>", "<0xA9>"], [("kafé", 0.0, 0.2 + LAST_TOKEN_S)]),
    "a text that was changed": ("1 2 3", [" sa", "tu"], [("satu", 0.0, 0.1 + LAST_TOKEN_S)]),
    "nothing": ("", [], []),
    "only marks": (" ", [" ", "\u2581"], []),
}


@pytest.mark.parametrize("name", TOKENS)
def test_words_are_made_of_tokens(name: str) -> None:
    text, tokens, expected = TOKENS[name]
    times_s = [0.1 * at for at in range(len(tokens))]
    words = words_of_tokens(text, tokens, times_s, [])
    assert [word.text for word in words] == [text for text, _, _ in expected]
    for word, (_, start_s, end_s) in zip(words, expected, strict=True):
        assert math.isclose(word.start_s, start_s, abs_tol=1e-6)
        assert math.isclose(word.end_s, end_s, abs_tol=1e-6)


def test_a_word_does_not_last_into_the_silence_before_the_next() -> None:
    first, second = words_of_tokens(" ya ada", [" ya", " ada"], [1.0, 3.0], [])
    assert first.end_s == 1.0 + LAST_TOKEN_S
    assert second.start_s == 3.0


def test_a_words_confidence_is_the_mean_of_its_tokens() -> None:
    words = words_of_tokens(" saya ada", [" sa", "ya", " ada"], [0.0, 0.1, 0.2], [0.5, 0.9, 0.4])
    assert [word.confidence for word in words] == [pytest.approx(0.7), 0.4]
