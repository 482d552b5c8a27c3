from collections.abc import Sequence

import pytest

from assist.account import Account
from assist.config import TipSettings
from assist.events import (
    CallEnded,
    CallStarted,
    Concluded,
    Evidence,
    Heard,
    MemoParked,
    PauseSet,
    QuietSet,
    Signal,
    Speaker,
    SpeechEnded,
    SpeechStarted,
    Tick,
    Tip,
    TipDismissed,
    TipGone,
    TipRated,
    TipSnoozed,
    Utterance,
)
from assist.matching import Matcher
from assist.playbook import Example, Playbook, Rule
from assist.tips.tips import Tips

BOTH = (Example(expect="fires", call="customer: a"), Example(expect="silent", call="customer: b"))


def rule(name: str, signal: str, **changes: object) -> Rule:
    values: dict[str, object] = {
        "id": f"uji.{name}",
        "say": "Tanggal pastinya berapa, {honorific}?",
        "why": "uji",
        "level": "ask",
        "show": "now",
        "priority": 50,
        "cooldown_s": 10,
        "max_per_call": 3,
        "expires_s": 20,
        "when": Matcher(signal=(signal,)),
        "example": BOTH,
    }
    return Rule.model_validate(values | changes)


class Screen:
    """Drives Tips second by second and keeps what came out."""

    def __init__(self, *rules: Rule, settings: TipSettings | None = None) -> None:
        playbook = Playbook(language="id", version="v", rules=rules, phrases=())
        self.tips = Tips(playbook, settings or TipSettings())
        self.log: list[Concluded] = []

    def at(self, at_s: float, *events: Heard, signals: Sequence[Signal] = ()) -> list[Concluded]:
        out: list[Concluded] = []
        for event in events or (Tick(known_at_s=at_s),):
            out += self.tips.step(event, signals)
        self.log += out
        return out

    def signal(self, at_s: float, name: str, by: Speaker = "customer", **fields: object) -> list[Concluded]:
        given = Signal.model_validate({"known_at_s": at_s, "name": name, "by": by, "fields": fields})
        return self.at(at_s, Tick(known_at_s=at_s), signals=[given])


def shown(out: list[Concluded]) -> list[str]:
    return [event.rule_id for event in out if isinstance(event, Tip)]


def gone(out: list[Concluded]) -> list[str]:
    return [event.reason for event in out if isinstance(event, TipGone)]


def said(speaker: Speaker, at_s: float) -> Utterance:
    return Utterance(
        known_at_s=at_s, utterance_id=f"{speaker}-{at_s}", speaker=speaker, start_s=at_s, end_s=at_s, text="halo"
    )


def test_a_tip_carries_rule_version_cause_and_the_customers_honorific() -> None:
    screen = Screen(rule("a", "x"))
    start = CallStarted.model_validate(
        {
            "call_id": "c",
            "started_at": "2026-11-23T10:00:00+07:00",
            "source": "s",
            "playbook_version": "v",
            "account": Account(honorific="Bu"),
        }
    )
    screen.at(0, start)
    (tip,) = screen.signal(1, "x")
    assert isinstance(tip, Tip)
    assert (tip.say, tip.rule_id, tip.playbook_version) == ("Tanggal pastinya berapa, Bu?", "uji.a", "v")
    assert (tip.cause.name, tip.known_at_s) == ("x", 1)


@pytest.mark.parametrize(
    ("honorific", "expected"),
    [("Pak", "Bapak, Pak"), ("Bapak", "Bapak, Pak"), ("ibu", "Ibu, Bu"), ("Mbak", "Mbak, Mbak"), (None, None)],
)
def test_addressing_is_short_and_naming_is_full(honorific: str | None, expected: str | None) -> None:
    screen = Screen(rule("a", "x", say="Biarkan {honorific_full}, {honorific}"))
    start = {"call_id": "c", "started_at": "2026-11-23T10:00:00+07:00", "source": "s", "playbook_version": "v"}
    screen.at(0, CallStarted.model_validate({**start, "account": Account(honorific=honorific)}))
    (tip,) = screen.signal(1, "x")
    assert isinstance(tip, Tip)
    assert tip.say == f"Biarkan {expected or 'Bapak/Ibu, Bapak/Ibu'}"


def test_a_placeholder_without_a_value_gets_its_default() -> None:
    (tip,) = Screen(rule("a", "x")).signal(1, "x")
    assert isinstance(tip, Tip)
    assert tip.say == "Tanggal pastinya berapa, Bapak/Ibu?"


def test_one_tip_at_a_time_the_better_replaces_after_it_could_be_read() -> None:
    screen = Screen(rule("low", "x"), rule("high", "y", priority=60))
    assert shown(screen.signal(0, "x")) == ["uji.low"]
    assert screen.signal(1, "y") == []
    readable_s = 2.0 + 0.35 * 4
    assert screen.at(readable_s - 0.1) == []
    out = screen.at(readable_s)
    assert gone(out) == ["replaced"]
    assert shown(out) == ["uji.high"]


def test_a_lesser_tip_waits_until_the_screen_is_free() -> None:
    screen = Screen(rule("high", "x", resolved_by=Matcher(signal=("done",))), rule("low", "y", priority=10))
    screen.signal(0, "x")
    assert screen.signal(1, "y") == []
    assert screen.at(5) == []
    assert gone(screen.signal(6, "done")) == ["resolved"]
    assert shown(screen.at(6.25)) == ["uji.low"]


def test_red_comes_at_once_and_is_not_replaced_by_less() -> None:
    screen = Screen(rule("ask", "x"), rule("red", "y", level="red"), rule("more", "z", priority=99))
    screen.signal(0, "x")
    out = screen.signal(0.25, "y")
    assert (gone(out), shown(out)) == (["replaced"], ["uji.red"])
    screen.signal(0.5, "z")
    assert screen.at(15) == []


def test_a_tip_leaves_when_its_cause_is_gone() -> None:
    screen = Screen(rule("a", "x", resolved_by=Matcher(signal=("done",))))
    screen.signal(0, "x")
    assert gone(screen.signal(0.5, "done")) == ["resolved"]


def test_a_waiting_tip_whose_cause_is_gone_never_comes() -> None:
    screen = Screen(rule("a", "x", show="pause", resolved_by=Matcher(signal=("done",))))
    screen.at(0, SpeechStarted(speaker="agent", start_s=0))
    screen.signal(1, "x")
    screen.signal(2, "done")
    screen.at(3, SpeechEnded(known_at_s=3, speaker="agent", start_s=0, end_s=2.6))
    assert shown(screen.log) == []


def test_a_stale_tip_leaves_and_a_stale_candidate_never_comes() -> None:
    screen = Screen(rule("a", "x", expires_s=5), rule("late", "y", expires_s=3, priority=10))
    screen.signal(0, "x")
    screen.signal(1, "y")
    assert screen.at(4.75) == []
    assert gone(screen.at(5)) == ["expired"]
    assert shown(screen.at(6)) == []


def test_pause_waits_until_the_agent_is_not_mid_sentence_now_does_not() -> None:
    screen = Screen(rule("pause", "x", show="pause"), rule("now", "y"))
    screen.at(0, SpeechStarted(speaker="agent", start_s=0))
    assert shown(screen.signal(1, "x")) == []
    assert shown(screen.signal(1, "y")) == ["uji.now"]
    screen.at(2, SpeechEnded(known_at_s=2, speaker="agent", start_s=0, end_s=1.6))
    screen.at(2, TipDismissed(known_at_s=2, tip_id="tip-1"))
    assert shown(screen.at(3, said("agent", 3))) == ["uji.pause"]


def test_never_the_same_tip_in_its_cooldown_and_at_most_so_many() -> None:
    screen = Screen(rule("a", "x", expires_s=4, cooldown_s=10, max_per_call=2))
    times = []
    for second in range(40):
        out = screen.signal(second, "x")
        times += [event.known_at_s for event in out if isinstance(event, Tip)]
    assert times == [0, 10]


def test_a_call_has_at_most_so_many_tips_but_red_ones_still_come() -> None:
    rules = (rule("a", "x"), rule("b", "y"), rule("red", "z", level="red"))
    screen = Screen(*rules, settings=TipSettings(max_per_call=1, min_show_s=0, per_word_s=0, gap_s=0))
    screen.signal(0, "x")
    screen.at(1, TipDismissed(known_at_s=1, tip_id="tip-1"))
    screen.signal(2, "y")
    screen.signal(3, "z")
    assert shown(screen.log) == ["uji.a", "uji.red"]


def test_dismissed_by_the_agent() -> None:
    screen = Screen(rule("a", "x"))
    screen.signal(0, "x")
    assert screen.at(1, TipDismissed(known_at_s=1, tip_id="tip-99")) == []
    assert gone(screen.at(1, TipDismissed(known_at_s=1, tip_id="tip-1"))) == ["dismissed"]
    assert shown(screen.signal(2, "x")) == []  # its cooldown still counts


def test_unless_before() -> None:
    unless = {"signal": "ok", "by": "agent", "before": True}
    screen = Screen(rule("a", "x", unless=unless))
    screen.signal(0, "ok", by="agent")
    assert shown(screen.signal(1, "x")) == []
    assert shown(Screen(rule("a", "x", unless=unless)).signal(1, "x")) == ["uji.a"]


def test_unless_within_a_time() -> None:
    unless = {"signal": "ok", "within_s": 60}
    late = Screen(rule("a", "x", unless=unless))
    late.signal(0, "x")
    late.at(59.75)
    assert shown(late.at(60)) == ["uji.a"]
    kept = Screen(rule("a", "x", unless=unless))
    kept.signal(0, "x")
    kept.signal(30, "ok")
    assert shown(kept.at(61)) == []


@pytest.mark.parametrize(("comforts_in_turn", "expected"), [(0, ["uji.a"]), (1, []), (2, [])])
def test_unless_within_turns_of_its_speaker(comforts_in_turn: int, expected: list[str]) -> None:
    screen = Screen(rule("a", "x", unless={"signal": "ok", "by": "agent", "within_turns": 2}))
    cause = Signal(known_at_s=1, name="x", by="customer")
    screen.at(1, said("customer", 1), signals=[cause])
    for turn in (1, 2):
        comfort = Signal(known_at_s=2 * turn, name="ok", by="agent")
        screen.at(2 * turn, said("agent", 2 * turn), signals=[comfort] if turn == comforts_in_turn else [])
        screen.at(2 * turn + 0.5, said("agent", 2 * turn + 0.5))  # goes on speaking: the same turn
        screen.at(2 * turn + 1, said("customer", 2 * turn + 1))
    assert shown(screen.log) == expected


def test_a_correction_of_an_earlier_utterance_is_no_turn() -> None:
    screen = Screen(rule("a", "x", unless={"signal": "ok", "by": "agent", "within_turns": 2}))
    screen.at(1, said("customer", 1), signals=[Signal(known_at_s=1, name="x", by="customer")])
    screen.at(2, said("agent", 2))
    for at_s in (3, 4):
        for earlier in (said("customer", 1), said("agent", 2)):
            screen.at(at_s, earlier.model_copy(update={"known_at_s": at_s, "revision": at_s}))
    assert shown(screen.log) == []


def told(name: str, at_s: float) -> Signal:
    evidence = Evidence(speaker="agent", start_s=0, end_s=1, utterance_id="a-1")
    return Signal(known_at_s=at_s, name=name, by="agent", evidence=(evidence,))


def test_what_a_correction_took_back_leaves_the_screen_and_counts_no_more() -> None:
    screen = Screen(rule("a", "x"), rule("twice", "x", when=Matcher(signal=("x",), at_least=2)))
    back = told("taken_back", 2).model_copy(update={"fields": {"signal": "x"}})
    other = told("x", 3).model_copy(update={"evidence": ()})
    assert shown(screen.at(1, Tick(known_at_s=1), signals=[told("x", 1)])) == ["uji.a"]
    assert gone(screen.at(2, Tick(known_at_s=2), signals=[back])) == ["resolved"]
    assert "uji.twice" not in shown(screen.at(9, Tick(known_at_s=9), signals=[other]))


def test_what_was_not_taken_back_stays() -> None:
    screen = Screen(rule("a", "x"))
    screen.at(1, Tick(known_at_s=1), signals=[told("x", 1)])
    back = told("taken_back", 2).model_copy(update={"fields": {"signal": "y"}})
    assert gone(screen.at(2, Tick(known_at_s=2), signals=[back])) == []


def test_at_least_so_often_within_a_time() -> None:
    screen = Screen(rule("a", "x", when=Matcher(signal=("x",), at_least=2, in_s=30)))
    assert shown(screen.signal(0, "x")) == []
    assert shown(screen.signal(40, "x")) == []
    assert shown(screen.signal(60, "x")) == ["uji.a"]


def test_a_rule_that_silences_clears_the_screen_until_the_call_ends() -> None:
    screen = Screen(rule("a", "x"), rule("danger", "y", level="red", silences=["*"]))
    screen.signal(0, "x")
    out = screen.signal(1, "y")
    assert (gone(out), shown(out)) == (["replaced"], ["uji.danger"])
    screen.signal(20, "x")
    screen.at(60)
    assert shown(screen.log) == ["uji.a", "uji.danger"]


def test_the_end_of_the_call_clears_the_screen() -> None:
    screen = Screen(rule("a", "x"))
    screen.signal(0, "x")
    assert gone(screen.at(1, CallEnded(known_at_s=1, reason="stopped"))) == ["ended"]


def test_a_snoozed_rule_is_silent_until_the_call_ends() -> None:
    screen = Screen(rule("a", "x", cooldown_s=0), rule("b", "y"))
    screen.signal(0, "x")
    assert gone(screen.at(1, TipSnoozed(known_at_s=1, tip_id="tip-1"))) == ["snoozed"]
    for second in range(2, 60, 10):
        screen.signal(second, "x")
    assert shown(screen.signal(70, "y")) == ["uji.b"]
    assert shown(screen.log) == ["uji.a", "uji.b"]


def test_a_tip_that_has_gone_can_still_be_snoozed_with_what_waits_of_its_rule() -> None:
    screen = Screen(
        rule("a", "x", cooldown_s=0, expires_s=2), rule("late", "x", unless={"signal": "ok", "within_s": 9})
    )
    screen.signal(0, "x")
    assert gone(screen.at(5)) == ["expired"]
    screen.at(6, TipSnoozed(known_at_s=6, tip_id="tip-1"), TipSnoozed(known_at_s=6, tip_id="tip-99"))
    assert shown(screen.at(9)) == ["uji.late"]
    screen.at(10, TipSnoozed(known_at_s=10, tip_id="tip-2"))
    screen.signal(11, "x")
    assert shown(screen.at(30)) == []


def test_a_red_rule_cannot_be_snoozed_only_closed() -> None:
    screen = Screen(rule("red", "x", level="red", cooldown_s=5))
    screen.signal(0, "x")
    assert gone(screen.at(1, TipSnoozed(known_at_s=1, tip_id="tip-1"))) == ["snoozed"]
    assert shown(screen.signal(6, "x")) == ["uji.red"]


def test_a_rating_changes_nothing() -> None:
    screen = Screen(rule("a", "x"))
    screen.signal(0, "x")
    assert screen.at(1, TipRated(known_at_s=1, tip_id="tip-1", useful=False)) == []


def test_quiet_mode_lets_warnings_through_alone() -> None:
    screen = Screen(rule("a", "x"), rule("w", "y", level="warn"))
    screen.at(0, QuietSet(on=True))
    assert shown(screen.signal(1, "x")) == []
    assert shown(screen.signal(2, "y")) == ["uji.w"]


def test_a_memo_comes_back_when_the_customer_has_finished_and_the_agent_does_not_speak() -> None:
    screen = Screen(rule("a", "x"))
    screen.at(0, SpeechStarted(speaker="customer", start_s=0))
    screen.at(1, MemoParked(known_at_s=1, memo_id="memo-1", text="kapan gajian"))
    screen.at(9, SpeechEnded(known_at_s=9, speaker="customer", start_s=0, end_s=8.6))
    screen.at(9.2, SpeechStarted(known_at_s=9.2, speaker="agent", start_s=9.2))
    assert screen.at(12) == []
    assert screen.at(13, SpeechEnded(known_at_s=13, speaker="agent", start_s=9, end_s=12.6)) == []
    (tip,) = screen.at(13.5, said("agent", 13.5))
    assert isinstance(tip, Tip)
    assert (tip.rule_id, tip.say, tip.level) == ("memo", "kapan gajian", "ask")
    assert screen.at(20) == []
    assert gone(screen.at(40)) == ["expired"]
    assert screen.at(60) == []


def test_a_memo_that_gave_way_to_red_comes_again_but_not_when_all_is_silenced() -> None:
    screen = Screen(rule("red", "x", level="red", expires_s=3), rule("danger", "y", level="red", silences=["*"]))
    assert shown(screen.at(1, MemoParked(known_at_s=1, memo_id="memo-1", text="kapan gajian"))) == ["memo"]
    assert shown(screen.signal(3, "x")) == ["uji.red"]
    screen.at(8)
    assert shown(screen.at(9)) == ["memo"]
    assert shown(screen.signal(10, "y")) == ["uji.danger"]
    for second in range(11, 90):
        assert shown(screen.at(second)) == []


def test_nothing_is_asked_for_while_nothing_is_heard() -> None:
    screen = Screen(rule("a", "x"))
    screen.at(0, PauseSet(on=True))
    assert shown(screen.signal(1, "x")) == []
    assert shown(screen.at(2, PauseSet(known_at_s=2, on=False))) == ["uji.a"]


def _speaks(at_s: float, ends: bool) -> SpeechStarted | SpeechEnded:
    if ends:
        return SpeechEnded(known_at_s=at_s, speaker="agent", start_s=at_s - 1, end_s=at_s)
    return SpeechStarted(known_at_s=at_s, speaker="agent", start_s=at_s)


def test_a_pause_begins_when_the_agents_words_are_known() -> None:
    screen = Screen(rule("a", "x", show="pause", resolved_by=Matcher(signal=("done",), by="agent")))
    screen.at(0, _speaks(0, ends=False))
    screen.signal(0.5, "x")
    assert shown(screen.at(2, _speaks(2, ends=True))) == []
    done = Signal(known_at_s=2.5, name="done", by="agent")
    assert screen.at(2.5, said("agent", 2.5), signals=[done]) == [], "what was said resolves it before it is seen"
    screen.at(20, _speaks(20, ends=False))
    screen.signal(20.5, "x")
    screen.at(22, _speaks(22, ends=True))
    assert shown(screen.at(22.5, said("agent", 22.5))) == ["uji.a"]


def test_a_pause_does_not_wait_long_for_words() -> None:
    screen = Screen(rule("a", "x", show="pause"))
    screen.at(0, _speaks(0, ends=False))
    screen.signal(0.5, "x")
    screen.at(2, _speaks(2, ends=True))
    assert shown(screen.at(3)) == []
    assert shown(screen.at(4)) == ["uji.a"]  # a cough has no text


def _heard(at_s: float, place: str) -> Signal:
    evidence = Evidence(speaker="customer", start_s=at_s, end_s=at_s, utterance_id=place)
    return Signal(known_at_s=at_s, name="x", by="customer", evidence=(evidence,))


def _misheard(screen: Screen, at_s: float, tip_id: str, misheard: bool = True) -> list[Concluded]:
    """What a closed tip concludes, the session's way: first who says it was misheard, then the screen."""
    closed = TipDismissed(known_at_s=at_s, tip_id=tip_id, misheard=misheard)
    return screen.at(at_s, closed, signals=screen.tips.misheard(closed))


@pytest.mark.parametrize(
    ("allowed", "misheard", "tip_id", "resumes"),
    [
        (True, True, "tip-1", True),
        (True, False, "tip-1", False),
        (False, True, "tip-1", False),
        (True, True, "tip-9", False),
    ],
    ids=["misheard", "merely closed", "a rule that does not allow it", "another tip"],
)
def test_only_what_was_misheard_and_may_be_resumes_the_rest(
    allowed: bool, misheard: bool, tip_id: str, resumes: bool
) -> None:
    screen = Screen(rule("danger", "x", level="red", silences=["*"], may_be_misheard=allowed), rule("b", "y"))
    screen.at(0, Tick(known_at_s=0), signals=[_heard(0, "u1")])
    _misheard(screen, 5, tip_id, misheard)
    screen.signal(8, "y")
    assert ("uji.b" in shown(screen.log)) is resumes


def test_what_still_silences_the_rest_is_shown_again() -> None:
    screen = Screen(rule("danger", "x", level="red", silences=["*"], may_be_misheard=True), rule("b", "y"))
    screen.at(0, Tick(known_at_s=0), signals=[_heard(0, "u1")])
    screen.at(1, Tick(known_at_s=1), signals=[_heard(1, "u2")])
    _misheard(screen, 5, "tip-1")
    assert shown(screen.signal(6, "y")) == []
    assert shown(screen.at(12)) == ["uji.danger"]  # after its cooldown
    _misheard(screen, 14, "tip-2")
    assert shown(screen.signal(16, "y")) == ["uji.b"]


def test_while_a_tip_asks_to_listen_those_it_holds_do_not_fire() -> None:
    screen = Screen(rule("listen", "x", holds=["uji.silence"]), rule("silence", "y", priority=99))
    screen.signal(0, "x")
    screen.signal(1, "y")
    screen.at(30)
    assert shown(screen.log) == ["uji.listen"]
    screen.signal(31, "y")
    assert shown(screen.log) == ["uji.listen", "uji.silence"]


def test_what_waited_for_the_screen_is_held_too() -> None:
    screen = Screen(rule("other", "w"), rule("silence", "y"), rule("listen", "x", level="red", holds=["uji.silence"]))
    screen.signal(0, "w")
    screen.signal(1, "y")
    screen.signal(1.5, "x")
    screen.at(15)
    screen.at(30)
    assert shown(screen.log) == ["uji.other", "uji.listen"]
