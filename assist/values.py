"""Values that come from outside: text, sums, days and zones as files and programs give them, checked once. Pure."""

from datetime import date, datetime
from typing import Annotated
from unicodedata import category
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field


class Frozen(BaseModel):
    """A value: immutable, and strict about unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


_TURNS_ROUND = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that make a terminal or a page show what stands behind them in another order."""


def unseen(text: str) -> str | None:
    """The first character of `text` that is not for eyes: it steers a terminal, or turns text round; None without."""
    return next((letter for letter in text if letter in _TURNS_ROUND or category(letter) in ("Cc", "Cs")), None)


def readable(text: str) -> str:
    """`text` in one line, as it may be printed: a break or a tab is a space, what cannot be seen a question mark."""
    spaced = "".join(" " if letter in "\t\n\r" else letter for letter in text)
    return "".join(letter if letter.isprintable() else "?" for letter in spaced)


def _number(value: object) -> object:
    if isinstance(value, bool):
        raise ValueError("is true or false, where a number belongs; change the value")
    return value


def _written_day(value: object) -> date:
    try:
        day = value if isinstance(value, date) else date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        day = None
    if day is None or isinstance(day, datetime):
        raise ValueError('is not a day; write it as "2026-11-25"')
    if not 2000 <= day.year < 2100:
        raise ValueError(f"{day} is of another century; correct the year")
    return day


def _readable_text(text: str) -> str:
    letter = unseen(" ".join(text.split()))
    if letter is not None:
        raise ValueError(f"holds a control character (U+{ord(letter):04X}); take it out")
    return text


def _short_text(text: str) -> str:
    return _at_most(" ".join(_readable_text(text).split()), 100)


def _long_text(text: str) -> str:
    return _at_most(_readable_text(text), 5_000)


def _at_most(text: str, letters: int) -> str:
    if len(text) > letters:
        raise ValueError(f"has {len(text)} characters; write at most {letters}")
    return text


def _time_zone(name: str) -> str:
    try:
        if "/" not in name or name.startswith("Etc/"):
            raise ValueError  # "Etc/GMT+7" lies seven hours west, not east: calling hours would be half a day wrong
        ZoneInfo(name)
    except (OSError, ValueError, LookupError):
        known = "Asia/Jakarta (WIB), Asia/Makassar (WITA) or Asia/Jayapura (WIT)"
        raise ValueError(f"{name!r:.40} is no time zone of the IANA list; write {known}") from None
    return name


MOST_IDR = 10**12
"""No account owes more than a trillion rupiah: whatever is above is a slip, and too long for a tip."""

Idr = Annotated[int, BeforeValidator(_number), Field(ge=0, le=MOST_IDR)]
Count = Annotated[int, BeforeValidator(_number), Field(ge=0, le=36_500)]
Percent = Annotated[float, BeforeValidator(_number), Field(ge=0, le=100)]
WrittenDay = Annotated[date, BeforeValidator(_written_day)]
Text = Annotated[str, AfterValidator(_short_text)]
"""A name or a number on the screen: one line of at most 100 characters, none of which steers a terminal."""
LongText = Annotated[str, AfterValidator(_long_text)]
"""A note: at most 5,000 characters; lines may break."""
ZoneName = Annotated[str, AfterValidator(_time_zone)]
