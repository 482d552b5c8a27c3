import re

import pytest

from assist.config import SpeechSettings
from assist.speech.engines import ENGINES
from assist.speech.models.catalogue import CATALOGUE
from assist.speech.models.local import NEEDED


def test_the_default_model_is_in_it() -> None:
    assert SpeechSettings().model in CATALOGUE


@pytest.mark.parametrize("name", CATALOGUE)
def test_every_model_is_pinned_and_can_be_had(name: str) -> None:
    model = CATALOGUE[name]
    assert model.name == name
    assert model.about
    names = {file.name for file in model.files}
    assert names >= ({"tokens.txt"} if model.engine == "sherpa" else set(NEEDED))
    assert model.engine in ENGINES
    assert model.pinned
    assert all(re.fullmatch("[0-9a-f]{64}", file.sha256) and file.size > 0 for file in model.files)
    assert model.hub or model.wheels
    assert all("==" in wheel for wheel in model.wheels)


@pytest.mark.parametrize("name", [name for name in CATALOGUE if CATALOGUE[name].engine == "whisper"])
def test_every_whisper_has_a_vocabulary(name: str) -> None:
    """Which is what CTranslate2 cannot load without; older models have a .txt, newer ones a .json."""
    assert any(file.name.startswith("vocabulary.") for file in CATALOGUE[name].files)


def test_files_of_one_name_and_hash_have_one_size() -> None:
    files = {(file.name, file.sha256): file.size for model in CATALOGUE.values() for file in model.files}
    for model in CATALOGUE.values():
        assert all(files[file.name, file.sha256] == file.size for file in model.files)
