"""What the tests and the style guide show is such as the sidecar sends: no field more, none of another type."""

import json
from typing import Any

import pytest
from pydantic import JsonValue

from assist.config import HOME
from assist.view.parts import LinePart, OverlayState
from tests.overlay import states

SPECIMENS: list[dict[str, Any]] = json.loads((HOME / "overlay" / "specimens.json").read_text(encoding="utf-8"))
NAMES = [f"{specimen['element']} {specimen['title']['en']}" for specimen in SPECIMENS]


@pytest.mark.parametrize("specimen", SPECIMENS, ids=NAMES)
def test_a_specimen_holds_parts_of_the_sidecar(specimen: dict[str, Any]) -> None:
    parts = dict(specimen["parts"])
    parts.pop("connection", None)  # the page's own
    for line in parts.pop("transcript", []):
        LinePart.model_validate(line)
    if "status" in parts:
        parts["status"] = {name: value for name, value in parts["status"].items() if name != "started_ago_s"}
    OverlayState.model_validate(parts)


@pytest.mark.parametrize("state", ["off", "ready", "loading", "listening", "paused", "ended"])
def test_the_parts_of_the_tests_are_such_as_the_sidecar_sends(state: str) -> None:
    more: dict[str, JsonValue] = {"rated": {"tip_id": "t1", "useful": True}, "note": {"text": "", "saved": None}}
    memos: list[JsonValue] = [{"memo_id": "m", "text": "Tanya nomor lain", "at_s": 1.0}]
    parts = states.running(status=states.status(state), tip=states.tip_part(), memos=memos, **more)
    OverlayState.model_validate(parts)
