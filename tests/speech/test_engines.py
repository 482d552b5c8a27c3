from pathlib import Path

import pytest

from assist.config import Settings, SpeechSettings
from assist.errors import ConfigError, ModelError
from assist.speech.engines import open_engine
from tests.conftest import Say


def test_an_unknown_engine_names_the_key_and_the_known_ones() -> None:
    with pytest.raises(ConfigError, match=r"\[speech\] engine: 'kaldi' is not known; use one of: whisper, vosk"):
        open_engine(Settings(speech=SpeechSettings(engine="kaldi")))


def test_a_missing_model_says_how_to_get_it(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="run: assist models pull whisper-base"):
        open_engine(Settings(speech=SpeechSettings(model_dir=str(tmp_path))))


def test_a_folder_serves_as_a_model(whisper_model: Path, say: Say) -> None:
    make = open_engine(Settings(speech=SpeechSettings(model=str(whisper_model))))
    assert make("agent").finish() == []
