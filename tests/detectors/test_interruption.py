import pytest

from assist.config import InterruptionSettings
from assist.detectors.interruption import InterruptionDetector
from assist.events import Heard, Signal, Speaker, SpeechEnded, SpeechStarted, Tick, Utterance

ONSET_S, END_S = 0.1, 0.4
"""When voice activity knows of a start and an end."""


def run(*speech: tuple[Speaker, float, float], texts: tuple[Utterance, ...] = ()) -> list[Signal]:
    """The signals of two channels' speech, as (speaker, start_s, end_s), judged on a grid of 0.25 s."""
    events: list[Heard] = list(texts)
    for speaker, start_s, end_s in speech:
        events.append(SpeechStarted(known_at_s=start_s + ONSET_S, speaker=speaker, start_s=start_s))
        events.append(SpeechEnded(known_at_s=end_s + END_S, speaker=speaker, start_s=start_s, end_s=end_s))
    events += [Tick(known_at_s=0.25 * step) for step in range(80)]
    events.sort(key=lambda event: event.known_at_s)
    detector = InterruptionDetector(InterruptionSettings(), END_S)
    return [signal for event in events for signal in detector.feed(event)]


def names(signals: list[Signal]) -> list[str]:
    return [signal.name for signal in signals]


def test_cutting_in_so_that_the_customer_stops_is_severe() -> None:
    signals = run(("customer", 1, 6), ("agent", 5, 9))
    assert names(signals) == ["interruption", "interruption_severe"]
    assert {signal.by for signal in signals} == {"agent"}
    assert signals[0].known_at_s - 5 <= 1.3
    assert signals[0].evidence[0].measured["overlap_s"] >= 0.38


def test_talking_over_a_customer_who_goes_on_becomes_severe_when_long() -> None:
    signals = run(("customer", 1, 12), ("agent", 5, 9))
    assert names(signals) == ["interruption", "interruption_severe"]
    assert signals[1].evidence[0].measured["overlap_s"] >= 1.5
    short = run(("customer", 1, 12), ("agent", 5, 6.2))
    assert names(short) == ["interruption"]


def test_the_customer_can_interrupt_too() -> None:
    assert {signal.by for signal in run(("agent", 1, 6), ("customer", 5, 9))} == {"customer"}


SILENT: dict[str, list[tuple[Speaker, float, float]]] = {
    "taking turns": [("customer", 1, 5), ("agent", 5.3, 9)],
    "a start close to the end": [("customer", 1, 5), ("agent", 4.8, 9)],
    "a short backchannel": [("customer", 1, 9), ("agent", 5, 5.5)],
    "the other has only just begun": [("customer", 4.7, 9), ("agent", 5, 9)],
    "nobody else speaks": [("agent", 1, 9)],
}


@pytest.mark.parametrize("name", SILENT)
def test_no_interruption(name: str) -> None:
    assert run(*SILENT[name]) == []


def test_a_partial_yes_that_goes_on_is_an_interruption() -> None:
    begun = Utterance(known_at_s=5.8, utterance_id="a", speaker="agent", start_s=5, end_s=5.7, text="iya", final=False)
    more = begun.model_copy(update={"known_at_s": 6.5, "end_s": 6.4, "text": "iya saya tahu", "revision": 1})
    signals = run(("customer", 1, 7), ("agent", 5, 9), texts=(begun, more))
    assert names(signals)[0] == "interruption"
    assert signals[0].known_at_s <= 6.75


def test_a_drawn_out_yes_is_a_backchannel() -> None:
    text = Utterance(
        known_at_s=5.9, utterance_id="a", speaker="agent", start_s=5, end_s=5.8, text="Iya, baik, Bu.", final=False
    )
    assert run(("customer", 1, 12), ("agent", 5, 5.9), texts=(text,)) == []
    assert run(("customer", 1, 12), ("agent", 5, 5.9), texts=(text.model_copy(update={"final": True}),)) == []
    words = text.model_copy(update={"text": "iya tapi kapan"})
    assert names(run(("customer", 1, 12), ("agent", 5, 5.9), texts=(words,))) == ["interruption"]
