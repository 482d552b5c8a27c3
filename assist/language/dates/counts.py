"""How the days of `date_rules` are counted: from what a rule found and the day of the call. Pure."""

import re
from datetime import date, timedelta

from assist.language.dates import calendar as cal
from assist.language.dates.calendar import Day, DayRange

Found = re.Match[str]


def number(found: Found, group: str) -> int:
    """The number that a group of the match holds."""
    return int(found.group(group))


def named(found: Found, reference: date) -> Day:
    """A day of a named month."""
    year = found.groupdict().get("y")
    return cal.next_named(reference, number(found, "d"), number(found, "m"), int(year) if year else None)


def figures(found: Found, reference: date) -> Day:
    """ "17/8" or "17/8/2026"."""
    day, of_month, *year = (int(part) for part in found.group().split()[-1].split("/"))
    return cal.next_named(reference, day, of_month, year[0] if year else None) if 1 <= of_month <= 12 else None


def of_next_month(found: Found, reference: date) -> Day:
    """A day of the month after the reference's."""
    return cal.make_day(*cal.month_after(reference), number(found, "d"))


def decade(found: Found, reference: date) -> Day:
    """ "belasan", "dua puluhan": 11 to 19, 20 to 29."""
    start = {"belasan": 11}.get(found.group("b")) or 10 * int(found.group("t") or 0)
    if start not in (11, 20):
        return None
    first = cal.next_day_of_month(reference, start + (8 if start == 11 else 9))
    return DayRange(first.replace(day=start), first) if first else None


def part(found: Found, reference: date) -> Day:
    """The beginning, middle or end of a month."""
    name = {"pertengahan": "tengah"}.get(found.group("p"), found.group("p"))
    if named_month := found.groupdict().get("m"):
        year = reference.year if int(named_month) >= reference.month else reference.year + 1
        return cal.part_of_month(reference, name, year, int(named_month))
    later = 1 if found.groupdict().get("next") else 0
    limit = {"awal": 5, "tengah": 17, "akhir": 31}[name]
    later = later or int(reference.day > limit)
    return cal.part_of_month(reference, name, *cal.month_after(reference, later))


def early_next_month(found: Found, reference: date) -> Day:
    """The first ten days of the next month."""
    year, month = cal.month_after(reference)
    return DayRange(date(year, month, 1), date(year, month, 10))


def month(found: Found, reference: date) -> Day:
    """A whole named month."""
    wanted = number(found, "m")
    year = reference.year if wanted >= reference.month else reference.year + 1
    return cal.part_of_month(reference, "semua", year, wanted)


def ahead(found: Found, reference: date) -> Day:
    """So many days, weeks or months ahead."""
    count = int(found.groupdict().get("n") or 1)
    match found.group("u"):
        case "hari" | "sehari":
            return reference + timedelta(count)
        case "minggu" | "seminggu":
            return reference + timedelta(7 * count)
    return cal.same_day_after(reference, count)


def ahead_span(found: Found, reference: date) -> Day:
    """ "dua tiga hari lagi"."""
    step = 7 if found.group("u") == "minggu" else 1
    low, high = number(found, "lo") * step, number(found, "n") * step
    return DayRange(reference + timedelta(low), reference + timedelta(high)) if low < high else None


def weekday(found: Found) -> int:
    """The weekday named (Monday 0); Sunday where it is "hari minggu"."""
    return int(found.groupdict().get("w") or 6)


def feast(found: Found, reference: date) -> tuple[date, date] | None:
    """First and last day of the feast named."""
    name = found.group("f").replace(" ", "").replace("hariraya", "lebaran").replace("idulfitri", "lebaran")
    return cal.feast(reference, name)


def after_feast(found: Found, reference: date) -> Day:
    """The two weeks from the day after a feast."""
    days = feast(found, reference)
    return DayRange(days[1] + timedelta(1), days[1] + timedelta(14)) if days else None


def before_feast(found: Found, reference: date) -> Day:
    """Before lebaran is any day until then; before the fixed feasts is a deadline."""
    days = feast(found, reference)
    if days is None or days[0] <= reference:
        return None
    eve = days[0] - timedelta(1)
    return DayRange(reference, eve) if days[0] != days[1] and eve > reference else eve


def eve_of_feast(found: Found, reference: date) -> Day:
    """ "malam tahun baru": the evening before the feast."""
    days = feast(found, reference)
    return days[0] - timedelta(1) if days and days[0] > reference else None


def days_before_feast(found: Found, reference: date) -> Day:
    """So many days before a feast."""
    days = feast(found, reference)
    day = days[0] - timedelta(number(found, "n")) if days else None
    return day if day and day >= reference else None


def at_feast(found: Found, reference: date) -> Day:
    """The feast itself."""
    days = feast(found, reference)
    return None if days is None else days[0] if days[0] == days[1] else DayRange(*days)


def nothing(found: Found, reference: date) -> Day:
    """A time that gives no day."""
    return None


def today(found: Found, reference: date) -> Day:
    """The day of the call."""
    return reference


def if_today(found: Found, reference: date) -> Day:
    """ "hari ini senin" tells what day it is, where it is so."""
    return cal.next_weekday(reference, weekday(found), include_today=True)
