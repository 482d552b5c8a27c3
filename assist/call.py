"""One call: what it begins with (playbook, account), and from its first event to its note.

The only place where events are stamped, folded, kept and told.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from assist.config import Settings, first_fault
from assist.errors import AssistError, PlaybookError
from assist.events import Account, CallEnded, CallStarted, Concluded, Heard
from assist.notes.draft import NoteDraft, NoteWriter
from assist.playbook import Playbook, load_playbook
from assist.session import Session
from assist.store import Store

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
        self._ended = False
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
        self._store.append(self.call_id, [event, *concluded])
        for outlet in self._outlets:
            outlet(event, concluded)

    def end(self, reason: EndReason, writer: NoteWriter) -> NoteDraft:
        """Ends the call and keeps its note draft. Waits for nothing, so that it can run while everything stops."""
        self.hear(CallEnded(known_at_s=self._now_s, reason=reason))
        self._ended = True
        return write_note(self._store, self.call_id, writer)


def write_note(store: Store, call_id: str, writer: NoteWriter) -> NoteDraft:
    """Drafts the note of a stored call and keeps it."""
    draft = writer.write(store.events(call_id))
    store.add_note(call_id, draft.model_dump_json())
    return draft


def load_account(file: Path) -> Account:
    """The account in a JSON file. Raises AssistError naming file, field and fix."""
    try:
        return Account.model_validate_json(file.read_text(encoding="utf-8-sig"))  # Windows editors put a mark in front
    except OSError as error:
        raise AssistError(f"{file}: cannot be read ({error.strerror}); give an existing file to --account") from None
    except UnicodeDecodeError:
        raise AssistError(f"{file}: is not UTF-8 text; save it as UTF-8") from None
    except ValidationError as error:
        raise AssistError(f"{file}: {first_fault(error)}") from None


class Shelf:
    """Keeps the last good playbook of a folder while its files are being edited."""

    def __init__(self, folder: Path, language: str) -> None:
        self._folder, self._language = folder, language
        self.current = load_playbook(folder, language)
        self._seen = self._stamp()

    def _stamp(self) -> tuple[tuple[str, int, int], ...]:
        stats = [(file.name, file.stat()) for file in sorted((self._folder / self._language).glob("*.toml"))]
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
