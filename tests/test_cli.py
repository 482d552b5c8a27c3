import re
import shutil
import signal
import socket
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile

from assist.config import HOME
from tests.running import Program, read_until, stop, write_quiet_call

pytestmark = pytest.mark.usefixtures("whisper_model")


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return Program(tmp_path)


def mono(folder: Path) -> str:
    soundfile.write(folder / "mono.wav", np.zeros(16_000), 16_000)
    return str(folder / "mono.wav")


def empty(folder: Path) -> str:
    (folder / "empty.wav").write_bytes(b"")
    return str(folder / "empty.wav")


def corrupt(folder: Path) -> str:
    (folder / "corrupt.wav").write_bytes(b"RIFF" + b"x" * 5000)
    return str(folder / "corrupt.wav")


BAD_FILES: dict[str, tuple[Callable[[Path], str], str]] = {
    "missing": (lambda folder: str(folder / "none.wav"), "none.wav: no such file"),
    "a folder": (str, "no such file"),
    "empty": (empty, "empty.wav: the file is empty"),
    "mono": (mono, "mono.wav: has 1 channel; give a stereo file"),
    "corrupt": (corrupt, "corrupt.wav: cannot be read as audio"),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_file_is_one_line(name: str, program: Program) -> None:
    make, expected = BAD_FILES[name]
    _fails_with(program, expected, "play", make(program.folder), "--fast")
    assert not program.data.exists()


def _fails_with(program: Program, expected: str, *arguments: str) -> None:
    done = program.run(*arguments)
    assert done.returncode == 1, done.stdout + done.stderr
    assert expected in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert "Traceback" not in done.stderr + done.stdout


def test_a_wrong_account_is_one_line_of_replay(program: Program) -> None:
    write_quiet_call(program.folder / "call.wav", 1)
    file = program.folder / "account.json"
    file.write_text('{"honorific": "Bu",\n"name": "Sari"}', encoding="utf-8")
    expected = f"{file}: line 2: name: unknown key"
    _fails_with(program, expected, "replay", str(program.folder / "call.wav"), "--account", str(file))
    assert not program.data.exists()


@pytest.mark.usefixtures("whisper_model")
@pytest.mark.parametrize(
    ("content", "told"),
    [('{"customer_name": "Sari Dewi",\n"amount_due_idr": -1}', "line 2: amount_due_idr: "), ("{", "is not valid JSON")],
    ids=["a negative sum", "broken JSON"],
)
def test_a_wrong_account_is_said_and_the_call_goes_on(content: str, told: str, program: Program) -> None:
    file = program.folder / "account.json"
    file.write_text(content, encoding="utf-8")
    call = write_quiet_call(program.folder / "call.wav", 1)
    done = program.run("play", str(call), "--fast", "--account", str(file))
    assert done.returncode == 0, done.stderr
    (line,) = (line for line in done.stdout.splitlines() if line.startswith(f"{file}: "))
    assert told in line
    assert done.stdout.index(line) < done.stdout.index("Overlay: ")
    assert ("Sari Dewi" in done.stdout) == ("Sari" in content)


@pytest.mark.usefixtures("whisper_model")
def test_calling_hours_are_warned_of_before_the_call(tmp_path: Path) -> None:
    call = str(write_quiet_call(tmp_path / "call.wav", 1))
    a_second = "[calling_hours]\nearliest = 00:00:00\nlatest = 00:00:01\nholidays = false"
    never = Program(tmp_path, a_second).run("play", call, "--fast")
    assert never.returncode == 0, never.stderr
    assert never.stdout.index("Outside calling hours: ") < never.stdout.index("Overlay: ")
    assert "outside_hours by agent" in never.stdout
    silent = Program(tmp_path, "[calling_hours]\nenabled = false").run("play", call, "--fast")
    assert "calling hours" not in silent.stdout and "outside_hours" not in silent.stdout


def test_a_call_is_played_and_kept_with_its_account(program: Program) -> None:
    file = program.folder / "account.json"
    file.write_text('{"customer_name": "Sari Dewi"}', encoding="utf-8")
    call = write_quiet_call(program.folder / "call.wav", 1)
    done = program.run("play", str(call), "--fast", "--account", str(file))
    assert done.returncode == 0, done.stderr
    assert '"Sari Dewi"' in (program.data / "assist.sqlite3").read_bytes().decode("utf-8", "replace")


def test_an_unknown_key_is_one_line(tmp_path: Path) -> None:
    _fails_with(Program(tmp_path, "[tips]\nmax_per_cal = 3"), "tips.max_per_cal: unknown key", "demo", "--fast")


def test_an_unknown_demo_call_is_one_line(program: Program) -> None:
    _fails_with(program, "--call sunyi: no such demo call; choose one of panas, tenang", "demo", "--call", "sunyi")


def test_a_broken_playbook_is_one_line(tmp_path: Path) -> None:
    shutil.copytree(HOME / "prompts", tmp_path / "prompts")
    file = tmp_path / "prompts" / "id" / "janji.toml"
    file.write_text(file.read_text(encoding="utf-8") + "\n[[rule", encoding="utf-8")
    program = Program(tmp_path, f'[playbook]\ndir = "{tmp_path / "prompts"}"')
    _fails_with(program, "janji.toml: is not valid TOML", "demo", "--fast")
    _fails_with(program, "janji.toml: is not valid TOML", "check")
    assert not (program.data / "assist.sqlite3").exists()


def test_a_port_in_use_is_one_line(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        program = Program(tmp_path)
        program.config.write_text(program.config.read_text().replace("port = 0", f"port = {port}"))
        _fails_with(program, f"[overlay] port = {port}", "demo", "--fast")


def test_a_model_with_a_wrong_hash_is_one_line_and_the_next_pull_mends_it(tmp_path: Path, whisper_model: Path) -> None:
    models = tmp_path / "models"
    shutil.copytree(whisper_model, models / "whisper-base")
    with (models / "whisper-base" / "model.bin").open("r+b") as file:
        file.seek(1_000_000)
        file.write(b"damaged")
    program = Program(tmp_path, f'[speech]\nmodel_dir = "{models}"')
    _fails_with(program, "wrong hash", "demo", "--fast")
    assert not (models / "whisper-base" / "model.bin").exists()
    _fails_with(program, "assist models pull whisper-base", "demo", "--fast")
    shutil.copy(whisper_model / "model.bin", models / "whisper-base" / "model.bin")
    assert program.run("models", "verify").returncode == 0


def cut_off(folder: Path, whisper_model: Path) -> str:
    for file in whisper_model.iterdir():
        if file.name != "model.bin":
            (folder / file.name).symlink_to(file)
    with (whisper_model / "model.bin").open("rb") as whole:
        (folder / "model.bin").write_bytes(whole.read(1_000_000))
    return f'model = "{folder}"'


BAD_MODELS: dict[str, tuple[Callable[[Path, Path], str], str]] = {
    "cut off": (cut_off, "the model does not load"),
    "of another engine": (lambda *_: 'model = "zipformer-8-languages"', "is for engine sherpa; set [speech] engine"),
    "of an unknown engine": (lambda *_: 'engine = "kaldi"', "[speech] engine: 'kaldi' is not known; use one of:"),
}


@pytest.mark.parametrize("name", BAD_MODELS)
def test_a_model_that_cannot_be_used_is_one_line(name: str, tmp_path: Path, whisper_model: Path) -> None:
    make, expected = BAD_MODELS[name]
    folder = tmp_path / "model"
    folder.mkdir()
    _fails_with(Program(tmp_path, f"[speech]\n{make(folder, whisper_model)}"), expected, "demo", "--fast")


def test_an_engine_whose_package_is_missing_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    packages = tmp_path / "packages"
    packages.mkdir()
    (packages / "sherpa_onnx.py").write_text("raise ModuleNotFoundError('as if it were not installed')")
    monkeypatch.setenv("PYTHONPATH", str(packages))
    for part in ("encoder.onnx", "decoder.onnx", "joiner.onnx", "tokens.txt"):
        (packages / part).touch()
    program = Program(tmp_path, f'[speech]\nengine = "sherpa"\nmodel = "{packages}"')
    _fails_with(program, "engine sherpa needs the package sherpa-onnx: pip install sherpa-onnx", "demo", "--fast")


def test_a_second_instance_is_one_line(program: Program) -> None:
    first = program.start("play", str(write_quiet_call(program.folder / "quiet.wav", 60)))
    try:
        read_until(first, "Overlay: ")
        _fails_with(program, "another assist is running there", "demo", "--fast")
    finally:
        stop(first, signal.SIGINT)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no such signals")
@pytest.mark.parametrize("way", [[], ["--fast"]], ids=["real time", "flat out"])
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl-C", "SIGTERM"])
def test_stopped_in_the_middle_the_call_is_closed_and_the_note_drafted(
    sent: signal.Signals, way: list[str], program: Program
) -> None:
    process = program.start("demo", *way)
    before = read_until(process, r"customer +\S")
    code, out, err = stop(process, sent)
    assert code == 130, err
    assert "Traceback" not in before + out + err
    assert "CATATAN PANGGILAN" in out
    listed = program.run("calls").stdout
    assert "stopped" in listed
    call_id = next(line.split()[1] for line in listed.splitlines() if "stopped" in line)
    assert "CATATAN PANGGILAN" in program.run("note", call_id).stdout


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no such signals")
def test_stopped_while_the_model_loads_nothing_is_half_written(program: Program) -> None:
    process = program.start("demo")
    read_until(process, "Overlay: ")
    code, out, err = stop(process, signal.SIGINT)
    assert code == 130
    assert "Traceback" not in out + err


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no such signals")
@pytest.mark.parametrize("after_s", [0.2, 0.5, 0.9, 1.4])
def test_stopped_while_it_starts_it_ends_without_a_word(after_s: float, program: Program) -> None:
    process = program.start("demo")
    time.sleep(after_s)
    code, _, err = stop(process, signal.SIGINT)
    assert code == 130
    assert "Traceback" not in err


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_after_a_kill_the_next_start_drafts_the_note(program: Program, tmp_path: Path) -> None:
    process = program.start("demo")
    read_until(process, r"customer +\S")
    stop(process, signal.SIGKILL)
    done = program.run("play", "--fast", str(write_quiet_call(tmp_path / "quiet.wav", 2)))
    assert done.returncode == 0, done.stderr
    assert "had been cut off; its note draft is kept now" in done.stdout
    assert "cut_off" in program.run("calls").stdout


def test_the_demo_flat_out(program: Program) -> None:
    done = program.run("demo", "--fast")  # the heated call is played in real time by tests/overlay/test_demo_call.py
    assert done.returncode == 0, done.stderr
    assert "http://127.0.0.1:" in done.stdout
    assert "TIP" in done.stdout
    assert "why" in done.stdout
    assert "CATATAN PANGGILAN" in done.stdout
    assert str(program.data / "assist.sqlite3") in done.stdout


def test_check_passes_on_the_shipped_playbook(program: Program) -> None:
    done = program.run("check")
    assert done.returncode == 0, done.stdout
    assert " 0 failed" in done.stdout


def test_models_are_listed(program: Program) -> None:
    out = program.run("models", "list").stdout
    for engine in ("whisper", "vosk", "sherpa", "remote"):
        assert re.search(rf"│ {engine} +│ [a-z0-9-]+ [0-9.]+ ", out), f"{engine}: {out}"
    assert re.search(r"\* +│ whisper-base +│ whisper +│ 148 MB +│ yes +│ 265 MB", out), out
    assert "* [speech] engine = 'whisper', model = 'whisper-base'" in out


def test_a_model_that_cannot_be_pulled_is_one_line(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    program.config.write_text(program.config.read_text() + f'[speech]\nmodel_dir = "{program.folder / "models"}"')
    done = program.run("models", "pull", "zipformer-8-languages")
    assert done.returncode == 1
    assert "model zipformer-8-languages: could not be fetched (hub: " in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize(
    "command", [[], ["demo"], ["play"], ["listen"], ["devices"], ["models"], ["models", "pull"], ["check"], ["note"]]
)
def test_help_teaches(command: list[str], program: Program) -> None:
    done = program.run(*command, "--help")
    assert done.returncode == 0
    assert "Usage" in done.stdout
