"""What goes wrong in ways a user can mend. Each message is one line: where, what, and the fix."""

import json
from collections.abc import Sequence

_READER = json.JSONDecoder()


class AssistError(Exception):
    """Base of every error that is shown to the user as one line, without a traceback."""


class ConfigError(AssistError):
    """A configuration file that cannot be used: names file, key and fix."""


class AudioError(AssistError):
    """Audio that cannot be opened or heard: names the file or device and the fix."""


class ModelError(AssistError):
    """A speech model that is missing, damaged or unknown: names the model and the fix."""


class PlaybookError(AssistError):
    """A playbook file that does not load: names file, rule, field and fix."""


class StoreError(AssistError):
    """A database that cannot be opened, or a call that is not in it."""


class BusyError(AssistError):
    """Something that only one process may hold is held: a port, or the live call."""


def json_line(text: str, path: Sequence[str | int]) -> int | None:
    """The line (from 1) on which the value at `path` begins in a JSON text; None where it cannot be told.

    Of a key that is missing it is the line of the object that lacks it.
    """
    try:
        at = _value_at(text, _skip(text, 0), list(path))
    except (ValueError, IndexError, RecursionError):
        return None
    return text.count("\n", 0, at) + 1


def _value_at(text: str, at: int, path: list[str | int]) -> int:
    """Where the value at `path` begins, seen from the value at `at`. A key given twice counts the last time."""
    if not path or text[at] not in "{[":
        return at
    opened, found, number = text[at], at, 0
    here = _skip(text, at + 1)
    while text[here] not in "}]":
        key: str | int = number
        if opened == "{":
            key, here = _READER.raw_decode(text, here)
            here = _skip(text, _skip(text, here) + 1)
        if key == path[0]:
            found = _value_at(text, here, path[1:])
        here = _skip(text, _READER.raw_decode(text, here)[1])
        here = _skip(text, here + 1) if text[here] == "," else here
        number += 1
    return found


def _skip(text: str, at: int) -> int:
    """The next place that is no white space."""
    while text[at] in " \t\r\n\ufeff":
        at += 1
    return at
