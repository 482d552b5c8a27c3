"""The word before a day: a deadline, "before", "about". Pure."""

from dataclasses import replace
from datetime import date, timedelta

from assist.language.dates.calendar import DayRange, first_of, last_of
from assist.language.dates.named import DateSpan
from assist.language.words.vocabulary import word_set

_DAY_BEFORE = word_set("sebelum sebelumnya")
_SOME_TIME_AFTER = word_set("setelah habis lewat melewati")
AT_THE_LATEST = word_set("deadline maksimal sampai dalam max maks selambatnya terakhir mentok")
_ABOUT = word_set("sekitar kirakira kisaran sekitaran seputar antara seputaran kisaran")


def bounded(words: list[str], span: DateSpan, reference: date) -> DateSpan:
    """Applies the word before a day: a deadline, "before", "about"."""
    if span.past or span.weak or span.day is None:
        return span
    near = words[max(0, span.first - 1) : span.first]
    if near and near[0] in ("hari", "tanggal", "di", "ya"):
        near = words[max(0, span.first - 2) : span.first - 1]
    before = near[0] if near else ""
    last = last_of(span.day)
    if before in _DAY_BEFORE and last:
        whole_end = isinstance(span.day, DayRange) and "akhir" in words[span.first : span.last]
        first = first_of(span.day) or last
        day = last if whole_end else first - timedelta(1)
        return replace(span, day=day if day >= reference else None, first=span.first - 1)
    if before in _SOME_TIME_AFTER or words[span.last : span.last + 2] == ["ke", "atas"]:
        return replace(span, day=None)
    if before in AT_THE_LATEST and (isinstance(span.day, date) or before != "dalam"):
        return replace(span, day=last, first=span.first - 1)
    behind = words[span.last : span.last + 2]
    about = before in _ABOUT
    if (about or behind == ["lebih", "kurang"]) and isinstance(span.day, date) and span.day > reference:
        around = DayRange(span.day - timedelta(1), span.day + timedelta(1))
        return replace(span, day=around, first=span.first - about)
    return span
