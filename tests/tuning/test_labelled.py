import json
from pathlib import Path
from typing import Any

import pytest

from assist.config import Settings
from assist.errors import AssistError
from assist.events import Utterance
from assist.playbook import Playbook
from assist.session import Session
from assist.tuning.commitments import CommitmentLine, evaluate_commitments
from assist.tuning.conduct import ConductLine, evaluate_conduct
from assist.tuning.labelled import Label, f1, feed_timed, read_lines, said, share, start_of

EXPECTED = {
    "commitment": "firm",
    "amount_idr": 200_000,
    "amount_kind": "partial",
    "date": "2026-06-16",
    "method": "transfer:bri",
    "payer": "self",
    "missing": [],
}
PROMISE: dict[str, Any] = {
    "id": "a1",
    "reference_date": "2026-06-15",
    "turns": [{"speaker": "customer", "text": "besok dua ratus ribu"}],
    "expected": EXPECTED,
    "tags": ["uji"],
}
TURN: dict[str, Any] = {"id": "b1", "speaker": "agent", "text": "terima kasih", "labels": ["thanks"]}


def expecting(**changed: Any) -> dict[str, Any]:
    return {**PROMISE, "expected": {**EXPECTED, **changed}}


def without(line: dict[str, Any], key: str) -> dict[str, Any]:
    return {name: value for name, value in line.items() if name != key}


BAD: dict[str, tuple[type[Label], Any, str]] = {
    "not JSON": (ConductLine, '{"id": ', "is not valid JSON"),
    "not an object": (ConductLine, [1], "is no object; write the keys"),
    "null": (CommitmentLine, None, "is no object"),
    "a text alone": (CommitmentLine, '"besok"', "is no object"),
    "endless nesting": (CommitmentLine, "[" * 5_000, "is not valid JSON"),
    "a control character": (ConductLine, json.dumps(TURN).replace("terima", "teri\tma"), "is not valid JSON"),
    "half of a character": (ConductLine, json.dumps(TURN).replace("terima", "\\ud83d terima"), "is not valid JSON"),
    "NUL": (ConductLine, "\0", "is not valid JSON"),
    "two on a line": (ConductLine, json.dumps(TURN) * 2, "is not valid JSON"),
    "no text": (ConductLine, without(TURN, "text"), "text: is missing; add it"),
    "no labels": (ConductLine, without(TURN, "labels"), "labels: is missing"),
    "unknown speaker": (ConductLine, {**TURN, "speaker": "agen"}, "speaker"),
    "unknown label": (ConductLine, {**TURN, "labels": ["thank"]}, "labels: 'thank' is no label of the agent"),
    "a label without end": (ConductLine, {**TURN, "labels": ["x" * 500]}, f"labels: '{'x' * 59} is no label"),
    "the other's label": (ConductLine, {**TURN, "speaker": "customer"}, "'thanks' is no label of the customer"),
    "labels in a text": (ConductLine, {**TURN, "labels": "thanks"}, "labels"),
    "a number as text": (ConductLine, {**TURN, "text": 5}, "text"),
    "no expected": (CommitmentLine, without(PROMISE, "expected"), "expected: is missing"),
    "no payer": (CommitmentLine, {**PROMISE, "expected": without(EXPECTED, "payer")}, "expected.payer: is missing"),
    "no turns": (CommitmentLine, {**PROMISE, "turns": []}, "turns"),
    "a turn without text": (CommitmentLine, {**PROMISE, "turns": [{"speaker": "agent"}]}, "turns.0.text: is missing"),
    "unknown commitment": (CommitmentLine, expecting(commitment="maybe"), "expected.commitment"),
    "unknown kind": (CommitmentLine, expecting(amount_kind="all"), "expected.amount_kind"),
    "unknown payer": (CommitmentLine, expecting(payer="wife"), "expected.payer"),
    "unknown method": (CommitmentLine, expecting(method="pos"), "expected.method: 'pos' is not a category"),
    "unknown missing": (CommitmentLine, expecting(missing=["day"]), "expected.missing.0"),
    "amount in words": (CommitmentLine, expecting(amount_idr="200000"), "expected.amount_idr"),
    "amount not a number": (CommitmentLine, expecting(amount_idr=float("nan")), "expected.amount_idr"),
    "amount endless": (CommitmentLine, expecting(amount_idr=float("inf")), "expected.amount_idr"),
    "amount in parts": (CommitmentLine, expecting(amount_idr=0.5), "expected.amount_idr"),
    "amount below nothing": (CommitmentLine, expecting(amount_idr=-5), "expected.amount_idr"),
    "a day that no month has": (CommitmentLine, {**PROMISE, "reference_date": "2026-02-30"}, "reference_date"),
    "a year before calls": (CommitmentLine, {**PROMISE, "reference_date": "0026-06-15"}, "is no day of a call"),
    "a year after calls": (CommitmentLine, {**PROMISE, "reference_date": "9999-12-31"}, "is no day of a call"),
    "number as id": (CommitmentLine, {**PROMISE, "id": 5}, "id"),
    "unknown speaker of a turn": (
        CommitmentLine,
        {**PROMISE, "turns": [{"speaker": "agen", "text": "ya"}]},
        "turns.0.speaker",
    ),
    "no list of labels": (ConductLine, {**TURN, "labels": None}, "labels"),
    "a number as label": (ConductLine, {**TURN, "labels": [1]}, "labels.0"),
    "amount true": (CommitmentLine, expecting(amount_idr=True), "expected.amount_idr"),
    "no such day": (CommitmentLine, expecting(date="2026-02-30"), "expected.date"),
    "a range upside down": (
        CommitmentLine,
        expecting(date={"from": "2026-06-09", "to": "2026-06-08"}),
        "expected.date",
    ),
    "half a range": (CommitmentLine, expecting(date={"from": "2026-06-09"}), "expected.date"),
    "bad reference": (CommitmentLine, {**PROMISE, "reference_date": "15-06-2026"}, "reference_date"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_malformed_line_names_file_and_line(name: str, tmp_path: Path) -> None:
    kind, bad, expected = BAD[name]
    good = TURN if kind is ConductLine else PROMISE
    file = tmp_path / "data.jsonl"
    file.write_text(f"{json.dumps(good)}\n\n{bad if isinstance(bad, str) else json.dumps(bad)}\n", encoding="utf-8")
    with pytest.raises(AssistError) as caught:
        read_lines(file, kind)
    message = str(caught.value)
    assert message.startswith(f"{file}: line 3: ")
    assert expected in message
    assert "\n" not in message


def test_unknown_fields_are_ignored(tmp_path: Path) -> None:
    file = tmp_path / "data.jsonl"
    line = {**expecting(schedule=[], amount_approx=True), "by": "somebody"}
    file.write_bytes(b"\xef\xbb\xbf" + json.dumps(line).encode() + b"\r\n")  # as an editor on Windows saves it
    (read,) = read_lines(file, CommitmentLine)
    assert read.expected.value("date") == "2026-06-16"


FILES = {"missing": None, "empty": b"", "blank": b"\n \n", "Latin-1": '{"id": "é"}'.encode("latin-1")}


@pytest.mark.parametrize("name", FILES)
def test_a_file_without_lines_is_one_line(name: str, tmp_path: Path) -> None:
    file, content = tmp_path / "data.jsonl", FILES[name]
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(AssistError, match=r"data\.jsonl") as caught:
        read_lines(file, ConductLine)
    assert "\n" not in str(caught.value)


ODD_TEXTS = {
    "10,000 words": "dua ratus ribu ya " * 2_500, "emoji": "besok 🙏🏽 ya", "control": "besok \x00\x1b[31m",
    "empty": "", "blank": " \t ", "mixed": "besok завтра 明天 غدا", "line separator": "besok\u2028lusa",
    "superscript": "² juta rp ²",
}  # fmt: skip


@pytest.mark.parametrize("ascii_only", [True, False])
@pytest.mark.parametrize("name", ODD_TEXTS)
def test_odd_texts_are_scored(name: str, ascii_only: bool, tmp_path: Path) -> None:
    text, playbook = ODD_TEXTS[name], Playbook(language="id", version="v", rules=(), phrases=())
    call = {**PROMISE, "turns": [{"speaker": "customer", "text": text}], "expected": EXPECTED | {"amount_idr": 10**40}}
    calls, turns = tmp_path / "calls.jsonl", tmp_path / "turns.jsonl"
    rows = [json.dumps(row, ensure_ascii=ascii_only) for row in (call, {**TURN, "text": text})]
    for file, row in zip((calls, turns), rows, strict=True):
        file.write_text(f"{row}\r\n{row}\r\n", encoding="utf-8-sig", newline="")  # twice: ids may come again
    assert evaluate_commitments(calls, playbook, Settings())["n"] == 2
    assert evaluate_conduct(turns, playbook, Settings())["n"] == 2


def test_a_turn_lasts_as_long_as_its_words() -> None:
    turn = said(1, "agent", "dua ratus ribu", 2.0)
    assert turn.start_s == 2.0
    assert turn.end_s == turn.known_at_s == pytest.approx(3.2)


def test_the_session_that_runs_live_is_fed() -> None:
    session = Session(Playbook(language="id", version="v", rules=(), phrases=()), Settings())
    start = start_of("a1", read_day := CommitmentLine.model_validate_json(json.dumps(PROMISE)).reference_date)
    turn = Utterance(utterance_id="1", speaker="customer", start_s=0, end_s=2, text="besok saya bayar")
    concluded, seconds = feed_timed(session, [start, turn])
    assert start.reference_date == read_day
    assert [item.type for item in concluded] == ["signal", "signal"]
    assert seconds > 0


def test_shares() -> None:
    assert (share(1, 4), share(0, 0)) == (0.25, None)
    assert (f1(2, 3, 5), f1(0, 0, 0)) == (0.5, 0.0)
