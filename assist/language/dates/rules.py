"""The rules of `dates`: how a day is said, and which day that is. Pure.

Patterns run over *symbols*: words as they are, `D25` a day of the month, `M4` a month, `Y2027` a year, `N3` a counted
number, `B17` a bare one, `A2` a decade ("dua puluhan"), `J15` a clock time, `W0` a weekday (Monday 0), `$` a sum.
Where several rules match, the longest match wins, among equals the first.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from assist.language.dates import calendar as cal
from assist.language.dates import counts as count
from assist.language.dates.calendar import Day, DayRange
from assist.language.dates.counts import Found

Kind = Literal["date", "weekday", "day", "week", "month", "part", "feast", "weak", "hour", "after", "past"]
"""`date` a day of a month, `weekday` one without its week, `day` any other single day, `part` of a month, `weak` today
if no other day is named, `hour` a time of some day (today's if no other is meant), `after` counted from the day named
before."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A way of saying a time; `day` counts it from the day of the call (an `after` from the day named before)."""

    kind: Kind
    pattern: re.Pattern[str]
    day: Callable[[Found, date], Day]


_D, _M = r"(?:tanggal )?D(?P<d>\d+)", r"(?:bulan )?M(?P<m>\d+)(?: tahun)?(?: Y(?P<y>\d+))?"
_W = r"(?:(?:hari )?W(?P<w>\d)|hari minggu)"
_HOUR = r"(?:agak )?(?:pagi|siang|sore|malam)(?:an)?"
_T = rf"(?: {_HOUR}(?: nanti)?)?"
_NEXT = r"(?:depan|hadapan|berikutnya)"
_FEAST = r"(?P<f>lebaran|idul fitri|hari raya|tahun baru|natal)"
_MOVING = r"(?:lebaran (?:haji|ketupat)|idul adha|imlek|nyepi|waisak|galungan|kuningan|maulid|ramadhan|puasa|paskah)"
_PRAYER = r"(?:subuh|duhur|asar|magrib|isya|tarawih|sahur|buka puasa)"
_PARTS = r"(?P<p>awal|akhir|tengah|pertengahan)"
_COUNT = r"N(?P<n>\d+) (?P<u>hari|minggu|bulan)|(?P<u>sehari|seminggu|sebulan)"
_DAYS, _ONE = _COUNT.split("|(")
_ONE = f"({_ONE}"
_ISNT = r"(?: (?:baru|kan|masih|itu|sudah|hari))*"
_AFTER = r"(?:an )?(?:setelahnya|setelah itu|habis itu|kemudian|berikutnya|dari situ|dari itu)"
_LAGI = r"(?:lagi|ke depan|kedepan|dari sekarang|mendatang)"

_ROWS: tuple[tuple[Kind, str, str, Callable[[Found, date], Day]], ...] = (
    ("date", "/ tanggal", r"(?:tanggal )?\d+/\d+(?:/\d+)?", count.figures),
    ("date", "D tanggal", rf"{_D} {_M}", count.named),
    ("date", "M bulan", rf"{_M} {_D}", count.named),
    ("date", "D tanggal", rf"{_D}(?: di)? bulan (?:depan|besok)", count.of_next_month),
    ("date", "bulan", rf"bulan (?:depan|besok) {_D}", count.of_next_month),
    ("date", "D tanggal", rf"{_D}(?: bulan ini| nanti| besok)?", lambda f, r: cal.next_day_of_month(r,
     count.number(f, "d"))),
    ("date", "B tanggal", r"(?:tanggal )?B\d+ M\d+|tanggal (?:B\d+|x)|tanggal D\d0 D\d M\d+", count.nothing),
    ("part", "tanggal", r"tanggal (?P<b>belasan)(?P<t>)", count.decade),
    ("part", "tanggal A", r"(?:tanggal )?(?P<b>)A(?P<t>\d+)", count.decade),
    ("part", "tanggal", r"tanggal muda(?: nanti| depan| bulan depan)?", count.early_next_month),
    ("part", "tanggal", r"tanggal tua", lambda f, r: cal.part_of_month(r, "akhir", r.year, r.month)),
    ("part", "tanggal", r"tanggal merah", count.nothing),
    ("day", "besok", rf"besok {_W}{_T}", lambda f, r: cal.next_weekday(r, count.weekday(f))),
    ("day", "W hari", rf"{_W} (?:besok|nanti){_T}", lambda f, r: cal.next_weekday(r, count.weekday(f))),
    ("day", "W hari", rf"{_W}{_T}(?: minggu)? {_NEXT}{_T}", lambda f, r: cal.weekday_of_next_week(r, count.weekday(f))),
    ("day", "W hari", rf"{_W}{_T} depannya(?: lagi)?", count.nothing),
    ("day", "minggu", rf"minggu {_NEXT} {_W}{_T}", lambda f, r: cal.weekday_of_next_week(r, count.weekday(f))),
    ("day", "W hari", rf"{_W}(?: minggu)? ini{_T}", lambda f, r: cal.next_weekday(r,
     count.weekday(f), include_today=True)),
    ("day", "W hari", rf"{_W} (?:pertama|kedua|ketiga|keempat|terakhir)(?: bulan (?:ini|depan))?", count.nothing),
    ("weekday", "W hari", rf"{_W}(?: {_HOUR}(?: nanti)?(?! (?:minggu|W\d)))?",
     lambda f, r: cal.next_weekday(r, count.weekday(f))),
    ("day", "minggu", rf"minggu ini {_W}{_T}", lambda f, r: cal.next_weekday(r, count.weekday(f), include_today=True)),
    ("week", "W hari", r"(?:hari )?W5 minggu", lambda f, r: cal.weekend(r, 0)),
    ("day", "minggu", rf"minggu(?: besok)? {_HOUR}|minggu besok", lambda f, r: cal.next_weekday(r, 6)),
    ("day", "malam", r"malam minggu(?: ini| besok)?", lambda f, r: cal.next_weekday(r, 5, include_today=True)),
    ("day", "malam", rf"malam minggu {_NEXT}", lambda f, r: cal.weekday_of_next_week(r, 5)),
    ("feast", "malam", rf"malam {_FEAST}", count.eve_of_feast),
    ("day", "malam", r"malam W(?P<w>\d)",
     lambda f, r: cal.next_weekday(r, (count.weekday(f) - 1) % 7, include_today=True)),
    ("day", "besok", r"besok besok", count.nothing),
    ("day", "besok", r"besok lusa", lambda f, r: r + timedelta(2)),
    ("day", "besok", rf"besok{_T}(?: {_T.strip()})?", lambda f, r: r + timedelta(1)),
    ("day", "lusa", rf"lusa{_T}", lambda f, r: r + timedelta(2)),
    ("day", "N dalam", rf"(?:dalam )?{_DAYS} {_LAGI}", count.ahead),
    ("day", "dalam waktu tempo", rf"(?:dalam(?: waktu| tempo)?|waktu|tempo) {_DAYS}", count.ahead),
    ("day", "dalam", r"dalam [NB](?P<n>\d+) (?P<u>hari|minggu|bulan)(?: ini)?", count.ahead),
    ("day", "sehari seminggu sebulan dalam", rf"(?:dalam )?{_ONE} {_LAGI}", count.ahead),
    ("day", "dalam waktu tempo", rf"(?:dalam(?: waktu| tempo)?|waktu|tempo) {_ONE}", count.ahead),
    ("day", "B", rf"B(?P<lo>\d+) (?:atau |sampai )?N(?P<n>\d+) (?P<u>hari|minggu) {_LAGI}", count.ahead_span),
    ("day", "beberapa", r"beberapa (?:hari|minggu|bulan) (?:lagi|ke depan)", count.nothing),
    ("after", "besoknya keesokannya esoknya", r"(?:besok|keesokan|esok)nya", lambda f, r: r + timedelta(1)),
    ("after", "keesokan besok", r"(?:ke)?esokan hari(?:nya)?|besok harinya", lambda f, r: r + timedelta(1)),
    ("after", "lusanya", r"lusanya", count.nothing),
    ("after", "N", rf"{_DAYS} {_AFTER}", count.ahead),
    ("after", "sehari seminggu sebulan", rf"{_ONE} {_AFTER}", count.ahead),
    ("week", "akhir weekend", r"(?:akhir minggu|weekend)(?: minggu)?(?: ini)?", lambda f, r: cal.weekend(r, 0)),
    ("week", "akhir weekend", rf"(?:akhir minggu|weekend)(?: minggu)? {_NEXT}", lambda f, r: cal.weekend(r, 1)),
    ("week", "minggu", rf"minggu {_NEXT}", lambda f, r: cal.week(r, 1)),
    ("day", "minggu", rf"minggu(?=(?: {_HOUR}| aja| deh)(?: |$))(?: {_HOUR})?", lambda f, r: cal.next_weekday(r, 6)),
    ("week", "minggu", r"minggu(?: minggu)? ini", lambda f, r: cal.week(r, 0)),
    ("week", "minggu", r"minggu (?:pertama|kedua|ketiga|keempat|terakhir)(?: bulan (?:ini|depan)|(?: bulan)? M\d+)?",
     count.nothing),
    ("part", "awal akhir tengah pertengahan", rf"{_PARTS} bulan (?P<next>depan|besok)", count.part),
    ("part", "bulan", rf"bulan (?P<next>depan|besok) {_PARTS}(?: bulan)?", count.part),
    ("part", "awal akhir tengah pertengahan", rf"{_PARTS} bulan(?: ini)?", count.part),
    ("part", "awal akhir tengah pertengahan", rf"{_PARTS} (?:bulan )?M(?P<m>\d+)", count.part),
    ("part", "M bulan", rf"(?:bulan )?M(?P<m>\d+) {_PARTS}", count.part),
    ("week", "minggu", r"minggu depannya(?: lagi)?", count.nothing),
    ("month", "bulan", r"bulan (?:depan|besok)", lambda f, r: cal.part_of_month(r, "semua", *cal.month_after(r))),
    ("month", "bulan", r"bulan(?: bulan)? ini", lambda f, r: cal.part_of_month(r, "semua", r.year, r.month)),
    ("month", "M bulan", r"(?:bulan )?M(?P<m>\d+)", count.month),
    ("feast", "sebelum tutup", r"(?:sebelum )?tutup tahun|sebelum ganti tahun", lambda f, r: date(r.year, 12, 31)),
    ("part", "akhir", r"akhir tahun", lambda f, r: DayRange(max(r, date(r.year, 12, 25)), date(r.year, 12, 31))),
    ("feast", "awal tengah pertengahan tahun", r"(?:(?:awal|tengah|pertengahan) tahun|tahun depan)", count.nothing),
    ("feast", "habis setelah", rf"(?:habis|setelah) {_FEAST}", count.after_feast),
    ("feast", "sebelum menjelang mendekati jelang", rf"(?:sebelum|menjelang|mendekati|jelang) {_FEAST}",
     count.before_feast),
    ("feast", "N", rf"N(?P<n>\d+) hari sebelum {_FEAST}", count.days_before_feast),
    ("feast", "N sehari seminggu", rf"(?:N\d+ (?:hari|minggu)|sehari|seminggu) (?:habis|setelah) {_FEAST}",
     count.nothing),
    ("feast", "h", rf"h (?:min|minus|plus) [A-Z]\d+(?: {_FEAST})?", count.nothing),
    ("feast", "lebaran idul hari tahun natal pas", rf"(?:pas )?{_FEAST}", count.at_feast),
    ("feast", "habis setelah sebelum pas lebaran idul imlek nyepi waisak galungan kuningan maulid ramadhan puasa"
     " paskah",
     rf"(?:(?:habis|setelah|sebelum|pas) )?{_MOVING}", count.nothing),
    ("day", "hari", rf"hari ini(?: juga)?(?: (?:ini )?{_HOUR})?", count.today),
    ("day", "nanti siang sore malam pagi", rf"nanti(?: {_HOUR})+(?: ini)?|{_HOUR} (?:ini|nanti)", count.today),
    ("day", "habis setelah", r"(?:habis|setelah) (?:sholat )?jumatan",
     lambda f, r: cal.next_weekday(r, 4, include_today=True)),
    ("hour", "habis setelah sebelum pas", rf"(?:habis|setelah|sebelum|pas) (?:sholat )?{_PRAYER}(?: nanti)?",
     count.today),
    ("hour", "pulang", r"pulang (?:kerja|kantor|sekolah|jualan|narik)(?: nanti)?", count.today),
    ("hour", "nanti", rf"nanti (?:habis |pas )?(?:pulang(?: kerja| kantor)?|{_PRAYER}|agak {_HOUR})", count.today),
    ("hour", "jam pukul", rf"(?:jam|pukul) J\d+(?: (?:{_HOUR}|nanti|an))*", count.today),
    ("weak", "hari sekarang ini", rf"(?:hari ini|sekarang|ini (?:baru|kan|masih)){_ISNT} {_W}", count.if_today),
    ("weak", "sekarang detik saat sebentar", r"sekarang(?: juga| ini)?|sebentar lagi|(?:detik|saat) ini(?: juga)?",
     count.today),
    ("weak", "N sejam setengah", r"(?:N\d+ (?:jam|menit)|sejam|setengah jam) lagi", count.today),
    ("weak", "habis setelah langsung", r"(?:habis|setelah|langsung)(?: telepon)? ini", count.today),
    ("past", "kemarin tadi barusan semalam", r"kemarin lusa|kemarin|tadi(?: pagi| siang| sore| malam)?|barusan|semalam",
     count.nothing),
    ("past", "D W M tanggal hari minggu bulan tahun",
     rf"(?:{_D}|{_W}|hari|minggu|bulan|tahun|M\d+) (?:yang )?(?:kemarin|lalu)", count.nothing),
    ("past", "N beberapa", r"(?:N\d+|beberapa) (?:hari|minggu|bulan|tahun) (?:yang )?(?:lalu|kemarin)", count.nothing),
    ("past", "seminggu sebulan setahun sehari", r"se(?:minggu|bulan|tahun|hari) (?:yang )?lalu", count.nothing),
    ("past", "dulu", r"dulu dulu", count.nothing),
    ("past", "waktu kala tempo", r"(?:waktu|kala) itu|tempo hari", count.nothing),
    ("past", "itu", r"itu hari(?! (?:ini|apa|kerja|minggu|libur|raya|W\d))", count.nothing),
)  # fmt: skip


def _by_start() -> dict[str, tuple[Rule, ...]]:
    table: dict[str, list[Rule]] = {}
    for kind, starts, pattern, day in _ROWS:
        rule = Rule(kind, re.compile(rf"(?:{pattern})(?= |$)"), day)
        for start in starts.split():
            table.setdefault(start, []).append(rule)
    return {start: tuple(rules) for start, rules in table.items()}


RULES = _by_start()
"""The rules that may begin with a word, or with a symbol of that letter ("/" for a date in figures)."""
