"""The vocabulary that flows through `assist`, and the only place that defines it.

*Heard* events come from the edge (audio, the agent's keys); *concluded* events are what `Session` makes of them. All
are frozen and equal when their fields are equal. Times are seconds from the start of the call; `known_at_s` is when the
event became known, and the order of replay. Audio never leaves the process, so `AudioChunk` is a plain dataclass.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Literal
from unicodedata import category
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, JsonValue, TypeAdapter

SAMPLE_RATE_HZ = 16_000
"""Every chunk is mono at this rate; sources resample."""

Speaker = Literal["agent", "customer"]
SPEAKERS: tuple[Speaker, Speaker] = ("agent", "customer")
Level = Literal["ask", "warn", "red"]
Show = Literal["now", "pause"]
"""When a tip may come: at once, or only while the agent is not in the middle of a sentence."""
GoneReason = Literal["resolved", "expired", "replaced", "dismissed", "snoozed", "quiet", "ended"]
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


# ---- text from outside ----

_TURNS_ROUND = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that make a terminal or a page show what stands behind them in another order."""


def unseen(text: str) -> str | None:
    """The first character of `text` that is not for eyes: it steers a terminal, or turns text round; None without."""
    return next((letter for letter in text if letter in _TURNS_ROUND or category(letter) in ("Cc", "Cs")), None)


def readable(text: str) -> str:
    """`text` in one line, as it may be printed: a break or a tab is a space, what cannot be seen a question mark."""
    spaced = "".join(" " if letter in "\t\n\r" else letter for letter in text)
    return "".join(letter if letter.isprintable() else "?" for letter in spaced)


# ---- the account (shared format; every field is optional) ----


def _number(value: object) -> object:
    if isinstance(value, bool):
        raise ValueError("is true or false, where a number belongs; change the value")
    return value


def _written_day(value: object) -> date:
    try:
        day = value if isinstance(value, date) else date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        day = None
    if day is None or isinstance(day, datetime):
        raise ValueError('is not a day; write it as "2026-11-25"')
    if not 2000 <= day.year < 2100:
        raise ValueError(f"{day} is of another century; correct the year")
    return day


def _readable_text(text: str) -> str:
    letter = unseen(" ".join(text.split()))
    if letter is not None:
        raise ValueError(f"holds a control character (U+{ord(letter):04X}); take it out")
    return text


def _short_text(text: str) -> str:
    return _at_most(" ".join(_readable_text(text).split()), 100)


def _long_text(text: str) -> str:
    return _at_most(_readable_text(text), 5_000)


def _at_most(text: str, letters: int) -> str:
    if len(text) > letters:
        raise ValueError(f"has {len(text)} characters; write at most {letters}")
    return text


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
Text = Annotated[str, AfterValidator(_short_text)]
"""A name or a number on the screen: one line of at most 100 characters, none of which steers a terminal."""
LongText = Annotated[str, AfterValidator(_long_text)]
"""A note: at most 5,000 characters; lines may break."""
ZoneName = Annotated[str, AfterValidator(_time_zone)]


class PastPromise(Frozen):
    """A promise of an earlier call."""

    date: WrittenDay
    amount_idr: Idr | None = None
    kept: bool | None = None


class PastNote(Frozen):
    """A note of an earlier call."""

    date: WrittenDay
    text: LongText


class Scheme(Frozen):
    """A way of paying that the agent may offer."""

    id: Text
    label: Text
    max_parts: Annotated[Count, Field(ge=1)] | None = None
    discount_pct: Percent | None = None
    until: WrittenDay | None = None


class Account(Frozen):
    """What is known of the account before the call."""

    account_id: Text | None = None
    customer_id: Text | None = None
    customer_name: Text | None = None
    honorific: Text | None = None
    phone: Text | None = None
    time_zone: ZoneName | None = None
    product: Text | None = None
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
    """How a stretch of one speaker's speech sounds: the median pitch (None where nothing is voiced) and the level."""

    type: Literal["prosody"] = "prosody"
    speaker: Speaker
    start_s: float
    end_s: float
    pitch_hz: float | None
    level_dbfs: float
    tilt_db: float
    """Energy above 1 kHz over energy below it, in dB: a raised voice is brighter."""
    syllables_per_s: float | None = None
    """How fast it is said; None where that was not measured."""


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
    """The agent closed a tip; `misheard`: because what it rests on was not meant, or not said."""

    type: Literal["tip_dismissed"] = "tip_dismissed"
    tip_id: str
    misheard: bool = False


class TipRated(Event):
    """The agent found a tip useful, or not: kept to tune the rules by. Nothing follows from it in the call."""

    type: Literal["tip_rated"] = "tip_rated"
    tip_id: str
    useful: bool


class TipSnoozed(Event):
    """The agent wants no more tips of this tip's rule in this call."""

    type: Literal["tip_snoozed"] = "tip_snoozed"
    tip_id: str


class QuietSet(Event):
    """Quiet mode went on or off: while it is on, tips of level `ask` do not come."""

    type: Literal["quiet_set"] = "quiet_set"
    on: bool


class HoldSet(Event):
    """The customer was asked to wait, or the wait is over: meanwhile silence is meant."""

    type: Literal["hold_set"] = "hold_set"
    on: bool


class PauseSet(Event):
    """The agent paused the listening (its devices are closed: nothing is heard), or took it up again."""

    type: Literal["pause_set"] = "pause_set"
    on: bool


MEMO = "memo"
"""What the tip that brings a memo back names as its rule, and its cause as its name; the cause's field `memo_id`."""
MEMO_LETTERS = 200
"""Longest memo: a question, not a note."""


class MemoParked(Event):
    """The agent parked a question while the customer speaks."""

    type: Literal["memo_parked"] = "memo_parked"
    memo_id: str
    text: str = Field(min_length=1, max_length=MEMO_LETTERS)


class RecordingRefused(Event):
    """The customer does not want to be recorded: from here on nothing that was said in the call may be kept."""

    type: Literal["recording_refused"] = "recording_refused"


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
MISHEARD = "misheard"
"""The same by the agent's word: it fires nothing any more, but a note keeps it for the supervisor."""


class Tip(Event):
    """A tip goes on the screen. `cause` is the signal that fired `rule_id` of `playbook_version`.

    `may_be_misheard`: the agent may say that it was, which undoes what the tip silences.
    """

    type: Literal["tip"] = "tip"
    tip_id: str
    rule_id: str
    level: Level
    show: Show = "now"
    say: str
    why: str
    playbook_version: str
    cause: Signal
    may_be_misheard: bool = False


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
    | TipRated
    | TipSnoozed
    | QuietSet
    | HoldSet
    | PauseSet
    | MemoParked
    | RecordingRefused
    | Tick
)
Concluded = Signal | Tip | TipGone
AnyEvent = Annotated[Heard | Concluded, Field(discriminator="type")]
EVENT: TypeAdapter[Heard | Concluded] = TypeAdapter(AnyEvent)
"""Reads any event back from JSON or a dict; raises pydantic.ValidationError."""
