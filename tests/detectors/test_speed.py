from assist.config import TalkSettings
from assist.detectors.speed import Speed
from assist.events import Prosody


def stretch(at_s: float, rate: float | None) -> Prosody:
    return Prosody(
        known_at_s=at_s + 1,
        speaker="agent",
        start_s=at_s,
        end_s=at_s + 1,
        pitch_hz=120,
        level_dbfs=-20,
        tilt_db=-9,
        speed_syllables_per_s=rate,
    )


def run(*rates: float | None) -> tuple[Speed, list[tuple[int, dict[str, float]]]]:
    """The pace at the end, and when it was said to be too fast."""
    speed, told = Speed(TalkSettings()), []
    for at_s, rate in enumerate(rates):
        measured = speed.feed(stretch(at_s, rate))
        if measured is not None:
            told.append((at_s + 1, measured))
    return speed, told


def test_a_pace_far_above_the_own_is_said_once() -> None:
    speed, told = run(*[5.0] * 20, *[9.0] * 30)
    ((at_s, measured),) = told
    assert 26 <= at_s <= 30  # the last ten seconds are 7.5 on average after six to seven
    assert measured["own_speed_sps"] == 5.0
    assert 7.5 < measured["speed_sps"] < 8.5
    assert speed.fast
    assert (speed.now, speed.own) == (9.0, 5.0)


def test_it_is_said_again_after_it_came_down() -> None:
    _, told = run(*[5.0] * 20, *[9.0] * 15, *[5.0] * 15, *[9.0] * 15)
    assert len(told) == 2


def test_who_always_speaks_fast_is_left_alone() -> None:
    assert run(*[8.0] * 60)[1] == []


def test_faster_than_usual_but_not_fast_is_left_alone() -> None:
    assert run(*[4.0] * 20, *[7.0] * 30)[1] == []


def test_a_few_quick_words_are_left_alone() -> None:
    assert run(*[5.0] * 20, *[9.0] * 4, *[5.0] * 20)[1] == []


def test_before_there_is_enough_speech_nothing_is_known() -> None:
    speed, told = run(*[9.0] * 5)
    assert (speed.now, speed.own, told) == (None, None, [])


def test_what_was_not_measured_is_passed_over() -> None:
    speed, told = run(*[None] * 60)
    assert (speed.now, speed.own, told) == (None, None, [])
