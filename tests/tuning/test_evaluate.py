"""The command's contract, and floors on the development data: a bit under what is reached."""

import json
import signal
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import psutil
import pytest
import soundfile

from assist.config import Settings
from assist.errors import AssistError
from assist.tuning.evaluate import OF_TEXT, evaluate
from tests.conftest import Say
from tests.running import Program, stop
from tests.tuning.test_labelled import PROMISE, TURN

DATA = Path(__file__).parents[3] / "shared" / "data"
needs_data = pytest.mark.skipif(not DATA.exists(), reason="../shared is absent")


@needs_data
def test_floors_of_commitments() -> None:
    report = evaluate("commitments", DATA / "commitments_dev.jsonl", Settings())
    floors = [name for name in report if name.endswith("_accuracy") or name in ("date_lenient", "missing_f1")]
    assert len(floors) == 9
    assert {name: report[name] for name in [*floors, "commitment_macro_f1"] if _number(report[name]) < 0.95} == {}
    assert _number(report["wrong_asserted"]) <= 0.02
    assert _number(report["false_alarm"]) <= 0.05


@needs_data
def test_floors_of_conduct() -> None:
    report = evaluate("conduct", DATA / "conduct_dev.jsonl", Settings())
    assert _number(report["macro_f1"]) >= 0.9
    assert _number(report["micro_f1"]) >= 0.9
    assert _number(report["empty_false_alarm"]) <= 0.08, "one of 14 at most"
    labels = report["per_label"]
    assert isinstance(labels, Mapping)
    for name in ("threat", "self_harm"):
        row = labels[name]
        assert isinstance(row, Mapping) and row["recall"] == 1.0, f"{name} must never be missed"


def _number(value: Any) -> float:
    assert isinstance(value, float)
    return value


def test_an_unknown_evaluation_names_those_there_are() -> None:
    with pytest.raises(AssistError, match="eval mood: there is no such evaluation; choose one of commitments, "):
        evaluate("mood", Path(), Settings())


@pytest.mark.parametrize("what", OF_TEXT)
def test_texts_are_not_heard_in_real_time(what: str) -> None:
    with pytest.raises(AssistError, match=f"eval {what}: hears no audio; leave out --realtime"):
        evaluate(what, Path(), Settings(), realtime=True)


@pytest.fixture
def own(tmp_path: Path) -> dict[str, Path]:
    files = {"commitments": PROMISE, "conduct": TURN}
    for name, line in files.items():
        (tmp_path / f"{name}.jsonl").write_text(json.dumps(line), encoding="utf-8")
    return {name: tmp_path / f"{name}.jsonl" for name in files}


@pytest.mark.parametrize("what", OF_TEXT)
def test_the_command_prints_one_object_or_tables(what: str, own: dict[str, Path]) -> None:
    program = Program(own[what].parent)
    done = program.run("eval", what, str(own[what]), "--json")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["n"] == 1
    assert len(done.stdout.splitlines()) == 1
    table = program.run("eval", what, str(own[what])).stdout
    assert "ms_per_turn" in table
    assert "1.000" in table
    assert not program.data.exists()


def test_a_malformed_line_is_one_line(own: dict[str, Path]) -> None:
    with own["conduct"].open("a") as file:
        file.write('\n{"id": 1}')
    done = Program(own["conduct"].parent).run("eval", "conduct", str(own["conduct"]), "--json")
    assert (done.returncode, done.stdout) == (1, "")
    assert "conduct.jsonl: line 2: id" in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.fixture
def spoken(say: Say, whisper_model: Path, tmp_path: Path) -> Path:
    soundfile.write(str(tmp_path / "a.wav"), say("Selamat siang."), 16_000)
    file = tmp_path / "spoken.jsonl"
    file.write_text(json.dumps({"wav": "a.wav", "text": "selamat siang", "lang": "id"}), encoding="utf-8")
    return file


def test_the_command_hears_recordings(spoken: Path) -> None:
    program = Program(spoken.parent)
    done = program.run("eval", "recognition", str(spoken), "--engine", "whisper", "--realtime", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["wer"] <= 0.5
    assert len(done.stdout.splitlines()) == 1
    table = program.run("eval", "recognition", str(spoken))
    assert "real_time_factor" in table.stdout
    assert table.stderr == "", "no progress where nobody looks on"
    assert not program.data.exists()


def test_an_unknown_engine_is_one_line(spoken: Path) -> None:
    done = Program(spoken.parent).run("eval", "recognition", str(spoken), "--engine", "ears", "--json")
    assert (done.returncode, done.stdout) == (1, "")
    assert "engine: 'ears' is not known" in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("options", [(), ("--realtime",)], ids=["flat out", "in real time"])
def test_ctrl_c_ends_it_without_a_word(options: tuple[str, ...], spoken: Path) -> None:
    soundfile.write(str(spoken.parent / "a.wav"), np.zeros(1800 * 16_000, np.int16), 16_000)
    process = Program(spoken.parent).start("eval", "recognition", str(spoken), *options)
    watched = psutil.Process(process.pid)
    end = time.monotonic() + 60
    # until the recording is looked at, or heard
    while not any(file.path.endswith("a.wav") for file in watched.open_files()):
        assert time.monotonic() < end and process.poll() is None
        time.sleep(0.05)
    code, out, err = stop(process, signal.SIGINT)
    assert (code, out.strip(), err.strip()) == (130, "", "")
