import json
import random
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from assist.account import Account
from assist.call import Call, account_for_call, hours_notice, load_account, write_note
from assist.config import Settings
from assist.dialogue import read_dialogue
from assist.errors import AssistError
from assist.events import EVENT, CallEnded, CallStarted, Concluded, Heard, Signal, Tick, Tip, Utterance
from assist.live import note_writer
from assist.playbook import Playbook, lexicon_for, load_playbook
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
    draft = call.end("stopped", note_writer(settings))
    assert write_note(store, "c1", note_writer(settings)) == draft


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
    "unknown field": (json.dumps({"name": "Sari"}), "line 1: name: unknown key; remove it"),
    "wrong type": ('{"honorific": "Bu",\n"amount_due_idr": "banyak"}', "line 2: amount_due_idr: "),
    "true is no number": (json.dumps({"days_past_due": True}), "line 1: days_past_due: is true or false"),
    "a negative sum": (json.dumps({"penalty_idr": -5}, indent=1), "line 2: penalty_idr: "),
    "a sum beyond all measure": (json.dumps({"amount_due_idr": 10**13}), "line 1: amount_due_idr: "),
    "days before they were due": (json.dumps({"days_past_due": -1}), "line 1: days_past_due: "),
    "bad day": (json.dumps({"due_date": "31-02-2026"}), "line 1: due_date: "),
    "a number for a day": (json.dumps({"due_date": 20261105}), "line 1: due_date: is not a day"),
    "no such zone": (json.dumps({"time_zone": "WIB"}), "line 1: time_zone: 'WIB' is no time zone"),
    "a discount above all": (
        json.dumps({"allowed_schemes": [{"id": "a", "label": "b", "discount_pct": 101}]}, indent=1),
        "line 6: allowed_schemes.0.discount_pct: ",
    ),
    "no parts": (
        json.dumps({"allowed_schemes": [{"id": "a", "label": "b", "max_parts": 0}]}),
        "line 1: allowed_schemes.0.max_parts: ",
    ),
    "missing in a list": (json.dumps({"promises": [{"kept": True}]}), "line 1: promises.0.date: is missing"),
    "a key over two lines": (json.dumps({"a\nb": 1}), "line 1: a b: unknown key"),
    "a very long key": (json.dumps({"k" * 500: 1}), f"line 1: {'k' * 60}: unknown key"),
    "a name that steers the terminal": (
        json.dumps({"customer_name": "Ratna\x1b[2J"}),
        "line 1: customer_name: holds a control character (U+001B); take it out",
    ),
    "a name turned round": (json.dumps({"honorific": "\u202eBu"}), "line 1: honorific: holds a control character"),
    "a name without end": (
        json.dumps({"customer_name": "a" * 101}),
        "line 1: customer_name: has 101 characters; write at most 100",
    ),
    "a note without end": (
        json.dumps({"last_notes": [{"date": "2026-10-01", "text": "a" * 5001}]}),
        "line 1: last_notes.0.text: has 5001 characters; write at most 5000",
    ),
    "a day in words": (json.dumps({"due_date": "kemarin"}), 'line 1: due_date: is not a day; write it as "2026-11-25"'),
    "a day of another century": (json.dumps({"due_date": "1024-01-01"}), "line 1: due_date: 1024-01-01 is of another"),
    "no list": (json.dumps({"promises": {}}), "line 1: promises: is no list; write [...]"),
    "no object in a list": (json.dumps({"promises": [5]}), "line 1: promises.0: is no object; write {...}"),
    "not JSON": ("{", "is not valid JSON"),
    "a list": ("[]", "is not an object"),
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


TODAY = date(2026, 11, 23)
PARTLY = """{
  "customer_name": "Ratna",
  "amount_due_idr": -5,
  "time_zone": "WIB",
  "promises": [{"date": "2026-10-01", "kept": false}, {"kept": true}, {"date": "2026-10-09"}],
  "allowed_schemes": [{"id": "a", "label": "cicil dua kali", "max_parts": -2}]
}"""


@pytest.mark.parametrize("name", BAD_ACCOUNTS)
def test_a_wrong_account_never_stops_a_live_call(name: str, tmp_path: Path) -> None:
    content, expected = BAD_ACCOUNTS[name]
    file = tmp_path / "account.json"
    file.write_text(content)
    _, told = account_for_call(file, TODAY)
    assert told is not None
    assert told.startswith(f"{file}: {expected}")
    assert "\n" not in told


def test_what_is_good_of_an_account_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "account.json"
    file.write_text(PARTLY)
    account, told = account_for_call(file, TODAY)
    assert account.customer_name == "Ratna"
    assert account.amount_due_idr is None
    assert account.time_zone is None
    assert [promise.date.day for promise in account.promises] == [1, 9]
    assert account.allowed_schemes == ()  # without its limit it would allow what nobody allowed
    assert told is not None
    for field in ("amount_due_idr", "time_zone", "promises.1", "allowed_schemes.0", "left out"):
        assert field in told


def test_an_account_that_is_not_there_is_said(tmp_path: Path) -> None:
    account, told = account_for_call(tmp_path / "none.json", TODAY)
    assert account == Account()
    assert told is not None and "cannot be read" in told and "goes on without an account" in told


def test_days_that_have_passed_are_no_fault_but_a_scheme_that_has_is_said(tmp_path: Path) -> None:
    file = tmp_path / "account.json"
    file.write_text('{"due_date": "2020-01-01", "promises": [{"date": "2020-02-01", "kept": false}]}')
    assert account_for_call(file, TODAY)[1] is None
    file.write_text('{"allowed_schemes": [\n{"id": "a", "label": "b", "until": "2026-11-22"}]}')
    account, told = account_for_call(file, TODAY)
    assert len(account.allowed_schemes) == 1
    place = f"{file}: line 2: allowed_schemes.0.until: "
    assert told == f"{place}2026-11-22 has passed; renew the scheme (it does not count now)"
    assert load_account(file) == account
    assert account_for_call(file, date(2026, 11, 22))[1] is None


FIELDS = list(Account.model_fields)
JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(["2026-11-05", "Asia/Tokyo"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text() | st.sampled_from(["id", "label", "date", "until", "max_parts"]), inner, max_size=4)
    ),
    max_leaves=12,
)
ACCOUNTS = st.dictionaries(st.sampled_from(FIELDS) | st.text(), JUNK, max_size=6) | JUNK


@hypothesis_settings(deadline=None)  # a machine may be busy
@given(content=ACCOUNTS.map(json.dumps) | st.text())
def test_junk_for_an_account_is_one_line_and_never_stops_a_call(content: str, tmp_path_factory: Any) -> None:
    file = tmp_path_factory.getbasetemp() / "junk.json"
    file.write_text(content, encoding="utf-8", errors="replace")
    kept, told = account_for_call(file, TODAY)
    assert told is None or told.isprintable()
    try:
        loaded = load_account(file)
    except AssistError as error:
        assert str(error).isprintable()
        assert told is not None
    else:
        assert loaded == kept
    start = START.model_copy(update={"account": kept})
    assert EVENT.validate_json(start.model_dump_json()) == start
    lexicon_for(RULES, kept, Settings().agent)
    run([start, *heard(OFFERS)], RULES, Settings())


RULES = load_playbook(Settings().playbook.path, "id")
OFFERS = "agent: tunggakan ibu satu juta ya bisa dicicil enam kali\ncustomer: besok saya bayar"


def test_before_a_call_outside_the_hours_it_is_said_in_the_agents_language() -> None:
    account = Account(time_zone="Asia/Makassar")
    late = datetime.fromisoformat("2026-11-23T19:05:00+07:00")
    assert hours_notice(account, late, Settings(), "en") == (
        "Outside calling hours: 20.05 where the customer is (Asia/Makassar), too late."
    )
    assert hours_notice(Account(), datetime.fromisoformat("2026-03-21T10:00:00+08:00"), Settings(), "id") == (
        "Di luar jam menelepon: pukul 10.00 di tempat nasabah (UTC+08:00; zona waktu tidak ada di data akun, jadi "
        "dipakai zona komputer ini), hari libur nasional (Hari Raya Idul Fitri)."
    )
    soft = hours_notice(account, datetime.fromisoformat("2026-03-20T10:00:00+07:00"), Settings(), "en")
    assert soft is not None and soft.startswith("A reminder: 11.00")
    assert hours_notice(account, datetime.fromisoformat("2026-11-23T18:59:00+07:00"), Settings(), "id") is None
