import json
import logging
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from assist.config import Settings, SpeechSettings, VoskSettings
from assist.errors import ConfigError
from assist.language.words.lexicon import NO_WORDS, Lexicon
from assist.speech.vosk import open_vosk
from assist.speech.vosk_grammar import grammar_for, is_heard
from assist.speech.vosk_models import import_vosk, load_model
from assist.speech.words import TimedWord
from tests.conftest import Say
from tests.speech.hearing import judged, recognise

PHRASES = ["정말 감사합니다", "오백 원을"]


@pytest.fixture(scope="module")
def model(vosk_model: Path) -> Any:
    return load_model(import_vosk(), str(vosk_model))


def limited(vosk_model: Path, phrases: list[str]) -> Settings:
    speech = SpeechSettings(engine="vosk", model=str(vosk_model), language="ko")
    return Settings(speech=speech, vosk=VoskSettings(grammar=phrases))


def test_without_phrases_speech_is_free(model: Any, vosk_model: Path) -> None:
    assert grammar_for(model, vosk_model, [], Lexicon(words=("오늘",))) is None


def test_a_grammar_holds_phrases_known_words_of_the_call_and_the_word_for_anything_else(
    model: Any, vosk_model: Path, caplog: pytest.LogCaptureFixture
) -> None:
    given = grammar_for(model, vosk_model, PHRASES, Lexicon(names=("Zzzqq",), words=("오늘", "오늘")))
    assert given is not None
    assert json.loads(given) == [*PHRASES, "오늘", "<UNK>"]
    assert "\\u" not in given
    assert caplog.records == []


def test_unknown_words_are_named_in_one_warning_but_no_names_of_the_call(
    model: Any, vosk_model: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        given = grammar_for(model, vosk_model, ["정말 blorg", "qqq", "blorg 오백"], Lexicon(names=("Siti",)))
    assert given is not None
    assert json.loads(given)[:2] == ["정말", "오백"]
    (record,) = caplog.records
    assert record.getMessage() == "[vosk] grammar: words that the model does not know are left out: blorg, qqq"


def test_only_the_phrases_are_heard_then(vosk_model: Path, say: Say) -> None:
    pause = np.zeros(16000, np.float32)
    chunks = judged(np.concatenate([say("정말 감사합니다", voice="ko"), pause]))
    heard = recognise(open_vosk(limited(vosk_model, PHRASES), NO_WORDS)("customer"), chunks)
    words = {word.text for utterance in heard for word in utterance.words}
    assert words
    assert words <= set(" ".join(PHRASES).split()) | {"<UNK>"}
    free = recognise(open_vosk(limited(vosk_model, []), NO_WORDS)("customer"), chunks)
    assert {word.text for utterance in free for word in utterance.words} - words


def test_a_grammar_of_unknown_words_alone_is_refused(vosk_model: Path) -> None:
    with pytest.raises(ConfigError, match=r"^\[vosk\] grammar: the model in .* knows no word of it; correct the list"):
        open_vosk(limited(vosk_model, ["qqq zzz"]), NO_WORDS)


def test_a_model_with_a_fixed_graph_says_that_it_cannot_be_limited(model: Any, tmp_path: Path) -> None:
    """A folder laid out as Vosk's big models are; what is loaded does not matter here."""
    (tmp_path / "graph").mkdir()
    (tmp_path / "graph" / "HCLG.fst").touch()
    with pytest.raises(ConfigError, match=r"has a fixed graph and always hears free speech; empty the list, or"):
        grammar_for(model, tmp_path, PHRASES, NO_WORDS)


def test_the_layout_before_2020_can_be_limited(model: Any, vosk_model: Path, tmp_path: Path) -> None:
    shutil.copy(vosk_model / "graph" / "phones.txt", tmp_path / "HCLr.fst")
    assert grammar_for(model, tmp_path, PHRASES, NO_WORDS)


HEARD = {
    "words": (["saya", "bayar"], True),
    "a gap among words": (["saya", "[unk]", "bayar"], True),
    "gaps alone": (["[unk]", "[unk]"], False),
    "as other models write them": (["<unk>", "<UNK>"], False),
    "nothing": ([], False),
}


@pytest.mark.parametrize("name", HEARD)
def test_unknown_words_alone_are_nothing_heard(name: str) -> None:
    texts, expected = HEARD[name]
    assert is_heard([TimedWord(text, 0, 1, 1) for text in texts]) is expected
