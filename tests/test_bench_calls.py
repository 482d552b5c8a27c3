"""`script/bench calls`: its dialogues are whole, its judgement is right, and what it speaks is heard as a call."""

import runpy
import shutil
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from assist import demo
from assist.config import Settings
from assist.dialogue import spoken
from assist.events import SAMPLE_RATE_HZ, Utterance
from assist.playbook import load_playbook
from assist.tuning.commitments import Expected
from assist.tuning.labelled import read_lines

SCRIPT = Path(__file__).parents[1] / "script"
JUDGING: dict[str, Any] = runpy.run_path(str(SCRIPT / "bench_judging.py"))
KNOWN: dict[str, Any] = {
    "amount_idr": 500_000,
    "amount_kind": "instalment",
    "date": "2026-01-25",
    "method": "transfer",
    "payer": "self",
    "missing": [],
}
NOTHING: dict[str, Any] = dict.fromkeys(KNOWN) | {"missing": []}
PROMISED = [
    ("complete", {}),
    ("complete", {"doubtful": ["date"]}),
    ("partly", {"method": None, "missing": ["method"]}),
    ("partly", {"payer": "third_party"}),
    ("partly", {"status": "conditional"}),
    ("partly", {"amount_idr": None, "missing": ["amount"]}),
    ("partly", {"date": {"from": "2026-01-24", "to": "2026-01-26"}, "missing": ["date"]}),
    ("wrong", {"amount_idr": 5_000}),
    ("wrong", {"date": "2026-01-02"}),
    ("wrong", {"date": "2026-01-02", "doubtful": ["amount"]}),
    ("wrong", {"date": "2026-01-02", "amount_idr": 5_000, "doubtful": ["date"]}),
    ("doubted", {"date": "2026-01-02", "doubtful": ["date"]}),
    ("doubted", {"date": "2026-01-02", "amount_idr": 5_000, "doubtful": ["date", "amount"]}),
    ("missed", {"status": "none"}),
]


@pytest.fixture(scope="module")
def bench() -> Iterator[dict[str, Any]]:
    """The script's names; its neighbours are imported as when it runs."""
    sys.path.insert(0, str(SCRIPT))
    try:
        yield runpy.run_path(str(SCRIPT / "bench_calls.py"))
    finally:
        sys.path.remove(str(SCRIPT))


def _label(commitment: str = "firm") -> Expected:
    return Expected.model_validate({"commitment": commitment, **KNOWN}, strict=False)


@pytest.mark.parametrize(("outcome", "changed"), PROMISED, ids=str)
def test_a_promise_is_judged(outcome: str, changed: dict[str, Any]) -> None:
    got = {"status": "firm", **KNOWN, "doubtful": [], **changed}
    assert JUDGING["outcome"](_label(), got) == outcome


def test_a_call_without_a_promise_is_judged() -> None:
    label = Expected.model_validate({"commitment": "none", **NOTHING}, strict=False)
    assert JUDGING["outcome"](label, JUDGING["NOTHING"]) == "quiet"
    assert JUDGING["outcome"](label, {"status": "firm", **KNOWN}) == "false"


def test_what_is_right_and_marked_is_counted() -> None:
    tally = JUDGING["Tally"]()
    tally.add(_label(), {"status": "firm", **KNOWN, "doubtful": ["amount"]})
    tally.add(_label(), {"status": "conditional", **KNOWN, "date": "2026-01-02", "doubtful": ["date"]})
    tally.add(_label(), JUDGING["NOTHING"])
    assert (tally.right_facts, tally.right_marked) == (3, 1)
    assert tally.classes == {("firm", "firm"): 1, ("firm", "conditional"): 1, ("firm", "none"): 1}


def test_the_dialogues_are_whole(bench: dict[str, Any]) -> None:
    dialogues = read_lines(bench["DIALOGUES"], bench["Dialogue"])
    assert len(dialogues) >= 60 + len(demo.names())
    assert len({dialogue.id for dialogue in dialogues}) == len(dialogues)
    assert all(dialogue.account.customer_name for dialogue in dialogues)
    for dialogue in dialogues:
        label, nothing = dialogue.expected, dialogue.expected.commitment == "none"
        single = label.date is not None and isinstance(label.value("date"), str)
        missing = [] if nothing or single else ["date"]
        missing += [] if nothing or label.amount_idr is not None else ["amount"]
        missing += [] if nothing else [name for name in ("amount_kind", "method", "payer") if label.value(name) is None]
        about = [name for name in label.missing if name != "amount" or label.amount_idr is None]  # "sekitar 400 ribu"
        assert about == missing, dialogue.id
        day = label.date
        if day is not None and single:
            ahead = day - dialogue.reference_date
            assert timedelta(0) <= ahead < timedelta(days=366), dialogue.id


@pytest.mark.parametrize("name", demo.names())
def test_the_demo_calls_are_among_them(bench: dict[str, Any], name: str) -> None:
    rows = (demo.FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    lines = [spoken(row.partition("#")[0]) for row in rows if row.startswith(("agent:", "customer:"))]
    (dialogue,) = [one for one in read_lines(bench["DIALOGUES"], bench["Dialogue"]) if one.id == name]
    assert [(turn.speaker, turn.text.split()) for turn in dialogue.turns] == lines
    assert dialogue.account.customer_name == demo.account(name).customer_name


def test_a_dialogue_is_spoken_and_measured(bench: dict[str, Any], whisper_model: Path, tmp_path: Path) -> None:
    if shutil.which("espeak-ng") is None:
        pytest.skip("needs espeak-ng")
    row = (
        '{"id": "tiny", "reference_date": "2026-01-05", "account": {"customer_name": "Sari"}, "turns": ['
        '{"speaker": "agent", "text": "kapan bisa dibayar"}, {"speaker": "customer", "text": "besok saya transfer"}],'
        '"expected": {"commitment": "firm", "amount_idr": null, "amount_kind": null, "date": "2026-01-06",'
        '"method": "transfer", "payer": "self", "missing": ["amount", "amount_kind"]}}'
    )
    dialogue = bench["Dialogue"].model_validate_json(row)
    sides = {}
    for wide in (False, True):
        bench["speak"](dialogue, 0, tmp_path / "call.wav", wide)
        samples, rate_hz = soundfile.read(str(tmp_path / "call.wav"))
        assert rate_hz == SAMPLE_RATE_HZ
        sides[wide] = samples
        agent, customer = (np.flatnonzero(np.abs(side) > 0.02) for side in samples.T)
        assert agent[-1] + 0.5 * rate_hz < customer[0], "in turn, the agent left"
    above = [
        np.abs(np.fft.rfft(side.T)[:, np.fft.rfftfreq(len(side), 1 / 16_000) > 3600]).mean() for side in sides.values()
    ]
    assert above[0] < above[1] / 20, "only a telephone line cuts the treble"

    settings = Settings()
    measuring = bench["Bench"](tmp_path, settings, load_playbook(settings.playbook.path, "id"), True)
    first = measuring.measure(dialogue, 0)
    heard = measuring.heard(dialogue, 0)
    speakers = [event.speaker for event in heard if isinstance(event, Utterance)]
    assert speakers[:2] == ["agent", "customer"]
    assert measuring.text.outcomes["complete"] == 1
    assert measuring.measure(dialogue, 0) == first, "what was kept gives the same"
    assert "kapan bisa dibayar" in (tmp_path / "tiny.txt").read_text(encoding="utf-8")
    assert not list(tmp_path.glob("tiny.wav"))
