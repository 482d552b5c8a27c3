"""Days on which Indonesia does not work: Sundays, national holidays, cuti bersama. Pure.

The table is that of the package `holidays`: the government's joint decrees (SKB 3 Menteri) as far as they are out,
later years calculated, their names marked as estimates.
"""

from datetime import date
from functools import lru_cache
from typing import Literal

import holidays
import holidays.countries  # loads slowly: here, not in the middle of a call

SUNDAY = 6


def national_holiday(day: date) -> str | None:
    """The Indonesian name of the national holiday on `day`, or None."""
    return _named("public", day)


def joint_leave(day: date) -> str | None:
    """The Indonesian name of the cuti bersama on `day`, or None: leave taken together, but no national holiday."""
    return _named("government", day)


def day_off(day: date) -> Literal["sunday", "holiday"] | None:
    """Why counters may be closed on `day`; a holiday on a Sunday is a holiday."""
    if national_holiday(day):
        return "holiday"
    return "sunday" if day.weekday() == SUNDAY else None


def _named(category: str, day: date) -> str | None:
    return _calendar(category).get(day)


@lru_cache
def _calendar(category: str) -> holidays.HolidayBase:
    return holidays.country_holidays("ID", language="id", categories=(category,))
