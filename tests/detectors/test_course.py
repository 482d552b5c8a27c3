"""Ticks and lateness, from written dialogues and bare signals over stages of the tests' own."""

from collections.abc import Iterator, Sequence

import pytest

from assist.detectors.course import CourseFollower
from assist.dialogue import read_dialogue
from assist.events import TAKEN_BACK, Evidence, Heard, HearingHealth, HearingState, Signal, Tick, Utterance
from assist.matching import Late, Stage


def stage(name: str, **keys: object) -> Stage:
    return Stage.model_validate({"id": name, "label": {"id": name.upper()}, "done": {"signal": name}, **keys})


def follow(stages: Sequence[Stage], call: str | Sequence[Heard | Signal]) -> Iterator[Signal]:
    """What the follower gives; `[signal NAME by=agent]` stands for what a detector would notice."""
    follower = CourseFollower(stages)
    for event in read_dialogue(call) if isinstance(call, str) else call:
        given = [event] if isinstance(event, Signal) else []
        if event.known_at_s == 0 and not given and event.type == "call_started":
            given = [Signal(name="call_started", by="agent")]
        yield from follower.follow(event, given)


def told(stages: Sequence[Stage], call: str | Sequence[Heard | Signal]) -> list[str]:
    return [f"{signal.name} {signal.fields['stage']}" for signal in follow(stages, call) if signal.name != "course"]


def test_the_course_is_named_when_the_call_starts() -> None:
    (course,) = follow([stage("a"), stage("b")], "")
    assert (course.name, course.by, course.known_at_s) == ("course", "agent", 0)
    assert course.fields == {"stages": [{"id": "a", "label": {"id": "A"}}, {"id": "b", "label": {"id": "B"}}]}


def test_without_stages_nothing_is_said() -> None:
    assert list(follow([], "[signal a by=agent]\nagent: halo")) == []


def test_a_stage_is_ticked_once_with_its_order_and_evidence() -> None:
    _, done = follow([stage("b"), stage("a")], "[t=3]\n[signal a by=agent]\n[signal a by=agent]")
    assert (done.name, done.fields, done.known_at_s) == ("stage_done", {"stage": "a", "order": 2}, 3)
    assert done.evidence == (Evidence(speaker="agent", start_s=3, end_s=3),)


def test_a_correction_unticks() -> None:
    evidence = (Evidence(speaker="agent", start_s=1, end_s=2, utterance_id="agent-1", words="selamat"),)
    first = Signal(known_at_s=2, name="a", by="agent", evidence=evidence)
    back = Signal(known_at_s=3, name=TAKEN_BACK, by="agent", fields={"signal": "a"}, evidence=evidence)
    start = read_dialogue("")[0]
    assert told([stage("a")], [start, first, back]) == ["stage_done a", "stage_undone a"]
    again = first.model_copy(update={"known_at_s": 4.0})
    assert told([stage("a")], [start, first, back, again])[-1] == "stage_done a"
    other = back.model_copy(update={"fields": {"signal": "b"}})
    assert told([stage("a")], [start, first, other]) == ["stage_done a"]


def test_what_a_correction_took_back_does_not_make_late() -> None:
    evidence = (Evidence(speaker="customer", start_s=1, end_s=2, utterance_id="customer-1"),)
    cause = Signal(known_at_s=2, name="x", by="customer", evidence=evidence)
    back = Signal(known_at_s=3, name=TAKEN_BACK, by="customer", fields={"signal": "x"}, evidence=evidence)
    stages = [stage("a", late=[{"after": {"signal": "x"}, "within_s": 5}])]
    start = read_dialogue("")[0]
    assert told(stages, [start, cause, Tick(known_at_s=9)]) == ["stage_late a"]
    assert told(stages, [start, cause, back, Tick(known_at_s=9)]) == []


TURNS = "agent: satu\ncustomer: a\nagent: dua\ncustomer: b\nagent: tiga\ncustomer: c\n"
LATE = {
    "turns of the call": ({"turns": 3}, TURNS, True),
    "a turn is over when the customer answers": ({"turns": 3}, TURNS.removesuffix("customer: c\n"), False),
    "two breaths are one turn": ({"turns": 2}, "agent: satu\nagent: dua\ncustomer: a", False),
    "turns after something": ({"after": {"signal": "x"}, "turns": 2}, "[signal x by=customer]\n" + TURNS, True),
    "the turn in which it was said is not after it": (
        {"after": {"signal": "x"}, "turns": 1},
        "agent: satu\n[signal x by=agent]\ncustomer: a",
        False,
    ),
    "... but the next one is": (
        {"after": {"signal": "x"}, "turns": 1},
        "agent: satu\n[signal x by=agent]\ncustomer: a\nagent: dua\ncustomer: b",
        True,
    ),
    "never without the cause": ({"after": {"signal": "x"}, "turns": 1}, TURNS, False),
    "at once": ({"after": {"signal": "x"}, "turns": 0}, "[signal x by=agent]", True),
    "at once, in the midst of the agent's turn": (
        {"after": {"signal": "x"}, "turns": 0},
        "agent: satu\n[signal x by=agent]\nagent: dua",
        True,
    ),
    "done before": (
        {"after": {"signal": "x"}, "turns": 1},
        "[signal a by=agent]\n[signal x by=agent]\n" + TURNS,
        False,
    ),
    "seconds of the call": ({"within_s": 8}, "[silence 6]", True),  # a dialogue has 3 s behind its end
    "before the time is over": ({"within_s": 10}, "[silence 6]", False),
    "seconds after something": ({"after": {"signal": "x"}, "within_s": 5}, "[t=9]\n[signal x by=agent]\n[t=12]", True),
    "done in time": ({"turns": 3}, "[signal a by=agent]\n" + TURNS, False),
    "done at last": ({"turns": 1}, TURNS + "[signal a by=agent]", True),
    "unless, before": (
        {"after": {"signal": "x"}, "turns": 1, "unless": {"signal": "y"}},
        "[signal y by=agent]\n[signal x by=agent]\n" + TURNS,
        False,
    ),
    "unless, meanwhile": ({"turns": 2, "unless": {"signal": "y"}}, "agent: satu\n[signal y by=agent]\n" + TURNS, False),
    "unless, too late": ({"turns": 1, "unless": {"signal": "y"}}, TURNS + "[signal y by=agent]", True),
    "needs, not heard": ({"turns": 1, "needs": {"signal": "y"}}, TURNS, False),
    "needs, heard before": ({"turns": 1, "needs": {"signal": "y"}}, "[signal y by=agent]\n" + TURNS, True),
    "needs, heard when it was due long ago": (
        {"turns": 1, "needs": {"signal": "y"}},
        TURNS + "[signal y by=agent]",
        True,
    ),
    "somebody else answers": ({"turns": 1}, "[signal somebody_else by=customer]\n" + TURNS, False),
    "the customer is there after all": (
        {"turns": 1},
        "[signal somebody_else by=customer]\n" + TURNS + "[signal identity_verification by=agent]",
        True,
    ),
    "what somebody else caused does not count": (
        {"after": {"signal": "x"}, "turns": 1},
        "[signal somebody_else by=customer]\n[signal x by=customer]\n[signal identity_verification by=agent]\n" + TURNS,
        False,
    ),
    "what happened before somebody else answered does not count": (
        {"after": {"signal": "x"}, "turns": 1},
        "[signal x by=customer]\n[signal somebody_else by=customer]\n"
        + TURNS
        + "[signal identity_verification by=agent]",
        False,
    ),
    "self-harm": ({"turns": 1}, "[signal self_harm by=customer]\n" + TURNS, False),
}


@pytest.mark.parametrize("name", LATE)
def test_a_stage_is_late(name: str) -> None:
    late, call, expected = LATE[name]
    assert ("stage_late a" in told([stage("a", late=[late])], call)) is expected


def test_late_is_said_once_and_says_since_what() -> None:
    stages = [stage("a", late=[{"after": {"signal": "x"}, "turns": 0}, {"turns": 1}])]
    late = [
        signal for signal in follow(stages, "[t=2]\n[signal x by=customer]\n" + TURNS) if signal.name == "stage_late"
    ]
    (only,) = late
    assert only.fields == {"stage": "a", "order": 1, "after": "x"}
    assert only.evidence == (Evidence(speaker="customer", start_s=2, end_s=2),)


def test_a_stage_that_was_opened_again_may_be_late_again() -> None:
    stages = [stage("a", undone_by={"signal": "z"}, late=[{"after": {"signal": "z"}, "turns": 1}])]
    call = "[signal z by=customer]\n" + TURNS + "[signal a by=agent]\n[signal z by=customer]\n" + TURNS
    assert told(stages, call) == ["stage_late a", "stage_done a", "stage_undone a", "stage_late a"]


def test_what_makes_it_late_counts_anew_when_a_stage_is_opened_again() -> None:
    stages = [stage("a", undone_by={"signal": "z"}, late=[{"after": {"signal": "z"}, "turns": 1}])]
    call = "[signal z by=customer]\nagent: satu\n[signal a by=agent]\n[signal z by=customer]\ncustomer: a\n"
    assert told(stages, call) == ["stage_done a", "stage_undone a"]
    assert told(stages, call + "agent: dua\ncustomer: b")[-1] == "stage_late a"


def test_lateness_may_follow_another_stage() -> None:
    stages = [stage("a"), stage("b", late=[Late.model_validate({"after": {"signal": "stage_done"}, "turns": 1})])]
    assert told(stages, TURNS + "[signal a by=agent]\n" + TURNS) == ["stage_done a", "stage_late b"]


def test_and_stops_when_that_stage_is_opened_again() -> None:
    stages = [
        stage("a", undone_by={"signal": "z"}),
        stage("b", late=[{"after": {"signal": "stage_done"}, "turns": 2}]),
    ]
    call = "[signal a by=agent]\nagent: satu\ncustomer: a\n[signal z by=customer]\n" + TURNS
    assert told(stages, call) == ["stage_done a", "stage_undone a"]


def test_a_correction_of_the_text_is_no_new_turn() -> None:
    events = read_dialogue("agent: satu\ncustomer: a\nagent: dua")
    said = next(event for event in events if isinstance(event, Utterance) and event.speaker == "customer")
    again = said.model_copy(update={"text": "b", "revision": 1, "known_at_s": events[-1].known_at_s})
    assert told([stage("a", late=[{"turns": 2}])], [*events, again]) == []


def test_words_that_are_not_final_are_no_turn() -> None:
    events = read_dialogue("agent: satu\ncustomer: a")
    open_ = [e.model_copy(update={"final": False}) if isinstance(e, Utterance) else e for e in events]
    stages = [stage("a", late=[{"turns": 1}])]
    assert (told(stages, events), told(stages, open_)) == (["stage_late a"], [])


def test_a_new_call_begins_anew() -> None:
    start = read_dialogue("")[0]
    greeted = Signal(name="a", by="agent")
    assert told([stage("a")], [start, greeted, start, greeted]) == ["stage_done a", "stage_done a"]


def test_what_may_have_been_said_unheard_is_not_late() -> None:
    def health(state: HearingState, at_s: float) -> HearingHealth:
        return HearingHealth(known_at_s=at_s, speaker="agent", state=state)

    stages = [stage("a", late=[{"within_s": 15}]), stage("b", late=[{"within_s": 40}])]
    start, *rest = read_dialogue("customer: halo\n[silence 60]")
    silent, well = health("silent", 8.0), health("ok", 30.0)
    ticks = [Tick(known_at_s=float(at_s)) for at_s in range(9, 50)]
    events: list[Heard | Signal] = sorted([*rest, silent, well, *ticks], key=lambda event: event.known_at_s)
    assert told(stages, [start, *events]) == ["stage_late b"]
