"""A call that the store keeps, for the tests of replay."""

from collections.abc import Sequence
from datetime import UTC, datetime

from assist.call import Call
from assist.config import Settings
from assist.dialogue import read_dialogue
from assist.events import CallEnded, CallStarted, Concluded, Heard, Signal, Tick, Tip, TipDismissed
from assist.live import note_writer
from assist.playbook import Playbook
from assist.store import Store
from tests.test_call import TALK


def keep_call(store: Store, playbook: Playbook, call_id: str = "20261123-1", dismiss: bool = False) -> list[Concluded]:
    """Runs TALK as a live call does, into the store; `dismiss` closes the second tip. Returns what was concluded."""
    told: list[Concluded] = []

    def outlet(event: Heard, concluded: Sequence[Concluded]) -> None:
        told.extend(concluded)

    start = CallStarted(
        call_id=call_id,
        started_at=datetime(2026, 11, 23, 10, int(call_id[-1]), tzinfo=UTC),
        source="uji.wav",
        playbook_version=playbook.version,
    )
    call = Call(start, playbook, Settings(), store, [outlet])
    open_tip = dismiss
    for event in read_dialogue(TALK):
        if isinstance(event, CallStarted | CallEnded | Signal):
            continue
        call.hear(event)
        tips = [item for item in told if isinstance(item, Tip)]
        if len(tips) == 2 and open_tip:
            open_tip = False
            call.hear(Tick(known_at_s=event.known_at_s + 0.1))
            call.hear(TipDismissed(tip_id=tips[-1].tip_id))
    call.end("end_of_audio", note_writer(Settings()))
    return told
