"""Labelled voices for `assist eval emotion`: pieces by speaker (manifest.csv) and joined calls (rising.json)."""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import ValidationError

from assist.audio.sources import probe_file
from assist.config import first_fault
from assist.errors import AssistError
from assist.tuning.labelled import Label
from assist.tuning.mono import mono_duration_s

MANIFEST, RISING = "manifest.csv", "rising.json"
COLUMNS = ("wav", "speaker", "group", "label", "corpus")
CHOICES = {"group": ("baseline", "test"), "label": ("high", "low")}


@dataclass(frozen=True)
class Piece:
    """A recording of one speaker; `high` arousal or low."""

    file: Path
    high: bool


@dataclass
class Person:
    """One speaker of one corpus: what is heard first, and what is judged against it."""

    corpus: str
    speaker: str
    baseline: list[Piece] = field(default_factory=list)
    test: list[Piece] = field(default_factory=list)


class JoinedCall(Label):
    """A stereo call with the customer on the right; `rise_at_s` is where a rise begins, if one does."""

    wav: str
    rise_at_s: float | None = None


def read_people(folder: Path) -> list[Person]:
    """The speakers of manifest.csv, empty where there is no such file but joined calls.

    Raises AssistError naming file and line, and AudioError for a recording that is missing or no mono audio.
    """
    manifest = folder / MANIFEST
    if not manifest.is_file():
        if (folder / RISING).is_file():
            return []
        raise AssistError(f"{folder}: holds neither {MANIFEST} nor {RISING}; give a folder of labelled voices")
    people: dict[tuple[str, str], Person] = {}
    for row in _rows(manifest):
        person = people.setdefault((row["corpus"], row["speaker"]), Person(row["corpus"], row["speaker"]))
        piece = Piece(folder / row["wav"], row["label"] == "high")
        mono_duration_s(piece.file)
        (person.baseline if row["group"] == "baseline" else person.test).append(piece)
    for person in people.values():
        if not person.baseline:
            raise AssistError(f"{manifest}: speaker {person.speaker} has no baseline; mark neutral pieces as baseline")
    return list(people.values())


def _rows(manifest: Path) -> Iterator[dict[str, str]]:
    try:
        text = manifest.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise AssistError(f"{manifest}: is not UTF-8 text; save the file as UTF-8") from None
    reader = csv.DictReader(text.splitlines())
    lacking = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
    if lacking:
        raise AssistError(f"{manifest}: line 1: lacks the column {lacking[0]}; the columns are {', '.join(COLUMNS)}")
    for row in reader:
        place = f"{manifest}: line {reader.line_num}"
        for name in COLUMNS:
            if not row[name]:
                raise AssistError(f"{place}: has no {name}; fill it in")
        for name, choices in CHOICES.items():
            if row[name] not in choices:
                raise AssistError(f"{place}: {name} {row[name]!r} is unknown; write {' or '.join(choices)}")
        yield row


def read_joined(folder: Path) -> list[tuple[Path, JoinedCall]]:
    """The calls of rising.json with their files, none where it is absent. Raises AssistError as `read_people` does."""
    file = folder / RISING
    if not file.is_file():
        return []
    try:
        entries = json.loads(file.read_text(encoding="utf-8-sig"))
    except ValueError as error:
        raise AssistError(f"{file}: is no JSON ({error}); write a list of calls") from None
    if not isinstance(entries, list):
        raise AssistError(f"{file}: is no list; write [{{wav, rise_at_s}}, ...]")
    return [_joined(folder, file, number, entry) for number, entry in enumerate(entries, 1)]


def _joined(folder: Path, file: Path, number: int, entry: object) -> tuple[Path, JoinedCall]:
    try:
        call = JoinedCall.model_validate(entry)
    except ValidationError as error:
        raise AssistError(f"{file}: call {number}: {first_fault(error)}") from None
    return probe_file(folder / call.wav).path, call
