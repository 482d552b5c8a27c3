import re
from collections.abc import Callable
from datetime import date

import pytest

from assist.language.dates import counts as count
from assist.language.dates.calendar import Day, DayRange
from assist.language.dates.counts import Found

DAY = date(2026, 12, 28)


@pytest.mark.parametrize(
    ("counted", "pattern", "said", "wanted"),
    [
        (count.named, r"D(?P<d>\d+) M(?P<m>\d+)", "D29 M2", None),
        (count.named, r"D(?P<d>\d+) M(?P<m>\d+)", "D3 M1", date(2027, 1, 3)),
        (count.figures, r"\S+", "31/12", date(2026, 12, 31)),
        (count.figures, r"\S+", "5/13", None),
        (count.ahead, r"N(?P<n>\d+) (?P<u>\w+)", "N2 minggu", date(2027, 1, 11)),
        (count.part, r"(?P<p>\w+) bulan", "awal bulan", DayRange(date(2027, 1, 1), date(2027, 1, 5))),
        (count.before_feast, r"sebelum (?P<f>.+)", "sebelum tahun baru", date(2026, 12, 31)),
        (count.after_feast, r"habis (?P<f>.+)", "habis tahun baru", DayRange(date(2027, 1, 2), date(2027, 1, 15))),
    ],
)
def test_days_are_counted_from_the_call(
    counted: Callable[[Found, date], Day], pattern: str, said: str, wanted: Day
) -> None:
    found = re.fullmatch(pattern, said)
    assert found is not None and counted(found, DAY) == wanted
