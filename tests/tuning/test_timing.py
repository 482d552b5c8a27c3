import pytest

from assist.events import Utterance
from assist.tuning.latency import Stretch
from assist.tuning.listener import Listened
from assist.tuning.timing import Timing, final_delays_s, peak_rss_mb, spoken_in


def final(number: int, start_s: float, end_s: float, known_at_s: float) -> Utterance:
    name = f"customer-{number}"
    times = {"start_s": start_s, "end_s": end_s, "known_at_s": known_at_s}
    return Utterance(utterance_id=name, speaker="customer", text="ya", **times)


HEARD = Listened(
    utterances=[final(1, 1.0, 2.0, 2.4), final(2, 3.0, 4.0, 4.6)],
    spoken=[Stretch(1.0, 2.0), Stretch(3.0, 4.0)],
    took_s=10.0,
    audio_s=9.0,
    lost_s=0.5,
)
LABELLED = [Stretch(1.0, 2.0), Stretch(3.0, 4.0), Stretch(6.0, 7.0)]


def test_labels_tell_where_speech_is_else_voice_activity() -> None:
    assert spoken_in(LABELLED, HEARD) == LABELLED
    assert spoken_in(None, HEARD) == [Stretch(1.0, 4.0)]
    assert spoken_in(None, Listened()) == []


def test_what_was_not_heard_has_no_delay() -> None:
    assert final_delays_s(LABELLED, HEARD) == [pytest.approx(0.4), pytest.approx(0.6)]


def test_recordings_add_up() -> None:
    timing = Timing()
    timing.add(LABELLED, HEARD, cpu_s=2.0)
    timing.add(None, HEARD, cpu_s=4.0)
    figures = timing.figures()
    rss_mb = figures.pop("rss_mb")
    assert figures == {
        "final_latency_p50_s": pytest.approx(0.6),
        "final_latency_p95_s": pytest.approx(0.6),
        "first_partial_p50_s": pytest.approx(1.4),
        "cpu_cores": pytest.approx(0.3),
        "unheard": 1,
        "lost_s": 1.0,
    }
    assert rss_mb is None or isinstance(rss_mb, float)


def test_nothing_heard_has_no_figures() -> None:
    assert {key: value for key, value in Timing().figures().items() if value} == {}


def test_memory_only_grows() -> None:
    before_mb = peak_rss_mb()
    if before_mb is None:
        pytest.skip("the system does not tell")
    held = bytearray(b"x" * 30 * 2**20)
    after_mb = peak_rss_mb()
    assert after_mb is not None and before_mb <= after_mb < before_mb + 1000
    assert len(held) > 0
