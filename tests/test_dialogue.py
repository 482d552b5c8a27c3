import pytest

from assist.dialogue import TAIL_S, read_dialogue
from assist.errors import AssistError
from assist.events import Activity, CallEnded, CallStarted, Signal, SpeechEnded, SpeechStarted, Utterance


def test_an_untimed_line_lasts_a_fixed_time_a_word() -> None:
    events = read_dialogue("agent: selamat pagi bu\ncustomer: ya")
    first, second = (event for event in events if isinstance(event, Utterance))
    assert [first.start_s, first.end_s] == pytest.approx([0.0, 1.2])
    assert [second.start_s, second.end_s] == pytest.approx([1.2, 1.6])
    assert [word.text for word in first.words] == ["selamat", "pagi", "bu"]
    assert isinstance(events[0], CallStarted)
    assert isinstance(events[-1], CallEnded)
    assert events[-1].known_at_s == pytest.approx(1.6 + TAIL_S)


def test_times_silences_and_comments() -> None:
    text = "# opening\nagent: halo  # warm\n[t=62]\ncustomer: ya\n[silence 4]\nagent: baik"
    said = [event for event in read_dialogue(text) if isinstance(event, Utterance)]
    assert [utterance.start_s for utterance in said] == [0.0, 62.0, pytest.approx(66.4)]


def test_lines_may_overlap_and_events_stay_in_order() -> None:
    events = read_dialogue("customer: satu dua tiga empat lima\n[overlap 1]\nagent: kapan")
    times = [event.known_at_s for event in events]
    assert times == sorted(times)
    start = next(event for event in events if isinstance(event, SpeechStarted) and event.speaker == "agent")
    end = next(event for event in events if isinstance(event, SpeechEnded) and event.speaker == "customer")
    assert start.start_s == pytest.approx(end.end_s - 1)


def test_a_signal_carries_its_measure() -> None:
    events = read_dialogue("[t=3]\n[signal interruption by=agent overlap_s=0.9 severe=true kind=cut]")
    signal = next(event for event in events if isinstance(event, Signal))
    assert (signal.name, signal.by, signal.known_at_s) == ("interruption", "agent", 3.0)
    assert signal.fields == {"overlap_s": 0.9, "severe": True, "kind": "cut"}
    assert signal.evidence[0].measured["overlap_s"] == 0.9


BAD = ["nobody: halo", "agent:", "just words", "[silence lama]", "[t=-4]", "[signal x by=boss]", "[t=99999999]"]


@pytest.mark.parametrize("line", BAD)
def test_a_wrong_line_is_named(line: str) -> None:
    with pytest.raises(AssistError, match="dialogue line 2"):
        read_dialogue(f"agent: halo\n{line}")


def test_lines_are_the_speakers_own_voice() -> None:
    events = read_dialogue("agent: selamat pagi bu\ncustomer: ya")
    voices = [(event.speaker, event.at_s, event.active) for event in events if isinstance(event, Activity)]
    assert voices == [
        ("agent", 0.0, True),
        ("agent", pytest.approx(1.2), False),
        ("customer", pytest.approx(1.2), True),
        ("customer", pytest.approx(1.6), False),
    ]
