import re

import pytest

from assist.config import SpeechSettings
from assist.speech.catalogue import CATALOGUE
from assist.speech.models import NEEDED


def test_the_default_model_is_in_it() -> None:
    assert SpeechSettings().model in CATALOGUE


@pytest.mark.parametrize("name", CATALOGUE)
def test_every_model_is_pinned_and_can_be_had(name: str) -> None:
    model = CATALOGUE[name]
    assert model.name == name
    assert model.about
    assert set(NEEDED) <= {file.name for file in model.files}
    assert all(re.fullmatch("[0-9a-f]{64}", file.sha256) and file.size > 0 for file in model.files)
    assert model.hub or model.wheels
    assert all("==" in wheel for wheel in model.wheels)
