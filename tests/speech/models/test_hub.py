import subprocess
import sys
from pathlib import Path

import pytest

from assist.speech.models.hub import fetch
from tests.speech.shelf import FILES, tiny_hub

COMMAND = [sys.executable, "-m", "assist.speech.models.hub", "someone/tiny"]


def test_it_fetches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with tiny_hub() as address:
        monkeypatch.setenv("HF_ENDPOINT", address)
        done = subprocess.run([*COMMAND, str(tmp_path), *FILES], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "model.bin").read_bytes() == FILES["model.bin"]


def test_a_pattern_brings_what_fits_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with tiny_hub() as address:
        monkeypatch.setenv("HF_ENDPOINT", address)
        done = subprocess.run([*COMMAND, str(tmp_path), "model.*"], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert {path.name for path in tmp_path.glob("*.*") if path.is_file()} == {"model.bin"}


def test_a_file_that_is_not_there_is_an_error_with_a_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with tiny_hub() as address:
        monkeypatch.setenv("HF_ENDPOINT", address)
        done = subprocess.run([*COMMAND, str(tmp_path), "no.bin"], capture_output=True, text=True, timeout=60)
    assert done.returncode == 1
    assert "Error" in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr


def test_offline_mode_is_respected(tmp_path: Path) -> None:
    code = (
        "import os; os.environ['HF_HUB_OFFLINE'] = '1'; "
        "from assist.speech.models.hub import main; raise SystemExit(main())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "someone/tiny", str(tmp_path), "a"], capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 1
    assert "ffline" in done.stderr


def test_fetch_raises_what_the_client_raises(tmp_path: Path) -> None:
    with pytest.raises(Exception, match="repo"):
        fetch("not a repository", str(tmp_path), ["a"])
