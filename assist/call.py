"""One call from its first event to its note: the only place where events are stamped, folded, kept and told."""

from collections.abc import Callable, Sequence
from typing import Literal

from assist.config import Settings
from assist.events import CallEnded, CallStarted, Concluded, Heard
from assist.notes.draft import NoteDraft, NoteWriter
from assist.playbook import Playbook
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
