from datetime import date

import pytest

from assist.language.dates.bounds import bounded
from assist.language.dates.calendar import DayRange
from assist.language.dates.named import DateSpan

MONDAY = date(2026, 6, 15)
FRIDAY = date(2026, 6, 19)
CASES = {
    "deadline": FRIDAY,
    "sebelum": date(2026, 6, 18),
    "sebelum hari": date(2026, 6, 18),
    "sekitar": DayRange(date(2026, 6, 18), date(2026, 6, 20)),
    "setelah": None,
    "nanti": FRIDAY,
}


@pytest.mark.parametrize(("before", "wanted"), CASES.items(), ids=CASES)
def test_the_word_before_a_day(before: str, wanted: object) -> None:
    words = [*before.split(), "jumat"]
    at = len(words) - 1
    assert bounded(words, DateSpan(FRIDAY, at, at + 1, "weekday", 4), MONDAY).day == wanted


def test_the_last_day_of_a_week_is_its_deadline() -> None:
    week = DayRange(date(2026, 6, 22), date(2026, 6, 28))
    assert bounded(["maksimal", "minggu", "depan"], DateSpan(week, 1, 3, "week"), MONDAY).day == week.end


def test_before_today_there_is_no_day() -> None:
    assert bounded(["sebelum", "hari", "ini"], DateSpan(MONDAY, 1, 3, "day"), MONDAY).day is None
