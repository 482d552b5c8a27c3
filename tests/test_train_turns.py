"""script/train_turns.py on a few lines; and that the shipped model is the one that the shipped lines make."""

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from assist.language.turns.model import TurnModel
from assist.language.words.normalise import normalise

ROOT = Path(__file__).resolve().parent.parent
SCRIPT = ROOT / "script" / "train_turns.py"
TURNS = ROOT / "prompts" / "id" / "turns"


@pytest.fixture(scope="module")
def training() -> ModuleType:
    spec = importlib.util.spec_from_file_location("train_turns", SCRIPT)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["train_turns"] = module
    spec.loader.exec_module(module)
    return module


def _folder(tmp_path: Path) -> Path:
    folder = tmp_path / "id"
    (folder / "turns").mkdir(parents=True)
    for speaker, label, word in (("agent", "threat", "penjara"), ("customer", "anger", "marah")):
        lines = [f"{label}|{word} {n}x kalian dengar" for n in range(40)] + [
            f"-|baik {n}x terima kabar" for n in range(40)
        ]
        (folder / "turns" / f"{speaker}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def _train(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(SCRIPT), "--folder", str(folder), *arguments]
    here = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(command, cwd=ROOT, env=here, capture_output=True, text=True, check=False)


def test_the_same_lines_give_the_same_bytes(tmp_path: Path) -> None:
    folder = _folder(tmp_path)
    made = []
    for _ in range(2):
        done = _train(folder)
        assert done.returncode == 0, done.stderr
        made.append((folder / "turns.npz").read_bytes())
        (folder / "turns.npz").unlink()
    assert made[0] == made[1]
    assert "on unseen folds macro F1" in done.stdout
    model = TurnModel.of_bytes(made[0]).speakers["agent"]
    likely = model.probabilities(normalise("kalian masuk penjara"))
    assert likely[model.labels.index("threat")] > 0.5


def test_check_writes_nothing(tmp_path: Path) -> None:
    folder = _folder(tmp_path)
    assert _train(folder, "--check").returncode == 0
    assert not (folder / "turns.npz").exists()


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("thret|saya lapor", "unknown label 'thret'"),
        ("- threat|saya lapor", "unknown label '-'"),
        ("threat", "expected labels|text"),
        ("threat|", "expected"),
    ],
)
def test_a_slip_is_named_by_file_and_line(tmp_path: Path, line: str, fault: str) -> None:
    folder = _folder(tmp_path)
    with (folder / "turns" / "agent.txt").open("a", encoding="utf-8") as file:
        file.write(line + "\n")
    done = _train(folder)
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert fault in done.stderr
    assert "agent.txt: line 81" in done.stderr
    assert not (folder / "turns.npz").exists()


def test_what_is_no_text_is_told(tmp_path: Path) -> None:
    folder = _folder(tmp_path)
    (folder / "turns" / "agent_2.txt").write_bytes(b"-|caf\xe9 saja\n")
    done = _train(folder)
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    assert "agent_2.txt: cannot be read as UTF-8" in done.stderr


def test_no_lines_is_told(tmp_path: Path) -> None:
    folder = _folder(tmp_path)
    shutil.rmtree(folder / "turns")
    done = _train(folder)
    assert done.returncode == 1
    assert "0 lines of the agent" in done.stderr


def test_the_shipped_model_is_of_the_shipped_lines(training: ModuleType) -> None:
    """Where this fails, lines, normalisation or stems changed: run script/train."""
    lines = [training.read_lines(speaker, sorted(TURNS.glob(f"{speaker}*.txt"))) for speaker in ("agent", "customer")]
    shipped = TurnModel.of_bytes((TURNS.parent / "turns.npz").read_bytes())
    assert shipped.trained_on == training.fingerprint(lines)
    assert (TURNS.parent / "turns.npz").stat().st_size < 5_000_000
