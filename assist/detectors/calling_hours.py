"""Whether the customer may be called at this moment, by the clock where the customer is. Pure.

POJK 22/2023 article 62 (2) f: Monday to Saturday, no national holidays, 08.00-20.00 local time; other times only with
the consumer's prior consent (62 (3)). Cuti bersama is no national holiday: by default it is only mentioned.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from assist.config import CallingHoursSettings
from assist.events import CallStarted, Heard, Signal, Tick
from assist.language.dates.days_off import joint_leave, national_holiday

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MINUTE_S = 60.0


@dataclass(frozen=True, slots=True)
class Outside:
    """Why a customer should not be called at a moment.

    `reason`: "early", "late", "holiday", "cuti_bersama", or the weekday ("sunday"). `holiday` names the latter two.
    `assumed`: the customer's zone is not known, so it was taken for the caller's. `soft`: unusual, but not forbidden.
    """

    reason: str
    local: datetime
    zone: str
    assumed: bool
    holiday: str | None = None
    soft: bool = False

    @property
    def local_time(self) -> str:
        """The customer's clock, as `20.04`."""
        return self.local.strftime("%H.%M")


def outside_hours(at: datetime, time_zone: str | None, settings: CallingHoursSettings) -> Outside | None:
    """Why nobody in `time_zone` (IANA) should be called at `at`; None where it may be done, or nobody wants to know."""
    if not settings.enabled:
        return None
    zone = _zone(time_zone)
    local = at if zone is None else at.astimezone(zone) if at.tzinfo else at.replace(tzinfo=zone)
    found = _fault(local, settings)
    if found is None:
        return None
    reason, holiday = found
    soft = reason == "cuti_bersama" and settings.cuti_bersama == "warn"
    named = time_zone if zone is not None and time_zone else _offset(at)
    return Outside(reason, local, named, zone is None, holiday, soft)


def _offset(at: datetime) -> str:
    """The caller's own zone, as `UTC+07:00`."""
    return f"UTC{at.isoformat()[-6:]}" if at.tzinfo else ""


def _zone(name: str | None) -> tzinfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (OSError, ValueError, LookupError):  # a log of before zones were checked, or a machine without their table
        return None


def _fault(local: datetime, settings: CallingHoursSettings) -> tuple[str, str | None] | None:
    """The reason and the holiday's name; what forbids the whole day comes before the hour."""
    weekday = WEEKDAYS[local.weekday()]
    if weekday not in settings.days:
        return weekday, None
    if settings.holidays and (name := national_holiday(local.date())):
        return "holiday", name
    leave = joint_leave(local.date()) if settings.cuti_bersama != "ignore" else None
    if leave and settings.cuti_bersama == "forbid":
        return "cuti_bersama", leave
    if local.time() < settings.earliest:
        return "early", None
    if local.time() >= settings.latest:
        return "late", None
    return ("cuti_bersama", leave) if leave else None


class CallingHoursFollower:
    """Signals `outside_hours` (by the agent) when the call begins at such a time, or runs into one; once a reason.

    Fields: `reason`, `local_time` ("20.04"), `zone`, `holiday`, `assumed`, `soft` as in `Outside`; `running` is
    whether the call was going on already.
    """

    def __init__(self, settings: CallingHoursSettings) -> None:
        self._settings = settings
        self._start: CallStarted | None = None
        self._next_s = 0.0
        self._given: set[str] = set()

    def follow(self, event: Heard | Signal, signals: Sequence[Signal]) -> Iterable[Signal]:
        """The signal, at the start of the call or in the minute in which the time became a wrong one."""
        if isinstance(event, CallStarted):
            self._start, self._given = event, set()
            yield from self._look(event, event.known_at_s)
        elif isinstance(event, Tick) and self._start is not None and event.known_at_s >= self._next_s:
            yield from self._look(self._start, event.known_at_s)

    def _look(self, start: CallStarted, now_s: float) -> Iterable[Signal]:
        at = start.started_at + timedelta(seconds=now_s)
        self._next_s = now_s + MINUTE_S - at.second - at.microsecond / 1e6
        outside = outside_hours(at, start.account.time_zone, self._settings)
        if outside is None or outside.reason in self._given:
            return
        fields = {
            "reason": outside.reason,
            "local_time": outside.local_time,
            "zone": outside.zone,
            "holiday": outside.holiday,
            "assumed": outside.assumed,
            "soft": outside.soft,
            "running": bool(self._given) or now_s > start.known_at_s,
        }
        self._given.add(outside.reason)
        yield Signal(known_at_s=now_s, name="outside_hours", by="agent", fields=fields)
