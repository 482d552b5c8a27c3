"""Days as they are said -> a day, a range, or None where the agent has to ask. Pure."""

from dataclasses import dataclass, replace
from datetime import date

from assist.language.dates.calendar import Day, first_of
from assist.language.dates.rules import RULES, Kind
from assist.language.numbers.values import Number
from assist.language.words.calendar_words import MONTHS, WEEKDAYS
from assist.language.words.tokens import Token


@dataclass(frozen=True, slots=True)
class DateSpan:
    """A time named by tokens `first` to `last` (exclusive).

    `number` is the day of the month, or the weekday (Monday 0), where neither month nor week was named with it.
    """

    day: Day
    first: int
    last: int
    kind: Kind
    number: int | None = None

    @property
    def past(self) -> bool:
        """Whether it lies behind the call."""
        return self.kind == "past"

    @property
    def weak(self) -> bool:
        """Whether it means today only when no other day is named (a clock time, "sekarang")."""
        return self.kind in ("weak", "hour")

    @property
    def hour(self) -> bool:
        """Whether only a time of the day is said, which may be of a day that is agreed already."""
        return self.kind == "hour"

    @property
    def by_date(self) -> bool:
        """Whether a day of the month was said."""
        return self.kind == "date"


def named_days(tokens: list[Token], numbers: list[Number], reference: date) -> list[DateSpan]:
    """The times named in `tokens`, each by itself, in order and apart from each other, counted from `reference`."""
    symbols, places = _symbols(tokens, numbers)
    line = " ".join(symbols)
    offsets = [0]
    for symbol in symbols:
        offsets.append(offsets[-1] + len(symbol) + 1)
    spans: list[DateSpan] = []
    at = 0
    while at < len(symbols):
        base = first_of(spans[-1].day) if spans else None
        alone = symbols[at] == "besok" and at > 0 and symbols[at - 1] in ("jangan", "bukan")  # "jangan besok, lusa"
        reach = line[: offsets[at + 1] - 1] if alone else line
        found = _longest(symbols[at], reach, offsets[at], (reference, base))
        if found is None:
            at += 1
            continue
        length, span = found
        end = at + line.count(" ", offsets[at], offsets[at] + length) + 1
        counted = span.kind == "month" and at and symbols[at - 1][0] in "NB"  # "dua bulan ini"
        if not counted:
            spans.append(replace(span, first=places[at], last=places[end]))
        at = end
    return spans


def _longest(symbol: str, line: str, at: int, days: tuple[date, date | None]) -> tuple[int, DateSpan] | None:
    """The length of the longest rule that matches at offset `at`, and its time.

    `days` are the day of the call and the day named before.
    """
    start = symbol[0] if symbol[0].isupper() else "/" if "/" in symbol else symbol
    best = None
    for rule in RULES.get(start, ()):
        if (found := rule.pattern.match(line, at)) and (best is None or found.end() > best[0].end()):
            best = found, rule
    if best is None:
        return None
    match, rule = best
    base = days[1] if rule.kind == "after" else days[0]
    groups = match.groupdict()
    number = groups.get("d") if "m" not in groups else None
    if rule.kind == "weekday":
        number = groups.get("w") or "6"
    day = rule.day(match, base) if base else None
    own_month = " bulan " in f" {match.group()}" or "/" in match.group()
    return match.end() - at, DateSpan(day, 0, 0, rule.kind, int(number) if number and not own_month else None)


_LETTER = {"day": "D", "month": "M", "year": "Y", "count": "N", "bare": "B", "clock": "J", "ordinal": "O"}


def _symbols(tokens: list[Token], numbers: list[Number]) -> tuple[list[str], list[int]]:
    """The symbols, and for each the token it begins at (one more at the end)."""
    starts = {number.first: number for number in numbers}
    symbols: list[str] = []
    places: list[int] = []
    at = 0
    while at < len(tokens):
        number = starts.get(at)
        places.append(at)
        symbols.append(_number_symbol(number, tokens) if number else _word_symbol(tokens[at].text))
        at = number.last if number else at + 1
    return symbols, [*places, len(tokens)]


def _word_symbol(word: str) -> str:
    if word in WEEKDAYS:
        return f"W{WEEKDAYS[word]}"
    return f"M{MONTHS[word]}" if word in MONTHS else word


def _number_symbol(number: Number, tokens: list[Token]) -> str:
    if number.kind in _LETTER and number.value is not None:
        return f"{_LETTER[number.kind]}{number.value}"
    if number.kind == "bare":
        text = [token.text for token in tokens[number.first : number.last]]
        return "belasan" if text == ["belasan"] else "A2" if text in (["dua", "puluhan"], ["20", "an"]) else "B0"
    return "$" if number.kind == "money" else "x"
