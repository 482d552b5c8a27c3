import ast
from pathlib import Path

import pytest
from pydantic import ValidationError

from assist.account import Account
from assist.config import Settings
from assist.events import Evidence, Signal
from assist.matching import CONDUCT, DETECTED, Matcher, Stage, count_matching, matches, takes_back, unknown_name
from assist.playbook import load_playbook

ACCOUNT = Account(amount_due_idr=1_200_000)
FIELDS = {"status": "firm", "missing": ["date", "method"], "amount_idr": 1_500_000, "overlap_s": 0.9, "empty": None}
SIGNAL = Signal(name="hardship_illness", by="customer", fields=FIELDS)

CASES = [
    ({"signal": "hardship_illness"}, True),
    ({"signal": "hardship"}, False),
    ({"signal": "hardship_*"}, True),
    ({"signal": ["anger", "hardship_*"]}, True),
    ({"signal": ["anger", "distress"]}, False),
    ({"signal": "hardship_*", "by": "customer"}, True),
    ({"signal": "hardship_*", "by": "agent"}, False),
    ({"signal": "hardship_*", "where": {"status": "firm"}}, True),
    ({"signal": "hardship_*", "where": {"status": "none"}}, False),
    ({"signal": "hardship_*", "where": {"status": ["firm", "conditional"]}}, True),
    ({"signal": "hardship_*", "where": {"status": ["none"]}}, False),
    ({"signal": "hardship_*", "where": {"missing": {"has": "date"}}}, True),
    ({"signal": "hardship_*", "where": {"missing": {"has": "amount"}}}, False),
    ({"signal": "hardship_*", "where": {"missing": {"lacks": "amount"}}}, True),
    ({"signal": "hardship_*", "where": {"missing": {"lacks": "date"}}}, False),
    ({"signal": "hardship_*", "where": {"missing": {"has": "date", "lacks": "method"}}}, False),
    ({"signal": "hardship_*", "where": {"overlap_s": {"min": 0.5}}}, True),
    ({"signal": "hardship_*", "where": {"overlap_s": {"min": 0.95}}}, False),
    ({"signal": "hardship_*", "where": {"overlap_s": {"max": 0.9}}}, True),
    ({"signal": "hardship_*", "where": {"overlap_s": {"min": 0.5, "max": 0.8}}}, False),
    ({"signal": "hardship_*", "where": {"amount_idr": {"above": "account.amount_due_idr"}}}, True),
    ({"signal": "hardship_*", "where": {"amount_idr": {"below": "account.amount_due_idr"}}}, False),
    ({"signal": "hardship_*", "where": {"amount_idr": {"above": "account.instalment_idr"}}}, False),
    ({"signal": "hardship_*", "where": {"empty": {"min": 0}}}, False),
    ({"signal": "hardship_*", "where": {"absent": {"max": 9}}}, False),
    ({"signal": "hardship_*", "where": {"status": {"min": 1}}}, False),
]


@pytest.mark.parametrize(("matcher", "expected"), CASES)
def test_matches(matcher: dict[str, object], expected: bool) -> None:
    assert matches(Matcher.model_validate(matcher), SIGNAL, ACCOUNT) is expected


@pytest.mark.parametrize(("in_s", "expected"), [(None, 3), (10.0, 2), (4.0, 1)])
def test_counts_within_a_time(in_s: float | None, expected: int) -> None:
    history = [Signal(known_at_s=at_s, name="stall", by="customer") for at_s in (0.0, 12.0, 20.0)]
    assert count_matching(Matcher(signal=("stall",), in_s=in_s), history, ACCOUNT) == expected


def said(name: str, *utterances: str, **fields: str) -> Signal:
    evidence = tuple(Evidence(speaker="agent", start_s=0, end_s=1, utterance_id=one) for one in utterances)
    return Signal(name=name, by="agent", fields=fields, evidence=evidence)


TAKEN_BACK_CASES = [
    (said("insult", "a1"), said("taken_back", "a1", signal="insult"), True),
    (said("insult", "a1", "a2"), said("taken_back", "a2", signal="insult"), True),
    (said("insult", "a1"), said("taken_back", "a2", signal="insult"), False),
    (said("insult", "a1"), said("taken_back", "a1", signal="threat"), False),
    (said("insult"), said("taken_back", "a1", signal="insult"), False),
    (said("insult", "a1"), said("insult", "a1", signal="insult"), False),
]


@pytest.mark.parametrize(("known", "correction", "expected"), TAKEN_BACK_CASES)
def test_a_correction_takes_the_same_signal_of_the_same_utterance_back(
    known: Signal, correction: Signal, expected: bool
) -> None:
    assert takes_back(correction, known) is expected


GOOD_STAGE: dict[str, object] = {"id": "a", "label": {"id": "A"}, "done": {"signal": "x"}}
BAD_STAGES: dict[str, dict[str, object]] = {
    "no time": {"late": [{"after": {"signal": "y"}}]},
    "two times": {"late": [{"turns": 1, "within_s": 2}]},
    "negative": {"late": [{"turns": -1}]},
    "nothing to hear": {"done": []},
    "no label": {"label": {}},
    "bad id": {"id": "Nomor 1"},
    "unknown key": {"colour": "red"},
}


def test_a_stage_takes_one_matcher_or_several() -> None:
    assert len(Stage.model_validate(GOOD_STAGE).done) == 1
    assert len(Stage.model_validate({**GOOD_STAGE, "done": [{"signal": "x"}, {"signal": "y"}]}).done) == 2


@pytest.mark.parametrize("name", BAD_STAGES)
def test_a_wrong_stage_is_no_stage(name: str) -> None:
    with pytest.raises(ValidationError):
        Stage.model_validate({**GOOD_STAGE, **BAD_STAGES[name]})


DETECTORS = Path(__file__).resolve().parent.parent / "assist" / "detectors"
FAULTS = {
    "recording_notise": "'recording_notice'",
    "hardsip_*": "'hardship_",
    "dead_aire": "'dead_air'",
    "": "the nearest known is",
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_name_that_nothing_gives_is_told_with_the_nearest(name: str) -> None:
    fault = unknown_name(["thanks", name], frozenset())
    assert fault is not None
    assert f"nothing gives {name!r}" in fault
    assert FAULTS[name] in fault


@pytest.mark.parametrize("name", ["thanks", "dead_air", "hardship_*", "*", "own_phrases", "own_*"])
def test_what_is_given_is_known(name: str) -> None:
    assert unknown_name([name], frozenset({"own_phrases"})) is None


def test_the_labels_of_the_shipped_model_are_known() -> None:
    model = load_playbook(Settings().playbook.path, "id").turns
    assert model is not None
    labels = {label for speaker in model.speakers.values() for label in speaker.labels}
    assert labels - {"-"} == CONDUCT


def test_every_name_that_a_detector_writes_out_is_known() -> None:
    written = {
        keyword.value.value
        for file in DETECTORS.glob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Signal"
        for keyword in node.keywords
        if keyword.arg == "name" and isinstance(keyword.value, ast.Constant)
    }
    assert len(written) >= 5
    assert written <= DETECTED
