"""`assist eval conduct`: what single turns are labelled as. Every share is in 0..1."""

from collections import Counter
from datetime import date
from pathlib import Path

from pydantic import JsonValue, ValidationInfo, field_validator

from assist.config import Settings
from assist.events import Heard, Signal, Speaker
from assist.matching import LABELS
from assist.playbook import Playbook
from assist.session import Session
from assist.tuning.labelled import Label, conduct_only, f1, feed_timed, read_lines, said, share, start_of

DAY = date(2026, 6, 15)
"""A working Monday: the words alone are judged."""


class ConductLine(Label):
    """A labelled turn."""

    id: str
    speaker: Speaker
    text: str
    labels: tuple[str, ...]

    @field_validator("labels")
    @classmethod
    def _known_labels(cls, labels: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        speaker: Speaker | None = info.data.get("speaker")  # None where the speaker itself is wrong, which is told
        for label in labels:
            if speaker is not None and label not in LABELS[speaker]:
                raise ValueError(f"{label!r:.60} is no label of the {speaker}; correct the label")
        return labels


def evaluate_conduct(path: Path, playbook: Playbook, settings: Settings) -> dict[str, JsonValue]:
    """Scores a file of labelled turns, each a call by itself. Raises AssistError."""
    lines = read_lines(path, ConductLine)
    heard_only = conduct_only(playbook)
    hit, named, labelled = Counter[str](), Counter[str](), Counter[str]()
    empty = false_alarms = 0
    took_s = 0.0
    for line in lines:
        events: list[Heard] = [start_of(line.id, DAY), said(1, line.speaker, line.text, 0.0)]
        concluded, seconds = feed_timed(Session(heard_only, settings), events)
        took_s += seconds
        signals = {item.name for item in concluded if isinstance(item, Signal) and item.by == line.speaker}
        got, wanted = signals.intersection(LABELS[line.speaker]), set(line.labels)
        hit.update(got & wanted)
        named.update(got)
        labelled.update(wanted)
        empty += not wanted
        false_alarms += bool(got) and not wanted
    f1s = [f1(hit[label], named[label], labelled[label]) for label in labelled]
    return {
        "n": len(lines),
        "micro_f1": share(2 * hit.total(), named.total() + labelled.total()),
        "macro_f1": sum(f1s) / len(f1s) if f1s else None,
        "per_label": _per_label(hit, named, labelled),
        "empty_false_alarm": share(false_alarms, empty),
        "ms_per_turn": 1000 * took_s / len(lines),
    }


def _per_label(hit: Counter[str], named: Counter[str], labelled: Counter[str]) -> dict[str, JsonValue]:
    """Every label that was given or concluded; a precision or recall of nothing counts as 0."""
    return {
        label: {
            "support": labelled[label],
            "precision": share(hit[label], named[label]) or 0.0,
            "recall": share(hit[label], labelled[label]) or 0.0,
            "f1": f1(hit[label], named[label], labelled[label]),
        }
        for label in sorted(labelled | named)
    }
