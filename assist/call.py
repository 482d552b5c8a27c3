"""One call: what it begins with (playbook, account), and from its first event to its note.

The only place where events are stamped, folded, kept and told.
"""

from collections.abc import Callable, Mapping, Sequence, Set
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal

from pydantic import ValidationError
from pydantic_core import from_json

from assist.account import Account
from assist.config import Settings, first_fault
from assist.detectors.calling_hours import outside_hours
from assist.errors import AssistError, PlaybookError, json_line
from assist.events import CallEnded, CallStarted, Concluded, Heard, RecordingRefused
from assist.notes.draft import NoteDraft, NoteWriter
from assist.playbook import TURNS, Playbook, load_playbook
from assist.session import Session
from assist.store import WORDLESS, Store
from assist.strings import catalogue
from assist.values import readable

EndReason = Literal["end_of_audio", "stopped", "failed"]

Outlet = Callable[[Heard, Sequence[Concluded]], None]
"""Is told each heard event with what was concluded up to and from it; must not wait."""


class Call:
    """A running call. `hear` takes its events, in one thread; their order is what is stored and replayed."""

    def __init__(
        self, start: CallStarted, playbook: Playbook, settings: Settings, store: Store, outlets: Sequence[Outlet]
    ) -> None:
        self.call_id = start.call_id
        self._session = Session(playbook, settings)
        self._store, self._outlets = store, outlets
        self._now_s = 0.0
        self._ended = self._wordless = False
        store.start(start, playbook)
        self.hear(start)

    def hear(self, event: Heard) -> None:
        """Takes an event in; one that is older than the newest counts as known now."""
        if self._ended:
            return
        self._now_s = max(self._now_s, event.known_at_s)
        if event.known_at_s != self._now_s:
            event = event.model_copy(update={"known_at_s": self._now_s})
        concluded = self._session.feed(event)
        self._keep([event, *concluded])
        for outlet in self._outlets:
            outlet(event, concluded)

    def _keep(self, events: Sequence[Heard | Concluded]) -> None:
        """Into the store; of a call whose customer refuses recording nothing that was said stays there."""
        if any(isinstance(event, RecordingRefused) for event in events):
            self._wordless = True
            self._store.forget_words(self.call_id)
        self._store.append(self.call_id, [event for event in events if not self._wordless or event.type in WORDLESS])

    def end(self, reason: EndReason, writer: NoteWriter) -> NoteDraft:
        """Ends the call and keeps its note draft. Waits for nothing, so that it can run while everything stops."""
        self.hear(CallEnded(known_at_s=self._now_s, reason=reason))
        self._ended = True
        if self._wordless:
            self._store.forget_words(self.call_id)  # once more: somebody may have been reading the first time
        return write_note(self._store, self.call_id, writer)


def write_note(store: Store, call_id: str, writer: NoteWriter) -> NoteDraft:
    """Drafts the note of a stored call and keeps it."""
    draft = writer.write(store.events(call_id))
    store.add_note(call_id, draft.model_dump_json())
    return draft


def account_of(given: object, today: date) -> tuple[Account, str | None]:
    """What is good of an account that a program gave (from JSON), and what is wrong with it in one line.

    As of a file: a faulty field, or item of a list, is left out, and never stops a call.
    """
    return _good_of(given, "account", "", today)


def load_account(file: Path) -> Account:
    """The account in a JSON file. Raises AssistError naming file, line, field and fix."""
    text = _account_text(file)
    try:
        return Account.model_validate_json(text)
    except ValidationError as error:
        raise AssistError(f"{file}: {_fault(text, error)}") from None


def account_for_call(file: Path, today: date) -> tuple[Account, str | None]:
    """What is good of the account in a JSON file, and what is wrong with it in one line: it never stops a live call.

    A list loses the items that are wrong, not the others: half a scheme would allow what nobody allowed. A scheme whose
    last day has passed is said too.
    """
    try:
        text = _account_text(file)
        given = from_json(text)
    except (AssistError, ValueError) as error:
        told = str(error) if isinstance(error, AssistError) else f"{file}: is not valid JSON: {error}; mend that line"
        return Account(), f"{told} (the call goes on without an account)"
    return _good_of(given, str(file), text, today)


def _good_of(given: object, name: str, text: str, today: date) -> tuple[Account, str | None]:
    """What is good of `given`, which is called `name` and was read from `text`, and what is wrong in one line."""
    try:
        account = Account.model_validate(given)
        return account, _passed(name, text, account, today)
    except ValidationError as error:
        told = f"{name}: {_fault(text, error)}"
        if not isinstance(given, dict):
            return Account(), f"{told} (the call goes on without an account)"
        places = [fault["loc"][: 2 if _is_item(fault["loc"]) else 1] for fault in error.errors()]
    others = readable(", ".join(dict.fromkeys(_dotted(place) for place in places if place != places[0])))
    also = f"; also wrong: {others:.200}" if others else ""
    kept = Account.model_validate(_without(given, frozenset(places)))
    return kept, f"{told}{also} (left out; the rest of the account is used)"


def _passed(name: str, text: str, account: Account, today: date) -> str | None:
    for number, scheme in enumerate(account.allowed_schemes):
        if scheme.until is not None and scheme.until < today:
            field = ("allowed_schemes", number, "until")
            place = f"{_line(text, field)}{_dotted(field)}"
            return f"{name}: {place}: {scheme.until} has passed; renew the scheme (it does not count now)"
    return None


def _account_text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")  # Windows editors put a mark in front
    except OSError as error:
        raise AssistError(f"{file}: cannot be read ({error.strerror}); give an existing file to --account") from None
    except UnicodeDecodeError:
        raise AssistError(f"{file}: is not UTF-8 text; save it as UTF-8") from None


def _fault(text: str, error: ValidationError) -> str:
    """The first fault, behind its line where that is known."""
    first = error.errors()[0]
    if first["type"] == "json_invalid":
        return first_fault(error, of="json")
    if not first["loc"]:
        return "is not an object; write {...}"
    return _line(text, first["loc"]) + first_fault(error, of="json")


def _line(text: str, place: Sequence[str | int]) -> str:
    """ "line 3: " in front of what is said of `place`; empty where the line cannot be told."""
    line = json_line(text, place)
    return f"line {line}: " if line is not None else ""


def _dotted(place: tuple[str | int, ...]) -> str:
    return ".".join(map(str, place))


def _is_item(place: tuple[str | int, ...]) -> bool:
    return len(place) > 1 and isinstance(place[1], int)


def _without(given: Mapping[str, Any], places: Set[tuple[str | int, ...]]) -> dict[str, Any]:
    """The account without what stands at `places`: fields, or items of lists."""
    kept = {key: value for key, value in given.items() if (key,) not in places}
    for key in {str(place[0]) for place in places if len(place) > 1} & kept.keys():
        kept[key] = [item for number, item in enumerate(kept[key]) if (key, number) not in places]
    return kept


def hours_notice(account: Account, at: datetime, settings: Settings, language: str) -> str | None:
    """One line for whoever is about to call outside calling hours, in `language`; None where the hour is right."""
    outside = outside_hours(at, account.time_zone, settings.calling_hours)
    if outside is None:
        return None
    texts = catalogue(language)
    reason = texts[f"hours.{outside.reason}"] + (f" ({outside.holiday})" if outside.holiday else "")
    zone = f"{outside.zone}; {texts['hours.assumed']}" if outside.assumed else outside.zone
    sentence = texts["hours.softly" if outside.soft else "hours.notice"]
    return sentence.format(time=outside.local_time, zone=zone, reason=reason)


class Shelf:
    """Keeps the last good playbook of a folder while its files are being edited."""

    def __init__(self, folder: Path, language: str) -> None:
        self._folder, self._language = folder, language
        self.current = load_playbook(folder, language)
        self._seen = self._stamp()

    def _stamp(self) -> tuple[tuple[str, int, int], ...]:
        folder = self._folder / self._language
        stats = [(file.name, file.stat()) for file in sorted([*folder.glob("*.toml"), *folder.glob(TURNS)])]
        return tuple((name, stat.st_mtime_ns, stat.st_size) for name, stat in stats)

    def refresh(self) -> PlaybookError | bool:
        """Looks whether files changed: False if not, True if a new good playbook is current, else what is wrong.

        A wrong edit is told once, and the last good playbook stays current.
        """
        try:
            stamp = self._stamp()
        except OSError:
            return False  # a file vanished between listing and looking: an editor is saving; look again later
        if stamp == self._seen:
            return False
        self._seen = stamp
        try:
            self.current = load_playbook(self._folder, self._language)
        except PlaybookError as error:
            return error
        return True
