import pytest

from assist.config import DeadAirSettings
from assist.detectors.dead_air import DeadAirDetector, announces_waiting
from assist.events import Heard, Signal, SpeechEnded, SpeechStarted, Tick, Utterance


def run(*events: Heard) -> list[Signal]:
    detector = DeadAirDetector(DeadAirSettings(silence_s=6))
    return [signal for event in events for signal in detector.feed(event)]


def ticks(start_s: float, end_s: float) -> list[Heard]:
    return [Tick(known_at_s=start_s + 0.25 * i) for i in range(int((end_s - start_s) / 0.25) + 1)]


SPOKEN: list[Heard] = [
    SpeechStarted(known_at_s=0.1, speaker="agent", start_s=0),
    SpeechEnded(known_at_s=2.4, speaker="agent", start_s=0, end_s=2),
]


def test_silence_is_said_once_with_its_measure() -> None:
    (signal,) = run(*SPOKEN, *ticks(2.5, 30))
    assert (signal.name, signal.known_at_s) == ("dead_air", 8.0)
    assert signal.evidence[0].measured == {"silence_s": 6.0}
    assert signal.evidence[0].start_s == 2


def test_a_short_silence_is_none() -> None:
    assert run(*SPOKEN, *ticks(2.5, 7.5), SpeechStarted(known_at_s=7.6, speaker="customer", start_s=7.5)) == []


def test_while_one_of_two_still_speaks_it_is_not_silent() -> None:
    other = SpeechStarted(known_at_s=1, speaker="customer", start_s=0.9)
    assert run(SPOKEN[0], other, SPOKEN[1], *ticks(2.5, 30)) == []


def test_before_anybody_has_spoken_the_line_is_only_ringing() -> None:
    assert run(*ticks(0, 30)) == []


def test_each_silence_is_said() -> None:
    again: list[Heard] = [
        SpeechStarted(known_at_s=20, speaker="customer", start_s=19.9),
        SpeechEnded(known_at_s=22, speaker="customer", start_s=19.9, end_s=21.6),
    ]
    assert [signal.known_at_s for signal in run(*SPOKEN, *ticks(2.5, 19), *again, *ticks(22, 40))] == [8.0, 27.75]


def said(text: str, start_s: float = 0) -> Heard:
    return Utterance(
        known_at_s=start_s + 2.4, utterance_id="a", speaker="agent", start_s=start_s, end_s=start_s + 2, text=text
    )


def test_after_waiting_was_announced_only_a_long_silence_is_one() -> None:
    assert [signal.known_at_s for signal in run(*SPOKEN, said("mohon tunggu sebentar"), *ticks(2.5, 40))] == [32.0]
    assert [signal.known_at_s for signal in run(*SPOKEN, said("jadi bagaimana bu"), *ticks(2.5, 40))] == [8.0]


def test_the_latest_words_tell_whether_waiting_was_announced() -> None:
    late = said("saya tunggu", -5)
    assert len(run(*SPOKEN, said("jadi bagaimana bu"), late, *ticks(2.5, 20))) == 1


WAITS = {
    "silakan pak saya tunggu": True,
    "mohon tunggu sebentar": True,
    "sebentar ya pak saya ambil kacamata": True,
    "boleh minta waktu sebentar bu": False,
    "saya tunggu pembayarannya bu": False,
    "kenapa menunggu lagi bu": False,
    "jadi bagaimana bu": False,
}


@pytest.mark.parametrize("text", WAITS)
def test_what_announces_waiting(text: str) -> None:
    assert announces_waiting(text) is WAITS[text]
