"""Plain forms of sums and days, drawn at random: which of them assist and the libraries read."""

import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import islice

from bench_libraries import dateparser_days, in_digits, ovos_days, sums_in, with_months

from assist.language.promise.state import Dialogue
from assist.language.promise.step import step
from tests.language.speaking_days import EXACT, Style
from tests.language.speaking_sums import STYLES

COUNT = 50
"""Of each style; sums and reference days are drawn anew for each."""
SHOWN = 20
DRAWN = ((1_000, 999), (1_000, 9_999), (10_000, 999), (100_000, 99), (500_000, 99))
"""Steps in rupiah, and how many of them at most."""
Form = tuple[str, date, int | date]
"""The words, the day of the call, and what they mean."""
Reads = Callable[[str, date], list[int] | list[date]]


def print_forms() -> None:
    """A row for each style, then every form that a library reads and assist does not."""
    only_theirs: list[str] = []
    sums: dict[str, Reads] = {"assist": our_sum, "ovos-number-parser": lambda text, reference: sums_in(text)}
    _print(sums, ((name, _sums(say)) for name, say in STYLES.items()), only_theirs)
    days: dict[str, Reads] = {"assist": our_day, "ovos-date-parser": _digits(ovos_days)}
    days["dateparser"] = _digits(dateparser_days)
    _print(days, ((name, _days(style)) for name, style in EXACT.items()), only_theirs)
    print(f"\nread by a library and not by assist: {len(only_theirs)}")
    for text in only_theirs[:SHOWN]:
        print(f"  {text}")


def _print(readers: dict[str, Reads], styles: Iterator[tuple[str, Iterator[Form]]], only_theirs: list[str]) -> None:
    print(f"\n{'plain forms read, of ' + str(COUNT):30}" + "".join(f"{name:>20}" for name in readers))
    for style, forms in styles:
        drawn = list(islice(forms, COUNT))
        right = {name: [read(text, day) == [meant] for text, day, meant in drawn] for name, read in readers.items()}
        print(f"{style:30}" + "".join(f"{sum(read):>20}" for read in right.values()), flush=True)
        for at, (text, day, meant) in enumerate(drawn):
            if not right["assist"][at] and any(read[at] for read in right.values()):
                only_theirs.append(f"{text} ({day}): {meant}")


def our_sum(text: str, reference: date) -> list[int]:
    """The sum of a promise in these words."""
    idr = step(Dialogue(reference), "customer", f"saya bayar {text}", 0).promise.value("amount_idr")
    return [] if idr is None else [idr]


def our_day(text: str, reference: date) -> list[date]:
    """The day of a promise in these words."""
    day = step(Dialogue(reference), "customer", f"saya bayar {text}", 0).promise.date
    return [day] if isinstance(day, date) else []


def _digits(read: Callable[[str, date], list[date]]) -> Reads:
    """As said, with figures, and with a month behind a bare day: whichever is read first."""

    def reads(text: str, reference: date) -> list[date]:
        texts = (with_months(in_digits(text), reference), in_digits(text), text)
        return next((found for form in texts if (found := read(form, reference))), [])

    return reads


def _sums(say: Callable[[int], str | None]) -> Iterator[Form]:
    drawn = random.Random(5)
    while True:
        step_idr, most = drawn.choice(DRAWN)
        idr = step_idr * drawn.randint(1, most)
        if said := say(idr):
            yield said, date(2026, 6, 15), idr


def _days(style: Style) -> Iterator[Form]:
    drawn = random.Random(5)
    while True:
        reference = date(2026, 1, 1) + timedelta(drawn.randrange(1461))
        day = reference + timedelta(drawn.randint(0, style.furthest))
        if said := style.say(day, reference):
            yield said, reference, day
