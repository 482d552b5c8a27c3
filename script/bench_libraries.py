"""What general libraries make of a labelled call, for `script/bench language`: ovos-number-parser, ovos-date-parser
(both Apache-2.0) and dateparser (BSD-3-Clause).

None of them knows a promise, so each is given the plain rules that its user would add: which turns to read, which of
several finds to take, thousands where the unit is left out, and the month of "tanggal N". All combinations are tried,
and on each file the best one counts: the figures are more than a user without labels would get.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from itertools import product
from typing import TypeVar

from dateparser.search import search_dates
from ovos_date_parser import extract_datetime
from ovos_number_parser import numbers_to_digits

from assist.tuning.commitments import CommitmentLine

SUM_FROM = 10_000
"""Rupiah below it, thousands filled in, are a day, an hour or a count."""
_MONTHS = (
    "januari", "februari", "maret", "april", "mei", "juni", "juli", "agustus", "september", "oktober", "november",
    "desember",
)  # fmt: skip
_UNITS = {"ribu": 1_000, "rb": 1_000, "k": 1_000, "juta": 1_000_000, "jt": 1_000_000}
_NUMBER = re.compile(r"(?<!tanggal )(?<!tgl )(?<!jam )(?<![\d.,])(\d[\d.,]*)\s*(ribu|rb|k|juta|jt)?\b")
_TANGGAL = re.compile(rf"\b(?:tanggal|tgl) (\d{{1,2}})\b(?! (?:bulan|{'|'.join(_MONTHS)}))")
_SUMS = re.compile(r"(?:rp ?)?\d[\d.,]*\s*(?:ribu|rb|k|juta|jt)\b|(?:rp ?)?\d[\d.,]{2,}|(?:rp ?)\d+")

Days = Callable[[str, date], list[date]]
Find = TypeVar("Find", int, date)


@dataclass(frozen=True)
class Way:
    """What to read (`scope`), in which form (`form`; of texts for dates alone), and which of the finds to `take`."""

    scope: str
    form: str
    take: str


SCOPES = ("last", "own", "all")
AMOUNT_WAYS = tuple(Way(scope, "digits", take) for scope, take in product(SCOPES, ("first", "last", "largest")))
DATE_WAYS = tuple(
    Way(scope, form, take) for scope, form, take in product(SCOPES, ("said", "digits", "dates"), ("first", "last"))
)


def amount_of(line: CommitmentLine, way: Way) -> int | None:
    """The sum of a call in rupiah, by ovos-number-parser."""
    return _taken(sums_in(_text(line, way.scope)), way.take)


def date_of(line: CommitmentLine, way: Way, days: Days) -> date | None:
    """The day of a call, by one of the libraries."""
    text, reference = _text(line, way.scope), line.reference_date
    if way.form != "said":
        text = in_digits(text)
    if way.form == "dates":
        text = with_months(text, reference)
    return _taken(days(text, reference), way.take)


def with_months(text: str, reference: date) -> str:
    """The text with a month behind every bare day, and without sums."""
    return _SUMS.sub(" ", _TANGGAL.sub(lambda found: _with_month(int(found[1]), reference), text))


@cache
def in_digits(text: str) -> str:
    """The text with number words as figures, by ovos-number-parser."""
    return numbers_to_digits(text.lower(), "id")


def sums_in(text: str) -> list[int]:
    """All sums of a text: figures of ovos-number-parser with their units, thousands filled in."""
    return [idr for found in _NUMBER.finditer(in_digits(text)) if (idr := _rupiah(found[1], found[2])) >= SUM_FROM]


def _rupiah(figure: str, unit: str | None) -> int:
    figure = figure.strip(".,")
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", figure):
        value = float(re.sub(r"[.,]", "", figure))
    else:
        value = float(re.sub(r"[.,](?=.*[.,])", "", figure).replace(",", "."))
    if unit is None:
        return int(value * 1_000) if value < 1_000 and value >= 100 else int(value)
    return round(value * _UNITS[unit])


def ovos_days(text: str, reference: date) -> list[date]:
    """ovos-date-parser finds one time, or none."""
    found = extract_datetime(text, "id", anchorDate=_noon(reference))
    return [found[0].date()] if found else []


def dateparser_days(text: str, reference: date) -> list[date]:
    """All that dateparser's search finds, in Indonesian, the future preferred."""
    settings = {"RELATIVE_BASE": _noon(reference), "PREFER_DATES_FROM": "future", "DATE_ORDER": "DMY"}
    return [found.date() for _, found in search_dates(text, languages=["id"], settings=settings) or []]


LIBRARIES: dict[str, Days] = {"ovos-date-parser": ovos_days, "dateparser": dateparser_days}


def _noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12)


def _with_month(number: int, reference: date) -> str:
    """ "tanggal N" with the month it falls in."""
    ahead = reference if number >= reference.day else reference + timedelta(32 - reference.day)
    fits = 1 <= number <= monthrange(ahead.year, ahead.month)[1]
    return f"{number} {_MONTHS[ahead.month - 1]} {ahead.year}" if fits else ""


def _text(line: CommitmentLine, scope: str) -> str:
    """The customer's last turn, all of theirs, or the whole call."""
    if scope == "all":
        return " . ".join(turn.text for turn in line.turns)
    own = [turn.text for turn in line.turns if turn.speaker == "customer"]
    return " . ".join(own[-1:] if scope == "last" else own)


def _taken(finds: Sequence[Find], take: str) -> Find | None:
    if not finds:
        return None
    return max(finds) if take == "largest" else finds[0 if take == "first" else -1]
