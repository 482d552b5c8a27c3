"""The vocabulary that flows through `assist`, and the only place that defines it.

*Heard* events come from the edge (audio, the agent's keys); *concluded* events are what `Session` makes of them. All
are frozen and equal when their fields are equal. Times are seconds from the start of the call; `known_at_s` is when the
event became known, and the order of replay. Audio never leaves the process, so `AudioChunk` is a plain dataclass.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Literal

import numpy as np
import numpy.typing as npt
from pydantic import Field, JsonValue, TypeAdapter

from assist.account import Account
from assist.values import Frozen

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


class Event(Frozen):
    """Anything that happens in a call."""

    known_at_s: float = 0.0


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
    """How fast it is said, from `start_s` to `end_s`; None where that was not measured."""


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
