from assist.events import SpeechEnded, SpeechStarted
from assist.parts import SpeakingPart
from assist.talk import Talk


def talk(*stretches: tuple[str, float, float]) -> Talk:
    """Each stretch (speaker, start, end), told at its end."""
    followed = Talk()
    for speaker, start_s, end_s in sorted(stretches, key=lambda stretch: stretch[2]):
        given = {"speaker": speaker, "start_s": start_s, "end_s": end_s, "known_at_s": end_s}
        followed.feed(SpeechEnded.model_validate(given))
    return followed


def test_each_side_adds_up() -> None:
    part = talk(("agent", 0, 2), ("agent", 3, 4.5), ("customer", 5, 6)).part
    assert (part.agent_s, part.customer_s, part.overlap_s) == (3.5, 1.0, 0.0)


def test_overlap_counts_once_whoever_ends_first() -> None:
    assert talk(("agent", 0, 4), ("customer", 3, 6)).part.overlap_s == 1.0
    assert talk(("customer", 0, 4), ("agent", 3, 6)).part.overlap_s == 1.0


def test_a_short_word_within_a_long_stretch_lies_on_it_whole() -> None:
    assert talk(("customer", 0, 20), ("agent", 5, 5.5), ("agent", 9, 10)).part.overlap_s == 1.5


def test_who_speaks_now_and_that_nobody_does_at_the_end() -> None:
    followed = talk()
    followed.feed(SpeechStarted(speaker="customer", start_s=1))
    assert followed.part.speaking == SpeakingPart(customer=True)
    followed.stop()
    assert followed.part.speaking == SpeakingPart()
