from datetime import date

from assist.language.dates import calendar as cal
from assist.language.dates.calendar import DayRange

MONDAY = date(2026, 6, 15)


def test_days_of_the_month() -> None:
    assert cal.next_day_of_month(MONDAY, 15) == MONDAY
    assert cal.next_day_of_month(MONDAY, 14) == date(2026, 7, 14)
    assert cal.next_day_of_month(MONDAY, 31) is None
    assert cal.next_named(MONDAY, 29, 2) is None
    assert cal.next_named(MONDAY, 29, 2, 2028) == date(2028, 2, 29)


def test_weekdays() -> None:
    assert cal.next_weekday(MONDAY, 0) == date(2026, 6, 22)
    assert cal.next_weekday(MONDAY, 0, include_today=True) == MONDAY
    assert cal.weekday_of_next_week(MONDAY, 6) == date(2026, 6, 28)


def test_ranges_never_begin_before_today() -> None:
    assert cal.week(date(2026, 6, 18), 0) == DayRange(date(2026, 6, 18), date(2026, 6, 21))
    assert cal.weekend(date(2026, 6, 21), 0) == DayRange(date(2026, 6, 21), date(2026, 6, 21))
    assert cal.part_of_month(date(2026, 6, 27), "akhir", 2026, 6) == DayRange(date(2026, 6, 27), date(2026, 6, 30))


def test_months_are_added_by_the_calendar() -> None:
    assert cal.same_day_after(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert cal.month_after(date(2026, 12, 3)) == (2027, 1)


def test_feasts() -> None:
    assert cal.feast(date(2026, 3, 23), "lebaran") == (date(2027, 3, 10), date(2027, 3, 11))
    assert cal.feast(date(2026, 3, 22), "lebaran") == (date(2026, 3, 21), date(2026, 3, 22))
    assert cal.feast(date(2090, 1, 1), "lebaran") is None
