from datetime import date

from assist.language.promise.filling import accepted, updated
from assist.language.promise.reader import read
from assist.language.promise.state import Dialogue
from assist.language.promise.step import step

MONDAY = date(2026, 6, 15)


def _asked(text: str) -> Dialogue:
    return step(Dialogue(MONDAY), "agent", text, 0)


def test_a_plain_yes_fills_what_was_proposed() -> None:
    promise = accepted(_asked("rabu ditransfer tiga ratus ribu ya bu"), read("iya", MONDAY), 1)
    assert promise.status == "firm" and promise.confirmed
    assert (promise.date, promise.value("amount_idr")) == (date(2026, 6, 17), 300_000)
    assert promise.slots["date"].turn == 0


def test_own_words_win_over_the_proposal() -> None:
    promise = updated(_asked("rabu ditransfer tiga ratus ribu ya bu"), read("iya tapi kamis saya transfer", MONDAY), 1)
    assert (promise.date, promise.value("amount_idr")) == (date(2026, 6, 18), 300_000)
    assert not promise.confirmed


def test_a_hedge_stays_until_it_is_lifted() -> None:
    dialogue = step(_asked("kapan bisa dibayar"), "customer", "mungkin jumat saya bayar", 1)
    dialogue = step(dialogue, "agent", "berapa bu", 2)
    assert updated(dialogue, read("empat ratus ribu", MONDAY), 3).status == "conditional"
    assert updated(dialogue, read("pasti jumat saya bayar empat ratus", MONDAY), 3).status == "firm"
