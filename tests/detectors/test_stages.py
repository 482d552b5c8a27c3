"""Which stages are done, from bare signals."""

import pytest

from assist.account import Account
from assist.detectors.stages import Progress
from assist.events import Evidence, Signal, Speaker
from assist.matching import Matcher, Stage

ACCOUNT = Account()


def matcher(*names: str, by: Speaker | None = None) -> Matcher:
    return Matcher(signal=names, by=by)


def stage(name: str, *done: Matcher, **keys: Matcher) -> Stage:
    return Stage.model_validate({"id": name, "label": {"id": name}, "done": done, **keys})


def heard(name: str, by: Speaker = "agent", **fields: str | bool) -> Signal:
    evidence = Evidence(speaker=by, start_s=0, end_s=1, utterance_id=f"{by}-{name}")
    return Signal(name=name, by=by, fields=fields, evidence=(evidence,))


INTRODUCED = stage("intro", matcher("self_name"), matcher("company_name"))
VERIFIED = stage("who", matcher("verify"), before=matcher("debt"), undone_by=matcher("wrong_person"))
THANKED = stage("thanks", matcher("thanks"), after=matcher("request"))
PROMISED = stage(
    "promise", Matcher.model_validate({"signal": "promise", "where": {"whole": True}}), undone_by=matcher("promise")
)

CASES = {
    "one of two is not enough": (INTRODUCED, [["self_name"]], False),
    "both, in any order and in two steps": (INTRODUCED, [["company_name"], ["self_name"]], True),
    "both at once": (INTRODUCED, [["self_name", "company_name"]], True),
    "the same twice is one": (INTRODUCED, [["self_name"], ["self_name"]], False),
    "before what must come after": (VERIFIED, [["verify"], ["debt"]], True),
    "too late": (VERIFIED, [["debt"], ["verify"]], False),
    "in one breath is not before": (VERIFIED, [["verify", "debt"]], False),
    "undone": (VERIFIED, [["verify"], ["wrong_person"]], False),
    "done anew": (VERIFIED, [["verify"], ["wrong_person"], ["verify"]], True),
    "too early": (THANKED, [["thanks"], ["request"]], False),
    "in time": (THANKED, [["request"], ["thanks"]], True),
}


@pytest.mark.parametrize("name", CASES)
def test_a_stage_is_done(name: str) -> None:
    wanted, steps, expected = CASES[name]
    progress = Progress([wanted], ACCOUNT)
    for step in steps:
        progress.take([heard(signal) for signal in step])
    assert (wanted.id in progress.done()) is expected


def test_the_newest_state_of_a_promise_counts() -> None:
    progress = Progress([PROMISED], ACCOUNT)
    states = []
    for whole in (False, True, True, False):
        progress.take([heard("promise", whole=whole)])
        states.append("promise" in progress.done())
    assert states == [False, True, True, False]


def test_what_ticked_it_is_told() -> None:
    progress = Progress([INTRODUCED], ACCOUNT)
    first, second = heard("company_name"), heard("self_name")
    progress.take([first])
    progress.take([second, heard("company_name", extra="later")])
    assert {cause.name for cause in progress.done()["intro"]} == {"company_name", "self_name"}
    assert first in progress.done()["intro"]


def test_how_often_counts() -> None:
    twice = stage("twice", Matcher(signal=("ask",), at_least=2))
    progress = Progress([twice], ACCOUNT)
    progress.take([heard("ask")])
    assert not progress.done()
    progress.take([heard("ask")])
    assert progress.done()


@pytest.mark.parametrize("name", ["somebody_else"])
def test_somebody_else_until_the_customer_is_asked_for_anew(name: str) -> None:
    progress = Progress([], ACCOUNT)
    progress.take([heard("identity_verification")])
    assert not progress.absent
    progress.take([heard(name, "customer")])
    assert progress.absent
    progress.take([heard("greeting")])
    assert progress.absent
    progress.take([heard("identity_verification")])
    assert not progress.absent


def test_self_harm_stops_for_good() -> None:
    progress = Progress([], ACCOUNT)
    progress.take([heard("self_harm", "agent")])
    assert not progress.stopped
    progress.take([heard("self_harm", "customer")])
    progress.take([heard("identity_verification")])
    assert progress.stopped
