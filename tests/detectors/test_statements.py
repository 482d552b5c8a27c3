from collections.abc import Iterable

from assist.detectors.agent_turns import Finding
from assist.detectors.statements import SETTLE_S, Statements
from assist.dialogue import read_dialogue
from assist.events import CallEnded, Heard, Signal, Tick, Utterance


def numbers(text: str, before: str) -> Iterable[Finding]:
    """Finds every figure, and what the customer said before."""
    at = 0
    for word in text.split():
        at = text.index(word, at)
        if word.isdigit():
            yield Finding({"said": int(word), "before": before}, at, at + len(word))
        at += len(word)


def heard(call: str) -> list[Heard]:
    """The events of a dialogue with a grid of a quarter of a second between them."""
    events = [event for event in read_dialogue(call) if not isinstance(event, Signal)]
    ticks = [Tick(known_at_s=n / 4) for n in range(int(events[-1].known_at_s * 4) + 1)]
    return sorted([*events, *ticks], key=lambda event: event.known_at_s)


def signals(events: Iterable[Heard]) -> list[Signal]:
    follower = Statements("figure", numbers)
    return [signal for event in events for signal in follower.feed(event)]


def test_a_turn_is_judged_when_its_speaker_has_been_silent() -> None:
    (signal,) = signals(heard("agent: angka 5 ya\n[silence 5]"))
    assert (signal.name, signal.by, signal.fields["said"]) == ("figure", "agent", 5)
    assert 1.2 + SETTLE_S <= signal.known_at_s <= 1.2 + SETTLE_S + 0.25
    assert [evidence.words for evidence in signal.evidence] == ["5"]


def test_the_end_of_the_call_ends_a_turn() -> None:
    events = [event for event in heard("agent: angka 5") if event.known_at_s < 1]
    assert signals(events) == []
    assert len(signals([*events, CallEnded(known_at_s=1, reason="stopped")])) == 1


def test_utterances_close_together_are_one_turn_and_a_backchannel_does_not_part_them() -> None:
    found = signals(
        heard("agent: angka 5\ncustomer: iya pak\nagent: dan 6\ncustomer: sebentar saya catat dulu\nagent: 7")
    )
    assert [(signal.fields["said"], signal.fields["before"]) for signal in found] == [
        (5, ""),
        (6, ""),
        (7, "iya pak sebentar saya catat dulu"),
    ]
    assert found[0].known_at_s == found[1].known_at_s < found[2].known_at_s


def test_a_correction_takes_back_what_it_no_longer_says() -> None:
    events = heard("agent: angka 5 ya\n[silence 9]")
    said = next(event for event in events if isinstance(event, Utterance))

    def again(text: str, revision: int) -> Utterance:
        update = {"text": text, "words": (), "known_at_s": 6.0 + revision, "revision": revision}
        return said.model_copy(update=update)

    late = [event for event in events if event.known_at_s < 6]
    found = signals([*late, again("angka 5 ya", 1), again("angka 8 ya", 2), again("tidak ada", 3)])
    assert [(signal.name, signal.fields.get("said")) for signal in found] == [
        ("figure", 5),
        ("taken_back", None),
        ("figure", 8),
        ("taken_back", None),
    ]
    assert all(back.evidence[0].utterance_id == said.utterance_id for back in found if back.name == "taken_back")


def test_a_word_that_was_heard_badly_is_held_against_nobody() -> None:
    assert signals(heard("agent: angka 5(?) ya\n[silence 5]")) == []
    assert signals(heard("agent: angka 5 tuha(?)\n[silence 5]")) == []
    assert len(signals(heard("agent: angka(?) 5 ya(?)\n[silence 5]"))) == 1


def test_the_customer_states_nothing_here() -> None:
    assert signals(heard("customer: angka 5\n[silence 5]")) == []
