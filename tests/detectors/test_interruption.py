from collections.abc import Iterable

import pytest

from assist.config import InterruptionSettings, Settings
from assist.detectors.interruption import InterruptionDetector
from assist.dialogue import read_dialogue
from assist.events import Activity, Heard, Signal, Speaker, SpeechEnded, SpeechStarted, Tick, Utterance
from assist.matching import takes_back
from assist.playbook import Playbook
from assist.session import run as run_session

CHUNK_S = 0.032
ONSET_S, END_S = 0.1, 0.4
"""When voice activity knows of a start and an end of speech."""

Spoken = tuple[Speaker, float, float]


def voices(*spoken: Spoken) -> list[Heard]:
    """Two channels' own voice, as (speaker, start_s, end_s)."""
    events: list[Heard] = []
    for speaker, start_s, end_s in spoken:
        events.append(Activity(known_at_s=start_s + CHUNK_S, speaker=speaker, at_s=start_s, active=True))
        events.append(Activity(known_at_s=end_s + CHUNK_S, speaker=speaker, at_s=end_s, active=False))
    return events


def stretches(*spoken: Spoken) -> list[Heard]:
    """The same as a call holds it that was kept before own voice was heard."""
    events: list[Heard] = []
    for speaker, start_s, end_s in spoken:
        events.append(SpeechStarted(known_at_s=start_s + ONSET_S, speaker=speaker, start_s=start_s))
        events.append(SpeechEnded(known_at_s=end_s + END_S, speaker=speaker, start_s=start_s, end_s=end_s))
    return events


def feed(events: Iterable[Heard]) -> list[Signal]:
    """The signals of a detector, judged on a grid of 0.125 s too."""
    ticks = [Tick(known_at_s=0.125 * step) for step in range(160)]
    detector = InterruptionDetector(InterruptionSettings(), END_S)
    ordered = sorted([*events, *ticks], key=lambda event: event.known_at_s)
    return [signal for event in ordered for signal in detector.feed(event)]


def run(*spoken: Spoken, texts: tuple[Utterance, ...] = ()) -> list[Signal]:
    return feed([*texts, *voices(*spoken)])


def names(signals: list[Signal]) -> list[str]:
    return [signal.name for signal in signals]


BOTH = ["interruption", "interruption_severe"]
FOUND: dict[str, tuple[list[Spoken], list[str]]] = {
    "cut off, the customer stops": ([("customer", 1, 5.6), ("agent", 5, 9)], BOTH),
    "talked over for long": ([("customer", 1, 12), ("agent", 5, 9)], BOTH),
    "talked over for a moment": ([("customer", 1, 12), ("agent", 5, 6.2)], ["interruption"]),
    "the customer goes on after a pause and is cut off": (
        [("customer", 1, 4.5), ("customer", 4.9, 6.5), ("agent", 5, 9)],
        BOTH,
    ),
    "with pauses": (
        [("customer", 1, 12), ("agent", 5, 5.3), ("agent", 5.4, 5.6), ("agent", 5.8, 6.1)],
        ["interruption"],
    ),
    "a listener's word, and a second later the cut": (
        [("customer", 1, 9), ("agent", 3.5, 3.9), ("agent", 5, 6.2)],
        ["interruption"],
    ),
    "twice": ([("customer", 1, 12), ("agent", 5, 6), ("agent", 8, 9)], ["interruption"] * 2),
    "the other stops only later": ([("customer", 1, 8), ("agent", 5, 6), ("agent", 8.5, 12)], ["interruption"]),
}
NOT_FOUND: dict[str, list[Spoken]] = {
    "taking turns": [("customer", 1, 5), ("agent", 5.3, 9)],
    "a start close to the end": [("customer", 1, 5), ("agent", 4.75, 9)],
    "a short backchannel": [("customer", 1, 9), ("agent", 5, 5.6)],
    "backchannels apart": [("customer", 1, 9), ("agent", 4, 4.4), ("agent", 5.2, 5.5), ("agent", 7, 7.4)],
    "the other has only just begun": [("customer", 4.85, 9), ("agent", 5, 9)],
    "both go on together after a pause": [("customer", 1, 4.6), ("customer", 4.995, 9), ("agent", 5, 9)],
    "the other comes back after giving the turn": [("customer", 1, 4.4), ("agent", 4.3, 9), ("customer", 5.2, 6.2)],
    "nobody else speaks": [("agent", 1, 9)],
    "the other never speaks again": [("customer", 1, 4.9), ("agent", 5, 5.3), ("agent", 5.5, 9)],
}


@pytest.mark.parametrize("name", FOUND)
@pytest.mark.parametrize("by", ["agent", "customer"])
def test_interruption(name: str, by: Speaker) -> None:
    spoken, expected = FOUND[name]
    signals = run(*(spoken if by == "agent" else swapped(spoken)))
    assert names(signals) == expected
    assert {signal.by for signal in signals} == {by}


@pytest.mark.parametrize("name", NOT_FOUND)
@pytest.mark.parametrize("by", ["agent", "customer"])
def test_no_interruption(name: str, by: Speaker) -> None:
    assert run(*(NOT_FOUND[name] if by == "agent" else swapped(NOT_FOUND[name]))) == []


def swapped(spoken: list[Spoken]) -> list[Spoken]:
    return [("customer" if speaker == "agent" else "agent", start_s, end_s) for speaker, start_s, end_s in spoken]


def test_it_is_said_as_soon_as_it_qualifies_with_what_was_measured() -> None:
    first, severe = run(("customer", 1, 12), ("agent", 5, 9))
    assert 5.64 <= first.known_at_s <= 5.64 + 0.125
    assert severe.known_at_s == pytest.approx(6.5, abs=0.126)
    evidence = first.evidence[0]
    assert (evidence.speaker, evidence.start_s, evidence.end_s) == ("agent", 5, first.known_at_s)
    assert dict(evidence.measured) == dict(first.fields)
    assert first.fields["own_s"] == pytest.approx(first.known_at_s - 5, abs=0.01)
    assert (first.fields["other_stopped"], severe.fields["other_stopped"]) == (0.0, 0.0)


def test_that_the_other_stopped_is_severe() -> None:
    _, severe = run(("customer", 1, 5.6), ("agent", 5, 9))
    assert severe.fields["other_stopped"] == 1.0
    assert 6.0 <= severe.known_at_s <= 6.0 + 0.125


KEPT: dict[str, tuple[list[Spoken], list[str]]] = {
    "cut off": ([("customer", 1, 6), ("agent", 5, 9)], BOTH),
    "for a moment": ([("customer", 1, 12), ("agent", 5, 6.2)], ["interruption"]),
    "taking turns": ([("customer", 1, 5), ("agent", 5.3, 9)], []),
    "a start close to the end": ([("customer", 1, 5), ("agent", 4.8, 9)], []),
    "a short backchannel": ([("customer", 1, 9), ("agent", 5, 5.5)], []),
}


@pytest.mark.parametrize("name", KEPT)
def test_a_call_that_was_kept_without_own_voice(name: str) -> None:
    spoken, expected = KEPT[name]
    assert names(feed(stretches(*spoken))) == expected


def test_stretches_of_speech_do_not_count_beside_own_voice() -> None:
    spoken: list[Spoken] = [("customer", 1, 9), ("agent", 5, 5.4)]
    with_hangover = stretches(("customer", 1, 9), ("agent", 5, 6.5))
    assert feed([*voices(*spoken), *with_hangover]) == []


def text(words: str, known_at_s: float, final: bool = False) -> Utterance:
    """What the agent, who began at 5 s, said so far."""
    return Utterance(
        known_at_s=known_at_s,
        utterance_id="agent-1",
        speaker="agent",
        start_s=5,
        end_s=known_at_s - 0.1,
        text=words,
        final=final,
    )


def test_a_drawn_out_yes_is_a_backchannel() -> None:
    spoken: list[Spoken] = [("customer", 1, 12), ("agent", 5, 5.9)]
    for final in (False, True):
        assert run(*spoken, texts=(text("Iya, baik, Bu.", 5.6, final),)) == []
    assert names(run(*spoken, texts=(text("iya tapi kapan", 5.6),))) == ["interruption"]
    assert names(run(*spoken)) == ["interruption"], "without a text the voice alone counts"


def test_a_partial_yes_that_goes_on_is_an_interruption() -> None:
    signals = run(("customer", 1, 7), ("agent", 5, 9), texts=(text("iya", 5.6), text("iya saya tahu", 6.1)))
    assert names(signals)[0] == "interruption"
    assert signals[0].known_at_s == 6.1


def test_a_partial_yes_is_not_believed_for_ever() -> None:
    signals = run(("customer", 1, 9), ("agent", 5, 9), texts=(text("iya", 5.6),))
    assert names(signals)[0] == "interruption"
    assert 6.28 <= signals[0].known_at_s <= 6.28 + 0.125


def test_a_final_text_of_listening_takes_it_back() -> None:
    spoken: list[Spoken] = [("customer", 1, 12), ("agent", 5, 5.9), ("agent", 8, 9)]
    first, back, second = run(*spoken, texts=(text("ya ya baik", 6.5, final=True),))
    assert names([first, back, second]) == ["interruption", "taken_back", "interruption"]
    assert takes_back(back, first)
    assert not takes_back(back, second)
    assert back.evidence[-1].words == "ya ya baik"


def test_other_words_take_nothing_back() -> None:
    spoken: list[Spoken] = [("customer", 1, 12), ("agent", 5, 5.9)]
    assert names(run(*spoken, texts=(text("ya tapi kapan", 6.5, final=True),))) == ["interruption"]


def test_a_written_dialogue_has_voices() -> None:
    call = (
        "customer: jadi begini pak kemarin itu saya sudah datang ke kantor\n[overlap 2]\nagent: iya tapi kapan bayarnya"
    )
    playbook = Playbook(language="id", version="v", rules=(), phrases=())
    signals = [event for event in run_session(read_dialogue(call), playbook, Settings()) if isinstance(event, Signal)]
    assert "interruption" in names(signals)


def test_a_voice_that_is_heard_late_had_the_floor_all_the_same() -> None:
    """The other resumes just before the start, which is known only after it."""
    known = voices(("customer", 1, 4.5), ("customer", 4.9, 7), ("agent", 5, 9))
    late = [e.model_copy(update={"known_at_s": 5.2}) if getattr(e, "at_s", 0) == 4.9 else e for e in known]
    assert names(feed(late))[0] == "interruption"
