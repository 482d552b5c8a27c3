from datetime import UTC, datetime

import numpy as np
import pytest
from pydantic import ValidationError

from assist.account import Account
from assist.events import (
    EVENT,
    SAMPLE_RATE_HZ,
    AudioChunk,
    CallEnded,
    CallStarted,
    Concluded,
    Evidence,
    Heard,
    HearingHealth,
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
    Word,
)

CAUSE = Signal(
    name="commitment",
    by="customer",
    fields={"status": "firm", "missing": ["date"], "date": None, "said": {"payer": "c1"}},
    evidence=(Evidence(speaker="customer", start_s=1, end_s=2, words="bayar", measured={"level_db": 3.5}),),
)
EVERY: list[Heard | Concluded] = [
    CallStarted(
        call_id="c",
        started_at=datetime(2026, 11, 23, 10, tzinfo=UTC),
        source="s",
        playbook_version="v",
        account=Account(customer_name="Ratna"),
    ),
    SpeechStarted(known_at_s=0.1, speaker="agent", start_s=0),
    SpeechEnded(known_at_s=2.4, speaker="agent", start_s=0, end_s=2),
    Prosody(speaker="agent", start_s=0, end_s=1, pitch_hz=None, level_dbfs=-26, tilt_db=-9),
    Utterance(
        utterance_id="u",
        speaker="agent",
        start_s=0,
        end_s=2,
        text="selamat pagi",
        words=(Word(text="selamat", start_s=0, end_s=1, confidence=0.9),),
    ),
    HearingHealth(speaker="agent", state="impaired", lost_s=1),
    TipDismissed(tip_id="t"),
    TipRated(tip_id="t", useful=True),
    TipSnoozed(tip_id="t"),
    QuietSet(on=True),
    HoldSet(on=False),
    PauseSet(on=True),
    MemoParked(memo_id="m", text="kapan"),
    RecordingRefused(),
    Tick(known_at_s=1),
    CAUSE,
    Tip(tip_id="t", rule_id="a.b", level="ask", say="x", why="y", playbook_version="v", cause=CAUSE),
    TipGone(tip_id="t", reason="resolved"),
    CallEnded(reason="stopped"),
]


@pytest.mark.parametrize("event", EVERY, ids=lambda event: event.type)
def test_an_event_comes_back_from_json_equal(event: Heard | Concluded) -> None:
    assert EVENT.validate_json(event.model_dump_json()) == event


@pytest.mark.parametrize("event", EVERY, ids=lambda event: event.type)
def test_an_event_is_frozen_and_strict(event: Heard | Concluded) -> None:
    with pytest.raises(ValidationError):
        event.known_at_s = 9  # type: ignore[misc]
    with pytest.raises(ValidationError):
        EVENT.validate_python({**event.model_dump(), "surprise": 1})


def test_the_reference_date_is_the_callers_day() -> None:
    start = CallStarted.model_validate(
        {"call_id": "c", "started_at": "2026-11-23T01:00:00+07:00", "source": "s", "playbook_version": "v"}
    )
    assert start.reference_date.isoformat() == "2026-11-23"


def test_a_chunk_ends_where_its_samples_do() -> None:
    chunk = AudioChunk(speaker="agent", start_s=1.0, samples=np.zeros(SAMPLE_RATE_HZ // 2, np.float32))
    assert chunk.end_s == 1.5
