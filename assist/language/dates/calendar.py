"""Days and ranges of days, counted from a reference day. Weeks run Monday to Sunday. Pure."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

EID_FITR = {
    2024: date(2024, 4, 10), 2025: date(2025, 3, 31), 2026: date(2026, 3, 21), 2027: date(2027, 3, 10),
    2028: date(2028, 2, 27), 2029: date(2029, 2, 15), 2030: date(2030, 2, 4), 2031: date(2031, 1, 25),
    2032: date(2032, 1, 14),
}  # fmt: skip
"""First of the two days of Idul Fitri: 2024 to 2026 from the government's joint decrees (SKB 3 Menteri), later years
from the calculated calendar; the sighting of the moon may shift them by a day."""


@dataclass(frozen=True, slots=True)
class DayRange:
    """From `start` to `end`, both included."""

    start: date
    end: date


Day = date | DayRange | None
"""A day, a range, or None: a time was named that gives no day, so the agent has to ask."""


def first_of(day: Day) -> date | None:
    """The first day meant."""
    return day.start if isinstance(day, DayRange) else day


def last_of(day: Day) -> date | None:
    """The last day meant."""
    return day.end if isinstance(day, DayRange) else day


def make_day(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has none (29 February of most years)."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def month_after(reference: date, months: int = 1) -> tuple[int, int]:
    """(year, month) that many months after the reference's."""
    index = reference.year * 12 + reference.month - 1 + months
    return index // 12, index % 12 + 1


def same_day_after(reference: date, months: int) -> date:
    """The same day `months` later; the last day of a month that is too short."""
    year, month = month_after(reference, months)
    return date(year, month, min(reference.day, month_end(year, month).day))


def next_day_of_month(reference: date, day: int) -> date | None:
    """The next such day on or after the reference; None where the month it falls in has none."""
    if day >= reference.day:
        return make_day(reference.year, reference.month, day)
    return make_day(*month_after(reference), day)


def next_named(reference: date, day: int, month: int, year: int | None = None) -> date | None:
    """A day of a named month: its next occurrence, or that of `year`; None where that is over."""
    if year is not None:
        named = make_day(year, month, day)
        return named if named is not None and named >= reference else None
    this_year = (month, day) >= (reference.month, reference.day)
    return make_day(reference.year if this_year else reference.year + 1, month, day)


def next_weekday(reference: date, weekday: int, include_today: bool = False) -> date:
    """The next such weekday (Monday 0) after the reference, or on it where `include_today`."""
    ahead = (weekday - reference.weekday()) % 7
    return reference + timedelta(ahead if ahead or include_today else 7)


def weekday_of_next_week(reference: date, weekday: int) -> date:
    """That weekday in the next calendar week."""
    return reference + timedelta(7 - reference.weekday() + weekday)


def week(reference: date, ahead: int) -> DayRange:
    """The calendar week so many weeks ahead; the present one begins today."""
    monday = reference + timedelta(7 * ahead - reference.weekday())
    return DayRange(max(monday, reference), monday + timedelta(6))


def weekend(reference: date, ahead: int) -> DayRange:
    """Saturday and Sunday of the week so many weeks ahead."""
    sunday = week(reference, ahead).end
    return DayRange(max(sunday - timedelta(1), reference), sunday)


def part_of_month(reference: date, part: str, year: int, month: int) -> DayRange:
    """`awal` 1-5, `tengah` 13-17, `akhir` 25th to the last day, `semua` the whole month; never before today."""
    last = month_end(year, month)
    start, end = {"awal": (1, 5), "tengah": (13, 17), "akhir": (25, last.day), "semua": (1, last.day)}[part]
    first, final = date(year, month, start), date(year, month, end)
    return DayRange(max(first, reference), final) if reference <= final else DayRange(first, final)


def feast(reference: date, name: str) -> tuple[date, date] | None:
    """The first and last day of the next feast of that name on or after the reference."""
    if name == "lebaran":
        days = [(eid, eid + timedelta(1)) for eid in EID_FITR.values()]
    else:
        month, day = {"tahunbaru": (1, 1), "natal": (12, 25)}[name]
        days = [(date(year, month, day), date(year, month, day)) for year in (reference.year, reference.year + 1)]
    return next((both for both in days if both[1] >= reference), None)
