from datetime import date

import pytest

from assist.language.dates.days_off import day_off, joint_leave, national_holiday

HOLIDAYS = {
    date(2026, 3, 21): "Hari Raya Idul Fitri",
    date(2026, 8, 17): "Hari Kemerdekaan",
    date(2026, 12, 25): "Hari Raya Natal",
    date(2027, 1, 1): "Tahun Baru Masehi",
}


@pytest.mark.parametrize("day", HOLIDAYS, ids=str)
def test_a_national_holiday_has_its_indonesian_name(day: date) -> None:
    assert (national_holiday(day) or "").startswith(HOLIDAYS[day])
    assert day_off(day) == "holiday"


@pytest.mark.parametrize("day", [date(2026, 3, 20), date(2026, 3, 23), date(2026, 12, 24)], ids=str)
def test_cuti_bersama_is_no_national_holiday(day: date) -> None:
    assert "Cuti Bersama" in (joint_leave(day) or "")
    assert national_holiday(day) is None
    assert day_off(day) is None


def test_a_sunday_is_off_and_a_holiday_on_a_sunday_is_a_holiday() -> None:
    assert day_off(date(2026, 11, 22)) == "sunday"
    assert day_off(date(2026, 3, 22)) == "holiday"
    assert day_off(date(2026, 11, 21)) is None


def test_a_year_without_a_decree_is_marked_as_estimated() -> None:
    assert "(perkiraan)" in (national_holiday(date(2028, 2, 27)) or "")


@pytest.mark.parametrize("day", [date.min, date.max], ids=str)
def test_no_day_is_too_far_away(day: date) -> None:
    assert joint_leave(day) is None
    assert day_off(day) in (None, "sunday", "holiday")
