"""The rules of `dates`: how a day is said, and which day that is. Pure.

Patterns run over *symbols*: words as they are, `D25` a day of the month, `M4` a month, `Y2027` a year, `N3` a counted
number, `B17` a bare one, `A2` a decade ("dua puluhan"), `J15` a clock time, `W0` a weekday (Monday 0), `$` a sum.
Where several rules match, the longest match wins.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta

from assist.language import calendar as cal
from assist.language.calendar import Day, DayRange

Found = re.Match[str]
Rule = Callable[[Found, date], Day]


def _int(found: Found, group: str) -> int:
    return int(found.group(group))


def _named(found: Found, reference: date) -> Day:
    year = found.groupdict().get("y")
    return cal.next_named(reference, _int(found, "d"), _int(found, "m"), int(year) if year else None)


def _figures(found: Found, reference: date) -> Day:
    day, month, *year = (int(part) for part in found.group().split("/"))
    return cal.next_named(reference, day, month, year[0] if year else None) if 1 <= month <= 12 else None


def _of_next_month(found: Found, reference: date) -> Day:
    return cal.make_day(*cal.month_after(reference), _int(found, "d"))


def _decade(found: Found, reference: date) -> Day:
    start = {"belasan": 11}.get(found.group("b")) or 10 * int(found.group("t") or 0)
    if start not in (11, 20):
        return None
    first = cal.next_day_of_month(reference, start + (8 if start == 11 else 9))
    return DayRange(first.replace(day=start), first) if first else None


def _part(found: Found, reference: date) -> Day:
    part = {"pertengahan": "tengah"}.get(found.group("p"), found.group("p"))
    if month := found.groupdict().get("m"):
        year = reference.year if int(month) >= reference.month else reference.year + 1
        return cal.part_of_month(reference, part, year, int(month))
    ahead = 1 if found.groupdict().get("next") else 0
    limit = {"awal": 5, "tengah": 17, "akhir": 31}[part]
    ahead = ahead or int(reference.day > limit)
    return cal.part_of_month(reference, part, *cal.month_after(reference, ahead))


def _early_next_month(found: Found, reference: date) -> Day:
    year, month = cal.month_after(reference)
    return DayRange(date(year, month, 1), date(year, month, 10))


def _month(found: Found, reference: date) -> Day:
    month = _int(found, "m")
    year = reference.year if month >= reference.month else reference.year + 1
    return cal.part_of_month(reference, "semua", year, month)


def _ahead(found: Found, reference: date) -> Day:
    count = int(found.groupdict().get("n") or 1)
    match found.group("u"):
        case "hari" | "sehari":
            return reference + timedelta(count)
        case "minggu" | "seminggu":
            return reference + timedelta(7 * count)
    return cal.same_day_after(reference, count)


def _ahead_span(found: Found, reference: date) -> Day:
    step = 7 if found.group("u") == "minggu" else 1
    low, high = _int(found, "lo") * step, _int(found, "n") * step
    return DayRange(reference + timedelta(low), reference + timedelta(high)) if low < high else None


def _weekday(found: Found) -> int:
    return int(found.groupdict().get("w") or 6)


def _feast_name(found: Found) -> str:
    return found.group("f").replace(" ", "").replace("hariraya", "lebaran").replace("idulfitri", "lebaran")


def _after_feast(found: Found, reference: date) -> Day:
    days = cal.feast(reference, _feast_name(found))
    return DayRange(days[1] + timedelta(1), days[1] + timedelta(14)) if days else None


def _before_feast(found: Found, reference: date) -> Day:
    days = cal.feast(reference, _feast_name(found))
    return DayRange(reference, days[0] - timedelta(1)) if days and days[0] > reference else None


def _at_feast(found: Found, reference: date) -> Day:
    days = cal.feast(reference, _feast_name(found))
    return None if days is None else days[0] if days[0] == days[1] else DayRange(*days)


_D, _M = r"(?:tanggal )?D(?P<d>\d+)", r"(?:bulan )?M(?P<m>\d+)(?: tahun)?(?: Y(?P<y>\d+))?"
_W = r"(?:(?:hari )?W(?P<w>\d)|hari minggu)"
_T = r"(?: (?:pagi|siang|sore|malam)(?: nanti)?)?"
_FEAST = r"(?P<f>lebaran|idul fitri|hari raya|tahun baru|natal)"

RULES: tuple[tuple[re.Pattern[str], Rule], ...] = tuple(
    (re.compile(pattern + r"(?= |$)"), rule)
    for pattern, rule in (
        (r"\d+/\d+(?:/\d+)?", _figures),
        (rf"{_D} {_M}", _named),
        (rf"{_M} {_D}", _named),
        (rf"{_D}(?: di)? bulan (?:depan|besok)", _of_next_month),
        (rf"bulan (?:depan|besok) {_D}", _of_next_month),
        (rf"{_D}(?: bulan ini| nanti)?", lambda f, r: cal.next_day_of_month(r, _int(f, "d"))),
        (r"tanggal (?P<b>belasan)(?P<t>)", _decade),
        (r"(?:tanggal )?(?P<b>)A(?P<t>\d+)", _decade),
        (r"tanggal muda(?: nanti| depan)?", _early_next_month),
        (r"tanggal tua", lambda f, r: cal.part_of_month(r, "akhir", r.year, r.month)),
        (rf"besok {_W}{_T}", lambda f, r: cal.next_weekday(r, _weekday(f))),
        (rf"{_W} besok{_T}", lambda f, r: cal.next_weekday(r, _weekday(f))),
        (rf"{_W}{_T}(?: minggu)? depan{_T}", lambda f, r: cal.weekday_of_next_week(r, _weekday(f))),
        (rf"minggu depan {_W}{_T}", lambda f, r: cal.weekday_of_next_week(r, _weekday(f))),
        (rf"{_W}(?: minggu)? ini{_T}", lambda f, r: cal.next_weekday(r, _weekday(f), include_today=True)),
        (rf"(?:minggu ini )?{_W}{_T}", lambda f, r: cal.next_weekday(r, _weekday(f))),
        (r"minggu(?: besok)? (?:pagi|siang|sore|malam)|minggu besok", lambda f, r: cal.next_weekday(r, 6)),
        (r"malam minggu(?: depan(?P<next>))?", lambda f, r: cal.next_weekday(r, 5, include_today=True)),
        (r"malam W(?P<w>\d)", lambda f, r: cal.next_weekday(r, (_weekday(f) - 1) % 7, include_today=True)),
        (r"besok besok", lambda f, r: None),
        (r"besok lusa", lambda f, r: r + timedelta(2)),
        (rf"besok{_T}", lambda f, r: r + timedelta(1)),
        (rf"lusa{_T}", lambda f, r: r + timedelta(2)),
        (r"(?:dalam )?N(?P<n>\d+) (?P<u>hari|minggu|bulan) (?:lagi|ke depan|kedepan|dari sekarang)", _ahead),
        (r"dalam(?: waktu)? N(?P<n>\d+) (?P<u>hari|minggu|bulan)", _ahead),
        (r"(?:dalam )?(?P<u>sehari|seminggu|sebulan) (?:lagi|ke depan|kedepan|dari sekarang)", _ahead),
        (r"dalam(?: waktu)? (?P<u>sehari|seminggu|sebulan)", _ahead),
        (r"B(?P<lo>\d+) (?:atau |sampai )?N(?P<n>\d+) (?P<u>hari|minggu) (?:lagi|ke depan)", _ahead_span),
        (r"beberapa (?:hari|minggu) lagi", lambda f, r: None),
        (r"(?:akhir minggu|weekend)(?: ini)?", lambda f, r: cal.weekend(r, 0)),
        (r"(?:akhir minggu|weekend)(?: minggu)? depan", lambda f, r: cal.weekend(r, 1)),
        (r"minggu (?:depan|hadapan)", lambda f, r: cal.week(r, 1)),
        (r"minggu(?: minggu)? ini", lambda f, r: cal.week(r, 0)),
        (r"(?P<p>awal|akhir|tengah|pertengahan) bulan (?P<next>depan|besok)", _part),
        (r"(?P<p>awal|akhir|tengah|pertengahan) bulan(?: ini)?", _part),
        (r"(?P<p>awal|akhir|tengah|pertengahan) (?:bulan )?M(?P<m>\d+)", _part),
        (r"bulan (?:depan|besok)", lambda f, r: cal.part_of_month(r, "semua", *cal.month_after(r))),
        (r"bulan(?: bulan)? ini", lambda f, r: cal.part_of_month(r, "semua", r.year, r.month)),
        (r"(?:bulan )?M(?P<m>\d+)", _month),
        (r"(?:sebelum )?tutup tahun", lambda f, r: date(r.year, 12, 31)),
        (r"akhir tahun", lambda f, r: DayRange(max(r, date(r.year, 12, 25)), date(r.year, 12, 31))),
        (rf"(?:habis|setelah) {_FEAST}", _after_feast),
        (rf"(?:sebelum) {_FEAST}", _before_feast),
        (rf"(?:pas )?{_FEAST}", _at_feast),
        (r"hari ini(?: juga)?|hari ini (?:pagi|siang|sore|malam)", lambda f, r: r),
        (r"nanti (?:siang|sore|malam)|(?:siang|sore|malam|pagi) (?:ini|nanti)|hari ini", lambda f, r: r),
    )
)
WEAK = re.compile(
    r"(?:jam|pukul) J\d+(?: (?:pagi|siang|sore|malam|nanti|an))*|sekarang(?: juga)?|sebentar lagi|detik ini|saat ini"
    r"|N\d+ (?:jam|menit) lagi|(?:sejam|setengah jam) lagi|habis ini|setelah ini|langsung ini(?= |$)"
)
PAST = re.compile(
    rf"(?:kemarin lusa|kemarin|tadi(?: pagi| siang| sore)?|barusan|semalam|(?:{_D}|{_W}|hari|minggu|bulan|tahun|M\d+)"
    r"(?: (?:yang )?(?:kemarin|lalu))|(?:N\d+|beberapa) (?:hari|minggu|bulan|tahun) (?:yang )?lalu|dulu dulu"
    r"|tahun kemarin)(?= |$)"
)
