"""The log of a call -> what a picture of it shows: levels, speech, overlaps, tips, signals, the promise. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pydantic import JsonValue

from assist.events import (
    SPEAKERS,
    TAKEN_BACK,
    Activity,
    CallStarted,
    Concluded,
    Heard,
    Signal,
    Speaker,
    SpeechEnded,
    SpeechStarted,
    Tip,
    TipGone,
    Utterance,
)
from assist.language.words.writing import rupiah
from assist.tuning.levels import Levels, Step, told_levels

ELSEWHERE = ("call_started", "commitment", TAKEN_BACK, "course", "stage_done", "stage_undone", "stage_late", "talk")
"""Signals that are not marked by name: the edge of the picture, promises (a row of their own), what nobody had said,
and the book-keeping of stages and of talk, which rests on what is drawn."""


@dataclass(frozen=True)
class Span:
    """Somebody speaks, or both do, from `start_s` to `end_s`; `words` are what was understood."""

    start_s: float
    end_s: float
    words: str = ""


@dataclass(frozen=True)
class Mark:
    """Something at a moment. `kind` is the level of a tip, or whose signal it is; a tip leaves at `until_s`."""

    at_s: float
    kind: str
    text: str
    until_s: float | None = None


@dataclass(frozen=True)
class Timeline:
    """Everything a picture shows, each list in the order of time.

    `speech` bounds what was recognised, `own` is the speaker's own voice to the chunk.
    """

    start: CallStarted
    end_s: float
    levels: dict[Speaker, list[Step]]
    speech: dict[Speaker, list[Span]]
    own: dict[Speaker, list[Span]]
    overlaps: list[Span]
    tips: list[Mark]
    signals: list[Mark]
    promises: list[Mark]


def timeline(log: Sequence[Heard | Concluded], levels: Levels | None = None) -> Timeline:
    """The timeline of a log that begins with CallStarted; without `levels`, with those that the log tells."""
    start = next(event for event in log if isinstance(event, CallStarted))
    end_s = max(event.known_at_s for event in log)  # what the grid gave stands behind the event it was advanced to
    speech = {speaker: _speech(log, speaker, end_s) for speaker in SPEAKERS}
    own = {speaker: _own(log, speaker, end_s) or speech[speaker] for speaker in SPEAKERS}
    signals = [event for event in log if isinstance(event, Signal)]
    return Timeline(
        start=start,
        end_s=end_s,
        levels={speaker: levels.steps(speaker) if levels else told_levels(log, speaker) for speaker in SPEAKERS},
        speech=speech,
        own=own,
        overlaps=list(_overlaps(own["agent"], own["customer"])),
        tips=list(_tips(log, end_s)),
        signals=list(_signals(signals)),
        promises=list(_promises(signals)),
    )


def _speech(log: Sequence[Heard | Concluded], speaker: Speaker, end_s: float) -> list[Span]:
    finals = [event for event in log if isinstance(event, Utterance) and event.final and event.speaker == speaker]
    said = {event.utterance_id: event for event in finals}.values()  # a correction stands in for what it corrects
    ended = [(e.start_s, e.end_s) for e in log if isinstance(e, SpeechEnded) and e.speaker == speaker]
    started = [e.start_s for e in log if isinstance(e, SpeechStarted) and e.speaker == speaker]
    if len(started) > len(ended):  # the log breaks off while somebody speaks
        ended.append((started[-1], end_s))
    return [
        Span(start_s, stop_s, " ".join(u.text for u in said if u.start_s < stop_s and u.end_s > start_s))
        for start_s, stop_s in ended
    ]


def _own(log: Sequence[Heard | Concluded], speaker: Speaker, end_s: float) -> list[Span]:
    spans: list[Span] = []
    began_s: float | None = None
    for event in log:
        if isinstance(event, Activity) and event.speaker == speaker:
            if began_s is not None and event.at_s > began_s:
                spans.append(Span(began_s, event.at_s))
            began_s = event.at_s if event.active else None
    return [*spans, Span(began_s, end_s)] if began_s is not None else spans


def _overlaps(agent: Sequence[Span], customer: Sequence[Span]) -> Iterator[Span]:
    one, other = 0, 0
    while one < len(agent) and other < len(customer):
        start_s = max(agent[one].start_s, customer[other].start_s)
        end_s = min(agent[one].end_s, customer[other].end_s)
        if start_s < end_s:
            yield Span(start_s, end_s)
        if agent[one].end_s <= customer[other].end_s:
            one += 1
        else:
            other += 1


def _tips(log: Sequence[Heard | Concluded], end_s: float) -> Iterator[Mark]:
    gone_s = {event.tip_id: event.known_at_s for event in log if isinstance(event, TipGone)}
    for event in log:
        if isinstance(event, Tip):
            yield Mark(event.known_at_s, event.level, event.say, gone_s.get(event.tip_id, end_s))


def _signals(signals: Sequence[Signal]) -> Iterator[Mark]:
    """One mark for all that one speaker's words gave at one moment."""
    together: dict[tuple[float, Speaker], list[str]] = {}
    for signal in signals:
        if signal.name not in ELSEWHERE:
            together.setdefault((signal.known_at_s, signal.by), []).append(signal.name)
    for (at_s, by), names in together.items():
        yield Mark(at_s, by, ", ".join(dict.fromkeys(names)))


def _promises(signals: Sequence[Signal]) -> Iterator[Mark]:
    """What each newer state of the promise changed, and what it still lacks."""
    before: dict[str, str] = {}
    for signal in signals:
        if signal.name == "commitment":
            now = _written(signal)
            changed = [text for name, text in now.items() if before.get(name) != text]
            lost = ["complete" if name == "missing" else f"no {name}" for name in before if name not in now]
            before = now
            yield Mark(signal.known_at_s, "promise", "; ".join([*changed, *lost]))


def _written(signal: Signal) -> dict[str, str]:
    """The known fields of a promise as they are shown."""
    fields = signal.fields
    missing = fields.get("missing")
    shown = {
        "promise": str(fields.get("status")),
        "sum": _sum(fields.get("amount_idr"), fields.get("amount_approx")),
        "kind": fields.get("amount_kind"),
        "date": _day(fields.get("date")),
        "method": fields.get("method"),
        "payer": fields.get("payer"),
        "missing": ", ".join(map(str, missing)) if isinstance(missing, list) and missing else None,
        "confirmed": "yes" if fields.get("confirmed") else None,
    }
    return {name: f"{name} {text}" for name, text in shown.items() if text is not None}


def _sum(amount_idr: JsonValue, approx: JsonValue) -> str | None:
    return f"{'about ' if approx else ''}{rupiah(amount_idr)}" if isinstance(amount_idr, int) else None


def _day(day: JsonValue) -> str | None:
    return f"{day['from']} to {day['to']}" if isinstance(day, dict) else str(day) if day is not None else None
