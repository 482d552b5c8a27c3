"""Heard and concluded events -> what the overlay shows. A pure fold: no clock, no socket."""

from pydantic import JsonValue

from assist.events import (
    MEMO,
    CallEnded,
    CallStarted,
    Concluded,
    Heard,
    HearingHealth,
    HoldSet,
    MemoParked,
    PauseSet,
    QuietSet,
    RecordingRefused,
    Signal,
    Speaker,
    SpeechEnded,
    SpeechStarted,
    Tip,
    TipGone,
    TipRated,
    TipSnoozed,
    Utterance,
)
from assist.values import Frozen
from assist.view.mood import Mood
from assist.view.parts import (
    AccountPart,
    AfterPart,
    ChecklistPart,
    MemoPart,
    NotePart,
    OverlayState,
    RatedPart,
    SpeakingPart,
    StagePart,
    StatusPart,
    TalkPart,
    TipPart,
)
from assist.view.transcript import Transcript

Key = TipRated | TipSnoozed | MemoParked | QuietSet | HoldSet | PauseSet


class OverlayView:
    """What the overlay shows of one call; the next `CallStarted` begins anew, but keeps account, quiet mode and notice.

    `feed` and the setters return the parts that changed, `snapshot` returns all: JSON by the names of `OverlayState`,
    and `transcript`.
    """

    def __init__(self) -> None:
        self._begin(OverlayState())

    def _begin(self, state: OverlayState) -> None:
        self._state = state
        self._mood, self._transcript = Mood(), Transcript()
        self._lost_s: dict[Speaker, float] = {}
        self._tips: dict[str, Tip] = {}

    def feed(self, event: Heard | Concluded) -> dict[str, JsonValue]:
        """Takes one event in and returns the parts that it changed; `{}` when it changed nothing.

        `transcript` holds only the new and revised lines. Whoever shows them applies the rules of `Transcript`: a new
        `call_id` empties it, a line with no text is taken away, and a new line of a speaker takes the place of that
        speaker's open partial, if that does not begin later.
        """
        before = self._state
        lines = self._take(event)
        self._mood.feed(event)
        self._set(mood=self._mood.part)
        changed = _changed(before, self._state)
        return {**changed, "transcript": lines} if lines else changed

    @property
    def state(self) -> str:
        """The state of the status."""
        return self._state.status.state

    def set_status(self, **update: object) -> dict[str, JsonValue]:
        """Changes fields of the status where no event does; returns what changed."""
        return self._change(status=StatusPart.model_validate({**self._state.status.model_dump(), **update}))

    def set_account(self, card: AccountPart | None) -> dict[str, JsonValue]:
        """Shows the account card (None takes it away); returns what changed."""
        return self._change(account=card)

    def set_note(self, text: str | None, saved: str | None = None) -> dict[str, JsonValue]:
        """Shows the note draft of the ended call, and the agent's version of it; returns what changed."""
        return self._change(note=None if text is None else NotePart(text=text, saved=saved))

    def set_notice(self, text: str | None) -> dict[str, JsonValue]:
        """Says one line to the agent, as that a playbook did not load (None takes it away); returns what changed."""
        return self._change(notice=text)

    def snapshot(self) -> dict[str, JsonValue]:
        """Everything that is shown now, with the last lines of the transcript in order of their start."""
        return {**self._state.model_dump(mode="json"), "transcript": self._transcript.lines()}

    def _change(self, **update: object) -> dict[str, JsonValue]:
        before = self._state
        self._set(**update)
        return _changed(before, self._state)

    def _set(self, **update: object) -> None:
        self._state = self._state.model_copy(update=update)

    def _set_status(self, **update: object) -> None:
        self._set(status=self._state.status.model_copy(update=update))

    # ---- events ----

    def _take(self, event: Heard | Concluded) -> list[JsonValue]:
        """Lets the event change the state; returns the lines of the transcript that it changes."""
        match event:
            case CallStarted():
                status = StatusPart(state="listening", call_id=event.call_id, started_at=event.started_at)
                status = status.model_copy(update={"quiet": self._state.status.quiet})
                self._begin(OverlayState(status=status, account=self._state.account, notice=self._state.notice))
            case CallEnded():
                self._speak(SpeakingPart())
                self._set_status(state="ended", on_hold=False)
                self._set(tip=None, after=AfterPart(hard=self._mood.hard))
            case SpeechStarted() | SpeechEnded():
                speaks = {str(event.speaker): isinstance(event, SpeechStarted)}
                self._speak(self._state.talk.speaking.model_copy(update=speaks))
            case Signal(name="talk"):
                self._set(talk=TalkPart.model_validate(self._state.talk.model_dump() | _known(event, TalkPart)))
            case Signal(name="channels_swapped"):
                self._set(health=self._state.health.model_copy(update={"swapped": True}))
            case HearingHealth():
                self._lost_s[event.speaker] = event.lost_s
                update = {event.speaker: event.state, "lost_s": round(sum(self._lost_s.values()), 1)}
                self._set(health=self._state.health.model_copy(update=update))
            case Utterance() if not self._state.status.recording_refused:
                return self._transcript.take(event)
            case RecordingRefused():
                self._set_status(recording_refused=True)
                return self._transcript.clear()
            case Signal(name="commitment"):
                self._set(checklist=ChecklistPart.model_validate(_known(event, ChecklistPart)))
            case Signal(name="course" | "stage_done" | "stage_undone" | "stage_late"):
                self._set(stages=_staged(self._state.stages, event))
            case Tip() | TipGone():
                self._take_tip(event)
            case TipRated() | TipSnoozed() | MemoParked() | QuietSet() | HoldSet() | PauseSet():
                self._take_key(event)
        return []

    def _speak(self, speaking: SpeakingPart) -> None:
        self._set(talk=self._state.talk.model_copy(update={"speaking": speaking}))

    def _take_tip(self, event: Tip | TipGone) -> None:
        if isinstance(event, Tip):
            self._tips[event.tip_id] = event
            self._set(tip=TipPart.of(event))
            return
        if self._state.tip and self._state.tip.tip_id == event.tip_id:
            self._set(tip=None)
        gone = self._tips.get(event.tip_id)
        if gone is not None and event.reason != "replaced":  # a memo that gave way to something comes again
            memo_id = gone.cause.fields.get("memo_id")
            self._set(memos=tuple(memo for memo in self._state.memos if memo.memo_id != memo_id))

    def _take_key(self, key: Key) -> None:
        match key:
            case TipRated():
                self._set(rated=RatedPart(tip_id=key.tip_id, useful=key.useful))
            case TipSnoozed():
                tip = self._tips.get(key.tip_id)
                if tip is not None and tip.level != "red" and tip.rule_id != MEMO:
                    self._set(snoozed=tuple(dict.fromkeys([*self._state.snoozed, tip.rule_id])))
            case MemoParked():
                memo = MemoPart(memo_id=key.memo_id, text=key.text, at_s=key.known_at_s)
                self._set(memos=(*self._state.memos, memo))
            case QuietSet():
                self._set_status(quiet=key.on)
            case HoldSet():
                self._set_status(on_hold=key.on)
            case PauseSet():
                self._set_status(state="paused" if key.on else "listening")


def _changed(before: OverlayState, after: OverlayState) -> dict[str, JsonValue]:
    """The parts that differ, as JSON."""
    names = {name for name in OverlayState.model_fields if getattr(before, name) != getattr(after, name)}
    changed: dict[str, JsonValue] = after.model_dump(mode="json", include=names) if names else {}
    return changed


def _known(signal: Signal, part: type[Frozen]) -> dict[str, JsonValue]:
    """The fields of `signal` that `part` has."""
    return {key: value for key, value in signal.fields.items() if key in part.model_fields}


def _staged(stages: tuple[StagePart, ...], signal: Signal) -> tuple[StagePart, ...]:
    if signal.name == "course":
        named = signal.fields.get("stages")
        return tuple(StagePart.model_validate(stage) for stage in named) if isinstance(named, list) else ()
    update = {"done": signal.name == "stage_done", "late": signal.name == "stage_late"}
    own = signal.fields.get("stage")
    return tuple(stage.model_copy(update=update) if stage.id == own else stage for stage in stages)
