"""Times of day as they are said, against the hours in which a customer may be called. Pure.

POJK 22/2023 article 62 (2) f: Monday to Saturday, no national holiday, 08.00 to 20.00.
"""

from collections.abc import Sequence

from assist.language.numbers.values import below_hundred
from assist.language.words.number_words import is_number_word
from assist.language.words.vocabulary import word_set

EARLIEST_MIN, LATEST_MIN = 8 * 60, 20 * 60
"""The hours, in minutes of the day; both ends may be used."""
DAY_MIN = 24 * 60

_CLOCK = word_set("jam pukul jem")
_MORNING, _NOON, _AFTERNOON = word_set("pagi isuk enjing"), word_set("siang awan"), word_set("sore sonten")
_NIGHT = word_set("malam wengi peuting bengi dalu petang")
_PARTS = _MORNING | _NOON | _AFTERNOON | _NIGHT
_NEVER = word_set("subuh sahur ahad takbiran natal lebaran nyepi waisak imlek galungan kuningan paskah maulid")
"""Times and days on which nobody may be called, by one word."""
_NEVER_PHRASES = (
    "tengah malam", "larut malam", "malam malam", "dini hari", "pagi buta", "tanggal merah", "hari libur",
    "hari minggu", "libur nasional", "hari raya", "tahun baru", "cuti bersama", "idul fitri", "idul adha",
    "hari kemerdekaan",
    "tujuh belas agustus", "17 agustus", "hari buruh", "isra miraj", "minggu pagi", "minggu siang", "minggu sore",
    "minggu besok", "besok minggu", "malam takbir", "24 jam", "dua puluh empat jam",
)  # fmt: skip


def outside_hours(words: Sequence[str]) -> bool | None:
    """Whether a time that the normal forms `words` name lies outside the hours; None where they name none surely.

    A time without a part of the day ("jam tujuh") is sure only where both of its meanings are on the same side.
    """
    line = f" {' '.join(words)} "
    if set(words) & _NEVER or any(f" {phrase} " in line for phrase in _NEVER_PHRASES):
        return True
    named = [found for at in range(len(words)) if (found := _time_at(words, at)) is not None]
    if any(not all(map(_inside, times)) and not any(map(_inside, times)) for times in named):
        return True
    return False if named and all(all(map(_inside, times)) for times in named) else None


def _inside(minute: int) -> bool:
    return EARLIEST_MIN <= minute <= LATEST_MIN


def _time_at(words: Sequence[str], at: int) -> list[int] | None:
    """The minutes of the day that a time beginning at `at` may mean; None where none begins there."""
    clock = words[at] in _CLOCK
    begin = at + clock
    half = words[begin : begin + 1] == ["setengah"]
    before = words[at - 1] if at else ""
    if not clock and before and (before in _CLOCK or before == "tanggal" or is_number_word(before)):
        return None  # it has begun before, or is a day
    begin += half
    hour, end = _number(words, begin)
    if hour is None or hour > 24:
        return None
    minute, end = _minutes(words, end)
    part = next((word for word in (*words[end : end + 3], *words[max(0, at - 2) : at]) if word in _PARTS), None)
    if not clock and part is None:
        return None
    return [(time - 30 * half + minute) % DAY_MIN for time in _of_day(hour * 60, part)]


def _number(words: Sequence[str], at: int) -> tuple[int | None, int]:
    """The longest number from `at` on that is an hour or minute, and where it ends; figures may hold minutes."""
    for count in (3, 2, 1):
        piece = words[at : at + count]
        if len(piece) == count and (value := below_hundred(piece)) is not None:
            return value, at + count
    return None, at


def _minutes(words: Sequence[str], at: int) -> tuple[int, int]:
    """ "lewat lima belas", "kurang seperempat", "tiga puluh": minutes to be added, and where they end."""
    sign = {"lewat": 1, "lebih": 1, "kurang": -1}.get(words[at] if at < len(words) else "", 0)
    start = at + (sign != 0)
    if words[start : start + 1] == ["seperempat"] and sign:
        return sign * 15, start + 1
    value, end = _number(words, start)
    if value is not None and (sign or value in (15, 30, 45)):
        return (sign or 1) * value, end
    return (10 if sign > 0 else 0), start


def _of_day(minute: int, part: str | None) -> list[int]:
    """The minutes of the day of a clock time in a part of the day; both halves of the day where none is said."""
    hour = minute // 60
    if part is None:
        return [minute] if hour > 12 or hour == 0 else [minute % (12 * 60), minute % (12 * 60) + 12 * 60]
    if part in _MORNING or (part in _NOON and hour >= 9) or hour > 12:
        return [minute]
    if part in _NIGHT and (hour == 12 or hour <= 4):
        return [minute % (12 * 60)]
    return [minute % (12 * 60) + 12 * 60]
