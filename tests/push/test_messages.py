import json

import pytest
from pydantic import ValidationError

from assist.push.messages import FROM_API, FROM_OVERLAY

KEYS: dict[str, dict[str, object]] = {
    "dismiss": {"tip_id": "tip-1"},
    "rate": {"tip_id": "tip-1", "useful": False},
    "snooze": {"tip_id": "tip-1"},
    "quiet": {"on": True},
    "pause": {"on": False},
    "hold": {"on": True},
    "refuse_recording": {},
    "memo": {"text": "kapan gajian"},
    "save_note": {"text": ""},
    "start": {"account": None},
    "stop": {},
}
VERBS: dict[str, dict[str, object]] = {
    "prepare": {"account": {"customer_name": "Ratna"}},
    "start": {"account": {"customer_name": "Ratna"}},
    "stop": {"id": 7},
    "status": {"id": "a"},
}


@pytest.mark.parametrize("kind", KEYS)
def test_a_key_is_read(kind: str) -> None:
    assert FROM_OVERLAY.validate_json(json.dumps({"type": kind, **KEYS[kind]})).type == kind


@pytest.mark.parametrize("kind", VERBS)
def test_a_verb_is_read(kind: str) -> None:
    assert FROM_API.validate_json(json.dumps({"type": kind, **VERBS[kind]})).type == kind


WRONG: dict[str, dict[str, object]] = {
    "memo too long": {"type": "memo", "text": "x" * 201},
    "memo of blanks": {"type": "memo", "text": "  \n"},
    "note too long": {"type": "save_note", "text": "x" * 20_001},
    "a switch that is no boolean": {"type": "hold", "on": "maybe"},
    "a field too many": {"type": "pause", "on": True, "why": "x"},
    "an account from a page": {"type": "start", "account": {"customer_name": "Ratna"}},
    "a program's verb": {"type": "prepare", "account": None},
    "no type": {"on": True},
}


@pytest.mark.parametrize("case", WRONG)
def test_what_a_page_may_not_say(case: str) -> None:
    with pytest.raises(ValidationError):
        FROM_OVERLAY.validate_json(json.dumps(WRONG[case]))


@pytest.mark.parametrize("kind", sorted(KEYS.keys() - VERBS.keys()))
def test_a_program_has_none_of_the_agents_keys(kind: str) -> None:
    with pytest.raises(ValidationError):
        FROM_API.validate_json(json.dumps({"type": kind, **KEYS[kind]}))


def test_blanks_around_a_memo_are_nothing() -> None:
    memo = FROM_OVERLAY.validate_json('{"type": "memo", "text": "  kapan  "}')
    assert memo.model_dump()["text"] == "kapan"
