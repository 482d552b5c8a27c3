"""Labelled data: JSON lines that are read strictly, and the start of a call for what is judged. Formats: README."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta, timezone
from pathlib import Path
from time import process_time
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from assist.config import first_fault
from assist.dialogue import WORD_S
from assist.errors import AssistError
from assist.events import CallStarted, Concluded, Heard, Speaker, Utterance
from assist.playbook import Playbook
from assist.session import Session

TIME_OF_CALL = time(10, tzinfo=timezone(timedelta(hours=7)))
"""Labels tell the day of a call, never its hour; this one is inside calling hours, in Jakarta's zone."""


class Label(BaseModel):
    """A part of a labelled line. Unknown keys are ignored; a missing key or a wrong type is an error."""

    model_config = ConfigDict(frozen=True, strict=True)


Line = TypeVar("Line", bound=Label)


def read_lines(path: Path, kind: type[Line]) -> list[Line]:
    """The lines of a JSON-lines file; blank ones are passed over. Raises AssistError as `numbered_lines` does."""
    return [line for _, line in numbered_lines(path, kind)]


def numbered_lines(path: Path, kind: type[Line]) -> list[tuple[int, Line]]:
    """The same, each with its number in the file, from 1.

    Raises AssistError naming the file, and the line where one is wrong.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise AssistError(f"{path}: cannot be read ({error.strerror}); give a file of labelled lines") from None
    rows = content.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    numbered = [(number, row) for number, row in enumerate(rows, 1) if row.strip()]
    lines = [(number, _line(f"{path}: line {number}", row, kind)) for number, row in numbered]
    if not lines:
        raise AssistError(f"{path}: holds no line; give a file of labelled lines")
    return lines


def _line(place: str, row: bytes, kind: type[Line]) -> Line:
    try:
        return kind.model_validate_json(row.decode("utf-8"))
    except UnicodeDecodeError:
        raise AssistError(f"{place}: is not UTF-8 text; save the file as UTF-8") from None
    except ValidationError as error:
        whole = error.errors()[0]["type"] == "model_type" and not error.errors()[0]["loc"]
        fault = "is no object; write the keys of a line between { and }" if whole else first_fault(error, of="json")
        raise AssistError(f"{place}: {fault}") from None


def conduct_only(playbook: Playbook) -> Playbook:
    """The playbook without rules and stages: what turns are heard to do is the same, and no time goes into tips."""
    return playbook.model_copy(update={"rules": (), "stages": ()})


def promises_only(playbook: Playbook) -> Playbook:
    """The playbook without all that promises do not rest on, so that no time goes into it."""
    return playbook.model_copy(update={"rules": (), "stages": (), "phrases": (), "turns": None})


def start_of(call_id: str, day: date) -> CallStarted:
    """The start of a call on `day`."""
    started_at = datetime.combine(day, TIME_OF_CALL)
    return CallStarted(call_id=call_id, started_at=started_at, source="labelled data", playbook_version="")


def said(number: int, speaker: Speaker, text: str, start_s: float) -> Utterance:
    """The final utterance of an untimed turn, known when it ends."""
    end_s = start_s + WORD_S * len(text.split())
    return Utterance(
        known_at_s=end_s, utterance_id=f"turn-{number}", speaker=speaker, start_s=start_s, end_s=end_s, text=text
    )


def feed_timed(session: Session, events: Iterable[Heard]) -> tuple[list[Concluded], float]:
    """What a session concludes of the events, and the processor seconds that took: other work does not count."""
    began_s = process_time()
    concluded = [item for event in events for item in session.feed(event)]
    return concluded, process_time() - began_s


def share(part: int, whole: int) -> float | None:
    """`part` of `whole` as 0..1; None where there is nothing to judge."""
    return part / whole if whole else None


def f1(hit: int, said: int, labelled: int) -> float:
    """The harmonic mean of precision `hit / said` and recall `hit / labelled`; 0 where neither was."""
    return 2 * hit / (said + labelled) if said + labelled else 0.0
