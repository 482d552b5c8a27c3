"""Short calls written blind, from the label guide alone, by annotators who had not seen the grammar. One test a line.

README, "Figures", says how many came out right when they were first heard. `schedule` is not judged.
"""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from assist.language.dates.calendar import Day, DayRange
from assist.language.promise.state import Dialogue, Promise
from assist.language.promise.step import step

FILES = sorted((Path(__file__).parent / "lines").glob("commitments_*.jsonl"))
LINES = [json.loads(line) for file in FILES for line in file.read_text(encoding="utf-8").splitlines()]
MISREAD = {"xi032": "sarcasm: paid with a leaf", "xi035": "sarcasm: when a chicken grows teeth"}
"""Known misreadings. The grammar takes mockery at its word."""
FIELDS = ("amount_idr", "amount_kind", "method", "payer")


def _as_json(day: Day) -> str | dict[str, str] | None:
    if isinstance(day, DayRange):
        return {"from": day.start.isoformat(), "to": day.end.isoformat()}
    return None if day is None else day.isoformat()


def _concluded(line: dict[str, Any]) -> Promise:
    state = Dialogue(reference=date.fromisoformat(line["reference_date"]))
    for number, turn in enumerate(line["turns"]):
        state = step(state, turn["speaker"], turn["text"], number)
    return state.promise


def _case(line: dict[str, Any]) -> Any:
    known = MISREAD.get(line["id"])
    return pytest.param(line, id=line["id"], marks=[pytest.mark.xfail(reason=known, strict=True)] if known else [])


@pytest.mark.parametrize("line", list(map(_case, LINES)))
def test_a_line(line: dict[str, Any]) -> None:
    promise, expected = _concluded(line), line["expected"]
    assert promise.status == expected["commitment"]
    assert list(promise.missing) == expected["missing"]
    if promise.status != "none":
        assert {name: promise.value(name) for name in FIELDS} == {name: expected[name] for name in FIELDS}
        assert _as_json(promise.date) == expected["date"]


def test_ids_are_those_of_one_line_each() -> None:
    ids = [line["id"] for line in LINES]
    assert len(set(ids)) == len(ids) >= 900
