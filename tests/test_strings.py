import json
import re
from pathlib import Path

import pytest

from assist import strings
from assist.config import HOME
from assist.errors import ConfigError
from assist.strings import catalogue

OVERLAY = HOME / "overlay"
METHODS = ["transfer", "virtual_account", "mobile_banking", "atm", "teller", "minimarket", "ewallet", "qris", "branch"]
METHODS += ["autodebit", "app", "agent_outlet", "post_office", "pickup", "marketplace"]
USED_BY_NOTES = [
    *(f"kind.{kind}" for kind in ("instalment", "arrears_plus_penalty", "partial", "full_settlement")),
    *(f"payer.{payer}" for payer in ("self", "third_party")),
    *(f"method.{method}" for method in METHODS),
]


def test_both_languages_have_the_same_keys_in_the_same_order() -> None:
    assert list(catalogue("id")) == list(catalogue("en"))


def test_both_languages_fill_the_same_places() -> None:
    places = re.compile(r"\{\w+\}")
    english = catalogue("en")
    assert {key: places.findall(text) for key, text in catalogue("id").items()} == {
        key: places.findall(english[key]) for key in english
    }


@pytest.mark.parametrize("key", USED_BY_NOTES)
def test_labels_for_notes_are_there(key: str) -> None:
    assert catalogue("id")[key].strip()


def test_texts_are_tidy() -> None:
    for language in ("id", "en"):
        for key, text in catalogue(language).items():
            assert text.strip() == text != "", key


def test_every_key_that_the_overlay_names_is_in_the_catalogue() -> None:
    groups = "|".join(sorted({key.split(".")[0] for key in catalogue("id")}))
    named = set()
    for script in OVERLAY.glob("*.js"):
        named |= set(re.findall(rf'"((?:{groups})\.\w+(?:\.\w+)*)"', script.read_text()))
    assert len(named) > 60
    assert named <= set(catalogue("id"))


def test_a_catalogue_that_is_not_json_names_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "strings.json"
    broken.write_text("{")
    monkeypatch.setattr(strings, "CATALOGUE", broken)
    with pytest.raises(ConfigError, match=r"strings\.json: is not valid JSON"):
        catalogue("id")


def test_a_missing_language_names_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "strings.json"
    file.write_text(json.dumps({"id": {"a": "b"}}))
    monkeypatch.setattr(strings, "CATALOGUE", file)
    assert catalogue("id") == {"a": "b"}
    with pytest.raises(ConfigError, match="language 'en'"):
        catalogue("en")


def test_a_missing_catalogue_names_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(strings, "CATALOGUE", tmp_path / "gone.json")
    with pytest.raises(ConfigError, match=r"gone\.json: cannot be read"):
        catalogue("id")
