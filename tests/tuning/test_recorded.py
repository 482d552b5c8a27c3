import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import psutil
import pytest
import soundfile

from assist.config import Settings
from assist.errors import AssistError, AudioError, StoreError
from assist.events import CallEnded, CallStarted, SpeechStarted, Utterance
from assist.language.words.lexicon import Lexicon
from assist.playbook import Playbook, load_playbook
from assist.store import Store
from assist.tuning.recorded import Recorded, filed_call, is_file, stored_call
from tests.conftest import Say
from tests.running import write_quiet_call
from tests.test_call import TALK
from tests.tuning.calls import keep_call

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
ID = "20261123-1"


@pytest.fixture(scope="module")
def playbook() -> Playbook:
    return load_playbook(Settings().playbook.path, "id")


@pytest.fixture
def store(tmp_path: Path, playbook: Playbook) -> Store:
    opened = Store(tmp_path / "data")
    keep_call(opened, playbook, ID)
    return opened


def damage(store: Store, statement: str) -> None:
    with sqlite3.connect(store.file) as database:
        database.execute(statement)


@pytest.mark.parametrize(
    ("call", "expected"),
    [("20261123-101500-ab12", False), ("call.wav", True), ("./a", True), ("calls\\a", True), ("pyproject.toml", True)],
)
def test_what_is_meant_by_a_name(call: str, expected: bool) -> None:
    assert is_file(call) is expected


def test_a_stored_call_gives_what_was_heard(store: Store) -> None:
    recorded = stored_call(store, ID)
    heard = list(recorded.heard)
    assert recorded.start.call_id == ID
    assert recorded.remark is None
    assert recorded.dismissed == {}, "no tip was closed by the agent"
    assert {event.type for event in heard} == {"activity", "speech_started", "speech_ended", "utterance", "call_ended"}


def test_rows_missing_at_the_end_are_said_and_the_rest_is_there(store: Store) -> None:
    whole = list(stored_call(store, ID).heard)
    log = store.events(ID)
    damage(store, f"DELETE FROM events WHERE number > {len(log) // 2}")
    recorded = stored_call(store, ID)
    left = list(recorded.heard)
    assert recorded.remark is not None and "its log breaks off at" in recorded.remark
    assert "\n" not in recorded.remark
    assert 0 < len(left) < len(whole)
    assert left == whole[: len(left)]


DAMAGES = {
    "half a row": ('UPDATE events SET content = \'{"type": "utter\' WHERE number = 4', "event 4 of the call"),
    "bytes": ("UPDATE events SET content = x'00ff' WHERE number = 5", "event 5 of the call"),
    "an unknown type": ('UPDATE events SET content = \'{"type": "mood"}\' WHERE number = 2', "event 2 of the call"),
    "no start": ("DELETE FROM events WHERE number = 1", "lacks the start"),
    "no rows": ("DELETE FROM events", "lacks the start"),
}


@pytest.mark.parametrize("name", DAMAGES)
def test_a_damaged_log_is_one_line(name: str, store: Store) -> None:
    statement, expected = DAMAGES[name]
    damage(store, statement)
    with pytest.raises(StoreError, match=expected) as caught:
        stored_call(store, ID)
    assert "\n" not in str(caught.value)


def file_call(file: Path) -> Recorded:
    return filed_call(file, NOW, Settings(), lambda done_s, total_s: None)


def test_a_dialogue_is_a_call_of_the_day_given(tmp_path: Path) -> None:
    file = tmp_path / "bicara.txt"
    file.write_text(TALK, encoding="utf-8")
    recorded = file_call(file)
    assert (recorded.start.call_id, recorded.start.source) == ("bicara", "bicara.txt")
    assert recorded.start.started_at == NOW
    assert sum(isinstance(event, Utterance) for event in recorded.heard) == 10


BAD_FILES = {
    "a slip": ("a.txt", b"agent: halo\nkustomer: ya", "a.txt: dialogue line 2: expected"),
    "Latin-1": ("a.txt", "agent: é".encode("latin-1"), "a.txt: is not UTF-8"),
    "no dialogue": ("a.txt", None, "a.txt: cannot be read"),
    "no audio": ("a.wav", b"RIFF", "a.wav: cannot be read as audio"),
    "no file": ("a.wav", None, "a.wav: no such file"),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_file_is_one_line_before_anything_is_heard(name: str, tmp_path: Path) -> None:
    file, content, expected = BAD_FILES[name]
    if content is not None:
        (tmp_path / file).write_bytes(content)
    with pytest.raises(AssistError) as caught:
        file_call(tmp_path / file)
    assert expected in str(caught.value)
    assert "\n" not in str(caught.value)


def test_an_audio_file_is_heard(tmp_path: Path, say: Say, whisper_model: Path) -> None:
    speech = say("Selamat siang, bapak.")
    speech = speech[: len(speech) * 8 // 10]  # the file ends while somebody speaks
    soundfile.write(tmp_path / "a.flac", np.stack([speech, np.zeros_like(speech)], axis=1), 16_000)
    recorded = file_call(tmp_path / "a.flac")
    heard = list(recorded.heard)
    assert [event for event in heard if isinstance(event, CallStarted)] == []
    assert any(isinstance(event, Utterance) and "siang" in event.text.lower() for event in heard)
    assert all(event.final for event in heard if isinstance(event, Utterance)), "partials only cost time"
    assert heard[-1] == CallEnded(known_at_s=heard[-1].known_at_s, reason="end_of_audio")


def test_what_is_heard_in_audio_is_put_right(tmp_path: Path, say: Say, whisper_model: Path) -> None:
    speech = np.concatenate([say("Selamat siang, bapak."), np.zeros(16_000, np.float32)])
    soundfile.write(tmp_path / "a.flac", np.stack([speech, np.zeros_like(speech)], axis=1), 16_000)
    lexicon = Lexicon(words=("SIANG",))
    recorded = filed_call(tmp_path / "a.flac", NOW, Settings(), lambda done_s, total_s: None, lexicon)
    said = [event for event in recorded.heard if isinstance(event, Utterance)]
    assert any("SIANG" in event.text and "siang" in event.raw.lower() for event in said)


def test_damaged_audio_gives_what_came_before(tmp_path: Path, whisper_model: Path, say: Say) -> None:
    speech = np.concatenate([say("Selamat siang, bapak."), np.zeros(160_000, np.float32)])
    file = tmp_path / "a.flac"
    soundfile.write(file, np.stack([speech, speech[::-1]], axis=1), 16_000)
    content = bytearray(file.read_bytes())
    middle = len(content) * 6 // 10
    content[middle : middle + 4000] = bytes(4000)
    file.write_bytes(content)
    heard = []
    with pytest.raises(AudioError, match=r"a\.flac"):
        for event in file_call(file).heard:
            heard.append(event)
    assert any(isinstance(event, SpeechStarted) for event in heard)
    assert isinstance(heard[-1], CallEnded) and heard[-1].reason == "failed"


MINUTES = 10


def test_long_calls_are_heard_in_flat_memory_and_progress_is_told(tmp_path: Path, whisper_model: Path) -> None:
    file = tmp_path / "long.wav"
    minute = np.zeros((60 * 8000, 2), np.int16)
    with soundfile.SoundFile(file, "w", 8000, 2) as opened:
        for _ in range(MINUTES):
            opened.write(minute)
    told: list[tuple[float, float, int]] = []

    def progress(done_s: float, total_s: float) -> None:
        told.append((done_s, total_s, psutil.Process().memory_info().rss))

    heard = list(filed_call(file, NOW, Settings(), progress).heard)
    assert [event.type for event in heard] == ["hearing_health", "hearing_health", "call_ended"], (
        "both sides are silent"
    )
    assert heard[-1].known_at_s == pytest.approx(60 * MINUTES, abs=0.1)
    done = [done_s for done_s, _, _ in told]
    assert done == sorted(done)
    assert len(told) > 10 * MINUTES
    assert {total_s for _, total_s, _ in told} == {60 * MINUTES}
    grown_mb = (told[-1][2] - told[20][2]) / 2**20
    assert grown_mb < 10, "one channel alone would be 38 MB"


def test_quiet_is_not_an_error(tmp_path: Path, whisper_model: Path) -> None:
    heard = list(file_call(write_quiet_call(tmp_path / "quiet.wav", 3)).heard)
    assert [event.type for event in heard] == ["call_ended"]
