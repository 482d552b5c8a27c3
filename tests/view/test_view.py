import json

import pytest
from pydantic import JsonValue

from assist.events import (
    AnyEvent,
    CallEnded,
    CallStarted,
    HearingHealth,
    HearingState,
    HoldSet,
    MemoParked,
    PauseSet,
    Prosody,
    QuietSet,
    RecordingRefused,
    Signal,
    SpeechEnded,
    SpeechStarted,
    Tick,
    Tip,
    TipDismissed,
    TipGone,
    TipRated,
    TipSnoozed,
    Utterance,
)
from assist.view.parts import AccountPart
from assist.view.transcript import TRANSCRIPT_LINES
from assist.view.view import OverlayView
from tests.sample_call import MEASURED, PROMISE, STARTED, promise, said, tip

WELL = {"agent": "ok", "customer": "ok", "lost_s": 0.0, "swapped": False}


def fed(*events: AnyEvent) -> OverlayView:
    view = OverlayView()
    for event in events:
        view.feed(event)
    return view


def texts(view: OverlayView) -> list[str]:
    lines = view.snapshot()["transcript"]
    assert isinstance(lines, list)
    return [str(line["text"]) for line in lines if isinstance(line, dict)]


STATUS = {
    "state": "off",
    "call_id": None,
    "started_at": None,
    "on_hold": False,
    "quiet": False,
    "recording_refused": False,
    "waits_for": None,
}
CALM = {"level": "calm", "strength": 0.0, "since_s": 0.0}
TALK = {
    "agent_s": 0.0,
    "customer_s": 0.0,
    "overlap_s": 0.0,
    "speaking": {"agent": False, "customer": False},
    "interruptions": 0,
    "speed_sps": None,
    "too_fast": False,
}


def test_before_a_call_everything_is_empty() -> None:
    empty = {"status": "none", "amount_idr": None, "amount_approx": False, "date": None, "amount_kind": None}
    assert OverlayView().snapshot() == {
        "status": STATUS,
        "account": None,
        "tip": None,
        "rated": None,
        "snoozed": [],
        "mood": {"customer": CALM, "agent": CALM},
        "memos": [],
        "checklist": {**empty, "method": None, "payer": None, "missing": [], "doubtful": []},
        "stages": [],
        "talk": TALK,
        "health": WELL,
        "transcript": [],
        "note": None,
        "after": None,
        "notice": None,
    }


def test_a_call_starts_and_ends() -> None:
    view = OverlayView()
    status = {**STATUS, "state": "listening", "call_id": "c1", "started_at": "2026-05-11T09:00:00+07:00"}
    assert view.feed(STARTED) == {"status": status}
    assert view.feed(CallEnded(reason="end_of_audio")) == {
        "status": {**status, "state": "ended"},
        "after": {"hard": False},
    }


def test_a_tip_carries_its_reasons() -> None:
    assert OverlayView().feed(tip())["tip"] == {
        "tip_id": "t1",
        "level": "ask",
        "show": "now",
        "say": "Tanggal pastinya berapa, Bu?",
        "why": "Janji tanpa tanggal.",
        "rule_id": "janji.tanggal",
        "playbook_version": "2026-05-01",
        "at_s": 65.0,
        "may_be_misheard": False,
        "evidence": [
            {"speaker": "customer", "start_s": 62.0, "words": "saya pasti bayar dua ratus ribu", "measured": {}},
            {"speaker": "agent", "start_s": 70.0, "words": "", "measured": dict(MEASURED.measured)},
        ],
    }


def test_a_tip_leaves() -> None:
    view = fed(tip())
    assert view.feed(TipGone(tip_id="t1", reason="resolved")) == {"tip": None}


def test_the_end_of_an_older_tip_leaves_the_new_one() -> None:
    view = fed(tip("t1"), tip("t2"))
    assert view.feed(TipGone(tip_id="t1", reason="replaced")) == {}


def test_the_end_of_the_call_clears_tip_and_speakers() -> None:
    view = fed(STARTED, SpeechStarted(speaker="agent", start_s=1.0), tip())
    changed = view.feed(CallEnded(reason="stopped"))
    assert changed["tip"] is None
    assert changed["talk"] == TALK


def test_a_commitment_fills_the_checklist() -> None:
    assert OverlayView().feed(promise(said={"date": "u1"}, confirmed=True)) == {
        "checklist": {**PROMISE, "doubtful": []}
    }


def test_a_commitment_may_have_a_range_of_days() -> None:
    days = {"from": "2026-05-13", "to": "2026-05-17"}
    view = fed(Signal(name="commitment", by="customer", fields={"status": "conditional", "date": days}))
    checklist = view.snapshot()["checklist"]
    assert isinstance(checklist, dict)
    assert (checklist["date"], checklist["status"], checklist["amount_idr"]) == (days, "conditional", None)


def test_a_lost_promise_empties_the_checklist() -> None:
    view = fed(promise())
    view.feed(Signal(name="commitment", by="customer", fields={"status": "none", "missing": []}))
    assert view.snapshot()["checklist"] == OverlayView().snapshot()["checklist"]


def test_who_speaks_now() -> None:
    view = fed(SpeechStarted(speaker="agent", start_s=1.0))
    assert view.snapshot()["talk"] == {**TALK, "speaking": {"agent": True, "customer": False}}
    view.feed(SpeechEnded(speaker="agent", start_s=1.0, end_s=3.5))
    view.feed(SpeechStarted(speaker="customer", start_s=7.0))
    assert view.snapshot()["talk"] == {**TALK, "speaking": {"agent": False, "customer": True}}


def test_the_figures_of_the_talk_are_shown() -> None:
    view = fed(SpeechStarted(speaker="customer", start_s=1.0))
    figures = {
        "agent_s": 3.6,
        "customer_s": 2.0,
        "overlap_s": 0.4,
        "interruptions": 1,
        "speed_sps": 5.1,
        "too_fast": True,
    }
    told = Signal(name="talk", by="agent", fields={**figures, "longest_s": 3.0, "own_speed_sps": 4.0})
    assert view.feed(told) == {"talk": {**figures, "speaking": {"agent": False, "customer": True}}}


def test_swapped_channels_are_said() -> None:
    assert OverlayView().feed(Signal(name="channels_swapped", by="agent")) == {"health": {**WELL, "swapped": True}}


def test_lost_seconds_are_those_of_both_sides() -> None:
    view = fed(
        HearingHealth(speaker="agent", state="impaired", lost_s=1.5),
        HearingHealth(speaker="customer", state="impaired", lost_s=2.0),
        HearingHealth(speaker="agent", state="ok", lost_s=2.5),
    )
    assert view.snapshot()["health"] == {**WELL, "customer": "impaired", "lost_s": 4.5}


@pytest.mark.parametrize("state", ["silent", "lost", "duplicated", "clipped", "music"])
def test_each_trouble_of_a_channel_is_shown_and_goes(state: HearingState) -> None:
    view = fed(STARTED)
    shown = view.feed(HearingHealth(speaker="customer", state=state))
    assert shown == {"health": {**WELL, "customer": state}}
    mended = view.feed(HearingHealth(speaker="customer", state="ok"))
    assert mended == {"health": WELL}


def test_only_new_lines_are_fed() -> None:
    view = fed(said("a1", "Selamat pagi, Bu."))
    line = {"utterance_id": "c1", "speaker": "customer", "start_s": 3.0, "text": "Pagi.", "final": True}
    assert view.feed(said("c1", "Pagi.", 3.0)) == {"transcript": [line]}


TRANSCRIPTS: dict[str, tuple[list[Utterance], list[str]]] = {
    "a partial is replaced by its id": (
        [said("a1", "selamat", final=False), said("a1", "selamat pagi", final=False, revision=1)],
        ["selamat pagi"],
    ),
    "a final takes the place of its partial": (
        [said("a1", "selamat", final=False), said("a1", "Selamat pagi.", revision=1)],
        ["Selamat pagi."],
    ),
    "a final under another id takes the place of the open partial": (
        [said("a1", "selamat", final=False), said("a2", "Selamat pagi.")],
        ["Selamat pagi."],
    ),
    "the other speaker's partial stays": (
        [said("c1", "saya", final=False), said("a1", "Selamat pagi.", 2.0)],
        ["saya", "Selamat pagi."],
    ),
    "a late partial does not undo a final": (
        [said("a1", "Selamat pagi."), said("a1", "selamat", final=False, revision=1)],
        ["Selamat pagi."],
    ),
    "an older revision is ignored": (
        [said("a1", "dua ratus", revision=2), said("a1", "dua", revision=1)],
        ["dua ratus"],
    ),
    "a revised final leaves the next partial alone": (
        [said("a1", "satu"), said("a2", "dua", 3.0, final=False), said("a1", "Satu.", revision=1)],
        ["Satu.", "dua"],
    ),
    "an empty text takes the line away": (
        [said("a1", "eh", final=False), said("a1", " ", revision=1)],
        [],
    ),
    "lines stand in the order of their start": (
        [said("a1", "kedua", 5.0), said("c1", "pertama", 2.0)],
        ["pertama", "kedua"],
    ),
}


@pytest.mark.parametrize("case", TRANSCRIPTS)
def test_transcript(case: str) -> None:
    utterances, expected = TRANSCRIPTS[case]
    assert texts(fed(*utterances)) == expected


def test_an_ignored_line_changes_nothing() -> None:
    assert fed(said("a1", "baru", revision=2)).feed(said("a1", "lama", revision=1)) == {}


def test_the_snapshot_holds_the_last_lines() -> None:
    view = fed(*(said(f"a{number}", f"baris {number}", float(number)) for number in range(TRANSCRIPT_LINES + 7)))
    assert texts(view) == [f"baris {number}" for number in range(7, TRANSCRIPT_LINES + 7)]


def test_a_correction_of_a_line_that_has_left_leaves_what_is_being_said() -> None:
    lines = [said(f"a{number}", f"baris {number}", float(number)) for number in range(TRANSCRIPT_LINES + 7)]
    going_on = said("a99", "saya", 99.0).model_copy(update={"final": False})
    view = fed(*lines, going_on)
    view.feed(lines[0].model_copy(update={"text": "baris nol", "revision": 1}))
    assert texts(view)[-1] == "saya"


def test_the_note_and_the_agents_version_of_it() -> None:
    view = OverlayView()
    assert view.set_note("Bu Sari akan membayar.") == {"note": {"text": "Bu Sari akan membayar.", "saved": None}}
    assert view.set_note("Bu Sari akan membayar.", "Sari bayar.")["note"] == {
        "text": "Bu Sari akan membayar.",
        "saved": "Sari bayar.",
    }
    assert view.set_note(None) == {"note": None}


def test_a_new_call_clears_all_but_the_notice() -> None:
    view = fed(STARTED, said("a1", "Halo."), tip(), promise())
    view.feed(HearingHealth(speaker="agent", state="impaired", lost_s=2.0))
    view.set_note("catatan")
    assert view.set_notice("prompts/id/janji.toml tidak dimuat") == {"notice": "prompts/id/janji.toml tidak dimuat"}
    changed = view.feed(STARTED.model_copy(update={"call_id": "c2"}))
    assert set(changed) == {"status", "tip", "checklist", "health", "note"}
    empty = OverlayView().snapshot()
    assert {**view.snapshot(), "status": None} == {
        **empty,
        "status": None,
        "notice": "prompts/id/janji.toml tidak dimuat",
    }


@pytest.mark.parametrize(
    "event",
    [
        Tick(known_at_s=3.0),
        TipDismissed(tip_id="t1"),
        Prosody(speaker="agent", start_s=0.0, end_s=1.0, pitch_hz=180.0, level_dbfs=-20.0, tilt_db=-9.0),
        Signal(name="interruption", by="agent", fields={"overlap_s": 1.0}),
        CallStarted.model_validate(STARTED.model_dump()),
    ],
    ids=lambda event: type(event).__name__,
)
def test_events_that_show_nothing_new_change_nothing(event: AnyEvent) -> None:
    assert fed(STARTED).feed(event) == {}


def test_everything_is_json() -> None:
    view = fed(STARTED, tip(), said("c1", "Saya pasti bayar."), promise())
    assert json.loads(json.dumps(view.snapshot())) == view.snapshot()


def test_the_stages_of_the_call() -> None:
    label: JsonValue = {"id": "Salam", "en": "Greeting"}
    open_: dict[str, JsonValue] = {"id": "salam", "label": label, "done": False, "late": False}
    other: JsonValue = {"id": "nama", "label": {"id": "Nama"}, "done": False, "late": False}
    named: JsonValue = [{"id": "salam", "label": label}, {"id": "nama", "label": {"id": "Nama"}}]
    view = OverlayView()

    def fed(name: str, **fields: JsonValue) -> JsonValue:
        return view.feed(Signal(name=name, by="agent", fields=fields)).get("stages")

    assert fed("course", stages=named) == [open_, other]
    assert fed("stage_late", stage="salam") == [{**open_, "late": True}, other]
    assert fed("stage_done", stage="salam") == [{**open_, "done": True}, other]
    assert fed("stage_undone", stage="salam") == [open_, other]
    assert fed("stage_done", stage="unknown") is None
    assert view.snapshot()["stages"] == [open_, other]
    assert view.feed(STARTED)["stages"] == []


def memo_tip(tip_id: str = "t9") -> Tip:
    cause = Signal(name="memo", by="agent", fields={"memo_id": "m1"})
    return tip(tip_id).model_copy(update={"rule_id": "memo", "cause": cause})


def test_a_memo_leaves_the_list_with_its_tip_unless_something_replaced_it() -> None:
    view = fed(STARTED)
    shown = view.feed(MemoParked(known_at_s=4, memo_id="m1", text="kapan gajian"))
    memos = [{"memo_id": "m1", "text": "kapan gajian", "at_s": 4.0}]
    assert shown == {"memos": memos}
    view.feed(memo_tip())
    assert "memos" not in view.feed(TipGone(tip_id="t9", reason="replaced"))
    view.feed(memo_tip("t10"))
    assert view.feed(TipGone(tip_id="t10", reason="dismissed")) == {"tip": None, "memos": []}


def test_ratings_and_snoozes_are_shown_red_and_memos_are_not_snoozed() -> None:
    view = fed(STARTED, tip("t1"), tip("t2", "red"), memo_tip())
    assert view.feed(TipRated(tip_id="t1", useful=False)) == {"rated": {"tip_id": "t1", "useful": False}}
    assert view.feed(TipSnoozed(tip_id="t1")) == {"snoozed": ["janji.tanggal"]}
    for tip_id in ("t1", "t2", "t9", "unknown"):
        assert view.feed(TipSnoozed(tip_id=tip_id)) == {}


def test_the_switches_stand_in_the_status() -> None:
    view = fed(STARTED)
    for event, change in (
        (QuietSet(on=True), {"quiet": True}),
        (HoldSet(on=True), {"on_hold": True}),
        (PauseSet(on=True), {"state": "paused"}),
        (PauseSet(on=False), {"state": "listening"}),
    ):
        status = view.feed(event)["status"]
        assert isinstance(status, dict)
        assert status.items() >= change.items()
    view.feed(CallEnded(reason="stopped"))
    view.feed(STARTED.model_copy(update={"call_id": "c2"}))
    status = view.snapshot()["status"]
    assert isinstance(status, dict)
    assert (status["quiet"], status["on_hold"]) == (True, False)


def test_a_refusal_empties_the_transcript_and_keeps_it_empty() -> None:
    view = fed(STARTED, said("c1", "rahasia"))
    changed = view.feed(RecordingRefused())
    assert "rahasia" not in str(changed)
    line = {"utterance_id": "c1", "speaker": "customer", "start_s": 1.0, "text": "", "final": True}
    assert changed["transcript"] == [line]
    assert view.feed(said("c2", "juga rahasia", 5.0)) == {}
    assert view.snapshot()["transcript"] == []


def test_the_mood_and_a_hard_call() -> None:
    view = fed(STARTED)
    for at_s in (10.0, 20.0, 30.0):
        view.feed(Signal(known_at_s=at_s, name="anger", by="customer"))
    mood = view.snapshot()["mood"]
    assert isinstance(mood, dict)
    assert mood["customer"] == {"level": "raised", "strength": 1.0, "since_s": 10.0}
    assert view.feed(CallEnded(known_at_s=31, reason="stopped"))["after"] == {"hard": True}


def test_the_account_card_stays_from_call_to_call_until_it_is_changed() -> None:
    view = OverlayView()
    card = AccountPart(name="Ratna")
    assert view.set_account(card)["account"] == card.model_dump(mode="json")
    view.feed(STARTED)
    assert view.snapshot()["account"] == card.model_dump(mode="json")
    assert view.set_account(None) == {"account": None}


def test_a_status_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="state"):
        OverlayView().set_status(state="sleeping")
