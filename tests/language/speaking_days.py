"""Says days the ways people do, and counts them by the label guide's rules: from `datetime` alone, not from the code.

An exact style answers None where the words would not mean that day; a span is said of the reference day alone.
"""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from tests.language.speaking import MONTHS, UNITS, below_thousand

WEEKDAYS = ["senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu"]
SHORT = timedelta(1)


@dataclass(frozen=True)
class Style:
    """`say(day, reference)`: the words for a day that lies up to `furthest` days ahead, or None."""

    say: Callable[[date, date], str | None]
    furthest: int


def coming(reference: date, number: int) -> date | None:
    """ "tanggal N": on or after the reference, in the month that it falls in; None where that month has no such day."""
    year, month = reference.year, reference.month
    if number < reference.day:
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return date(year, month, number) if number <= monthrange(year, month)[1] else None


def next_month(reference: date) -> tuple[date, date]:
    """Its first and last day."""
    first = date(reference.year + reference.month // 12, reference.month % 12 + 1, 1)
    return first, first.replace(day=monthrange(first.year, first.month)[1])


def monday(day: date) -> date:
    """Of its week."""
    return day - timedelta(day.weekday())


def weekday(day: date) -> str:
    """Its name; "minggu" alone would be a week."""
    return WEEKDAYS[day.weekday()] if day.weekday() < 6 else "hari minggu"


def within(day: date, reference: date, least: int, most: int) -> bool:
    """Whether it lies so many days ahead."""
    return least <= (day - reference).days <= most


def bare_day(day: date, reference: date) -> str | None:
    return f"tanggal {below_thousand(day.day)}" if coming(reference, day.day) == day else None


def bare_day_in_figures(day: date, reference: date) -> str | None:
    return f"tgl {day.day}" if coming(reference, day.day) == day else None


def bare_pair(day: date, reference: date) -> str | None:
    """ "tanggal dua lima"."""
    ten, one = divmod(day.day, 10)
    return f"tanggal {UNITS[ten]} {UNITS[one]}" if ten > 1 and one and coming(reference, day.day) == day else None


def day_of_next_month(day: date, reference: date) -> str | None:
    first, last = next_month(reference)
    return f"tanggal {below_thousand(day.day)} bulan depan" if first <= day <= last else None


def named_month(day: date, reference: date) -> str | None:
    return f"tanggal {below_thousand(day.day)} {MONTHS[day.month - 1]}"


def named_month_without_tanggal(day: date, reference: date) -> str | None:
    return f"{below_thousand(day.day)} {MONTHS[day.month - 1]}"


def named_month_in_figures(day: date, reference: date) -> str | None:
    return f"Tanggal {day.day} {MONTHS[day.month - 1].title()} {day.year}."


def named_year(day: date, reference: date) -> str | None:
    said = f"dua ribu {below_thousand(day.year - 2000)}"
    return f"tanggal {below_thousand(day.day)} {MONTHS[day.month - 1]} {said}"


def month_number(day: date, reference: date) -> str | None:
    return f"bulan {below_thousand(day.month)} tanggal {below_thousand(day.day)}"


def slashes(day: date, reference: date) -> str | None:
    return f"{day.day}/{day.month}"


def slashes_with_year(day: date, reference: date) -> str | None:
    return f"{day.day}/{day.month}/{day.year}"


def weekday_alone(day: date, reference: date) -> str | None:
    return weekday(day) if within(day, reference, 1, 7) else None


def weekday_this(day: date, reference: date) -> str | None:
    return f"{weekday(day)} ini" if within(day, reference, 0, 6) and day.weekday() < 6 else None


def weekday_next(day: date, reference: date) -> str | None:
    return f"{weekday(day)} depan" if monday(day) == monday(reference) + 7 * SHORT and day.weekday() < 6 else None


def weekday_next_week(day: date, reference: date) -> str | None:
    return f"hari {WEEKDAYS[day.weekday()]} minggu depan" if monday(day) == monday(reference) + 7 * SHORT else None


def next_week_weekday(day: date, reference: date) -> str | None:
    return f"minggu depan hari {WEEKDAYS[day.weekday()]}" if monday(day) == monday(reference) + 7 * SHORT else None


def besok_weekday(day: date, reference: date) -> str | None:
    return f"besok {weekday(day)}" if within(day, reference, 1, 7) else None


def weekday_and_date(day: date, reference: date) -> str | None:
    return f"{weekday(day)} {said}" if within(day, reference, 1, 7) and (said := bare_day(day, reference)) else None


def eve(day: date, reference: date) -> str | None:
    """ "malam jumat" is Thursday."""
    return f"malam {WEEKDAYS[(day + SHORT).weekday()]}" if within(day, reference, 0, 6) else None


def relative(day: date, reference: date) -> str | None:
    return ["hari ini", "besok", "lusa"][(day - reference).days] if within(day, reference, 0, 2) else None


def relative_with_hour(day: date, reference: date) -> str | None:
    return ["nanti sore", "besok pagi", "lusa siang"][(day - reference).days] if within(day, reference, 0, 2) else None


def besok_lusa(day: date, reference: date) -> str | None:
    return "besok lusa" if day == reference + 2 * SHORT else None


def days_ahead(day: date, reference: date) -> str | None:
    return f"{below_thousand((day - reference).days)} hari lagi" if within(day, reference, 2, 60) else None


def days_ahead_in_figures(day: date, reference: date) -> str | None:
    return f"{(day - reference).days} hari lagi" if within(day, reference, 2, 60) else None


def weeks_ahead(day: date, reference: date) -> str | None:
    weeks, rest = divmod((day - reference).days, 7)
    if rest or not weeks:
        return None
    return "seminggu lagi" if weeks == 1 else f"{UNITS[weeks]} minggu lagi"


def within_days(day: date, reference: date) -> str | None:
    return f"dalam {below_thousand((day - reference).days)} hari" if within(day, reference, 2, 60) else None


def at_the_latest(day: date, reference: date) -> str | None:
    return f"paling lambat {said}" if (said := bare_day(day, reference)) else None


def at_most(day: date, reference: date) -> str | None:
    return f"maksimal {said}" if (said := weekday_alone(day, reference)) else None


def until(day: date, reference: date) -> str | None:
    return f"sampai {said}" if (said := named_month(day, reference)) else None


def before(day: date, reference: date) -> str | None:
    return f"sebelum {said}" if (said := bare_day(day + SHORT, reference)) and day > reference else None


def before_weekday(day: date, reference: date) -> str | None:
    return f"sebelum hari {WEEKDAYS[(day + SHORT).weekday()]}" if within(day, reference, 1, 6) else None


EXACT: dict[str, Style] = {
    "bare day": Style(bare_day, 30), "tgl": Style(bare_day_in_figures, 30), "pair": Style(bare_pair, 30),
    "bulan depan": Style(day_of_next_month, 61), "named month": Style(named_month, 364),
    "month alone": Style(named_month_without_tanggal, 364), "year": Style(named_month_in_figures, 364),
    "year in words": Style(named_year, 364), "month number": Style(month_number, 364), "slashes": Style(slashes, 364),
    "slashes and year": Style(slashes_with_year, 364), "weekday": Style(weekday_alone, 7),
    "weekday ini": Style(weekday_this, 6), "weekday depan": Style(weekday_next, 13),
    "weekday minggu depan": Style(weekday_next_week, 13), "minggu depan weekday": Style(next_week_weekday, 13),
    "besok weekday": Style(besok_weekday, 7), "weekday and date": Style(weekday_and_date, 7), "malam": Style(eve, 6),
    "relative": Style(relative, 2), "relative and hour": Style(relative_with_hour, 2),
    "besok lusa": Style(besok_lusa, 2), "n hari lagi": Style(days_ahead, 60),
    "figure hari lagi": Style(days_ahead_in_figures, 60), "n minggu lagi": Style(weeks_ahead, 63),
    "dalam n hari": Style(within_days, 60), "paling lambat": Style(at_the_latest, 30), "maksimal": Style(at_most, 7),
    "sampai": Style(until, 364), "sebelum": Style(before, 29), "sebelum weekday": Style(before_weekday, 6),
}  # fmt: skip


Span = tuple[date, date] | date | None


def _week(reference: date) -> Span:
    sunday = monday(reference) + 6 * SHORT
    return (reference, sunday) if reference < sunday else None


def _weekend(reference: date) -> Span:
    """On a weekend day itself the guide does not say which is meant."""
    saturday = monday(reference) + 5 * SHORT
    return (saturday, saturday + SHORT) if reference < saturday else None


def _part(reference: date, first: int, last: int) -> Span:
    """Of this month, or of the next where it is over; within it the guide does not say."""
    if first < reference.day <= last:
        return None
    start = coming(reference, first)
    return (start, start.replace(day=last)) if start else None


def _end_of_month(reference: date) -> Span:
    last = reference.replace(day=monthrange(reference.year, reference.month)[1])
    return (max(reference, reference.replace(day=25)), last) if reference < last else None


def _about(number: int) -> Callable[[date], Span]:
    def span(reference: date) -> Span:
        day = coming(reference, number)
        return (day - SHORT, day + SHORT) if day and within(day, reference, 2, 31) else None

    return span


SPANS: dict[str, Callable[[date], Span]] = {
    "minggu depan": lambda r: (monday(r) + 7 * SHORT, monday(r) + 13 * SHORT),
    "minggu ini": _week,
    "weekend": _weekend,
    "akhir minggu ini": _weekend,
    "bulan depan": next_month,
    "tanggal muda": lambda r: (next_month(r)[0], next_month(r)[0] + 9 * SHORT),
    "awal bulan": lambda r: _part(r, 1, 5),
    "tengah bulan": lambda r: _part(r, 13, 17),
    "akhir bulan": _end_of_month,
    "akhir bulan depan": lambda r: (next_month(r)[0] + 24 * SHORT, next_month(r)[1]),
    "sebelum akhir bulan": lambda r: r.replace(day=monthrange(r.year, r.month)[1]),
    "tanggal belasan": lambda r: _part(r, 11, 19),
    "sekitar tanggal dua belas": _about(12),
    "kira kira tanggal delapan": _about(8),
    "besok atau lusa": lambda r: (r + SHORT, r + 2 * SHORT),
}
"""What is meant on a reference day; None where the guide leaves it open."""
