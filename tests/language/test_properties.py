"""Any sum and any day of four years, said in any style, reads back: what a promise in those words comes to."""

import random
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assist.language.dates.calendar import DayRange
from assist.language.dates.joins import find_dates
from assist.language.numbers.spans import find_numbers
from assist.language.promise.state import Dialogue, Promise
from assist.language.promise.step import step
from assist.language.words.normalise import normalise
from assist.language.words.number_words import is_number_word
from tests.language.speaking import below_thousand
from tests.language.speaking_days import EXACT, SPANS, Span, coming
from tests.language.speaking_sums import STYLES

MONDAY = date(2026, 6, 15)
START = date(2026, 1, 1)
FOUR_YEARS = 1461
REFERENCES = st.integers(0, FOUR_YEARS - 1).map(lambda n: START + timedelta(n))
LEAP_YEAR = [date(2028, 1, 1) + timedelta(n) for n in range(366)]
SEEDS = st.integers(0, 2**32).map(random.Random)
RANGES = ((1_000, 999), (1_000, 999), (1_000, 99_999), (10_000, 9_999), (100_000, 99), (500_000, 99), (1, 999_999_999))
"""Steps in rupiah, and how many of them: round sums are said in ways that others are not."""
UNITS_SAID = {"all words", "rupiah", "sejuta", "Rp", "rp apart", "rb", "k", "figures and units", "fillers", "variants"}
"""Styles of sums that stay clear right beside another number."""
FRAMES = ("{} {}", "saya bayar {} {}", "{} saya transfer {}")


def promise(text: str, reference: date) -> Promise:
    return step(Dialogue(reference), "customer", text, 0).promise


def days_of(text: str, reference: date) -> list[Span]:
    tokens = normalise(text)
    found = [span.day for span in find_dates(tokens, find_numbers(tokens), reference)]
    return [(day.start, day.end) if isinstance(day, DayRange) else day for day in found]


def drawn_sum(style: str, drawn: random.Random) -> tuple[int, str]:
    """A sum that the style can say, and how it says it."""
    while True:
        step_idr, most = drawn.choice(RANGES)
        idr = step_idr * drawn.randint(1, most)
        if idr >= 1_000 and (said := STYLES[style](idr)):
            return idr, said


def drawn_day(style: str, reference: date, drawn: random.Random) -> tuple[date, str]:
    while True:
        day = reference + timedelta(drawn.randint(0, EXACT[style].furthest))
        if said := EXACT[style].say(day, reference):
            return day, said


@pytest.mark.parametrize("style", STYLES)
@settings(max_examples=150, derandomize=True, deadline=None)
@given(drawn=SEEDS)
def test_any_sum_reads_back(style: str, drawn: random.Random) -> None:
    idr, said = drawn_sum(style, drawn)
    found = promise(f"besok saya bayar {said}", MONDAY)
    assert (said, found.value("amount_idr"), found.date) == (said, idr, date(2026, 6, 16))


@pytest.mark.parametrize("style", EXACT)
@settings(max_examples=500, derandomize=True, deadline=None)
@given(reference=REFERENCES, drawn=SEEDS)
def test_any_day_reads_back(style: str, reference: date, drawn: random.Random) -> None:
    try_until = reference + timedelta(FOUR_YEARS)
    while reference < try_until and not _sayable(style, reference):
        reference += timedelta(1)  # "tanggal dua lima" says no day of some short spans
    day, said = drawn_day(style, reference, drawn)
    assert (said, reference, days_of(said, reference)) == (said, reference, [day])


def _sayable(style: str, reference: date) -> bool:
    how = EXACT[style]
    return any(how.say(reference + timedelta(n), reference) for n in range(how.furthest + 1))


@pytest.mark.parametrize("style", EXACT)
def test_every_day_of_a_leap_year_reads_back(style: str) -> None:
    how = EXACT[style]
    for number, day in enumerate(LEAP_YEAR):
        ahead = sorted(range(how.furthest + 1), key=lambda n: (n - number) % (how.furthest + 1))
        said = next(((text, r) for n in ahead if (text := how.say(day, r := day - timedelta(n)))), None)
        if said is not None:  # "tanggal dua lima" says no 3rd
            assert (said, days_of(*said)) == (said, [day])


@pytest.mark.parametrize("style", EXACT)
@settings(max_examples=40, derandomize=True, deadline=None)
@given(reference=REFERENCES, drawn=SEEDS)
def test_a_promise_of_any_day_has_it(style: str, reference: date, drawn: random.Random) -> None:
    if _sayable(style, reference):
        day, said = drawn_day(style, reference, drawn)
        assert (said, reference, promise(f"saya bayar {said}", reference).date) == (said, reference, day)


@pytest.mark.parametrize("words", SPANS)
def test_spans_over_four_years(words: str) -> None:
    for reference in (START + timedelta(n) for n in range(0, FOUR_YEARS, 2)):
        if (meant := SPANS[words](reference)) is not None:
            assert (reference, days_of(words, reference)) == (reference, [meant])


@pytest.mark.parametrize("number", [1, 15, 28, 29, 30, 31])
def test_a_day_that_the_month_lacks_has_to_be_asked(number: int) -> None:
    for reference in (START + timedelta(n) for n in range(FOUR_YEARS)):
        found = days_of(f"tanggal {below_thousand(number)}", reference)
        assert (reference, found) == (reference, [coming(reference, number)])


def _clear(first: str, second: str, styles: tuple[str, str]) -> bool:
    """Whether two said in a row stay apart: numbers side by side only where every unit and ten is said."""
    touching = is_number_word(first.split()[-1].lower()) and is_number_word(second.split()[0].lower())
    return not touching or (styles[0] not in ("pair", "year in words") and styles[1] in UNITS_SAID)


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("day_first", [True, False], ids=["day first", "sum first"])
@settings(max_examples=500, derandomize=True, deadline=None)
@given(reference=REFERENCES, drawn=SEEDS)
def test_a_sum_and_a_day_side_by_side_keep_their_values(
    frame: str, day_first: bool, reference: date, drawn: random.Random
) -> None:
    day_style, sum_style = drawn.choice(sorted(EXACT)), drawn.choice(sorted(STYLES))
    if not _sayable(day_style, reference):
        return
    (day, said_day), (idr, said_sum) = drawn_day(day_style, reference, drawn), drawn_sum(sum_style, drawn)
    first, second = (said_day, said_sum) if day_first else (said_sum, said_day)
    if _clear(first, second, (day_style, sum_style)):
        found = promise(text := frame.format(first, second), reference)
        assert (text, reference, found.value("amount_idr"), found.date) == (text, reference, idr, day)


@pytest.mark.parametrize(
    ("text", "idr", "day"),
    [
        ("tanggal dua satu juta", 1_000_000, date(2026, 7, 2)),
        ("satu juta tanggal dua puluh satu", 1_000_000, date(2026, 6, 21)),
        ("tanggal tiga puluh tujuh juta", 7_000_000, date(2026, 6, 30)),
        ("tanggal dua puluh enam juta lima ratus ribu", 6_500_000, date(2026, 6, 20)),
        ("tanggal sembilan tujuh lima tiga ribu", 753_000, date(2026, 7, 9)),
        ("tanggal dua puluh lima satu tiga empat ribu", 134_000, date(2026, 6, 25)),
        ("empat ratus delapan puluh tujuh malam selasa", 487_000, date(2026, 6, 15)),
        ("sembilan juta satu bulan delapan tanggal dua puluh empat", 9_100_000, date(2026, 8, 24)),
    ],
)
def test_a_day_takes_no_word_of_the_sum(text: str, idr: int, day: date) -> None:
    found = promise(f"saya bayar {text}", MONDAY)
    assert (found.value("amount_idr"), found.date) == (idr, day)
