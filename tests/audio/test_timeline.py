import numpy as np
import pytest

from assist.audio.capture import Block
from assist.audio.timeline import HOLE_S, OVERDUE_S, Timeline
from assist.events import SAMPLE_RATE_HZ, Samples

BLOCK = 400
BLOCK_S = BLOCK / SAMPLE_RATE_HZ


def block(start: int, value: float = 0.5) -> Block:
    return Block(start, 0.0, np.full(BLOCK, value, np.float32))


def heard(timeline: Timeline, arrivals: list[float], starts: list[int] | None = None) -> Samples:
    starts = starts if starts is not None else [number * BLOCK for number in range(len(arrivals))]
    return np.concatenate(
        [timeline.accept(block(start), arrived_s) for start, arrived_s in zip(starts, arrivals, strict=True)]
    )


def steady(seconds: float, begin_s: float = 0.0) -> list[float]:
    return [begin_s + (number + 1) * BLOCK_S for number in range(round(seconds / BLOCK_S))]


def test_a_steady_device_comes_through_as_it_is() -> None:
    timeline = Timeline()
    samples = heard(timeline, steady(10))
    assert len(samples) == 10 * SAMPLE_RATE_HZ
    assert samples.all()
    assert timeline.lost_s == 0


def test_a_device_that_starts_late_is_put_where_it_belongs_and_has_lost_nothing() -> None:
    timeline = Timeline()
    samples = heard(timeline, steady(2, begin_s=1.5))
    assert len(samples) == pytest.approx(3.5 * SAMPLE_RATE_HZ, abs=1)
    assert not samples[: round(1.5 * SAMPLE_RATE_HZ)].any()
    assert samples[round(1.5 * SAMPLE_RATE_HZ) :].all()
    assert timeline.lost_s == 0


def test_late_is_not_lost() -> None:
    """Half a second in which the machine did nothing else: all blocks come at once, later."""
    timeline = Timeline()
    arrivals = [max(arrived_s, 5.5) if 5.0 < arrived_s < 5.5 else arrived_s for arrived_s in steady(10)]
    samples = heard(timeline, arrivals)
    assert len(samples) == 10 * SAMPLE_RATE_HZ
    assert samples.all()
    assert timeline.lost_s == 0


def test_what_the_queue_dropped_is_silence_in_its_very_place() -> None:
    timeline = Timeline()
    starts = [number * BLOCK for number in range(80) if not 40 <= number < 44]
    arrivals = [start / SAMPLE_RATE_HZ + BLOCK_S for start in starts]
    samples = heard(timeline, arrivals, starts)
    assert len(samples) == 80 * BLOCK
    assert np.flatnonzero(samples == 0).tolist() == list(range(40 * BLOCK, 44 * BLOCK))
    assert timeline.lost_s == pytest.approx(4 * BLOCK_S)


def test_what_the_device_lost_without_a_word_is_found_by_the_clock() -> None:
    timeline = Timeline()
    arrivals = [arrived_s for arrived_s in steady(10) if not 4.0 < arrived_s < 4.4]  # their count does not tell
    samples = heard(timeline, arrivals)
    assert len(samples) == pytest.approx(10 * SAMPLE_RATE_HZ, abs=2 * BLOCK)
    assert timeline.lost_s == pytest.approx(0.4, abs=0.05)
    silent = np.flatnonzero(samples == 0) / SAMPLE_RATE_HZ
    assert 4.0 < silent.min() < silent.max() < 6.5


def test_losses_too_small_to_tell_add_up_until_they_can() -> None:
    timeline = Timeline()
    arrivals = [arrived_s for number, arrived_s in enumerate(steady(60)) if number % 40]  # 25 ms in each second
    heard(timeline, arrivals)
    assert timeline.lost_s == pytest.approx(1.5, abs=HOLE_S + 0.05)
    assert abs(timeline.position_s - 60) < HOLE_S + 0.05


def test_a_device_that_runs_fast_does_not_run_ahead() -> None:
    timeline = Timeline()
    heard(timeline, [arrived_s * 0.99 for arrived_s in steady(60)])
    assert timeline.position_s == pytest.approx(60 * 0.99, abs=0.15)


def test_a_device_that_says_nothing_is_not_waited_for() -> None:
    timeline = Timeline()
    heard(timeline, steady(2))
    for tenth in range(21, 81):
        silence = timeline.wait(tenth / 10)
        assert not silence.any()
    assert timeline.position_s == pytest.approx(8.0 - OVERDUE_S)
    assert timeline.lost_s == pytest.approx(5.0)


def test_after_a_pause_the_clock_says_where_it_goes_on() -> None:
    timeline = Timeline()
    heard(timeline, steady(2))
    timeline.wait(6.0)
    timeline.restart(SAMPLE_RATE_HZ)
    samples = heard(timeline, steady(1, begin_s=7.0))
    assert timeline.position_s == pytest.approx(8.0, abs=0.01)
    assert len(samples) == pytest.approx(3 * SAMPLE_RATE_HZ, abs=2)
    assert timeline.lost_s == pytest.approx(5.0, abs=0.01)


@pytest.mark.parametrize("rate_hz", [8_000, 44_100, 48_000])
def test_another_rate_is_resampled(rate_hz: int) -> None:
    timeline = Timeline()
    timeline.restart(rate_hz)
    count = rate_hz // 20
    tone = np.sin(2 * np.pi * 440 * np.arange(rate_hz * 4) / rate_hz).astype(np.float32)
    pieces = [
        timeline.accept(Block(start, 0.0, tone[start : start + count]), (start + count) / rate_hz)
        for start in range(0, len(tone), count)
    ]
    samples = np.concatenate(pieces)[SAMPLE_RATE_HZ:]
    assert timeline.position_s == pytest.approx(4.0, abs=0.1)
    assert timeline.lost_s == 0
    peak_hz = np.argmax(np.abs(np.fft.rfft(samples))) * SAMPLE_RATE_HZ / len(samples)
    assert peak_hz == pytest.approx(440, abs=1)
