"""Written dialogues through the session, for the tests of followers."""

from datetime import date, datetime
from typing import Any

from assist.account import Account
from assist.config import Settings
from assist.dialogue import read_dialogue
from assist.events import Heard, Signal
from assist.playbook import load_playbook
from assist.session import run

SETTINGS = Settings()
PLAYBOOK = load_playbook(SETTINGS.playbook.path, "id")
AT = datetime.fromisoformat("2026-11-23T10:00:00+07:00")
ACCOUNT = Account(
    customer_name="Ratna Dewi",
    amount_due_idr=1_200_000,
    instalment_idr=500_000,
    penalty_idr=200_000,
    due_date=date(2026, 11, 5),
    days_past_due=18,
)


def signals(call: str | list[Heard | Signal], name: str, account: Account | None = ACCOUNT) -> list[Signal]:
    """The signals of that name that stand at the end of the call."""
    events = read_dialogue(call, AT, account) if isinstance(call, str) else call
    kept: list[Signal] = []
    for event in run(events, PLAYBOOK, SETTINGS):
        if not isinstance(event, Signal):
            continue
        if event.name == name:
            kept.append(event)
        elif event.name == "taken_back" and event.fields["signal"] == name:
            places = {evidence.utterance_id for evidence in event.evidence}
            kept = [s for s in kept if {evidence.utterance_id for evidence in s.evidence} != places]
    return kept


def corrected(call: str, utterance_id: str, text: str, account: Account | None = ACCOUNT) -> list[Heard | Signal]:
    """The events of the call with the utterance heard again as `text`, ten seconds after its end."""
    events = read_dialogue(call + "\n[silence 20]", AT, account)
    said: Any = next(event for event in events if getattr(event, "utterance_id", None) == utterance_id)
    again = said.model_copy(update={"text": text, "words": (), "revision": 1, "known_at_s": said.known_at_s + 10})
    return sorted([*events, again], key=lambda event: event.known_at_s)
