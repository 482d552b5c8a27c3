import numpy as np
import pytest

from assist.audio.health import CAUGHT_UP_S, IMPAIRED_S, STARTING_S, ChannelHealth, ChannelHearing, Condition, is_sound
from assist.config import AudioSettings
from assist.events import AudioChunk, HearingHealth, HearingState, Samples

SETTINGS = AudioSettings()
SOUND = np.array([0.0, 0.01, -0.01], np.float32)
SILENCE = np.zeros(3, np.float32)
FAINT = np.full(3, 5e-5, np.float32)


def at(now_s: float, **facts: float) -> Condition:
    """All is well but for `facts`."""
    return Condition(
        now_s,
        open=bool(facts.get("open", True)),
        called_s=facts.get("called_s", now_s),
        lost_s=facts.get("lost_s", 0.0),
        duplicated=bool(facts.get("duplicated", False)),
    )


def states(health: ChannelHealth, *conditions: Condition, sound: Samples = SOUND) -> list[tuple[float, HearingState]]:
    told = []
    for condition in conditions:
        health.hear(sound, condition.now_s)
        changed = health.judge(condition)
        if changed is not None:
            told.append((changed.known_at_s, changed.state))
    return told


TROUBLE: dict[str, tuple[list[Condition], list[tuple[float, HearingState]]]] = {
    "all is well": ([at(1), at(2), at(30)], []),
    "closed and open again": ([at(1), at(2, open=False), at(3, open=False), at(4)], [(2, "lost"), (4, "ok")]),
    "no callback": ([at(1), at(5, called_s=1), at(5.1, called_s=1), at(6)], [(5.1, "lost"), (6, "ok")]),
    "both the same": ([at(1), at(2, duplicated=True), at(3)], [(2, "duplicated"), (3, "ok")]),
    "lost is worse than duplicated": ([at(2, duplicated=True, open=False)], [(2, "lost")]),
    "a loss is told, told again as it grows, and forgotten": (
        [at(5), at(6, lost_s=0.5), at(7, lost_s=0.6), at(8, lost_s=1.7), at(8 + IMPAIRED_S, lost_s=1.7)],
        [(6, "impaired"), (8, "impaired"), (8 + IMPAIRED_S, "ok")],
    ),
    "what is missing at the start is no loss": ([at(STARTING_S - 0.5, lost_s=0.5), at(9, lost_s=0.5)], []),
}


@pytest.mark.parametrize("name", TROUBLE)
def test_a_change_is_told_once(name: str) -> None:
    conditions, expected = TROUBLE[name]
    assert states(ChannelHealth(SETTINGS, "customer"), *conditions) == expected


@pytest.mark.parametrize("sound", [SILENCE, FAINT], ids=["digital silence", "below the floor"])
def test_silence_is_told_within_ten_seconds_and_ends_with_the_first_sound(sound: Samples) -> None:
    health = ChannelHealth(SETTINGS, "agent")
    told = states(health, *(at(tenth / 10) for tenth in range(1, 100)), sound=sound)
    assert [state for _, state in told] == ["silent"]
    assert told[0][0] == pytest.approx(8.1)
    assert states(health, at(10)) == [(10, "ok")]


def test_a_device_that_is_opened_again_may_be_silent_at_first() -> None:
    health = ChannelHealth(SETTINGS, "agent")
    assert states(health, at(9), at(20, open=False)) == [(20, "lost")]
    health.begin(21)
    assert states(health, at(28), sound=SILENCE) == [(28, "ok")]


def device(state: HearingState, lost_s: float = 0.0) -> HearingHealth:
    return HearingHealth(speaker="agent", state=state, lost_s=lost_s)


def test_what_device_and_recogniser_lost_adds_up_and_the_worse_counts() -> None:
    hearing = ChannelHearing("agent")
    assert hearing.of_recogniser(0.0, 1.0) is None
    assert hearing.of_recogniser(0.5, 2.0) == device("impaired", 0.5)
    assert hearing.of_device(device("lost", 1.0)) == device("lost", 1.5)
    assert hearing.of_device(device("ok", 3.0)) == device("impaired", 3.5)
    assert hearing.of_recogniser(0.5, 3.0) is None
    assert hearing.of_recogniser(0.5, 2.0 + CAUGHT_UP_S) == device("ok", 3.5)
    assert hearing.of_recogniser(0.5, 20.0) is None


def test_a_recogniser_that_loses_chunk_after_chunk_is_told_by_the_second() -> None:
    hearing = ChannelHearing("agent")
    told = [hearing.of_recogniser(number * 0.032, number * 0.032) for number in range(1, 101)]
    assert [health.lost_s for health in told if health is not None] == [0.03, 1.06, 2.08, 3.1]
    assert hearing.of_recogniser(3.2, 3.3, last=True) == device("impaired", 3.2)
    assert hearing.of_recogniser(3.2, 3.4, last=True) is None
    assert hearing.of_recogniser(3.3, 3.5, last=True) == device("impaired", 3.3)


def test_direct_current_is_no_sound() -> None:
    floor = 1e-4
    assert not is_sound(np.full(512, 0.4, np.float32), floor)
    assert not is_sound(np.zeros(0, np.float32), floor)
    assert is_sound((0.4 + 0.01 * np.sin(np.arange(512))).astype(np.float32), floor)


def test_distortion_is_told_behind_what_is_worse_and_taken_back() -> None:
    hearing = ChannelHearing("customer")
    loud = np.where(np.arange(512) % 2, 1.0, -1.0).astype(np.float32)

    def chunks(count: int, samples: Samples) -> list[HearingHealth]:
        given = (hearing.of_sound(AudioChunk("customer", 0.0, samples, speech=True)) for _ in range(count))
        return [event for event in given if event is not None]

    (told,) = chunks(60, loud)
    assert (told.speaker, told.state) == ("customer", "clipped")
    assert hearing.of_device(HearingHealth(speaker="customer", state="silent")).state == "silent"
    assert hearing.of_device(HearingHealth(speaker="customer", state="ok")).state == "clipped"
    (well,) = chunks(200, 0.1 * loud)
    assert well.state == "ok"
