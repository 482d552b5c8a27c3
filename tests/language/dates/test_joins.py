from datetime import date

import pytest

from assist.language.dates.calendar import DayRange
from assist.language.dates.joins import inside
from assist.language.dates.named import DateSpan

NEXT_WEEK = DayRange(date(2026, 6, 22), date(2026, 6, 28))
JULY = DayRange(date(2026, 7, 1), date(2026, 7, 31))


@pytest.mark.parametrize(
    ("whole", "kind", "number", "wanted"),
    [
        (NEXT_WEEK, "weekday", 2, date(2026, 6, 24)),
        (JULY, "date", 20, date(2026, 7, 20)),
        (JULY, "weekday", 2, date(2026, 6, 17)),
        (None, "weekday", 2, date(2026, 6, 17)),
    ],
)
def test_an_answer_lies_in_the_week_or_month_before(
    whole: DayRange | None, kind: str, number: int, wanted: date
) -> None:
    span = DateSpan(date(2026, 6, 17), 0, 1, "date" if kind == "date" else "weekday", number)
    assert inside(whole, span) == wanted
