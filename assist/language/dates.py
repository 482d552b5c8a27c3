"""Days as they are said -> a day, a range, or None where the agent has to ask. Pure."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from assist.language.calendar import Day, DayRange, first_of, last_of
from assist.language.date_rules import PAST, RULES, WEAK
from assist.language.normalise import Token
from assist.language.spans import MONTHS, WEEKDAYS, Number
from assist.language.vocabulary import word_set


@dataclass(frozen=True, slots=True)
class DateSpan:
    """A time named by tokens `first` to `last` (exclusive).

    `past`: it lies behind the call. `weak`: it means today only when no other day is named (a clock time, "sekarang").
    `by_date`: a day of the month was said.
    """

    day: Day
    first: int
    last: int
    past: bool = False
    weak: bool = False
    by_date: bool = False


_NEXT_DAY = word_set("besoknya keesokannya esoknya keesokan")
_STARTERS = word_set(
    """tanggal hari besok lusa minggu malam dalam sehari seminggu sebulan beberapa akhir weekend awal tengah
    pertengahan bulan sebelum tutup habis setelah pas lebaran idul natal tahun nanti siang sore pagi sekarang
    sebentar detik saat jam pukul sejam setengah langsung kemarin tadi barusan semalam besoknya keesokannya
    esoknya keesokan dulu"""
)


def find_dates(tokens: list[Token], numbers: list[Number], reference: date) -> list[DateSpan]:
    """The times named in `tokens`, in order and apart from each other, counted from `reference`.

    A deadline is one day ("paling lambat X" is X, "sebelum X" the day before), two days offered are a range, "about" a
    day is that day and its neighbours.
    """
    words = [token.text for token in tokens]
    spans = _agreed(words, _ranges(words, _named(tokens, numbers, reference)))
    return [_bounded(words, span, reference) for span in spans]


def _named(tokens: list[Token], numbers: list[Number], reference: date) -> list[DateSpan]:
    symbols, places = _symbols(tokens, numbers)
    line = " ".join(symbols)
    offsets = [0]
    for symbol in symbols:
        offsets.append(offsets[-1] + len(symbol) + 1)
    spans: list[DateSpan] = []
    at = 0
    while at < len(symbols):
        found, span = _longest(symbols, line, offsets[at], reference)
        if span is None or found == 0:
            at += 1
            continue
        end = next(n for n in range(at, len(symbols) + 1) if offsets[n] > offsets[at] + found - 1)
        end = max(end, at + 1)
        if symbols[at] in _NEXT_DAY:
            previous = spans[-1].day if spans else None
            span = replace(span, day=previous + timedelta(1) if isinstance(previous, date) else None)
        spans.append(replace(span, first=places[at], last=places[end]))
        at = end
    return spans


def _longest(symbols: list[str], line: str, at: int, reference: date) -> tuple[int, DateSpan | None]:
    """The length of the longest rule that matches at offset `at`, and its time."""
    word = line[at : line.find(" ", at) if " " in line[at:] else len(line)]
    if word not in _STARTERS and not (word[0] in "DMWNBA" and word[-1].isdigit()) and "/" not in word:
        return 0, None
    if word in _NEXT_DAY:
        return len(word), DateSpan(None, 0, 0)
    best = 0
    span: DateSpan | None = None
    if past := PAST.match(line, at):
        best, span = past.end() - at, DateSpan(None, 0, 0, past=True)
    if (weak := WEAK.match(line, at)) and weak.end() - at > best:
        best, span = weak.end() - at, DateSpan(reference, 0, 0, weak=True)
    for pattern, rule in RULES:
        if (found := pattern.match(line, at)) and found.end() - at > best:
            best = found.end() - at
            by_date = bool(found.groupdict().get("d")) or "/" in word
            span = DateSpan(rule(found, reference), 0, 0, by_date=by_date)
    return best, span


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


_DAY_BEFORE = word_set("sebelum sebelumnya")
_AT_THE_LATEST = word_set("deadline maksimal sampai dalam max maks selambatnya terakhir")
_ABOUT = word_set("sekitar kirakira kisaran sekitaran seputar antara")
_LINKS = word_set("hari tanggal di ya sama dan atau sampai dengan ke")


def _ranges(words: list[str], spans: list[DateSpan]) -> list[DateSpan]:
    """Joins "X atau Y", "X sampai Y" and "antara X dan Y"."""
    out: list[DateSpan] = []
    for span in spans:
        last = out[-1] if out else None
        link = set(words[last.last : span.first]) if last else set()
        between = bool(last) and "antara" in words[max(0, last.first - 2) : last.first] if last else False
        joins = link <= _LINKS and (bool(link & {"atau", "sampai"}) or (between and bool(link & {"dan", "sama"})))
        if last and joins and not last.past and not span.past:
            start, end = first_of(last.day), last_of(span.day)
            day = DayRange(start, end) if start and end and start < end else None
            out[-1] = replace(last, day=day, last=span.last)
        else:
            out.append(span)
    return out


def _agreed(words: list[str], spans: list[DateSpan]) -> list[DateSpan]:
    """Joins a weekday and a date said together; where they contradict each other the agent has to ask."""
    out: list[DateSpan] = []
    for span in spans:
        last = out[-1] if out else None
        apart = words[last.last : span.first] if last else []
        both = last and isinstance(last.day, date) and isinstance(span.day, date) and not (last.past or span.past)
        if last and both and apart in ([], ["hari"], ["yaitu"]) and not (last.weak or span.weak):
            mixed = last.by_date != span.by_date
            if mixed or last.day == span.day:
                out[-1] = replace(last, day=span.day if last.day == span.day else None, last=span.last)
                continue
        out.append(span)
    return out


def _bounded(words: list[str], span: DateSpan, reference: date) -> DateSpan:
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
    if before in _AT_THE_LATEST and (isinstance(span.day, date) or before != "dalam"):
        return replace(span, day=last, first=span.first - 1)
    if before in _ABOUT and isinstance(span.day, date) and span.day > reference:
        return replace(span, day=DayRange(span.day - timedelta(1), span.day + timedelta(1)), first=span.first - 1)
    return span
