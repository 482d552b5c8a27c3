import pytest

from assist.detectors.own_speech import OwnSpeech, Stretch
from assist.events import Activity


def feed(speech: OwnSpeech, *spells: tuple[float, float]) -> None:
    for start_s, end_s in spells:
        speech.feed(Activity(speaker="agent", at_s=start_s, active=True))
        speech.feed(Activity(speaker="agent", at_s=end_s, active=False))


def test_seconds_add_up_and_what_still_goes_on_counts() -> None:
    speech = OwnSpeech(keep_s=100)
    feed(speech, (0, 2), (3, 4))
    speech.feed(Activity(speaker="agent", at_s=10, active=True))
    assert speech.active
    assert speech.total_s(12) == 5
    assert speech.within_s(3.5, 12) == 2.5
    assert speech.end_s(12) == 12


def test_what_says_nothing_new_is_passed_over() -> None:
    speech = OwnSpeech(keep_s=100)
    speech.feed(Activity(speaker="agent", at_s=1, active=False))
    speech.feed(Activity(speaker="agent", at_s=2, active=True))
    speech.feed(Activity(speaker="agent", at_s=3, active=True))
    assert speech.total_s(4) == 2


def test_no_more_is_kept_than_asked_for() -> None:
    speech = OwnSpeech(keep_s=10)
    feed(speech, *((at_s, at_s + 0.5) for at_s in range(3600)))
    assert speech.total_s(3600) == 1800
    assert speech.within_s(3590, 3600) == pytest.approx(5)
    assert len(speech._spells) <= 11


def test_a_spell_bears_the_pauses_between_words() -> None:
    speech = OwnSpeech(keep_s=100)
    feed(speech, (0, 1), (1.2, 2), (2.5, 3))
    assert speech.spell_s(5) == 0.5
    feed(speech, (3.1, 3.6))
    assert speech.spell_s(5) == pytest.approx(1.1)


class Floor:
    """The agent's stretch beside what the customer says."""

    def __init__(self) -> None:
        self.agent, self.customer = OwnSpeech(keep_s=100), OwnSpeech(keep_s=100)
        self.stretch = Stretch(self.agent, self.customer, turn_s=1.0)
        self.longest_s = 0.0

    def run(self, agent: list[tuple[float, float]], customer: list[tuple[float, float]], end_s: float) -> float:
        marks: list[tuple[float, OwnSpeech | None, bool]] = []
        for speech, spells in ((self.agent, agent), (self.customer, customer)):
            for start_s, stop_s in spells:
                marks += [(start_s, speech, True), (stop_s, speech, False)]
        marks += [(float(at_s), None, False) for at_s in range(int(end_s))]
        length_s = 0.0
        for at_s, who, active in sorted(marks, key=lambda mark: mark[0]):
            if who is not None:
                who.feed(Activity(speaker="agent", at_s=at_s, active=active))
            length_s = self.stretch.look(at_s)
            self.longest_s = max(self.longest_s, length_s)
        return length_s


FLOORS: dict[str, tuple[list[tuple[float, float]], list[tuple[float, float]], float]] = {
    "one speaks": ([(0, 30)], [], 30),
    "with pauses": ([(0, 10), (12, 20), (21, 30)], [], 30),
    "the other listens": ([(0, 10), (11, 20), (21, 30)], [(5, 5.5), (10.2, 10.9), (15, 15.4)], 30),
    "the other has a turn": ([(0, 10), (13, 30)], [(10.5, 12.5)], 17),
    "the other speaks over it": ([(0, 30)], [(10, 14)], 10),
    "both are silent": ([(0, 10), (14, 30)], [], 16),
    "the other alone": ([], [(0, 30)], 0),
}


@pytest.mark.parametrize("name", FLOORS)
def test_how_long_somebody_holds_the_floor(name: str) -> None:
    agent, customer, longest_s = FLOORS[name]
    floor = Floor()
    floor.run(agent, customer, 31)
    assert floor.longest_s == pytest.approx(longest_s, abs=1.0)
