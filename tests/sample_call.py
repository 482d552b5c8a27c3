"""Events of an invented call, for the tests of what the overlay shows."""

from datetime import datetime, timedelta, timezone

from pydantic import JsonValue

from assist.events import CallStarted, Evidence, Level, Signal, Tip, Utterance

STARTED = CallStarted(
    call_id="c1",
    started_at=datetime(2026, 5, 11, 9, 0, tzinfo=timezone(timedelta(hours=7))),
    source="demo.opus",
    playbook_version="2026-05-01",
)
PROMISE: dict[str, JsonValue] = {
    "status": "firm",
    "amount_idr": 200_000,
    "amount_approx": False,
    "amount_kind": "instalment",
    "date": None,
    "method": "minimarket:indomaret",
    "payer": "self",
    "missing": ["date"],
}
WORDS = Evidence(
    speaker="customer", start_s=62.0, end_s=64.5, utterance_id="c9", words="saya pasti bayar dua ratus ribu"
)
MEASURED = Evidence(
    speaker="agent", start_s=70.0, end_s=71.0, measured={"overlap_s": 0.94, "own_s": 1.5, "other_stopped": 1.0}
)
TIPS: dict[Level, tuple[str, str, str]] = {
    "ask": ("janji.tanggal", "Tanggal pastinya berapa, Bu?", "Janji tanpa tanggal."),
    "warn": ("menyela.biarkan", "Biarkan Ibu selesai dulu, pertanyaannya saya simpan.", "Ibu Sari masih bicara."),
    "red": (
        "darurat.diri",
        "Berhenti menagih, dengarkan, dan panggil supervisor sekarang.",
        "Nasabah menyebut ingin menyakiti diri.",
    ),
}


def promise(**changed: JsonValue) -> Signal:
    """The signal of a promise to pay: PROMISE with some fields changed."""
    return Signal(name="commitment", by="customer", fields={**PROMISE, **changed})


def tip(tip_id: str = "t1", level: Level = "ask") -> Tip:
    """A tip of `level` at 65 s, with words and a measurement as its evidence."""
    rule_id, say, why = TIPS[level]
    return Tip(
        known_at_s=65.0,
        tip_id=tip_id,
        rule_id=rule_id,
        level=level,
        say=say,
        why=why,
        playbook_version="2026-05-01",
        cause=Signal(name="commitment", by="customer", evidence=(WORDS, MEASURED)),
    )


def said(utterance_id: str, text: str, start_s: float = 1.0, *, final: bool = True, revision: int = 0) -> Utterance:
    """An utterance of one second; ids with c are the customer's, others the agent's."""
    return Utterance(
        utterance_id=utterance_id,
        speaker="customer" if utterance_id.startswith("c") else "agent",
        start_s=start_s,
        end_s=start_s + 1,
        text=text,
        final=final,
        revision=revision,
    )
