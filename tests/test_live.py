import shutil
import signal
import time
from contextlib import suppress
from pathlib import Path

import pytest

from assist.config import HOME, PlaybookSettings, Settings
from assist.errors import BusyError, PlaybookError
from assist.events import CallStarted
from assist.live import note_writer, only_one
from assist.push.control import ask
from assist.store import Store
from tests.running import Program, read_until, stop, write_quiet_call


def test_only_one_call_at_a_time(tmp_path: Path) -> None:
    with only_one(tmp_path), pytest.raises(BusyError, match="another assist is running"), only_one(tmp_path):
        pass
    with only_one(tmp_path):
        pass


def test_a_missing_note_template_is_named(tmp_path: Path) -> None:
    with pytest.raises(PlaybookError, match=r"id\.md: cannot be read"):
        note_writer(Settings(playbook=PlaybookSettings(dir=str(tmp_path))))


@pytest.mark.usefixtures("whisper_model")
def test_an_edit_of_the_playbook_is_judged_while_a_call_runs(tmp_path: Path) -> None:
    shutil.copytree(HOME / "prompts", tmp_path / "prompts")
    rules = tmp_path / "prompts" / "id" / "janji.toml"
    good = rules.read_text(encoding="utf-8")
    program = Program(tmp_path, f'[playbook]\ndir = "{tmp_path / "prompts"}"')
    process = program.start("play", str(write_quiet_call(tmp_path / "quiet.wav", 60)))
    try:
        read_until(process, "call_started")
        rules.write_text(good.replace('level = "ask"', 'level = "loud"', 1), encoding="utf-8")
        said = read_until(process, "last good playbook stays")
        assert "janji.toml: rule janji.tanggal: level" in said
        time.sleep(0.1)
        rules.write_text(good.replace("priority = 70", "priority = 71"), encoding="utf-8")
        assert "counts from the next call on" in read_until(process, "next call")
    finally:
        code, _, err = stop(process, signal.SIGINT)
    assert code == 130
    assert err == ""


def wait_for_state(program: Program, state: str) -> None:
    end = time.monotonic() + 120
    while True:
        with suppress(BusyError):  # it is just starting
            status = ask(program.data, {"type": "status"}).status
            assert isinstance(status, dict)
            if status["state"] == state:
                return
        assert time.monotonic() < end, f"never {state}"
        time.sleep(0.1)


@pytest.mark.usefixtures("whisper_model")
def test_the_sidecar_stays_up_and_takes_calls_from_the_command_line(tmp_path: Path) -> None:
    program = Program(tmp_path)
    account = tmp_path / "account.json"
    account.write_text('{"customer_name": "Sari Dewi", "amount_due_idr": -1}', encoding="utf-8")
    process = program.start("run", "--file", str(write_quiet_call(tmp_path / "quiet.wav", 600)), "--no-browser")
    try:
        read_until(process, "Overlay: ")
        wait_for_state(program, "ready")
        second = program.run("run", "--no-browser")
        assert second.returncode == 1
        assert "another assist is running there; use it (`assist call`)" in second.stderr
        assert len(second.stderr.strip().splitlines()) == 1
        started = program.run("call", "start", "--account", str(account))
        assert started.returncode == 0, started.stderr
        assert "amount_due_idr" in started.stdout
        wait_for_state(program, "listening")
        with pytest.raises(BusyError, match="a call is being heard; end it first"):
            ask(program.data, {"type": "start"})
        assert program.run("call", "stop").returncode == 0
        wait_for_state(program, "ended")
        ask(program.data, {"type": "start"})
        wait_for_state(program, "listening")
    finally:
        code, out, err = stop(process, signal.SIGINT)
    assert (code, err) == (0, "")
    assert out.count("Kept as call") == 2
    assert "Sari" not in out  # neither notes nor words on a terminal that is open all day
    calls = Store(program.data).calls()
    assert [call["end_reason"] for call in calls] == ["stopped", "stopped"]
    logs = [Store(program.data).events(str(call["call_id"])) for call in calls]
    starts = [event for log in logs for event in log if isinstance(event, CallStarted)]
    assert [start.account.customer_name for start in starts] == [None, "Sari Dewi"]
    assert all(Store(program.data).note(str(call["call_id"])) for call in calls)
    assert not (program.data / "api.json").exists()
    gone = program.run("call", "status")
    assert (gone.returncode, len(gone.stderr.strip().splitlines())) == (1, 1)
