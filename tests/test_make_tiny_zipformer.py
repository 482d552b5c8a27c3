import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[1] / "script" / "make_tiny_zipformer.py"


def run(*arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, str(SCRIPT), *arguments], capture_output=True, text=True, timeout=60, check=False
    )


def test_it_builds_the_same_models_every_time(tmp_path: Path) -> None:
    pytest.importorskip("onnx", reason="needs onnx")
    for name in ("first", "second"):
        done = run(str(tmp_path / name))
        assert done.returncode == 0, done.stderr
    files = sorted(path.relative_to(tmp_path / "first") for path in (tmp_path / "first").rglob("*.*"))
    assert [str(file) for file in files] == [
        "ctc/model.onnx",
        "ctc/tokens.txt",
        "transducer/decoder.onnx",
        "transducer/encoder.onnx",
        "transducer/joiner.onnx",
        "transducer/tokens.txt",
    ]
    for file in files:
        content = (tmp_path / "first" / file).read_bytes()
        assert content == (tmp_path / "second" / file).read_bytes()
        assert len(content) < 50_000


def test_without_a_folder_it_says_how_it_is_called() -> None:
    pytest.importorskip("onnx", reason="needs onnx")
    done = run()
    assert done.returncode == 1
    assert done.stderr == "usage: python script/make_tiny_zipformer.py FOLDER\n"
