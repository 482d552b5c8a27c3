"""Heard and concluded events -> what the overlay shows. A pure fold: no clock, no socket."""

from datetime import datetime
from typing import Literal

from pydantic import JsonValue

from assist.events import (
    CallEnded,
    CallStarted,
    Concluded,
    Frozen,
    Heard,
    HearingHealth,
    HearingState,
    Level,
    Signal,
    Speaker,
    SpeechEnded,
    SpeechStarted,
    Tip,
    TipGone,
    Utterance,
)

TRANSCRIPT_LINES = 50
"""Lines that the view keeps and a snapshot carries: a few minutes of talk, well under 20 kB."""


class StatusPart(Frozen):
    """Whether a call is heard, which one, and since when."""

    state: Literal["waiting", "listening", "ended"] = "waiting"
    call_id: str | None = None
    started_at: datetime | None = None


class EvidencePart(Frozen):
    """What a tip rests on: the words as heard, or measured values with the unit in the key."""

    speaker: Speaker
    start_s: float
    words: str
    measured: dict[str, float]


class TipPart(Frozen):
    """The tip on the screen; `at_s` is when it came, in seconds of the call."""

    tip_id: str
    level: Level
    say: str
    why: str
    rule_id: str
    playbook_version: str
    at_s: float
    evidence: tuple[EvidencePart, ...]
    may_be_misheard: bool = False

    @classmethod
    def of(cls, tip: Tip) -> "TipPart":
        """The part that shows `tip`."""
        evidence = tuple(
            EvidencePart(speaker=e.speaker, start_s=e.start_s, words=e.words, measured=dict(e.measured))
            for e in tip.cause.evidence
        )
        shown = tip.model_dump(
            include={"tip_id", "level", "say", "why", "rule_id", "playbook_version", "may_be_misheard"}
        )
        return cls(**shown, at_s=tip.known_at_s, evidence=evidence)


class ChecklistPart(Frozen):
    """The promise to pay as far as it was heard; `date` is an ISO day, `{"from", "to"}` or None."""

    status: Literal["none", "firm", "conditional"] = "none"
    amount_idr: int | None = None
    amount_approx: bool = False
    date: str | dict[str, str] | None = None
    amount_kind: str | None = None
    method: str | None = None
    payer: str | None = None
    missing: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()


class StagePart(Frozen):
    """A stage of the call: its label by language, whether it is done, and whether it is late."""

    id: str
    label: dict[str, str]
    done: bool = False
    late: bool = False


class SpeakingPart(Frozen):
    """Who speaks at this moment."""

    agent: bool = False
    customer: bool = False


class TalkPart(Frozen):
    """Finished speech of each side in seconds, and who speaks now."""

    agent_s: float = 0.0
    customer_s: float = 0.0
    speaking: SpeakingPart = SpeakingPart()


class HealthPart(Frozen):
    """How each side is heard; `lost_s` are the seconds of both that were dropped in this call."""

    agent: HearingState = "ok"
    customer: HearingState = "ok"
    lost_s: float = 0.0


class LinePart(Frozen):
    """A line of the transcript. An empty `text` takes the line away."""

    utterance_id: str
    speaker: Speaker
    start_s: float
    text: str
    final: bool


class OverlayView:
    """What the overlay shows of one call; the next `CallStarted` begins anew.

    `feed`, `set_note` and `set_notice` return the parts that changed, `snapshot` returns all: JSON by the names
    `status`, `tip`, `checklist`, `stages`, `talk`, `health`, `transcript`, `note`, `notice`.
    """

    def __init__(self) -> None:
        self._notice: str | None = None
        self._begin(StatusPart())

    def _begin(self, status: StatusPart) -> None:
        self._status = status
        self._tip: TipPart | None = None
        self._checklist = ChecklistPart()
        self._stages: tuple[StagePart, ...] = ()
        self._talk = TalkPart()
        self._health = HealthPart()
        self._lost_s: dict[Speaker, float] = {}
        self._note: str | None = None
        self._lines: dict[str, Utterance] = {}

    def feed(self, event: Heard | Concluded) -> dict[str, JsonValue]:
        """Takes one event in and returns the parts that it changed; `{}` when it changed nothing.

        `transcript` holds only the new and revised lines. Whoever shows them applies the rules of this class: a new
        `call_id` empties it, a line with no text is taken away, and a new line of a speaker takes the place of that
        speaker's open partial, if that does not begin later.
        """
        before = self._parts()
        lines: list[JsonValue] = []
        match event:
            case CallStarted():
                self._begin(StatusPart(state="listening", call_id=event.call_id, started_at=event.started_at))
            case CallEnded():
                self._status = self._status.model_copy(update={"state": "ended"})
                self._talk = self._talk.model_copy(update={"speaking": SpeakingPart()})
                self._tip = None
            case Tip():
                self._tip = TipPart.of(event)
            case TipGone():
                self._tip = None if self._tip and self._tip.tip_id == event.tip_id else self._tip
            case Signal(name="commitment"):
                known = {key: value for key, value in event.fields.items() if key in ChecklistPart.model_fields}
                self._checklist = ChecklistPart.model_validate(known)
            case Signal(name="course" | "stage_done" | "stage_undone" | "stage_late"):
                self._stages = _staged(self._stages, event)
            case SpeechStarted() | SpeechEnded():
                self._talk = _talked(self._talk, event)
            case HearingHealth():
                self._lost_s[event.speaker] = event.lost_s
                update = {event.speaker: event.state, "lost_s": round(sum(self._lost_s.values()), 1)}
                self._health = self._health.model_copy(update=update)
            case Utterance() if self._take_line(event):
                lines = [_line(event)]
        changed: dict[str, JsonValue] = {
            name: part for name, part in self._parts().items() if name not in before or part != before[name]
        }
        return {**changed, "transcript": lines} if lines else changed

    def set_note(self, text: str | None) -> dict[str, JsonValue]:
        """Shows the note draft of the ended call (None takes it away); returns the part."""
        self._note = text
        return {"note": self._parts()["note"]}

    def set_notice(self, text: str | None) -> dict[str, JsonValue]:
        """Says one line to the agent, as that a playbook did not load (None takes it away); returns the part."""
        self._notice = text
        return {"notice": text}

    def snapshot(self) -> dict[str, JsonValue]:
        """Everything that is shown now, with the last TRANSCRIPT_LINES lines in order of their start."""
        return {**self._parts(), "transcript": [_line(line) for line in self._lines.values()]}

    def _parts(self) -> dict[str, JsonValue]:
        return {
            "status": self._status.model_dump(mode="json"),
            "tip": self._tip.model_dump(mode="json") if self._tip else None,
            "checklist": self._checklist.model_dump(mode="json"),
            "stages": [stage.model_dump(mode="json") for stage in self._stages],
            "talk": self._talk.model_dump(mode="json"),
            "health": self._health.model_dump(mode="json"),
            "note": None if self._note is None else {"text": self._note},
            "notice": self._notice,
        }

    def _take_line(self, new: Utterance) -> bool:
        """Whether `new` changes the transcript: not when it is older than what stands there, or empty and unknown."""
        old = self._lines.get(new.utterance_id)
        if old is None and not new.text.strip():
            return False
        if old is not None and (new.revision < old.revision or (old.final and not new.final)):
            return False
        kept = [line for line in self._lines.values() if line.utterance_id != new.utterance_id]
        if old is None:
            # a correction may be of a line that has left; what is being said now began later, and stays
            kept = [o for o in kept if o.final or o.speaker != new.speaker or o.start_s > new.start_s]
        if new.text.strip():
            kept.append(new)
        kept.sort(key=lambda line: line.start_s)
        self._lines = {line.utterance_id: line for line in kept[-TRANSCRIPT_LINES:]}
        return True


def _line(utterance: Utterance) -> JsonValue:
    shown = utterance.model_dump(include={"utterance_id", "speaker", "start_s", "final"})
    line: JsonValue = LinePart(**shown, text=utterance.text.strip()).model_dump(mode="json")
    return line


def _staged(stages: tuple[StagePart, ...], signal: Signal) -> tuple[StagePart, ...]:
    if signal.name == "course":
        named = signal.fields.get("stages")
        return tuple(StagePart.model_validate(stage) for stage in named) if isinstance(named, list) else ()
    update = {"done": signal.name == "stage_done", "late": signal.name == "stage_late"}
    own = signal.fields.get("stage")
    return tuple(stage.model_copy(update=update) if stage.id == own else stage for stage in stages)


def _talked(talk: TalkPart, event: SpeechStarted | SpeechEnded) -> TalkPart:
    speaking = talk.speaking.model_copy(update={event.speaker: isinstance(event, SpeechStarted)})
    spoken_s = event.end_s - event.start_s if isinstance(event, SpeechEnded) else 0.0
    before_s = talk.agent_s if event.speaker == "agent" else talk.customer_s
    return talk.model_copy(update={"speaking": speaking, f"{event.speaker}_s": round(before_s + spoken_s, 2)})
