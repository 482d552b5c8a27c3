import pytest

from assist.detectors.conduct import ConductDetector
from assist.detectors.swapped import SwappedFollower
from assist.dialogue import read_dialogue
from assist.events import HearingHealth, Signal, Tip
from assist.session import run
from tests.detectors.following import PLAYBOOK, SETTINGS, signals
from tests.test_calls import CALLS

OPENING = "selamat pagi saya rudi dari lentera pembiayaan percakapan ini kami rekam apa benar ini ibu ratna"


def flipped(call: str) -> str:
    """The call with both speakers swapped."""
    return call.replace("agent:", "\0").replace("customer:", "agent:").replace("\0", "customer:")


def test_the_opening_of_an_agent_in_the_customers_channel_is_noticed_with_its_words() -> None:
    (signal,) = signals(f"customer: {OPENING}\nagent: iya betul saya sendiri", "channels_swapped")
    assert {evidence.speaker for evidence in signal.evidence} == {"customer"}
    assert "rekam" in " ".join(evidence.words for evidence in signal.evidence)


QUIET = {
    "as it should be": f"agent: {OPENING}\ncustomer: iya betul saya sendiri\nagent: baik bu",
    "nobody has answered yet": f"customer: {OPENING}",
    "a customer who greets and asks": "customer: halo selamat pagi saya ratna ini dari mana\nagent: iya bu",
    "both say it": f"customer: {OPENING}\nagent: {OPENING}",
    "long after the call was opened": f"agent: halo\n[t=200]\ncustomer: {OPENING}\nagent: iya",
}


@pytest.mark.parametrize("name", QUIET)
def test_no_other_opening_is_taken_for_it(name: str) -> None:
    assert signals(QUIET[name], "channels_swapped") == []


@pytest.mark.parametrize("file", CALLS, ids=lambda file: file.stem)
def test_scripted_calls_are_not_swapped(file: "object") -> None:
    assert signals(file.read_text(encoding="utf-8"), "channels_swapped") == []  # type: ignore[attr-defined]


def test_most_scripted_calls_are_found_out_when_they_are_swapped() -> None:
    found = [bool(signals(flipped(file.read_text(encoding="utf-8")), "channels_swapped")) for file in CALLS]
    assert sum(found) >= 0.8 * len(found)


def test_after_it_nothing_else_is_said() -> None:
    (file,) = (file for file in CALLS if file.stem == "lama_menyebut")
    concluded = run(read_dialogue(flipped(file.read_text(encoding="utf-8"))), PLAYBOOK, SETTINGS)
    tips = [event for event in concluded if isinstance(event, Tip)]
    (at_s,) = (
        event.known_at_s for event in concluded if isinstance(event, Signal) and event.name == "channels_swapped"
    )
    assert [tip.rule_id for tip in tips if tip.known_at_s >= at_s] == ["saluran.tertukar"]


def test_one_source_on_both_sides_is_not_swapped() -> None:
    follower = SwappedFollower(ConductDetector(PLAYBOOK.phrases, PLAYBOOK.turns))
    start, *events = read_dialogue(f"customer: {OPENING}\nagent: iya betul saya sendiri")
    duplicated = HearingHealth(speaker="agent", state="duplicated")
    assert [signal for event in [start, duplicated, *events] for signal in follower.follow(event, [])] == []
