from datetime import datetime

import pytest

from assist.account import Account
from assist.config import CallingHoursSettings
from assist.detectors.calling_hours import CallingHoursFollower, outside_hours
from assist.events import CallStarted, Signal, Tick

WIB, WITA, WIT = "Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"
DEFAULT = CallingHoursSettings()
MOMENTS = [
    # the caller's clock, the customer's zone, why not, the customer's clock
    ("2026-11-23T08:00:00+07:00", WIB, None, ""),
    ("2026-11-23T07:59:59+07:00", WIB, "early", "07.59"),
    ("2026-11-23T19:59:59+07:00", WIB, None, ""),
    ("2026-11-23T20:00:00+07:00", WIB, "late", "20.00"),
    ("2026-11-23T18:59:59+07:00", WITA, None, ""),
    ("2026-11-23T19:00:00+07:00", WITA, "late", "20.00"),
    ("2026-11-23T17:59:59+07:00", WIT, None, ""),
    ("2026-11-23T18:00:00+07:00", WIT, "late", "20.00"),
    ("2026-11-23T08:30:00+09:00", WIB, "early", "06.30"),
    ("2026-11-23T07:30:00+07:00", WITA, None, ""),
    ("2026-11-22T10:00:00+07:00", WIB, "sunday", "10.00"),
    ("2026-11-21T10:00:00+07:00", WIB, None, ""),
    ("2026-11-21T23:30:00+07:00", WIT, "sunday", "01.30"),  # it is Sunday there already
    ("2026-11-23T00:30:00+09:00", WIB, "sunday", "22.30"),  # ... and here it is Sunday still
    ("2026-03-21T10:00:00+07:00", WIB, "holiday", "10.00"),
    ("2026-03-22T10:00:00+07:00", WIB, "sunday", "10.00"),
    ("2026-03-20T10:00:00+07:00", WIB, "cuti_bersama", "10.00"),
    ("2026-03-20T21:00:00+07:00", WIB, "late", "21.00"),
    ("2026-03-25T10:00:00+07:00", WIB, None, ""),
]


@pytest.mark.parametrize(("at", "zone", "reason", "clock"), MOMENTS)
def test_whether_a_customer_may_be_called(at: str, zone: str, reason: str | None, clock: str) -> None:
    outside = outside_hours(datetime.fromisoformat(at), zone, DEFAULT)
    assert (outside.reason if outside else None) == reason
    if outside:
        assert (outside.local_time, outside.zone, outside.assumed) == (clock, zone, False)


def test_a_holiday_is_named_and_cuti_bersama_is_only_mentioned() -> None:
    eid = outside_hours(datetime.fromisoformat("2026-03-21T10:00:00+07:00"), WIB, DEFAULT)
    leave = outside_hours(datetime.fromisoformat("2026-03-20T10:00:00+07:00"), WIB, DEFAULT)
    assert eid is not None and leave is not None
    assert (eid.holiday, eid.soft) == ("Hari Raya Idul Fitri", False)
    assert (leave.holiday, leave.soft) == ("Cuti Bersama Hari Raya Idul Fitri", True)


SETTINGS: list[tuple[dict[str, object], str, str | None]] = [
    ({"enabled": False}, "2026-11-22T03:00:00+07:00", None),
    ({"holidays": False}, "2026-03-21T10:00:00+07:00", None),
    ({"cuti_bersama": "ignore"}, "2026-03-20T10:00:00+07:00", None),
    ({"cuti_bersama": "forbid"}, "2026-03-20T21:00:00+07:00", "cuti_bersama"),
    ({"days": ["monday"]}, "2026-11-24T10:00:00+07:00", "tuesday"),
    ({"days": ["sunday"]}, "2026-11-22T10:00:00+07:00", None),
    ({"latest": datetime(1, 1, 1, 18, 30).time()}, "2026-11-23T18:30:00+07:00", "late"),
]


@pytest.mark.parametrize(("given", "at", "reason"), SETTINGS)
def test_the_deployer_decides(given: dict[str, object], at: str, reason: str | None) -> None:
    outside = outside_hours(datetime.fromisoformat(at), WIB, CallingHoursSettings.model_validate(given))
    assert (outside.reason if outside else None) == reason
    if reason == "cuti_bersama":
        assert outside and not outside.soft


@pytest.mark.parametrize("zone", [None, "", "WIB", "Asia/Atlantis", "../etc"])
def test_an_unknown_zone_is_taken_for_the_callers_and_said(zone: str | None) -> None:
    late = outside_hours(datetime.fromisoformat("2026-11-23T20:00:00+08:00"), zone, DEFAULT)
    assert late is not None
    assert (late.reason, late.zone, late.assumed) == ("late", "UTC+08:00", True)


def signals_of(started_at: str, seconds: float, zone: str | None = WIB) -> list[Signal]:
    """What is signalled in a call of so many seconds, told second by second."""
    follower = CallingHoursFollower(DEFAULT)
    start = CallStarted(
        call_id="c",
        started_at=datetime.fromisoformat(started_at),
        source="s",
        playbook_version="v",
        account=Account(time_zone=zone),
    )
    given = list(follower.follow(start, []))
    for second in range(1, int(seconds) + 1):
        given += follower.follow(Tick(known_at_s=second), [])
    return given


def test_a_call_that_begins_outside_is_signalled_once() -> None:
    (signal,) = signals_of("2026-11-22T10:00:00+07:00", 600)
    assert (signal.name, signal.by, signal.known_at_s) == ("outside_hours", "agent", 0)
    assert signal.fields == {
        "reason": "sunday",
        "local_time": "10.00",
        "zone": WIB,
        "holiday": None,
        "assumed": False,
        "soft": False,
        "running": False,
    }


@pytest.mark.parametrize(
    ("started_at", "at_s"), [("2026-11-23T19:59:00+07:00", 60), ("2026-11-23T19:58:30.5+07:00", 90)]
)
def test_a_call_that_crosses_the_end_is_signalled_then(started_at: str, at_s: float) -> None:
    (signal,) = signals_of(started_at, 300)
    assert (signal.fields["reason"], signal.fields["local_time"], signal.fields["running"]) == ("late", "20.00", True)
    assert signal.known_at_s == at_s


def test_a_call_inside_the_hours_gives_nothing() -> None:
    assert signals_of("2026-11-23T10:00:00+07:00", 300) == []


def test_a_call_begun_too_early_becomes_right_without_a_word() -> None:
    assert [signal.fields["reason"] for signal in signals_of("2026-11-23T07:58:00+07:00", 300)] == ["early"]


def test_cuti_bersama_does_not_hide_that_it_grows_late() -> None:
    found = signals_of("2026-03-20T19:59:30+07:00", 60)
    assert [(signal.fields["reason"], signal.fields["soft"]) for signal in found] == [
        ("cuti_bersama", True),
        ("late", False),
    ]
