"""The vocabulary that flows through `assist`, and the only place that defines it.

*Heard* events come from the edge (audio, the agent's keys); *concluded* events are what `Session` makes of them. All
are frozen and equal when their fields are equal. Times are seconds from the start of the call; `known_at_s` is when the
event became known, and the order of replay. Audio never leaves the process, so `AudioChunk` is a plain dataclass.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, JsonValue, TypeAdapter

SAMPLE_RATE_HZ = 16_000
"""Every chunk is mono at this rate; sources resample."""

Speaker = Literal["agent", "customer"]
SPEAKERS: tuple[Speaker, Speaker] = ("agent", "customer")
Level = Literal["ask", "warn", "red"]
GoneReason = Literal["resolved", "expired", "replaced", "dismissed", "ended"]
Samples = npt.NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class AudioChunk:
    """A block of samples of one speaker's channel: mono float32 in [-1, 1] at SAMPLE_RATE_HZ.

    `speech` is None until voice activity has judged the chunk; `speech_probability` is how sure it was of speech.
    """

    speaker: Speaker
    start_s: float
    samples: Samples
    speech: bool | None = None
    speech_probability: float = 1.0

    @property
    def end_s(self) -> float:
        """Where the chunk ends in the call, in seconds."""
        return self.start_s + len(self.samples) / SAMPLE_RATE_HZ


class Frozen(BaseModel):
    """A value: immutable, and strict about unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Event(Frozen):
    """Anything that happens in a call."""

    known_at_s: float = 0.0


# ---- the account (shared format; every field is optional) ----


def _number(value: object) -> object:
    if isinstance(value, bool):
        raise ValueError("is true or false, where a number belongs; change the value")
    return value


def _written_day(value: object) -> object:
    if isinstance(value, date | str):
        return value
    raise ValueError('is not a day; write it as "2026-11-25"')


def _time_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (OSError, ValueError, LookupError):
        known = "Asia/Jakarta (WIB), Asia/Makassar (WITA) or Asia/Jayapura (WIT)"
        raise ValueError(f"{name!r:.40} is no time zone of the IANA list; write {known}") from None
    return name


MOST_IDR = 10**12
"""No account owes more than a trillion rupiah: whatever is above is a slip, and too long for a tip."""

Idr = Annotated[int, BeforeValidator(_number), Field(ge=0, le=MOST_IDR)]
Count = Annotated[int, BeforeValidator(_number), Field(ge=0, le=36_500)]
Percent = Annotated[float, BeforeValidator(_number), Field(ge=0, le=100)]
WrittenDay = Annotated[date, BeforeValidator(_written_day)]
ZoneName = Annotated[str, AfterValidator(_time_zone)]


class PastPromise(Frozen):
    """A promise of an earlier call."""

    date: WrittenDay
    amount_idr: Idr | None = None
    kept: bool | None = None


class PastNote(Frozen):
    """A note of an earlier call."""

    date: WrittenDay
    text: str


class Scheme(Frozen):
    """A way of paying that the agent may offer."""

    id: str
    label: str
    max_parts: Annotated[Count, Field(ge=1)] | None = None
    discount_pct: Percent | None = None
    until: WrittenDay | None = None


class Account(Frozen):
    """What is known of the account before the call."""

    account_id: str | None = None
    customer_id: str | None = None
    customer_name: str | None = None
    honorific: str | None = None
    phone: str | None = None
    time_zone: ZoneName | None = None
    product: str | None = None
    amount_due_idr: Idr | None = None
    instalment_idr: Idr | None = None
    penalty_idr: Idr | None = None
    due_date: WrittenDay | None = None
    days_past_due: Count | None = None
    promises: tuple[PastPromise, ...] = ()
    last_notes: tuple[PastNote, ...] = ()
    allowed_schemes: tuple[Scheme, ...] = ()


# ---- heard ----


class CallStarted(Event):
    """The first event of every call. `started_at` carries the time zone; its date is what "besok" counts from."""

    type: Literal["call_started"] = "call_started"
    call_id: str
    started_at: datetime
    source: str
    playbook_version: str
    account: Account = Account()

    @property
    def reference_date(self) -> date:
        """The day of the call where the call is made."""
        return self.started_at.date()


class CallEnded(Event):
    """The last event of every call."""

    type: Literal["call_ended"] = "call_ended"
    reason: Literal["end_of_audio", "stopped", "failed"]


class SpeechStarted(Event):
    """A speaker began to speak at `start_s` (known a little later: the onset has to be confirmed)."""

    type: Literal["speech_started"] = "speech_started"
    speaker: Speaker
    start_s: float


class SpeechEnded(Event):
    """A speaker fell silent: speech ran from `start_s` to `end_s`."""

    type: Literal["speech_ended"] = "speech_ended"
    speaker: Speaker
    start_s: float
    end_s: float


class Activity(Event):
    """A speaker's own voice set in (`active`) or paused at `at_s`, to the chunk of 32 ms, without any hangover.

    What leaked in from the other channel does not count. Interruptions, talk share, pace and silences rest on it, while
    `SpeechStarted` and `SpeechEnded` bound what is recognised.
    """

    type: Literal["activity"] = "activity"
    speaker: Speaker
    at_s: float
    active: bool


class Prosody(Event):
    """How a speaker's last `window_s` seconds of own speech sound; `start_s` to `end_s` is what is new in it.

    Measured by `audio/prosody.py`. Logs of earlier versions hold only pitch, level and tilt; the rest is None then, and
    so is what cannot be said of this speech (pitch and its kin where nothing is voiced).
    """

    type: Literal["prosody"] = "prosody"
    speaker: Speaker
    start_s: float
    end_s: float
    window_s: float | None = None
    pitch_hz: float | None
    """The median."""
    pitch_high_hz: float | None = None
    """The 90th percentile."""
    pitch_spread_semitones: float | None = None
    """From the 10th to the 90th percentile."""
    pitch_movement_semitones_s: float | None = None
    """How fast the pitch moves up or down, on average."""
    jitter_percent: float | None = None
    """How far a pitch departs from the middle of its neighbours: a rough voice trembles."""
    level_dbfs: float
    """Mean power of all that was spoken."""
    level_voiced_dbfs: float | None = None
    """Mean level of the voiced pieces: vowels, whatever the share of consonants."""
    level_spread_db: float | None = None
    """From the 20th to the 90th percentile."""
    tilt_db: float
    """Energy from 1 to 3.4 kHz over energy from 0.3 to 1 kHz: a raised voice is brighter."""
    slope_db_octave: float | None = None
    """How the spectrum falls from 0.3 to 3.4 kHz: less in a raised voice."""
    hammarberg_db: float | None = None
    """The strongest band below 2 kHz over the strongest above it: less in a raised voice."""
    centroid_hz: float | None = None
    low_centroid_hz: float | None = None
    """The centre of energy from 0.3 to 1 kHz: an opened mouth raises the first formant."""
    flux_db: float | None = None
    """How much the bands change from one 20 ms to the next."""
    voiced_share: float | None = None
    """Voiced among the loud pieces, 0 to 1."""
    periodicity: float | None = None
    """Of the voiced pieces, 0 to 1: low in a hoarse or breathy voice, and in noise."""
    syllables_per_s: float | None = None
    """Peaks of the level a second of speech."""
    speed_syllables_per_s: float | None = None
    """How fast the newest stretch alone, from `start_s` to `end_s`, was said."""


class Word(Frozen):
    """One recognised word. `confidence` is in 0..1."""

    text: str
    start_s: float
    end_s: float
    confidence: float


class Utterance(Event):
    """What one speaker said. A partial (`final=False`) is provisional; detectors act on finals.

    The same `utterance_id` with a higher `revision` replaces what was published before: a final may be corrected by a
    later final. `raw` is what the recogniser gave, where `text` was put right; empty where the two are the same.
    """

    type: Literal["utterance"] = "utterance"
    utterance_id: str
    speaker: Speaker
    start_s: float
    end_s: float
    text: str
    raw: str = ""
    words: tuple[Word, ...] = ()
    final: bool = True
    revision: int = 0


HearingState = Literal["ok", "impaired", "clipped", "music", "silent", "lost", "duplicated"]

UNHEARD: frozenset[HearingState] = frozenset(("silent", "lost", "duplicated"))
"""In these states a side may be speaking, though nothing of it is heard."""


class HearingHealth(Event):
    """How well a channel is heard; `lost_s` seconds of it, so far in this call, were dropped and are silence.

    `impaired`: sound is being lost; `clipped`: it is too loud and distorted; `music`: tones or music, nobody's voice;
    `silent`: the device runs but there is no sound; `lost`: the device is gone; `duplicated`: both channels hear the
    same source. While lost or duplicated, what follows is given silence instead.
    """

    type: Literal["hearing_health"] = "hearing_health"
    speaker: Speaker
    state: HearingState
    lost_s: float = 0.0


class TipDismissed(Event):
    """The agent closed a tip."""

    type: Literal["tip_dismissed"] = "tip_dismissed"
    tip_id: str


class Tick(Event):
    """Time passed. Live only, to advance the grid; never stored."""

    type: Literal["tick"] = "tick"


# ---- concluded ----


class Evidence(Frozen):
    """Why something is believed: who said which words and when, or what was measured (unit in the key)."""

    speaker: Speaker
    start_s: float
    end_s: float
    utterance_id: str | None = None
    words: str = ""
    measured: Mapping[str, float] = Field(default_factory=dict)


class Signal(Event):
    """Something that matters was noticed: `name` and `fields` are what playbook rules match on."""

    type: Literal["signal"] = "signal"
    name: str
    by: Speaker
    fields: Mapping[str, JsonValue] = Field(default_factory=dict)
    evidence: tuple[Evidence, ...] = ()


TAKEN_BACK = "taken_back"
"""The signal that a correction took another back: its field `signal` names that one, its evidence the utterance."""


class Tip(Event):
    """A tip goes on the screen. `cause` is the signal that fired `rule_id` of `playbook_version`."""

    type: Literal["tip"] = "tip"
    tip_id: str
    rule_id: str
    level: Level
    say: str
    why: str
    playbook_version: str
    cause: Signal


class TipGone(Event):
    """A tip leaves the screen."""

    type: Literal["tip_gone"] = "tip_gone"
    tip_id: str
    reason: GoneReason


Heard = (
    CallStarted
    | CallEnded
    | SpeechStarted
    | SpeechEnded
    | Activity
    | Prosody
    | Utterance
    | HearingHealth
    | TipDismissed
    | Tick
)
Concluded = Signal | Tip | TipGone
AnyEvent = Annotated[Heard | Concluded, Field(discriminator="type")]
EVENT: TypeAdapter[Heard | Concluded] = TypeAdapter(AnyEvent)
"""Reads any event back from JSON or a dict; raises pydantic.ValidationError."""
