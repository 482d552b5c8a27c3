from datetime import UTC, datetime
from pathlib import Path

from assist.events import CallStarted, Concluded, Heard, TipGone, TipRated, TipSnoozed
from assist.playbook import Playbook
from assist.store import Store
from assist.tuning.ratings import ratings
from tests.sample_call import tip

PLAYBOOK = Playbook(language="id", version="v1", rules=(), phrases=())


def kept(store: Store, call_id: str, *events: Heard | Concluded) -> None:
    started = datetime(2026, 11, 23, 10, tzinfo=UTC)
    start = CallStarted(call_id=call_id, started_at=started, source="uji.wav", playbook_version="v1")
    store.start(start, PLAYBOOK)
    store.append(call_id, [start, *events])


def test_what_was_said_of_tips_is_counted_by_rule_over_all_calls(tmp_path: Path) -> None:
    store = Store(tmp_path)
    rated = [TipRated(tip_id="t1", useful=False), TipRated(tip_id="t1", useful=True)]
    kept(store, "c1", tip("t1"), *rated, TipGone(tip_id="t1", reason="expired"), tip("t2", "warn"))
    kept(store, "c2", tip("t1"), TipRated(tip_id="t1", useful=False), TipSnoozed(tip_id="t1"))
    kept(store, "c3", tip("t1"), TipGone(tip_id="t1", reason="dismissed"), TipRated(tip_id="unknown", useful=True))
    assert list(ratings(store).items()) == [
        ("janji.tanggal", {"shown": 3, "useful": 1, "not useful": 1, "snoozed": 1, "dismissed": 1}),
        ("menyela.biarkan", {"shown": 1}),
    ]


def test_without_calls_there_is_nothing(tmp_path: Path) -> None:
    assert ratings(Store(tmp_path)) == {}
