from datetime import date

from assist.language.dates.calendar import DayRange
from assist.language.promise.state import Promise, Slot


def test_what_is_missing() -> None:
    assert Promise().missing == ()
    assert Promise("firm").missing == ("date", "amount", "amount_kind", "method", "payer")
    slots = {"date": Slot(date(2026, 6, 20), 0, 0, 1), "amount_idr": Slot(200_000, 0, 0, 1)}
    assert Promise("firm", slots).missing == ("amount_kind", "method", "payer")
    assert Promise("firm", slots, approx=True).missing[0] == "amount"
    slots["date"] = Slot(DayRange(date(2026, 6, 20), date(2026, 6, 21)), 0, 0, 1)
    assert Promise("conditional", slots).missing[0] == "date"
