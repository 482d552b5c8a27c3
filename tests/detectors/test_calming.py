"""Who was upset and calmed, from bare signals between the turns of a dialogue."""

from collections.abc import Sequence

import pytest

from assist.detectors.calming import CalmingFollower
from assist.dialogue import read_dialogue
from assist.events import TAKEN_BACK, Evidence, Heard, Signal, Utterance

UPSET = "[signal anger by=customer]\ncustomer: aduh\n"
SOOTHED = "[signal empathy by=agent]\nagent: maaf\n"
FALLEN = "[signal falling_emotion by=customer]\n"
CALM = "customer: iya\nagent: baik\n"

CASES = {
    "calmed": (UPSET + SOOTHED + CALM * 3, 1),
    "two turns may be a pause for breath": (UPSET + SOOTHED + CALM * 2, 0),
    "two breaths are one turn": (UPSET + SOOTHED + CALM + "customer: iya\ncustomer: iya\n", 0),
    "nobody was upset": (SOOTHED + CALM * 5, 0),
    "nobody acknowledged it": (UPSET + CALM * 5, 0),
    "acknowledged before": (SOOTHED + UPSET + CALM * 5, 0),
    "upset again meanwhile": (UPSET + SOOTHED + CALM * 2 + UPSET + CALM * 5, 0),
    "upset again, soothed again": (UPSET + SOOTHED + CALM * 2 + UPSET + SOOTHED + CALM * 3, 1),
    "each time anew": (UPSET + SOOTHED + CALM * 2 + UPSET + SOOTHED + CALM * 2, 0),
    "once only": (UPSET + SOOTHED + CALM * 9, 1),
    "twice": ((UPSET + SOOTHED + CALM * 3) * 2, 2),
    "distress": (UPSET.replace("anger", "distress") + SOOTHED + CALM * 3, 1),
    "a raised voice": (UPSET.replace("anger", "rising_emotion") + SOOTHED + CALM * 3, 1),
    "a raised voice with words": (UPSET.replace("anger", "emotion_confirmed") + SOOTHED + CALM * 3, 1),
    "a voice that came down, and one turn": (UPSET + SOOTHED + FALLEN + CALM, 1),
    "a voice that came down, and no turn": (UPSET + SOOTHED + FALLEN, 0),
    "a voice that came down before it was soothed": (UPSET + FALLEN + SOOTHED + CALM * 2, 0),
    "it came down and rose again": (UPSET + SOOTHED + FALLEN + UPSET + SOOTHED + CALM * 2, 0),
    "the agent's voice came down": (UPSET + SOOTHED + FALLEN.replace("customer", "agent") + CALM, 0),
    "threatens to complain": (UPSET.replace("anger", "threatens_complaint") + SOOTHED + CALM * 3, 1),
    "asks for the supervisor": (UPSET.replace("anger", "asks_supervisor") + SOOTHED + CALM * 3, 1),
    "complains of the service": (UPSET.replace("anger", "service_complaint") + SOOTHED + CALM * 3, 1),
    "another complaint meanwhile": (UPSET + SOOTHED + CALM * 2 + UPSET.replace("anger", "asks_supervisor") + CALM, 0),
    "the agent's own voice": ("[signal rising_emotion by=agent]\n" + SOOTHED + CALM * 3, 0),
    "never after self-harm": (UPSET + "[signal self_harm by=customer]\n" + SOOTHED + CALM * 5, 0),
}


def calmed(events: Sequence[Heard | Signal]) -> list[Signal]:
    follower = CalmingFollower()
    given = []
    for event in events:
        given += list(follower.follow(event, [event] if isinstance(event, Signal) else []))
    return given


@pytest.mark.parametrize("name", CASES)
def test_who_calmed(name: str) -> None:
    call, times = CASES[name]
    assert len(calmed(read_dialogue(call))) == times


def test_a_correction_of_the_text_is_no_new_turn() -> None:
    events = read_dialogue(UPSET + SOOTHED + CALM * 2)
    last = [event for event in events if isinstance(event, Utterance)]
    said = next(event for event in reversed(last) if event.speaker == "customer")
    again = said.model_copy(update={"text": "ya", "revision": 1, "known_at_s": events[-1].known_at_s})
    assert calmed([*events, again]) == []


def test_it_is_the_customers_and_shows_both_causes() -> None:
    (signal,) = calmed(read_dialogue(UPSET + SOOTHED + CALM * 3))
    assert (signal.name, signal.by) == ("calmed", "customer")
    assert [evidence.speaker for evidence in signal.evidence] == ["customer", "agent"]


@pytest.mark.parametrize("name", ["anger", "empathy"])
def test_what_a_correction_took_back_was_neither_anger_nor_empathy(name: str) -> None:
    events = read_dialogue(UPSET + SOOTHED + CALM * 3)
    place = (Evidence(speaker="agent", start_s=0, end_s=1, utterance_id="one"),)
    events = [e.model_copy(update={"evidence": place}) if getattr(e, "name", "") == name else e for e in events]
    assert len(calmed(events)) == 1
    back = Signal(known_at_s=2.0, name=TAKEN_BACK, by="agent", fields={"signal": name}, evidence=place)
    at = next(n for n, event in enumerate(events) if getattr(event, "name", "") == "empathy") + 1
    assert calmed([*events[:at], back, *events[at:]]) == []
