"""What a note draft is: items with values, each pointing at the utterances that say it, and the text made of them."""

from collections.abc import Sequence
from typing import Protocol

from pydantic import JsonValue

from assist.events import Concluded, Heard, Speaker
from assist.values import Frozen


class Cite(Frozen):
    """The words that say a fact, and where they stand in the call."""

    utterance_id: str
    speaker: Speaker
    at_s: float
    words: str


class NoteItem(Frozen):
    """One fact of a note: `value` is None where it was not said."""

    key: str
    value: JsonValue
    cites: tuple[Cite, ...] = ()


class NoteDraft(Frozen):
    """A note to check, correct and send; nothing in it was not heard."""

    call_id: str
    playbook_version: str
    written_by: str
    items: tuple[NoteItem, ...]
    text: str

    def item(self, key: str) -> NoteItem | None:
        """The item of that key, or None."""
        return next((item for item in self.items if item.key == key), None)


class NoteWriter(Protocol):
    """Writes the draft of a call from its whole log."""

    def write(self, events: Sequence[Heard | Concluded]) -> NoteDraft:
        """The draft; the events begin with CallStarted."""
