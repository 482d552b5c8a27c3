import shutil
import signal
import time
from pathlib import Path

import pytest

from assist.config import HOME, PlaybookSettings, Settings
from assist.errors import BusyError, PlaybookError
from assist.live import note_writer, only_one
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
