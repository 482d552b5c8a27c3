from assist.events import Heard, MemoParked, Signal, SpeechEnded, SpeechStarted, Tip, TipGone
from assist.tips.memos import FINISHED_S, SHOWN_S, Memos
from assist.tips.screen import Candidate


def parked(number: int, at_s: float = 0) -> MemoParked:
    return MemoParked(known_at_s=at_s, memo_id=f"memo-{number}", text=f"pertanyaan {number}")


def customer(at_s: float, speaks: bool) -> Heard:
    if speaks:
        return SpeechStarted(known_at_s=at_s, speaker="customer", start_s=at_s)
    return SpeechEnded(known_at_s=at_s, speaker="customer", start_s=0, end_s=at_s)


def following(*events: Heard) -> Memos:
    memos = Memos()
    for event in events:
        memos.hear(event)
    return memos


def text(due: Candidate | None) -> str | None:
    return due.say if due else None


def tip(number: int, tip_id: str = "tip-1") -> Tip:
    cause = Signal(name="memo", by="agent", fields={"memo_id": f"memo-{number}"})
    given = {"rule_id": "memo", "level": "ask", "say": "x", "why": "", "playbook_version": "v"}
    return Tip.model_validate({**given, "tip_id": tip_id, "cause": cause})


def test_a_memo_comes_when_the_customer_has_finished() -> None:
    memos = following(customer(1, True), parked(1, 2))
    assert memos.due(30) is None
    memos.hear(customer(31, False))
    assert memos.due(31 + FINISHED_S - 0.01) is None
    due = memos.due(31 + FINISHED_S)
    assert due is not None
    assert (due.say, due.rule.id, due.rule.show, due.stale_s) == ("pertanyaan 1", "memo", "pause", 32 + SHOWN_S)
    assert due.asked
    assert due.cause.fields == {"memo_id": "memo-1"}


def test_a_breath_of_the_customer_is_no_end() -> None:
    memos = following(customer(1, True), parked(1, 2), customer(5, False), customer(5.8, True))
    assert memos.due(9) is None


def test_the_oldest_comes_first_and_each_once() -> None:
    memos = following(parked(1), parked(2))
    assert text(memos.due(5)) == "pertanyaan 1"
    memos.see([tip(1), TipGone(tip_id="tip-1", reason="dismissed")])
    assert text(memos.due(6)) == "pertanyaan 2"
    memos.see([tip(2, "tip-2"), TipGone(tip_id="tip-2", reason="expired")])
    assert memos.due(7) is None


def test_one_that_gave_way_to_something_comes_again() -> None:
    memos = following(parked(1))
    memos.see([tip(1), TipGone(tip_id="tip-1", reason="replaced")])
    assert text(memos.due(6)) == "pertanyaan 1"


def test_the_end_of_another_tip_takes_no_memo_away() -> None:
    memos = following(parked(1))
    memos.see([TipGone(tip_id="tip-9", reason="expired")])
    assert text(memos.due(6)) == "pertanyaan 1"
