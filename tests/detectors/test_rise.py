from copy import deepcopy

import numpy as np
import pytest

from assist.config import EmotionSettings
from assist.detectors.rise import CLIP, MEASURES, Baseline, Rise, RiseMeter, is_rise, smoothed, vector, weights_of
from assist.events import Prosody

BARE = Prosody(speaker="customer", start_s=0, end_s=1, pitch_hz=120, level_dbfs=-30, tilt_db=-10)


def window(at_s: float, pitch: float = 0.0, level: float = 0.0, effort: float = 0.0, sway: float = 0.0) -> Prosody:
    """One second of a voice: semitones, dB and dB an octave above its calm self, and some sway of its own."""
    return Prosody(
        known_at_s=at_s + 1,
        speaker="customer",
        start_s=at_s,
        end_s=at_s + 1,
        window_s=1.0,
        pitch_hz=120 * 2 ** ((pitch + 0.3 * sway) / 12),
        pitch_high_hz=150 * 2 ** ((pitch + 0.3 * sway) / 12),
        pitch_spread_semitones=5.0,
        pitch_movement_semitones_s=12.0 + pitch,
        jitter_percent=0.5,
        level_dbfs=-30 + level + 2 * sway,
        level_voiced_dbfs=-28 + level + 2 * sway,
        level_spread_db=12.0,
        tilt_db=-8 + 1.2 * effort + sway,
        slope_db_octave=-9 + effort,
        hammarberg_db=18 - 1.5 * effort - sway,
        centroid_hz=700 * 2 ** (effort / 12),
        low_centroid_hz=520 * 2 ** (effort / 24),
        flux_db=4.0 + 0.1 * effort,
        voiced_share=0.7,
        periodicity=0.9,
        syllables_per_s=4.0 + 0.1 * effort,
    )


def calm(seconds: int, start_s: float = 0.0) -> list[Prosody]:
    return [window(start_s + at, sway=(at * 7 % 5 - 2) / 2) for at in range(seconds)]


def raised(seconds: int, start_s: float, level: float = 6.0) -> list[Prosody]:
    return [window(start_s + at, 5.0, level, 3.0) for at in range(seconds)]


def follow(windows: list[Prosody], settings: EmotionSettings | None = None) -> list[Rise | None]:
    meter = RiseMeter(settings or EmotionSettings())
    return [meter.feed(heard) for heard in windows]


def test_nothing_is_judged_before_there_is_a_baseline() -> None:
    least = round(EmotionSettings().baseline_least_s)
    found = follow(calm(least + 1))
    assert found[:least] == [None] * least
    assert found[-1] is not None


def test_a_calm_voice_stays_near_zero() -> None:
    assert all(abs(rise.strength) < 0.5 for rise in follow(calm(60)) if rise)


def test_a_raised_voice_is_raised_within_three_windows() -> None:
    found = follow(calm(20) + raised(3, 20))
    last = found[-1]
    assert last is not None and last.strength >= 1.0
    assert last.measured["pitch_semitones"] == pytest.approx(5.0, abs=0.3)
    assert last.measured["level_db"] == pytest.approx(6.0, abs=1.5)
    assert last.measured["brightness_db"] == pytest.approx(3.6, abs=1.0)


@pytest.mark.parametrize(("window_s", "share"), [(1.0, 0.43), (0.5, 0.215), (2.5, 0.65)])
def test_the_newest_window_counts_by_its_speech(window_s: float, share: float) -> None:
    windows = [*calm(20), *(heard.model_copy(update={"window_s": window_s}) for heard in raised(1, 20))]
    before, after = follow(windows)[-2:]
    assert before is not None and after is not None
    assert after.strength == pytest.approx(share * after.now + (1 - share) * before.strength)


@pytest.mark.parametrize(("sway", "factor"), [(0.0, 0.8), (0.34, 1.0), (1.0, 1.5)])
def test_who_sways_more_at_rest_must_rise_more(sway: float, factor: float) -> None:
    baseline = Baseline(EmotionSettings())
    assert baseline.spread() == 1.0
    for at in range(60):
        baseline.note(sway * (1 if at % 2 else -1))
    assert baseline.spread() == pytest.approx(factor, abs=0.03)


def test_a_voice_that_sank_is_not_held_down_by_it() -> None:
    assert smoothed(-3.0, 2.0, 1.0) == smoothed(0.0, 2.0, 1.0) > smoothed(0.0, 1.0, 1.0)


# strength of the window before, of this one, and whether that is a rise
RISES = [(1.2, 1.2, True), (0.65, 1.1, True), (0.6, 1.5, False), (1.5, 1.0, False), (0.0, 3.0, False)]


@pytest.mark.parametrize(("before", "now", "rise"), RISES)
def test_a_rise_takes_two_windows(before: float, now: float, rise: bool) -> None:
    assert is_rise(now, before, EmotionSettings()) == rise


def test_smoothing_begins_anew_after_a_long_silence() -> None:
    found = follow(calm(20) + raised(4, 20) + [window(300)])
    last = found[-1]
    assert last is not None and last.strength == pytest.approx(0.43 * last.now)


def test_the_baseline_freezes_while_the_voice_is_raised() -> None:
    found = follow(calm(20) + raised(300, 20))
    assert all(rise is not None and rise.strength >= 1.0 for rise in found[23:])


def test_a_slow_drift_is_followed() -> None:
    windows = calm(20) + [window(20 + at, 1.2, 0.8, 0.4) for at in range(120)]
    first, last = follow(windows)[25], follow(windows)[-1]
    assert first is not None and last is not None
    assert last.strength < 0.6 * first.strength


@pytest.mark.parametrize("change", [{"pitch": 12.0}, {"level": 20.0}])
def test_higher_alone_or_louder_alone_is_not_enough(change: dict[str, float]) -> None:
    windows = [window(20 + at, **change) for at in range(6)]
    for heard in windows:
        plain = heard.model_copy(update={"pitch_high_hz": 150, "pitch_movement_semitones_s": 12.0})
        rise = follow([*calm(20), plain, plain, plain])[-1]
        assert rise is not None and rise.strength < 1.0


def test_a_voice_that_sinks_is_below_zero() -> None:
    rise = follow(calm(20) + [window(20 + at, -3.0, -4.0, -2.0) for at in range(3)])[-1]
    assert rise is not None and rise.strength < -0.3


def test_a_level_that_falls_speaks_for_nothing() -> None:
    table = {"level": 1.0}
    differences = np.zeros(len(MEASURES))
    differences[MEASURES.index("level")] = -2.0
    assert weights_of(table).strength(differences) == 0.0


def test_one_measure_counts_at_most_clip() -> None:
    differences = np.zeros(len(MEASURES))
    differences[MEASURES.index("pitch")] = 100.0
    assert weights_of({"pitch": 0.2}).strength(differences) == pytest.approx(0.2 * CLIP)


def test_an_automatic_gain_is_noticed_by_levels_that_hardly_move() -> None:
    held, free = Baseline(EmotionSettings()), Baseline(EmotionSettings())
    for at in range(20):
        sway = (at * 7 % 5 - 2) / 2
        held.add(vector(window(at, sway=sway, level=-1.9 * sway)), 1.0)
        free.add(vector(window(at, sway=sway)), 1.0)
    assert held.level_held() and not free.level_held()


def test_few_windows_tell_nothing_of_the_gain() -> None:
    baseline = Baseline(EmotionSettings())
    for at in range(5):
        baseline.add(vector(window(at)), 1.0)
    assert not baseline.level_held()


@pytest.mark.parametrize("gain", ["on", "auto", "off"])
def test_the_gain_decides_on_the_weights(gain: str) -> None:
    settings = EmotionSettings.model_validate({"automatic_gain": gain})
    tables = {"level": 1.0}, {"pitch": 1.0}
    meter = RiseMeter(settings, tables)
    for at in range(20):
        meter.feed(window(at))  # the level never moves: a gain at work
    louder = deepcopy(meter).feed(window(20, level=12.0))
    assert louder is not None
    assert (louder.now > 0) == (gain == "off")


def test_a_log_of_an_earlier_version_is_judged_by_what_it_has() -> None:
    measured = vector(BARE)
    assert np.isnan(measured[MEASURES.index("slope")])
    windows = [BARE.model_copy(update={"start_s": float(at), "end_s": at + 1.0}) for at in range(20)]
    changed = BARE.model_copy(update={"start_s": 20.0, "end_s": 21.0, "pitch_hz": 190.0, "tilt_db": -4.0})
    rise = follow([*windows, changed])[-1]
    assert rise is not None and rise.now > 0.3


def test_windows_without_a_pitch_are_borne() -> None:
    bare = BARE.model_copy(update={"pitch_hz": None})
    windows = [bare.model_copy(update={"start_s": float(at), "end_s": at + 1.0}) for at in range(30)]
    assert all(rise.strength == 0.0 for rise in follow(windows) if rise)
