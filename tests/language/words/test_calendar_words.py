from datetime import date

from assist.language.words.calendar_words import MONTHS, WEEKDAYS


def test_numbers_are_those_of_the_calendar() -> None:
    assert MONTHS["mei"] == date(2026, 5, 1).month
    assert sorted(MONTHS.values()) == list(range(1, 13))
    assert WEEKDAYS["kamis"] == date(2026, 6, 18).weekday()
    assert "minggu" not in WEEKDAYS, "it is a week, too"
