"""The rules of display: how long a tip stays, what replaces it, and what never comes."""

from dataclasses import dataclass, replace
from typing import Literal

import pytest

from assist.config import TipSettings
from assist.events import Level, Show, Signal, Tip, TipGone
from assist.tips.screen import Candidate, Screen


@dataclass(frozen=True)
class Rule:
    """As much of a rule as the screen looks at."""

    id: str = "uji.a"
    why: str = "uji"
    level: Level = "ask"
    show: Show = "now"
    priority: int = 50
    cooldown_s: float = 10
    max_per_call: int = 3
    holds: tuple[str, ...] = ()
    may_be_misheard: bool = False


def held(stale_s: float = 100, words: int = 4, asked: bool = False, **of_rule: object) -> Candidate:
    rule = replace(Rule(), **of_rule)  # type: ignore[arg-type]  # fields by name
    return Candidate(rule, Signal(name="x", by="customer"), " ".join(["kata"] * words), stale_s, asked)


class Driven:
    """A screen that is told the time."""

    def __init__(self, settings: TipSettings | None = None) -> None:
        self.screen = Screen(settings or TipSettings(), "v1")

    def at(self, now_s: float, *new: Candidate, offered: Candidate | None = None) -> list[str]:
        """What came (by its rule) and left (by its reason) at that moment."""
        self.screen.now_s = now_s
        for candidate in new:
            self.screen.propose(candidate)
        self.screen.display(offered)
        out, self.screen.out = self.screen.out, []
        return [
            item.rule_id if isinstance(item, Tip) else item.reason for item in out if isinstance(item, Tip | TipGone)
        ]


@pytest.mark.parametrize(("words", "least_s"), [(1, 2.35), (4, 3.4), (11, 5.85), (12, 6.0), (40, 6.0)])
def test_a_tip_stays_two_seconds_and_a_third_a_word_but_six_at_most(words: int, least_s: float) -> None:
    driven = Driven()
    assert driven.at(0, held(words=words)) == ["uji.a"]
    better = held(id="uji.b", priority=60)
    assert driven.at(least_s - 0.01, better) == []
    assert driven.at(least_s) == ["replaced", "uji.b"]


def test_a_stale_tip_stays_until_it_could_be_read() -> None:
    driven = Driven()
    driven.at(0, held(stale_s=1, words=4))
    assert driven.at(3.39) == []
    assert driven.at(3.4) == ["expired"]


def test_the_screen_is_empty_for_a_moment_between_two_tips() -> None:
    driven = Driven()
    driven.at(0, held(stale_s=1, words=4))
    assert driven.at(3.4, held(id="uji.b", stale_s=9)) == ["expired"]
    assert driven.at(3.59) == []
    assert driven.at(3.6) == ["uji.b"]


def test_red_comes_at_once_even_into_that_moment() -> None:
    driven = Driven()
    driven.at(0, held(stale_s=1, words=4))
    driven.at(3.4)
    assert driven.at(3.41, held(id="uji.merah", level="red")) == ["uji.merah"]


def test_red_takes_the_place_of_what_cannot_have_been_read() -> None:
    driven = Driven()
    driven.at(0, held(priority=100))
    assert driven.at(0.1, held(id="uji.merah", level="red", priority=0)) == ["replaced", "uji.merah"]
    assert driven.at(50, held(id="uji.b", priority=100)) == []


@pytest.mark.parametrize(("show", "comes"), [("pause", []), ("now", ["uji.a"])])
def test_pause_waits_for_the_agent_now_does_not(show: Literal["pause", "now"], comes: list[str]) -> None:
    driven = Driven()
    driven.screen.agent_speaking = True
    assert driven.at(0, held(show=show)) == comes
    driven.screen.agent_speaking = False
    assert driven.at(1) == (["uji.a"] if not comes else [])


def test_what_waited_too_long_is_dropped_unseen() -> None:
    driven = Driven()
    driven.screen.agent_speaking = True
    driven.at(0, held(stale_s=5, show="pause"))
    driven.screen.agent_speaking = False
    assert driven.at(5) == []


def test_the_most_urgent_comes_first() -> None:
    driven = Driven()
    candidates = [
        held(id="uji.a", priority=50),
        held(id="uji.b", priority=70),
        held(id="uji.c", level="red", priority=1),
    ]
    assert driven.at(0, *candidates) == ["uji.c"]


def test_a_new_cause_of_the_same_rule_takes_the_place_of_the_old() -> None:
    driven = Driven()
    driven.screen.paused = True
    driven.at(0, held(stale_s=5), held(stale_s=9))
    driven.screen.paused = False
    assert driven.at(6) == ["uji.a"]


@pytest.mark.parametrize(("level", "comes"), [("ask", []), ("warn", ["uji.a"]), ("red", ["uji.a"])])
def test_quiet_mode_holds_back_what_is_only_asked(level: Level, comes: list[str]) -> None:
    driven = Driven()
    driven.screen.be_quiet(True)
    assert driven.at(0, held(level=level)) == comes
    driven.screen.be_quiet(False)
    assert driven.at(1) == (["uji.a"] if not comes else [])


@pytest.mark.parametrize(("level", "leaves"), [("ask", ["quiet"]), ("warn", []), ("red", [])])
def test_quiet_mode_clears_what_is_only_asked(level: Level, leaves: list[str]) -> None:
    driven = Driven()
    driven.at(0, held(level=level))
    driven.screen.be_quiet(True)
    assert driven.at(0.1) == leaves


def test_what_the_agent_asked_for_is_held_back_by_nothing_and_counts_for_nothing() -> None:
    driven = Driven(TipSettings(max_per_call=1, min_show_s=0, per_word_s=0, gap_s=0))
    driven.screen.be_quiet(True)
    for second in range(3):
        assert driven.at(second, offered=held(asked=True, stale_s=second)) == ["uji.a"]
        driven.screen.be_quiet(True)
        assert driven.at(second + 0.5) == ["expired"]
    driven.screen.be_quiet(False)
    assert driven.at(9, held(id="uji.b")) == ["uji.b"]


def test_what_is_offered_does_not_wait() -> None:
    driven = Driven()
    driven.at(0, held(priority=60))
    assert driven.at(1, offered=held(id="uji.b", asked=True, priority=99)) == []
    assert driven.at(9) == []


def test_nothing_comes_while_the_listening_is_paused_but_what_is_there_leaves() -> None:
    driven = Driven()
    driven.at(0, held(stale_s=1, words=4))
    driven.screen.paused = True
    assert driven.at(4, held(id="uji.b", level="red")) == ["expired"]
    driven.screen.paused = False
    assert driven.at(5) == ["uji.b"]


def test_a_tip_says_how_it_came() -> None:
    driven = Driven()
    driven.screen.now_s = 3
    driven.screen.propose(held(show="pause"))
    driven.screen.display()
    (tip,) = driven.screen.out
    assert isinstance(tip, Tip)
    assert (tip.tip_id, tip.show, tip.known_at_s, tip.playbook_version) == ("tip-1", "pause", 3, "v1")
