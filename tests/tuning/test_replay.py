from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from assist.config import Settings
from assist.dialogue import read_dialogue
from assist.errors import AudioError
from assist.events import CallStarted, Concluded, Heard, Signal, SpeechStarted, Tick, Tip, TipDismissed, TipGone
from assist.playbook import Playbook, load_playbook
from assist.store import Store
from assist.tuning.recorded import Recorded, stored_call
from assist.tuning.replay import replay
from tests.test_call import TALK
from tests.tuning.calls import keep_call

ID = "20261123-1"
SETTINGS = Settings()
CONCLUDED = (Signal, Tip, TipGone)


@pytest.fixture(scope="module")
def playbook() -> Playbook:
    return load_playbook(SETTINGS.playbook.path, "id")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path)


def written(text: str) -> Recorded:
    start, *heard = read_dialogue(text)
    assert isinstance(start, CallStarted)
    return Recorded(start, heard)


@pytest.mark.parametrize("dismiss", [False, True], ids=["untouched", "with a tip closed"])
def test_a_stored_call_replayed_gives_the_same_conclusions(dismiss: bool, store: Store, playbook: Playbook) -> None:
    told = keep_call(store, playbook, ID, dismiss)
    assert sum(isinstance(event, Tip) for event in told) >= 3
    assert any(isinstance(event, TipGone) and event.reason == "dismissed" for event in told) is dismiss
    log = replay(stored_call(store, ID), playbook, SETTINGS).log
    stored = store.events(ID)
    assert [event for event in log if isinstance(event, CONCLUDED)] == told
    assert [event for event in log if not isinstance(event, CONCLUDED)] == [
        event for event in stored if not isinstance(event, CONCLUDED)
    ]


def test_a_dismissal_closes_the_tip_it_closed_then_whatever_its_number(store: Store, playbook: Playbook) -> None:
    told = keep_call(store, playbook, ID, dismiss=True)
    closed = next(event for event in told if isinstance(event, TipGone) and event.reason == "dismissed")
    rule_id = next(event.rule_id for event in told if isinstance(event, Tip) and event.tip_id == closed.tip_id)

    def dismissed(rules: Playbook) -> list[str]:
        log = replay(stored_call(store, ID), rules, SETTINGS).log
        tips = {event.tip_id: event.rule_id for event in log if isinstance(event, Tip)}
        gone = [event for event in log if isinstance(event, TipGone) and event.reason == "dismissed"]
        return [tips[event.tip_id] for event in gone]

    others = tuple(rule for rule in playbook.rules if rule.id != rule_id)
    only = tuple(rule for rule in playbook.rules if rule.id == rule_id)
    assert dismissed(playbook) == [rule_id]
    assert dismissed(playbook.model_copy(update={"rules": only})) == [rule_id]
    assert dismissed(playbook.model_copy(update={"rules": others})) == [], "another tip is not closed in its stead"


def test_the_log_tells_the_playbook_of_the_replay(store: Store, playbook: Playbook) -> None:
    keep_call(store, playbook, ID)
    other = playbook.model_copy(update={"version": "other"})
    replayed = replay(stored_call(store, ID), other, SETTINGS)
    start = replayed.log[0]
    assert isinstance(start, CallStarted)
    assert start.playbook_version == "other"
    assert {tip.playbook_version for tip in replayed.tips} == {"other"}
    assert len(store.events(ID)) == len(replayed.log)


def test_what_was_heard_can_be_run_once_more(playbook: Playbook) -> None:
    once = written(TALK)
    first = replay(Recorded(once.start, iter(once.heard)), playbook, SETTINGS)
    second = replay(first.recorded, playbook, SETTINGS)
    assert first.log == second.log
    assert first.tips


def test_a_signal_of_a_dialogue_counts_once(playbook: Playbook) -> None:
    told: list[tuple[Heard, Sequence[Concluded]]] = []
    call = written("customer: halo bu\n[signal interruption by=agent overlap_s=0.9]\n[silence 3]")
    replayed = replay(call, playbook, SETTINGS, [lambda event, concluded: told.append((event, concluded))])
    named = [event for event in replayed.log if isinstance(event, Signal) and event.name == "interruption"]
    assert len(named) == 1
    assert [event for event, concluded in told if named[0] in concluded] == [Tick(known_at_s=named[0].known_at_s)]
    assert not [event for event in replayed.log if isinstance(event, Tick)]


def test_what_comes_late_counts_as_known_now(playbook: Playbook) -> None:
    early, late = (SpeechStarted(known_at_s=at_s, speaker="agent", start_s=1) for at_s in (5.0, 3.0))
    log = replay(Recorded(written("agent: ya").start, [early, late]), playbook, SETTINGS).log
    assert [event.known_at_s for event in log if isinstance(event, SpeechStarted)] == [5.0, 5.0]


def test_audio_that_breaks_off_is_told_after_what_was_heard(playbook: Playbook) -> None:
    call = written("agent: selamat pagi bu")

    def breaking() -> Iterator[Heard | Signal]:
        yield from call.heard
        raise AudioError("a.wav: damaged after 3.0 s")

    replayed = replay(Recorded(call.start, breaking()), playbook, SETTINGS)
    assert str(replayed.fault) == "a.wav: damaged after 3.0 s"
    heard = [event for event in replayed.log if not isinstance(event, Signal | Tip | TipGone)]
    assert heard[-1].type == "call_ended"


def test_a_dismissal_of_a_tip_long_gone_does_nothing(playbook: Playbook) -> None:
    call = written(TALK)
    events = [event for event in call.heard if not isinstance(event, Tick)]
    late = TipDismissed(known_at_s=events[-1].known_at_s, tip_id="tip-1")
    plain = replay(Recorded(call.start, events), playbook, SETTINGS)
    again = replay(Recorded(call.start, [*events[:-1], late, events[-1]]), playbook, SETTINGS)
    moments = [sorted(log, key=lambda event: (event.known_at_s, str(event))) for log in (again.log, plain.log)]
    assert moments[0] == moments[1], "what the grid gave may stand before the end or behind it"
