import hashlib
import shutil
import subprocess
from pathlib import Path

import pytest

from assist.errors import ModelError
from assist.speech.models.catalogue import Model, ModelFile
from assist.speech.models.records import State, expected, keep_record, model_folder, record_path, sha256, state
from tests.speech.shelf import FILES, tiny_model

LOOSE = Model("someone/tiny", "for tests", tuple(ModelFile(name) for name in FILES), hub="someone/tiny")
DIGESTS = {name: hashlib.sha256(content).hexdigest() for name, content in FILES.items()}


def put(model: Model, root: Path) -> Path:
    folder = model_folder(model, root)
    folder.mkdir(parents=True)
    for name, content in FILES.items():
        (folder / name).write_bytes(content)
    return folder


def test_the_hash_is_sha256(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"abc")
    assert sha256(tmp_path / "file") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_the_catalogue_goes_before_any_record(tmp_path: Path) -> None:
    (tmp_path / "tiny.sha256").write_text("0  model.bin\n")
    assert expected(tiny_model(), tmp_path) == DIGESTS


def test_a_record_is_read_back(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"someone--tiny\.sha256 is missing; run: assist models pull someone/tiny"):
        expected(LOOSE, tmp_path)
    keep_record(LOOSE, tmp_path, DIGESTS)
    assert expected(LOOSE, tmp_path) == DIGESTS


def test_the_record_stays_that_of_the_first_pull(tmp_path: Path) -> None:
    keep_record(LOOSE, tmp_path, DIGESTS)
    keep_record(LOOSE, tmp_path, DIGESTS)
    with pytest.raises(ModelError, match=r"config\.json, more\.bin changed since the first pull; .* delete .*sha256"):
        keep_record(LOOSE, tmp_path, {**DIGESTS, "config.json": "0" * 64, "more.bin": "1" * 64})
    assert expected(LOOSE, tmp_path) == DIGESTS


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="needs sha256sum")
def test_sha256sum_can_check_a_record(tmp_path: Path) -> None:
    folder = put(LOOSE, tmp_path)
    keep_record(LOOSE, tmp_path, DIGESTS)
    command = ["sha256sum", "--check", "--quiet", str(record_path(LOOSE, tmp_path))]
    assert subprocess.run(command, cwd=folder, check=False).returncode == 0


@pytest.mark.parametrize(("model", "good"), [(tiny_model(), "here"), (LOOSE, "unverified")], ids=["pinned", "recorded"])
def test_the_state_of_a_model(model: Model, good: State, tmp_path: Path) -> None:
    assert state(model, tmp_path) == "not here"
    folder = put(model, tmp_path)
    if not model.pinned:
        assert state(model, tmp_path) == "damaged"  # nobody knows what it is
        keep_record(model, tmp_path, DIGESTS)
    assert state(model, tmp_path) == good
    (folder / "model.bin").write_bytes(FILES["model.bin"][:-1] + b"!")
    assert state(model, tmp_path) == "damaged"
    assert (folder / "model.bin").exists()
    (folder / "model.bin").unlink()
    assert state(model, tmp_path) == "damaged"
