"""For the tests of the overlay: parts as a running sidecar sends them, of an invented call."""

from datetime import UTC, datetime, timedelta

from pydantic import JsonValue

from assist.events import Level
from assist.view.parts import TipPart
from tests.sample_call import tip

ACCOUNT: dict[str, JsonValue] = {
    "name": "Sari Wulandari",
    "honorific": "Bu",
    "amount_due_idr": 1_250_000,
    "due_date": "2026-04-20",
    "days_past_due": 21,
    "product": "Kredit motor",
    "promises_kept": 2,
    "promises_broken": 1,
    "last_note": {"date": "2026-05-02", "text": "Toko sedang sepi, minta ditelepon sore."},
    "best_option": "Cicil dua kali",
    "hours_notice": None,
}
MOODS: dict[str, JsonValue] = {
    level: {"customer": {"level": level, "strength": strength, "since_s": 1.0}}
    for level, strength in (("calm", 0.0), ("tense", 0.5), ("raised", 0.9), ("calming", 0.0))
}
STAGES: list[JsonValue] = [
    {"id": "salam", "label": {"id": "Salam", "en": "Greeting"}, "done": True, "late": False},
    {"id": "rekap", "label": {"id": "Rekap", "en": "Recap"}, "done": False, "late": True},
]
TALK: dict[str, JsonValue] = {
    "agent_s": 30.0,
    "customer_s": 20.0,
    "overlap_s": 5.0,
    "speaking": {"agent": False, "customer": True},
}


def status(state: str = "listening", ago_s: float = 134.0, **changed: JsonValue) -> dict[str, JsonValue]:
    """The part `status` of a call that began `ago_s` seconds ago; before and after a call the times are not shown."""
    began = (datetime.now(UTC) - timedelta(seconds=ago_s)).isoformat()
    switches: dict[str, JsonValue] = {"on_hold": False, "quiet": False, "recording_refused": False, "waits_for": None}
    return {"state": state, "call_id": "c1", "started_at": began, **switches, **changed}


def tip_part(tip_id: str = "t1", level: Level = "ask", **changed: JsonValue) -> dict[str, JsonValue]:
    """The part `tip`."""
    return {**TipPart.of(tip(tip_id, level)).model_dump(mode="json"), **changed}


def running(**parts: JsonValue) -> dict[str, JsonValue]:
    """All parts of a running call, with some changed."""
    return {
        "status": status(),
        "account": ACCOUNT,
        "tip": None,
        "memos": [],
        "mood": MOODS["calm"],
        "stages": STAGES,
        "talk": TALK,
        "after": None,
        **parts,
    }
