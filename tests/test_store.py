import os
import sqlite3
import stat
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assist.errors import StoreError
from assist.events import CallEnded, CallStarted, Heard, RecordingRefused, SpeechStarted, Tick, Utterance
from assist.playbook import Playbook
from assist.store import Store

START = CallStarted(
    call_id="20261123-1",
    started_at=datetime(2026, 11, 23, 10, tzinfo=UTC),
    source="uji.wav",
    playbook_version="v1",
)
SAID = Utterance(
    known_at_s=2.5, utterance_id="agent-1", speaker="agent", start_s=1, end_s=2, text="selamat pagi", revision=1
)
PLAYBOOK = Playbook(language="id", version="v1", rules=(), phrases=())
LOG: list[Heard] = [START, SpeechStarted(known_at_s=1.1, speaker="agent", start_s=1), SAID]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    opened = Store(tmp_path / "data")
    opened.start(START, PLAYBOOK)
    return opened


def test_what_went_in_comes_out_in_order(store: Store) -> None:
    store.append(START.call_id, [*LOG])
    store.append(START.call_id, [CallEnded(known_at_s=3, reason="stopped")])
    assert store.events(START.call_id) == [*LOG, CallEnded(known_at_s=3, reason="stopped")]
    (call,) = store.calls()
    assert (call["end_reason"], call["ended_at_s"], call["source"]) == ("stopped", 3.0, "uji.wav")


def test_ticks_are_not_kept(store: Store) -> None:
    store.append(START.call_id, [START, Tick(known_at_s=0.25)])
    assert store.events(START.call_id) == [START]


def test_what_was_heard_is_there_after_the_process_is_killed(store: Store, tmp_path: Path) -> None:
    store.append(START.call_id, [*LOG])
    assert Store(tmp_path / "data").events(START.call_id) == LOG  # the first was never closed


def test_calls_without_a_note_are_found_and_only_open_ones_are_cut_off(store: Store) -> None:
    assert store.without_note() == [START.call_id]
    store.append(START.call_id, [START, CallEnded(known_at_s=3, reason="stopped")])
    assert store.without_note() == [START.call_id]
    store.mark_cut_off(START.call_id)
    assert store.calls()[0]["end_reason"] == "stopped"
    store.add_note(START.call_id, "{}")
    assert store.without_note() == []


def test_the_newest_note_counts(store: Store) -> None:
    assert store.note(START.call_id) is None
    store.add_note(START.call_id, '{"text": "a"}')
    store.add_note(START.call_id, '{"text": "b"}')
    assert store.note(START.call_id) == '{"text": "b"}'


def test_the_playbook_of_a_call_is_kept(store: Store) -> None:
    assert store.playbook("v1") == PLAYBOOK
    assert store.playbook("v2") is None


def test_an_unknown_call_is_said(store: Store) -> None:
    with pytest.raises(StoreError, match="no call 'x'; `assist calls`"):
        store.events("x")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_only_the_owner_can_read(store: Store, tmp_path: Path) -> None:
    store.append(START.call_id, [*LOG])
    for file in (tmp_path / "data").iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600, file.name
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700


def test_a_file_that_is_no_database_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "assist.sqlite3").write_bytes(os.urandom(4096))
    with pytest.raises(StoreError) as caught:
        Store(tmp_path)
    assert "[store] dir" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_folder_that_cannot_be_made_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match=r"\[store\] dir"):
        Store(tmp_path / "file" / "data")


def test_a_damaged_row_is_one_line(store: Store, tmp_path: Path) -> None:
    store.append(START.call_id, [*LOG])
    with sqlite3.connect(store.file) as database:
        database.execute('UPDATE events SET content = \'{"type": "utter\' WHERE number = 2')
    with pytest.raises(StoreError, match="event 2"):
        store.events(START.call_id)


def utterance(number: int, text: str) -> Utterance:
    return Utterance(
        known_at_s=number, utterance_id=f"u{number}", speaker="customer", start_s=number, end_s=number, text=text
    )


def holds(folder: Path, word: str) -> list[str]:
    """The files of the store in which `word` stands, the write-ahead log and leftovers included."""
    return [file.name for file in sorted(folder.iterdir()) if word.encode() in file.read_bytes()]


def test_forgotten_words_stand_nowhere_in_the_files(store: Store, tmp_path: Path) -> None:
    """Long and short texts, between those of another call, so that pages are split, filled up and moved."""
    other = START.model_copy(update={"call_id": "20261123-2"})
    store.start(other, PLAYBOOK)
    for number in range(400):
        long = "panjang " * (number % 97 * 10)
        store.append(START.call_id, [utterance(number, f"rahasia{number:03} {long}")])
        store.append(other.call_id, [utterance(number, f"tinggal{number:03} {long}")])
    store.append(START.call_id, [RecordingRefused(known_at_s=500)])
    store.add_note(START.call_id, '{"text": "rahasia"}')
    assert holds(tmp_path / "data", "rahasia") != []
    store.forget_words(START.call_id)
    assert holds(tmp_path / "data", "rahasia") == []
    assert [event.type for event in store.events(START.call_id)] == ["recording_refused"]
    assert [event.text for event in store.events(other.call_id) if isinstance(event, Utterance)] == [
        f"tinggal{number:03} {'panjang ' * (number % 97 * 10)}" for number in range(400)
    ]


def test_a_reader_only_delays_the_forgetting(store: Store, tmp_path: Path) -> None:
    store.append(START.call_id, [utterance(1, "rahasia")])
    reader = sqlite3.connect(store.file)
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM events").fetchall()
    store.forget_words(START.call_id)
    reader.close()
    store.forget_words(START.call_id)
    assert holds(tmp_path / "data", "rahasia") == []


def test_the_agents_note_is_kept_beside_the_draft(store: Store) -> None:
    store.add_note(START.call_id, '{"text": "draf"}')
    assert store.saved_note(START.call_id) is None
    store.save_note(START.call_id, "punya saya")
    store.save_note(START.call_id, "punya saya, lagi")
    assert store.saved_note(START.call_id) == "punya saya, lagi"
    assert store.note(START.call_id) == '{"text": "draf"}'
    with pytest.raises(StoreError, match="no call"):
        store.save_note("x", "y")
