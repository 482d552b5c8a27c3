import math

import pytest

from assist.detectors.voices import Voice


def voice(*stretches: tuple[float, float | None]) -> Voice:
    made = Voice()
    for start_s, end_s in stretches:
        made.start(start_s)
        if end_s is not None:
            made.stop(end_s)
    return made


def test_spoken_counts_what_lies_within() -> None:
    assert voice((1, 2), (3, None)).spoken_s(1.5, 4, 3.4) == pytest.approx(0.9)


def test_an_open_stretch_is_credited_up_to_what_is_sure() -> None:
    unsure = Voice(unsure_s=0.4)
    unsure.start(1)
    assert unsure.spoken_s(0, 9, 2) == pytest.approx(0.6)
    assert unsure.last_s(1.1) == 1


def test_short_pauses_belong_to_a_turn() -> None:
    spoken = voice((1, 2), (2.4, 3), (4, 5))
    assert spoken.held_s(0, 3.5, 0.5) == pytest.approx(2)
    assert spoken.turn_end_s(2.2, 9, 0.5) == 3
    assert spoken.turn_end_s(0.5, 9, 0.5) == -math.inf


def test_near_the_other_counts_each_moment_once() -> None:
    own, other = voice((0, 10)), voice((2, 3), (3.1, 4))
    assert own.spoken_near_s(other, 0, 10, 10, 0.1) == pytest.approx(2.2)


def test_a_pause_that_was_taken_back_is_none() -> None:
    again = voice((1, 2), (2, 3))
    assert again.spoken_s(0, 9, 9) == 2
    assert again.began_s(9) == 2


def test_nobody_spoke() -> None:
    nobody = Voice()
    assert (nobody.last_s(5), nobody.quiet_for_s(5), nobody.began_s(9)) == (-math.inf, math.inf, -math.inf)


def test_old_stretches_are_forgotten() -> None:
    spoken = voice((1, 2), (3, 4))
    spoken.forget(2.5)
    assert spoken.spoken_s(0, 9, 9) == 1


def test_a_turn_survives_a_pause_at_the_start_but_not_a_later_break_as_long() -> None:
    assert voice((1, 2), (2.6, 3)).turn_end_s(2.3, 9, 0.7) == 3
    assert voice((1, 2), (2.8, 3)).turn_end_s(1.9, 9, 0.7) == 2
    assert voice((1, 2), (2.3, 3)).turn_end_s(1.9, 9, 0.7) == 3
