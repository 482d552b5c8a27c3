import pytest

from assist.events import Evidence, Signal, Speaker, Tick
from assist.view.mood import FADES_S, HARD, Mood


def signal(name: str, at_s: float = 10, by: Speaker = "customer", **fields: float | str) -> Signal:
    evidence = Evidence(speaker=by, start_s=at_s, end_s=at_s, utterance_id=f"u{at_s}")
    return Signal(known_at_s=at_s, name=name, by=by, fields=fields, evidence=(evidence,))


def fed(*signals: Signal) -> Mood:
    mood = Mood()
    for item in signals:
        mood.feed(item)
    return mood


LEVELS = {
    "rising_emotion": "raised",
    "anger": "raised",
    "distress": "tense",
    "threatens_complaint": "tense",
    "service_complaint": "tense",
    "calmed": "calming",
    "stall": "calm",
}


@pytest.mark.parametrize("name", LEVELS)
def test_what_was_heard_sets_the_mood_of_its_speaker(name: str) -> None:
    part = fed(signal(name)).part
    assert (part.customer.level, part.agent.level) == (LEVELS[name], "calm")


def test_the_strength_is_the_measured_one() -> None:
    part = fed(signal("rising_emotion", by="agent", strength=1.25)).part
    assert (part.agent.level, part.agent.strength, part.agent.since_s) == ("raised", 1.25, 10)


def test_news_of_the_same_level_leaves_since_when() -> None:
    assert fed(signal("anger", 10), signal("anger", 20)).part.customer.since_s == 10


def test_tense_words_do_not_soften_a_raised_voice() -> None:
    assert fed(signal("anger"), signal("distress", 11)).part.customer.level == "raised"


def test_without_news_a_rise_fades_level_by_level() -> None:
    mood = fed(signal("anger", 10), signal("anger", 20))
    seen = []
    for wait_s in (FADES_S["raised"] - 1, FADES_S["raised"], FADES_S["raised"] + FADES_S["tense"]):
        mood.feed(Tick(known_at_s=20 + wait_s))
        seen.append(mood.part.customer.level)
    assert seen == ["raised", "tense", "calm"]


HARD_CALLS = {
    "three upsets": ([signal("anger", 1), signal("distress", 2), signal("service_complaint", 3)], True),
    "two upsets": ([signal("anger", 1), signal("distress", 2)], False),
    "danger": ([signal("self_harm")], True),
    "the agent's own voice": ([signal("rising_emotion", at_s, "agent") for at_s in (1, 2, 3)], False),
    "one was misheard": (
        [signal("anger", 1), signal("anger", 2), signal("anger", 3), signal("taken_back", 3, signal="anger")],
        False,
    ),
}


@pytest.mark.parametrize("case", HARD_CALLS)
def test_a_hard_call(case: str) -> None:
    signals, expected = HARD_CALLS[case]
    assert fed(*signals).hard == expected
    assert HARD == 3
