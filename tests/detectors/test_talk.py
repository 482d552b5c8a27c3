from collections.abc import Iterable

import pytest

from assist.config import TalkSettings
from assist.detectors.talk import TalkFollower
from assist.events import (
    Activity,
    CallEnded,
    Heard,
    HearingHealth,
    HearingState,
    Prosody,
    Signal,
    Speaker,
    Tick,
)


def turns(*spells: tuple[Speaker, float, float], end_s: float | None = None) -> list[Heard]:
    """Who speaks from when to when, with the grid's ticks and the end of the call."""
    events: list[Heard] = []
    for speaker, start_s, stop_s in spells:
        events.append(Activity(known_at_s=start_s, speaker=speaker, at_s=start_s, active=True))
        events.append(Activity(known_at_s=stop_s, speaker=speaker, at_s=stop_s, active=False))
    end_s = max(stop_s for _, _, stop_s in spells) if end_s is None else end_s
    events += [Tick(known_at_s=number / 8) for number in range(int(end_s * 8) + 1)]
    return [*sorted(events, key=lambda event: event.known_at_s), CallEnded(known_at_s=end_s, reason="stopped")]


def run(events: Iterable[Heard | Signal]) -> list[Signal]:
    follower = TalkFollower(TalkSettings())
    return [
        signal for event in events for signal in follower.follow(event, [event] if isinstance(event, Signal) else [])
    ]


def named(signals: list[Signal], name: str) -> list[Signal]:
    return [signal for signal in signals if signal.name == name]


def share(agent: float, seconds: int, start: int = 0) -> list[tuple[Speaker, float, float]]:
    """Ten seconds each time, of which the agent speaks a share, and a pause of a second."""
    spells: list[tuple[Speaker, float, float]] = []
    for at_s in range(start, start + seconds, 10):
        spells.append(("agent", at_s, at_s + 9 * agent))
        spells.append(("customer", at_s + 9 * agent, at_s + 9))
    return spells


def test_a_monologue_is_said_once_with_its_measure() -> None:
    (signal,) = named(run(turns(("customer", 0, 3), ("agent", 4, 120))), "monologue")
    assert (signal.by, signal.known_at_s) == ("agent", 64.0)
    assert signal.fields == {"monologue_s": 60.0}
    assert (signal.evidence[0].start_s, signal.evidence[0].end_s) == (4, 64)


def test_a_listener_does_not_end_a_monologue_and_a_turn_does() -> None:
    listens = [("customer", float(at_s), at_s + 0.5) for at_s in range(5, 65, 10)]
    answers = [("customer", 30.0, 32.0)]
    assert named(run(turns(("agent", 0, 65), *listens)), "monologue")  # type: ignore[arg-type]
    assert not named(run(turns(("agent", 0, 65), *answers)), "monologue")  # type: ignore[arg-type]


def test_a_customers_story_is_the_customers() -> None:
    (signal,) = named(run(turns(("agent", 0, 3), ("customer", 4, 120))), "monologue")
    assert signal.by == "customer"


def test_an_agent_who_speaks_most_of_some_minutes_hears_of_it_once() -> None:
    (signal,) = named(run(turns(*share(0.8, 400))), "talk_share")
    assert signal.fields["talk_share_pct"] == pytest.approx(80, abs=3)
    assert 180 <= signal.known_at_s < 190


@pytest.mark.parametrize("agent", [0.3, 0.5, 0.63])
def test_a_fair_share_is_not_remarked_on(agent: float) -> None:
    assert named(run(turns(*share(agent, 400))), "talk_share") == []


def test_it_is_said_again_only_after_it_was_better() -> None:
    spells = [*share(0.8, 300), *share(0.2, 300, 300), *share(0.8, 300, 600)]
    assert len(named(run(turns(*spells)), "talk_share")) == 2


def test_a_mostly_silent_call_has_no_share() -> None:
    assert named(run(turns(("customer", 0, 2), ("agent", 10, 30), ("agent", 200, 220), end_s=400)), "talk_share") == []


@pytest.mark.parametrize(("state", "told"), [("silent", False), ("lost", False), ("duplicated", False), ("ok", True)])
def test_a_side_that_is_not_heard_may_be_speaking(state: HearingState, told: bool) -> None:
    """Else an agent whose customer is not heard would be told to listen."""
    health = HearingHealth(known_at_s=0.0, speaker="customer", state=state)
    signals = run([health, *turns(("customer", 0, 3), ("agent", 4, 300))])
    assert bool(named(signals, "monologue")) is told
    assert bool(named(signals, "talk_share")) is told


def test_the_figures_are_told_every_few_seconds_where_they_changed() -> None:
    cut_in = Signal(known_at_s=7.0, name="interruption", by="agent")
    events = turns(("agent", 0, 4), ("customer", 5, 8), end_s=30)
    told = named(run(sorted([*events, cut_in], key=lambda event: event.known_at_s)), "talk")
    assert [signal.known_at_s for signal in told] == [5.0, 10.0]
    assert told[-1].fields == {
        "agent_s": 4.0,
        "customer_s": 3.0,
        "longest_s": 4.0,
        "interruptions": 1,
        "speed_sps": None,
        "own_speed_sps": None,
        "too_fast": False,
    }


def test_the_last_figures_are_told_as_the_call_ends() -> None:
    told = named(run(turns(("agent", 0, 6.5))), "talk")
    assert told[-1].fields["agent_s"] == 6.5


def test_nobody_speaks_no_figures() -> None:
    assert (
        run([*(Tick(known_at_s=number / 8) for number in range(800)), CallEnded(known_at_s=100, reason="stopped")])
        == []
    )


def test_talking_too_fast_carries_its_measures() -> None:
    rates = [5.0] * 20 + [9.0] * 15
    heard = [
        Prosody(
            known_at_s=at_s + 1,
            speaker="agent",
            start_s=at_s,
            end_s=at_s + 1,
            pitch_hz=None,
            level_dbfs=-20,
            tilt_db=0,
            speed_syllables_per_s=rate,
        )
        for at_s, rate in enumerate(rates)
    ]
    (signal,) = named(run(heard), "too_fast")
    assert signal.by == "agent"
    assert signal.evidence[0].measured == signal.fields
    assert signal.fields["own_speed_sps"] == 5.0
