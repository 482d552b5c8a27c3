from collections.abc import Sequence
from itertools import pairwise

import pytest

from assist.config import EmotionSettings
from assist.detectors.emotion import WORDS, EmotionFollower
from assist.dialogue import read_dialogue
from assist.events import TAKEN_BACK, Evidence, Heard, Prosody, Signal, Speaker
from assist.matching import LABELS
from tests.detectors.test_rise import calm, raised, window

SETTINGS = EmotionSettings()


def run(events: Sequence[Heard | Signal]) -> list[Signal]:
    follower = EmotionFollower(SETTINGS)
    return [
        signal
        for event in sorted(events, key=lambda event: event.known_at_s)
        for signal in follower.follow(event, [event] if isinstance(event, Signal) else [])
    ]


def words(at_s: float, name: str = "anger", by: Speaker = "customer") -> Signal:
    evidence = Evidence(speaker=by, start_s=at_s - 2, end_s=at_s - 1, utterance_id="said", words="saya kesal")
    return Signal(known_at_s=at_s, name=name, by=by, evidence=(evidence,))


def half_raised(seconds: int, start_s: float) -> list[Prosody]:
    """Not enough by itself."""
    return [window(start_s + at, 1.9, 1.2, 1.2) for at in range(seconds)]


def names(signals: Sequence[Signal]) -> list[str]:
    return [signal.name for signal in signals]


def test_a_voice_that_rises_is_said_with_its_measure() -> None:
    (signal,) = run(calm(20) + raised(4, 20))
    assert (signal.name, signal.by) == ("rising_emotion", "customer")
    assert signal.evidence[0].measured == signal.fields
    assert set(signal.fields) == {"strength", "pitch_semitones", "level_db", "brightness_db", "syllables_per_s"}
    assert signal.known_at_s <= 24


def test_it_takes_two_windows() -> None:
    assert run(calm(20) + raised(1, 20) + calm(3, 21)) == []


def test_a_calm_voice_is_not() -> None:
    assert run(calm(90)) == []


def test_it_is_not_said_again_too_soon() -> None:
    times = [signal.known_at_s for signal in run(calm(20) + raised(45, 20))]
    assert len(times) == 3
    assert all(later - sooner >= SETTINGS.again_after_s for sooner, later in pairwise(times))


def test_a_new_rise_is_said_though_the_last_was_a_moment_ago() -> None:
    signals = run(calm(20) + raised(3, 20) + calm(4, 23) + raised(4, 27))
    assert names(signals).count("rising_emotion") == 2
    assert signals[-1].known_at_s - signals[0].known_at_s < SETTINGS.again_after_s


def test_the_speakers_have_baselines_of_their_own() -> None:
    agent = [heard.model_copy(update={"speaker": "agent"}) for heard in raised(6, 20)]
    assert run([*calm(20), *agent]) == []


def test_the_agents_voice_counts_too() -> None:
    heard = [one.model_copy(update={"speaker": "agent"}) for one in calm(20) + raised(4, 20)]
    assert [(signal.name, signal.by) for signal in run(heard)] == [("rising_emotion", "agent")]


def test_words_alone_say_nothing_here() -> None:
    assert run([*calm(30), words(25)]) == []


def test_words_confirm_a_voice_that_is_not_enough_by_itself() -> None:
    assert run(calm(20) + half_raised(6, 20)) == []
    (signal,) = run([*calm(20), *half_raised(6, 20), words(23.5)])
    assert (signal.name, signal.fields["words"]) == ("emotion_confirmed", "anger")
    assert [evidence.words for evidence in signal.evidence] == ["", "saya kesal"]


def test_together_they_are_stronger_than_the_voice_alone() -> None:
    alone, confirmed = run([*calm(20), *raised(4, 20), words(23.9)])
    assert (alone.name, confirmed.name) == ("rising_emotion", "emotion_confirmed")
    assert isinstance(alone.fields["strength"], float) and isinstance(confirmed.fields["strength"], float)
    assert confirmed.fields["strength"] > alone.fields["strength"]


@pytest.mark.parametrize("late_s", [1.0, 3.0])
def test_texts_come_late(late_s: float) -> None:
    assert "emotion_confirmed" in names(run([*calm(20), *raised(4, 20), words(24 + late_s)]))


APART: dict[str, list[Heard | Signal]] = {
    "long before": [*calm(60), words(21), *half_raised(5, 60)],
    "long after": [*calm(20), *half_raised(3, 20), words(60)],
    "the other's words": [*calm(20), *half_raised(6, 20), words(23.5, "threat", "agent")],
    "words of another kind": [*calm(20), *half_raised(6, 20), words(23.5, "refuses")],
    "a calm voice": [*calm(30), words(25), words(27, "distress")],
    "taken back": [
        *calm(20),
        words(19.5),
        words(19.6, TAKEN_BACK).model_copy(update={"fields": {"signal": "anger"}}),
        *half_raised(6, 20),
    ],
}


@pytest.mark.parametrize("name", APART)
def test_words_and_voice_have_to_belong_together(name: str) -> None:
    assert run(APART[name]) == []


def test_a_voice_that_comes_down_is_said_once() -> None:
    signals = run(calm(20) + raised(6, 20) + calm(30, 26))
    assert names(signals) == ["rising_emotion", "falling_emotion"]
    fallen = signals[1]
    assert isinstance(fallen.fields["raised_s"], float) and 5 <= fallen.fields["raised_s"] <= 12
    assert isinstance(fallen.fields["strength"], float) and fallen.fields["strength"] < SETTINGS.calm


def test_a_breath_is_no_fall() -> None:
    assert names(run(calm(20) + raised(6, 20) + calm(2, 26) + raised(6, 28))) == ["rising_emotion"]


def test_a_confirmed_voice_falls_too() -> None:
    signals = run([*calm(20), *half_raised(6, 20), words(23.5), *calm(20, 26)])
    assert names(signals) == ["emotion_confirmed", "falling_emotion"]


def test_a_new_call_begins_anew() -> None:
    begun = read_dialogue("customer: iya")[0].model_copy(update={"known_at_s": 20.0})
    assert run([*calm(20), begun, *raised(4, 20)]) == []


def test_the_words_are_labels_of_conduct() -> None:
    assert all(WORDS[speaker] <= set(LABELS[speaker]) for speaker in WORDS)
