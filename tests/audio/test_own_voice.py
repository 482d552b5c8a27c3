import pytest

from assist.audio.leakage import Own
from assist.audio.own_voice import OwnVoice
from assist.events import Activity

CHUNK_S, PIECE_S = 0.032, 0.008
QUIET = Own(False, False, (False,) * 4)
FAINT = Own(False, False, (False, False, True, True))
"""Audible in its second half, but not yet judged a voice."""
VOICE = Own(True, True, (True,) * 4)
LATE = Own(True, True, (False, True, True, True))
FADING = Own(True, True, (True, False, False, False))


def follow(*judged: Own) -> list[Activity]:
    own_voice = OwnVoice("agent")
    told: list[Activity] = []
    for number, own in enumerate(judged):
        start_s = number * CHUNK_S
        told += own_voice.accept(own, start_s, start_s + CHUNK_S, start_s + CHUNK_S)
    return told + own_voice.finish(len(judged) * CHUNK_S)


CASES: dict[str, tuple[list[Own], list[tuple[bool, float]]]] = {
    "nothing": ([QUIET] * 5, []),
    "from chunk to chunk": ([QUIET, VOICE, VOICE, QUIET], [(True, CHUNK_S), (False, 3 * CHUNK_S)]),
    "it began in the chunk before": ([FAINT, VOICE, QUIET], [(True, 2 * PIECE_S), (False, 2 * CHUNK_S)]),
    "it began later in the chunk": ([QUIET, LATE, QUIET], [(True, CHUNK_S + PIECE_S), (False, 2 * CHUNK_S)]),
    "voice activity goes on behind the end": (
        [VOICE, FADING, Own(True, True, (False,) * 4), QUIET],
        [(True, 0.0), (False, CHUNK_S + PIECE_S)],
    ),
    "it goes on to the end": ([QUIET, VOICE], [(True, CHUNK_S), (False, 2 * CHUNK_S)]),
    "a pause": (
        [VOICE, *[QUIET] * 10, VOICE],
        [(True, 0), (False, CHUNK_S), (True, 11 * CHUNK_S), (False, 12 * CHUNK_S)],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_edges(name: str) -> None:
    judged, expected = CASES[name]
    told = follow(*judged)
    assert [event.active for event in told] == [active for active, _ in expected]
    assert [event.at_s for event in told] == pytest.approx([at_s for _, at_s in expected], abs=1e-3)


def test_a_voice_that_comes_back_at_once_has_not_paused() -> None:
    _, paused, again, _ = follow(VOICE, VOICE, QUIET, QUIET, VOICE)
    assert (paused.active, again.active) == (False, True)
    assert again.at_s == paused.at_s == pytest.approx(2 * CHUNK_S)


def test_times_never_run_back_and_are_known_after() -> None:
    told = follow(*[VOICE, QUIET, FAINT, QUIET, VOICE, FADING, *[FAINT] * 12, VOICE, QUIET] * 3)
    assert [event.active for event in told] == [True, False] * (len(told) // 2)
    assert [event.at_s for event in told] == sorted(event.at_s for event in told)
    assert all(event.at_s <= event.known_at_s for event in told)
