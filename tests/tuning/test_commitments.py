"""How conclusions are scored, with conclusions written down; and a file of own lines through the session."""

import json
from pathlib import Path
from typing import Any

import pytest

from assist.config import Settings
from assist.playbook import Playbook, load_playbook
from assist.tuning.commitments import CommitmentLine, Scores, evaluate_commitments
from tests.tuning.test_labelled import EXPECTED, PROMISE, expecting

RIGHT: dict[str, Any] = {"status": "firm", **{name: EXPECTED[name] for name in EXPECTED if name != "commitment"}}
WEEK = {"from": "2026-06-15", "to": "2026-06-21"}
FIELDS = {
    "amount_idr",
    "amount_kind",
    "date",
    "date_lenient",
    "method",
    "method_category",
    "payer",
    "amount_and_date",
}
CASES: dict[str, tuple[dict[str, Any], dict[str, Any], set[str]]] = {
    "all right": (RIGHT, {}, FIELDS),
    "null equal to null": ({**RIGHT, "method": None}, {"method": None}, FIELDS),
    "none fails all": ({"status": "none"}, {}, set()),
    "none fails even nulls": ({"status": "none", "amount_idr": None}, {"amount_idr": None, "method": None}, set()),
    "a wrong sum": (
        {**RIGHT, "amount_idr": 1},
        {},
        FIELDS - {"amount_idr", "amount_and_date"} | {"wrong_asserted"},
    ),
    "a sum where none was said": (
        RIGHT,
        {"amount_idr": None},
        FIELDS - {"amount_idr", "amount_and_date"} | {"wrong_asserted"},
    ),
    "no sum is not asserted": ({**RIGHT, "amount_idr": None}, {}, FIELDS - {"amount_idr", "amount_and_date"}),
    "a wrong day": (
        {**RIGHT, "date": "2026-06-17"},
        {},
        FIELDS - {"date", "date_lenient", "amount_and_date"} | {"wrong_asserted"},
    ),
    "a wrong range is not an exact day": (
        {**RIGHT, "date": WEEK},
        {"date": {"from": "2026-07-15", "to": "2026-07-21"}},
        FIELDS - {"date", "date_lenient", "amount_and_date"},
    ),
    "half of the range": (
        {**RIGHT, "date": {"from": "2026-06-15", "to": "2026-06-18"}},
        {"date": {"from": "2026-06-17", "to": "2026-06-20"}},
        FIELDS - {"date", "amount_and_date"},
    ),
    "less than half": (
        {**RIGHT, "date": WEEK},
        {"date": {"from": "2026-06-19", "to": "2026-06-25"}},
        FIELDS - {"date", "date_lenient", "amount_and_date"},
    ),
    "the same range": ({**RIGHT, "date": WEEK}, {"date": WEEK}, FIELDS),
    "another brand": ({**RIGHT, "method": "transfer:bni"}, {}, FIELDS - {"method"}),
    "another channel": ({**RIGHT, "method": "qris"}, {}, FIELDS - {"method", "method_category"}),
}


def line(**changed: Any) -> CommitmentLine:
    return CommitmentLine.model_validate_json(json.dumps(expecting(**changed)))


@pytest.mark.parametrize("name", CASES)
def test_a_conclusion_is_scored(name: str) -> None:
    got, label, right = CASES[name]
    scores = Scores()
    scores.add(line(**label), got)
    assert {field for field, count in scores.right.items() if count} == right
    assert scores.tags["uji"] == 1
    assert scores.tags_right["uji"] == ("amount_and_date" in right)


def test_a_none_line_counts_only_as_false_alarm_or_not() -> None:
    scores = Scores()
    nothing = {"amount_idr": None, "amount_kind": None, "date": None, "method": None, "payer": None}
    scores.add(line(commitment="none", **nothing), {"status": "none"})
    scores.add(line(commitment="none", **nothing), RIGHT)
    assert scores.false_alarms == 1
    assert not scores.tags
    assert not scores.right.total()


@pytest.fixture
def playbook() -> Playbook:
    settings = Settings()
    return load_playbook(settings.playbook.path, "id")


def test_a_file_is_scored(tmp_path: Path, playbook: Playbook) -> None:
    promised = {**PROMISE, "turns": [{"speaker": "customer", "text": "besok saya transfer dua ratus ribu dulu ke bri"}]}
    unheard = {**PROMISE, "turns": [{"speaker": "customer", "text": "halo"}], "tags": ["uji", "sunyi"]}
    nothing = dict.fromkeys(EXPECTED) | {"commitment": "none", "missing": []}
    refused = {**unheard, "expected": nothing, "tags": ["tolak"]}
    file = tmp_path / "own.jsonl"
    file.write_text("\n".join(json.dumps(item) for item in (promised, unheard, refused)), encoding="utf-8")
    before = file.read_bytes()
    report = evaluate_commitments(file, playbook, Settings())
    took = report.pop("ms_per_turn")
    assert isinstance(took, float) and took > 0
    assert report == {
        "n": 3,
        "commitment_macro_f1": pytest.approx(2 / 3),
        "false_alarm": 0.0,
        **{f"{name}_accuracy": 0.5 for name in ("amount", "amount_kind", "date", "method", "method_category", "payer")},
        "date_lenient": 0.5,
        "missing_f1": None,
        "amount_and_date_accuracy": 0.5,
        "wrong_asserted": 0.0,
        "per_tag": {
            "sunyi": {"n": 1, "amount_and_date_accuracy": 0.0},
            "uji": {"n": 2, "amount_and_date_accuracy": 0.5},
        },
    }
    assert file.read_bytes() == before
    assert list(tmp_path.iterdir()) == [file]


def test_what_is_missing_is_scored_over_all_fields(tmp_path: Path, playbook: Playbook) -> None:
    label = expecting(date=None, method=None, amount_kind=None, missing=["date", "method"])
    file = tmp_path / "own.jsonl"
    file.write_text(json.dumps({**label, "turns": [{"speaker": "customer", "text": "saya bayar dua ratus ribu"}]}))
    report = evaluate_commitments(file, playbook, Settings())
    assert report["missing_f1"] == pytest.approx(0.8), "date, amount_kind and method concluded, the kind not labelled"
    assert report["false_alarm"] is None
