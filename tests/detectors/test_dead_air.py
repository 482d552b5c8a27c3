import pytest

from assist.config import DeadAirSettings
from assist.detectors.dead_air import DeadAirFollower, announces_waiting
from assist.events import Activity, Heard, HearingHealth, HearingState, Signal, Speaker, Tick, Utterance
from tests.detectors.following import signals

GREETED = "customer: halo\nagent: selamat pagi bu saya mau bicara soal tagihan\n"


def run(*events: Heard) -> list[Signal]:
    follower = DeadAirFollower(DeadAirSettings())
    return [signal for event in events for signal in follower.follow(event, [])]


def spoken(speaker: Speaker, start_s: float, end_s: float) -> list[Heard]:
    return [
        Activity(known_at_s=start_s, speaker=speaker, at_s=start_s, active=True),
        Activity(known_at_s=end_s, speaker=speaker, at_s=end_s, active=False),
    ]


def ticks(start_s: float, end_s: float) -> list[Heard]:
    return [Tick(known_at_s=start_s + 0.125 * i) for i in range(int((end_s - start_s) / 0.125) + 1)]


BOTH = [*spoken("customer", 0, 1), *spoken("agent", 1, 2)]


def test_a_silence_is_said_softly_then_plainly_then_it_is_over() -> None:
    given = run(*BOTH, *ticks(2, 9), *spoken("customer", 9, 10), *ticks(10, 11))
    assert [(signal.name, signal.known_at_s) for signal in given] == [
        ("dead_air", 5.0),
        ("dead_air_long", 7.0),
        ("dead_air_over", 10.0),
    ]
    assert [signal.fields for signal in given] == [
        {"silence_s": 3.0, "after": "agent"},
        {"silence_s": 5.0, "after": "agent"},
        {"silence_s": 7.0, "after": "agent"},
    ]
    assert given[0].evidence[0].measured == {"silence_s": 3.0}
    assert (given[0].evidence[0].start_s, given[0].evidence[0].end_s) == (2, 5)


def test_that_it_is_over_is_known_while_somebody_speaks() -> None:
    voice = Activity(known_at_s=6.0, speaker="customer", at_s=6.0, active=True)
    given = run(*BOTH, *ticks(2, 5.9), voice, *ticks(6.125, 7))
    assert [(signal.name, signal.known_at_s) for signal in given] == [("dead_air", 5.0), ("dead_air_over", 6.25)]


def test_a_short_silence_is_none() -> None:
    assert run(*BOTH, *ticks(2, 4.9), *spoken("customer", 4.9, 6), *ticks(6, 8.9)) == []


def test_a_click_breaks_no_silence() -> None:
    given = run(*BOTH, *ticks(2, 4), *spoken("customer", 4.0, 4.1), *ticks(4.1, 5.5))
    assert [signal.known_at_s for signal in given] == [5.1]


def test_while_one_of_two_still_speaks_it_is_not_silent() -> None:
    on = Activity(known_at_s=1.5, speaker="customer", at_s=1.5, active=True)
    assert run(*BOTH[:3], on, BOTH[3], *ticks(2, 30)) == []


def test_until_both_have_spoken_the_line_is_only_ringing() -> None:
    assert run(*ticks(0, 30)) == []
    assert run(*spoken("agent", 0, 2), *ticks(2, 30)) == []


@pytest.mark.parametrize(("state", "names"), [("silent", []), ("lost", []), ("music", []), ("impaired", ["dead_air"])])
def test_who_is_not_heard_may_be_speaking(state: HearingState, names: list[str]) -> None:
    health = HearingHealth(known_at_s=2.5, speaker="customer", state=state)
    assert [signal.name for signal in run(*BOTH, health, *ticks(2.5, 6))] == names


def test_a_silence_is_counted_anew_once_both_are_heard_again() -> None:
    music = HearingHealth(known_at_s=4.0, speaker="customer", state="music")
    well = HearingHealth(known_at_s=20.0, speaker="customer", state="ok")
    given = run(*BOTH, *ticks(2, 4), music, *ticks(4, 20), well, *ticks(20, 24))
    assert [(signal.name, signal.known_at_s) for signal in given] == [("dead_air", 23.0)]


PAUSES = {
    "after a statement": (GREETED, 3.0),
    "after a question": (GREETED + "agent: kapan bisa dibayar bu", 6.0),
    "after an invitation": (GREETED + "agent: silakan bu", 6.0),
    "after a promise": (GREETED + "customer: saya bayar lima ratus ribu", 3.0),
    "after a hard story": (GREETED + "customer: suami saya baru dipecat pak", 6.0),
    "after anger": (GREETED + "customer: saya kesal sekali sama kalian", 6.0),
    "after a goodbye": (GREETED + "agent: terima kasih banyak bu atas waktunya\ncustomer: sama sama", 6.0),
    "after waiting was announced": (GREETED + "agent: mohon tunggu sebentar ya bu", 30.0),
    "after waiting was asked for": (GREETED + "customer: sebentar ya pak saya ambil kacamata", 30.0),
}


@pytest.mark.parametrize("name", PAUSES)
def test_how_long_a_pause_may_be(name: str) -> None:
    call, tip_s = PAUSES[name]
    first, *_ = signals(call + "\n[silence 60]", "dead_air")
    assert first.fields["silence_s"] == pytest.approx(tip_s, abs=0.13)


def test_an_older_text_that_comes_late_changes_nothing() -> None:
    def said(text: str, start_s: float) -> Heard:
        return Utterance(
            known_at_s=2.4, utterance_id=text, speaker="agent", start_s=start_s, end_s=start_s + 1, text=text
        )

    given = run(*BOTH, said("ini soal tagihan", 1), said("mohon tunggu sebentar", 0), *ticks(2, 6))
    assert [signal.known_at_s for signal in given] == [5.0]


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
