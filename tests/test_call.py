import json
import random
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assist.call import Call, load_account, write_note
from assist.config import Settings
from assist.dialogue import read_dialogue
from assist.errors import AssistError
from assist.events import EVENT, CallEnded, CallStarted, Concluded, Heard, Signal, Tick, Tip, Utterance
from assist.live import note_writer
from assist.playbook import Playbook, load_playbook
from assist.session import run
from assist.store import Store

START = CallStarted(call_id="c1", started_at=datetime(2026, 11, 23, 10, tzinfo=UTC), source="uji", playbook_version="v")
TALK = """
agent: selamat pagi bu saya dewi dari kantor lestari
customer: pagi
agent: percakapan ini kami rekam ya bu
customer: saya baru dipecat bu
agent: jadi kapan bisa dibayar
customer: saya bayar lima ratus ribu
agent: minggu ini ya
[silence 9]
customer: tanggal dua puluh lima saya transfer
[overlap 1.5]
agent: lewat bank apa bu
customer: bri
"""


@pytest.fixture
def settings() -> Settings:
    return Settings()


@pytest.fixture
def playbook(settings: Settings) -> Playbook:
    return load_playbook(settings.playbook.path, "id")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path)


def heard(text: str) -> list[Heard]:
    """What is heard of a dialogue between its start and its end."""
    events = [event for event in read_dialogue(text) if not isinstance(event, Signal)]
    return [event for event in events if not isinstance(event, CallStarted | CallEnded | Tick)]


def test_a_live_log_replayed_gives_identical_conclusions(settings: Settings, playbook: Playbook, store: Store) -> None:
    told: list[Concluded] = []

    def outlet(event: Heard, concluded: Sequence[Concluded]) -> None:
        told.extend(concluded)

    call = Call(START, playbook, settings, store, [outlet])
    chance = random.Random(7)
    now_s = 0.0
    for event in heard(TALK):
        while now_s + 0.25 < event.known_at_s:  # ticks come when they come
            now_s += chance.uniform(0.05, 0.25)
            call.hear(Tick(known_at_s=now_s))
        now_s = max(now_s, event.known_at_s)
        call.hear(event)
    call.end("end_of_audio", note_writer(settings))
    assert sum(isinstance(event, Tip) for event in told) >= 3
    log = store.events("c1")
    kept = [event for event in log if not isinstance(event, Signal) and event.type not in ("tip", "tip_gone")]
    again = run(kept, playbook, settings)  # type: ignore[arg-type]  # what is left was heard
    assert again == told
    assert again == [event for event in log if event.type in ("signal", "tip", "tip_gone")]


def test_events_that_come_late_count_as_known_now(settings: Settings, playbook: Playbook, store: Store) -> None:
    call = Call(START, playbook, settings, store, [])
    call.hear(Tick(known_at_s=5))
    call.hear(Utterance(known_at_s=3, utterance_id="a", speaker="agent", start_s=1, end_s=2, text="halo"))
    times = [event.known_at_s for event in store.events("c1")]
    assert times == sorted(times)
    assert times[-1] == 5


def test_after_its_end_a_call_hears_nothing(settings: Settings, playbook: Playbook, store: Store) -> None:
    call = Call(START, playbook, settings, store, [])
    draft = call.end("stopped", note_writer(settings))
    call.hear(Utterance(known_at_s=9, utterance_id="a", speaker="agent", start_s=8, end_s=9, text="halo"))
    assert [event.type for event in store.events("c1")][-1] == "call_ended"
    assert store.calls()[0]["end_reason"] == "stopped"
    assert store.note("c1") == draft.model_dump_json()


def test_a_note_can_be_written_again_from_the_store(settings: Settings, playbook: Playbook, store: Store) -> None:
    call = Call(START, playbook, settings, store, [])
    for event in heard(TALK):
        call.hear(event)
    assert write_note(store, "c1", note_writer(settings)) == call.end("stopped", note_writer(settings)).model_copy()


def test_text_that_was_put_right_is_kept_quoted_and_replayed_beside_what_was_heard(
    settings: Settings, playbook: Playbook, store: Store
) -> None:
    said = Utterance(
        known_at_s=4,
        utterance_id="c1",
        speaker="customer",
        start_s=1,
        end_s=4,
        text="besok saya bayar lima ratus ribu lewat Indomaret",
        raw="besok saya bayar lima ratus ribu lewat indo maret",
    )
    call = Call(START, playbook, settings, store, [])
    call.hear(said)
    draft = call.end("end_of_audio", note_writer(settings))
    log = store.events("c1")
    assert [event for event in log if isinstance(event, Utterance)] == [said]
    signal = next(event for event in log if isinstance(event, Signal) and event.name == "commitment")
    assert signal.fields["method"] == "minimarket:indomaret"
    assert "Indomaret" in " ".join(evidence.words for evidence in signal.evidence)
    assert "Indomaret" in draft.text
    assert "indo maret" not in draft.text


def test_a_log_of_before_there_was_raw_text_is_read() -> None:
    content = Utterance(utterance_id="a", speaker="agent", start_s=0, end_s=1, text="ya").model_dump(exclude={"raw"})
    event = EVENT.validate_python(content)
    assert isinstance(event, Utterance) and event.raw == ""


def test_an_account_is_read(tmp_path: Path) -> None:
    file = tmp_path / "account.json"
    file.write_text('{"honorific": "Bu", "due_date": "2026-11-01", "promises": [{"date": "2026-10-01"}]}')
    account = load_account(file)
    assert account.honorific == "Bu"
    assert account.promises[0].kept is None


BAD_ACCOUNTS = {
    "unknown field": (json.dumps({"name": "Sari"}), "name: unknown key; remove it"),
    "wrong type": (json.dumps({"amount_due_idr": "banyak"}), "amount_due_idr: "),
    "bad day": (json.dumps({"due_date": "31-02-2026"}), "due_date: "),
    "missing in a list": (json.dumps({"promises": [{"kept": True}]}), "promises.0.date: is missing"),
    "not JSON": ("{", "is not valid JSON"),
    "a list": ("[]", "(top): "),
}


@pytest.mark.parametrize("name", BAD_ACCOUNTS)
def test_a_wrong_account_names_file_field_and_fix(name: str, tmp_path: Path) -> None:
    content, expected = BAD_ACCOUNTS[name]
    file = tmp_path / "account.json"
    file.write_text(content)
    with pytest.raises(AssistError) as caught:
        load_account(file)
    assert str(caught.value).startswith(f"{file}: {expected}")
    assert "\n" not in str(caught.value)


def test_a_missing_account_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(AssistError, match=r"none\.json: cannot be read .*--account"):
        load_account(tmp_path / "none.json")
