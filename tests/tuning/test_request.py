"""`assist replay` as a user runs it."""

import re
import shutil
import signal
import sqlite3
import sys
from pathlib import Path

import pytest

from assist.config import HOME, Settings
from assist.playbook import load_playbook
from assist.store import Store
from tests.running import Program, read_until, stop, write_quiet_call
from tests.test_call import TALK
from tests.tuning.calls import keep_call

FIRST, SECOND = "20261123-1", "20261123-2"


@pytest.fixture
def program(tmp_path: Path) -> Program:
    (tmp_path / "talk.txt").write_text(TALK, encoding="utf-8")
    return Program(tmp_path)


@pytest.fixture
def kept(program: Program) -> Program:
    """With two calls in the store."""
    store = Store(program.data)
    playbook = load_playbook(Settings().playbook.path, "id")
    for call_id in (FIRST, SECOND):
        keep_call(store, playbook, call_id)
    store.close()
    return program


@pytest.fixture
def baseline(tmp_path: Path) -> Path:
    """The shipped prompts without the rule that asks for the day."""
    folder = tmp_path / "older"
    shutil.copytree(HOME / "prompts", folder)
    file = folder / "id" / "janji.toml"
    rules = file.read_text(encoding="utf-8").split("[[rule]]\n")
    kept_rules = [rule for rule in rules if 'id = "janji.tanggal"' not in rule]
    assert len(kept_rules) == len(rules) - 1
    file.write_text("[[rule]]\n".join(kept_rules), encoding="utf-8")
    return folder


def rows(program: Program) -> list[tuple[object, ...]]:
    with sqlite3.connect(program.data / "assist.sqlite3") as database:
        tables = ("calls", "events", "notes", "playbooks")
        return [row for table in tables for row in database.execute(f"SELECT * FROM {table}")]


def test_a_stored_call_prints_as_it_did_live_and_nothing_is_stored(kept: Program) -> None:
    before = rows(kept)
    done = kept.run("replay", FIRST)
    assert (done.returncode, done.stderr) == (0, "")
    for expected in ("customer  tanggal dua puluh lima saya transfer", "TIP ask", "why", "CATATAN PANGGILAN"):
        assert expected in done.stdout
    assert rows(kept) == before
    assert kept.run("replay", FIRST, "--own-playbook").stdout == done.stdout


def test_a_dialogue_with_account_day_and_picture(program: Program) -> None:
    account = program.folder / "account.json"
    account.write_text('{"honorific": "Bu", "customer_name": "Sari"}')
    picture = program.folder / "call.svg"
    talk = str(program.folder / "talk.txt")
    done = program.run("replay", talk, "--account", str(account), "--day", "2026-12-20", "--picture", str(picture))
    assert (done.returncode, done.stderr) == (0, "")
    assert "Tanggal pastinya berapa, Bu?" in done.stdout
    assert "Nasabah: Sari" in done.stdout
    assert "25 Desember 2026" in done.stdout
    assert picture.read_text(encoding="utf-8").startswith("<svg")
    assert not program.data.exists(), "a file needs no store"


def test_against_a_baseline_one_call_shows_what_changed(program: Program, baseline: Path) -> None:
    done = program.run("replay", str(program.folder / "talk.txt"), "--against", str(baseline))
    assert done.returncode == 0, done.stderr
    head, *lines = done.stdout.splitlines()
    assert re.search(r": \d+ gained, \d+ lost, \d+ kept", head)
    asked = next(at for at, line in enumerate(lines) if "[janji.tanggal]" in line)
    assert "+ " in lines[asked] and "Tanggal pastinya berapa, Bapak/Ibu?" in lines[asked]
    assert "customer: “" in lines[asked + 1]
    assert "CATATAN" not in done.stdout


def test_against_a_baseline_all_calls_end_with_a_total(kept: Program, baseline: Path) -> None:
    done = kept.run("replay", "--all", "--against", str(baseline))
    assert done.returncode == 0, done.stderr
    total = next(line for line in done.stdout.splitlines() if line.startswith("│ janji.tanggal"))
    assert [cell.strip() for cell in total.split("│")[1:5]] == ["janji.tanggal", "2", "0", "0"]
    assert done.stdout.index(FIRST) < done.stdout.index(SECOND)


def test_a_call_cut_in_the_middle_is_replayed_and_said(kept: Program) -> None:
    with sqlite3.connect(kept.data / "assist.sqlite3") as database:
        database.execute(f"DELETE FROM events WHERE call_id = '{FIRST}' AND number > 20")
    done = kept.run("replay", FIRST)
    assert (done.returncode, done.stderr) == (0, "")
    assert "CATATAN PANGGILAN" in done.stdout
    assert sum("its log breaks off at" in line for line in done.stdout.splitlines()) == 1


def test_of_several_calls_a_damaged_one_is_told_and_the_others_go_on(kept: Program) -> None:
    with sqlite3.connect(kept.data / "assist.sqlite3") as database:
        database.execute(f"UPDATE events SET content = 'x' WHERE call_id = '{FIRST}' AND number = 7")
    done = kept.run("replay", "--all")
    assert done.returncode == 1
    assert "event 7 of the call is damaged" in done.stdout
    assert "CATATAN PANGGILAN" in done.stdout
    assert done.stderr.strip() == "assist: replay: 1 of 2 calls could not be replayed; the lines above say why"
    alone = kept.run("replay", FIRST)
    assert (alone.returncode, alone.stdout) == (1, "")
    assert "event 7 of the call is damaged" in alone.stderr


WRONG: dict[str, tuple[list[str], str]] = {
    "nothing": ([], "replay: give the calls to run again, or --all"),
    "both": (["a", "--all"], "replay: give the calls"),
    "an unknown call": (["20261123-9"], "has no call '20261123-9'; `assist calls` lists them"),
    "no file": (["none.wav"], "none.wav: no such file"),
    "no dialogue": (["none.txt"], "none.txt: cannot be read"),
    "no baseline": ([FIRST, "--against", "nowhere"], "--against nowhere: has no id/*.toml; give a folder like prompts"),
    "no account": ([FIRST, "--account", "none.json"], "none.json: cannot be read"),
    "two pictures": ([FIRST, SECOND, "--picture", "a.svg"], "--picture: draws one call"),
    "no folder": ([FIRST, "--picture", "nowhere/a.svg"], "--picture nowhere/a.svg: there is no such folder"),
    "a folder": ([FIRST, "--picture", "."], "--picture .: cannot be written"),
    "a file's own": (["config.toml", "--own-playbook"], "config.toml: a file has no playbook of its own"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_cannot_be_done_is_one_line(name: str, kept: Program) -> None:
    arguments, expected = WRONG[name]
    done = kept.run("replay", *arguments)
    assert done.returncode == 1
    assert expected in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no such signals")
def test_ctrl_c_ends_it_without_a_word(program: Program, whisper_model: Path) -> None:
    process = program.start("replay", str(write_quiet_call(program.folder / "quiet.wav", 1800)))
    read_until(process, "call_started")
    code, out, err = stop(process, signal.SIGINT)
    assert code == 130, err
    assert "Traceback" not in out + err


def test_without_a_store_it_is_said_and_none_is_made(program: Program) -> None:
    done = program.run("replay", FIRST)
    assert done.returncode == 1
    assert "no call is stored there yet" in done.stderr
    assert not program.data.exists()


def test_a_playbook_that_is_not_kept_or_damaged_is_one_line(kept: Program) -> None:
    for statement, expected in (
        ("UPDATE playbooks SET content = '{}'", "is damaged or of another assist"),
        ("DELETE FROM playbooks", "replay without --own-playbook"),
    ):
        with sqlite3.connect(kept.data / "assist.sqlite3") as database:
            database.execute(statement)
        done = kept.run("replay", FIRST, "--own-playbook")
        assert done.returncode == 1
        assert expected in done.stderr
        assert kept.run("replay", FIRST).returncode == 0


@pytest.mark.parametrize("command", ["replay", "eval"])
def test_help_teaches(command: str, program: Program) -> None:
    done = program.run(command, "--help")
    assert done.returncode == 0
    assert "Usage" in done.stdout


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_day_out_of_all_calendars_is_one_line(program: Program, day: str) -> None:
    done = program.run("replay", "talk.txt", "--day", day)
    assert done.returncode == 1
    assert done.stderr.strip() == f"assist: --day {day}: is no day of a call; give one from 2000 to 2099"
