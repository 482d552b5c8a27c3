"""Calls, what was heard and concluded in them, and their notes: one SQLite file, append only, mode 0600.

Every event is committed as it comes, so that a call that is cut off loses nothing that was heard.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from pydantic import ValidationError
from sqlalchemy import (
    Column,
    Engine,
    Float,
    Integer,
    MetaData,
    String,
    Table,
    create_engine,
    delete,
    event,
    insert,
    select,
    update,
)
from sqlalchemy.exc import SQLAlchemyError

from assist.errors import StoreError
from assist.events import EVENT, CallEnded, CallStarted, Concluded, Heard, Tick
from assist.playbook import Playbook

_META = MetaData()
_CALLS = Table(
    "calls",
    _META,
    Column("call_id", String, primary_key=True),
    Column("started_at", String, nullable=False),
    Column("source", String, nullable=False),
    Column("playbook_version", String, nullable=False),
    Column("ended_at_s", Float),
    Column("end_reason", String),
)
_EVENTS = Table(
    "events",
    _META,
    Column("call_id", String, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("type", String, nullable=False),
    Column("content", String, nullable=False),
)
_NOTES = Table(
    "notes",
    _META,
    Column("call_id", String, primary_key=True),
    Column("written_at", String, primary_key=True),
    Column("content", String, nullable=False),
)
_SAVED_NOTES = Table(
    "saved_notes",
    _META,
    Column("call_id", String, primary_key=True),
    Column("written_at", String, primary_key=True),
    Column("text", String, nullable=False),
)
_PLAYBOOKS = Table(
    "playbooks",
    _META,
    Column("version", String, primary_key=True),
    Column("content", String, nullable=False),
)

WORDLESS = frozenset(
    (
        "call_started",
        "call_ended",
        "hearing_health",
        "recording_refused",
        "quiet_set",
        "hold_set",
        "pause_set",
        "tip_dismissed",
        "tip_snoozed",
        "tip_rated",
    )
)
"""Types of events that hold nothing of what was said: all that is kept of a call whose customer refuses recording."""

BUSY_MS = 5000
"""How long a write waits for another process."""
READER_MS = 100
"""How long the emptying of the log waits for somebody who reads: the call goes on meanwhile."""


class Store:
    """The database in `folder`. Every method raises StoreError with the file and the fix."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "assist.sqlite3"
        self._numbers: dict[str, int] = {}
        with self._one_line():
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            os.close(os.open(self.file, os.O_RDWR | os.O_CREAT, 0o600))  # the mode is right before a word is written
            self._engine = _open(self.file)
            _META.create_all(self._engine)

    def close(self) -> None:
        """Lets go of the file."""
        self._engine.dispose()

    def start(self, call: CallStarted, playbook: Playbook) -> None:
        """Opens a call, and keeps the playbook it runs with so that it can be run again."""
        with self._one_line(), self._engine.begin() as database:
            if database.execute(select(_PLAYBOOKS).where(_PLAYBOOKS.c.version == playbook.version)).first() is None:
                content = playbook.model_dump_json()
                database.execute(insert(_PLAYBOOKS).values(version=playbook.version, content=content))
            database.execute(
                insert(_CALLS).values(
                    call_id=call.call_id,
                    started_at=call.started_at.isoformat(),
                    source=call.source,
                    playbook_version=call.playbook_version,
                )
            )

    def append(self, call_id: str, events: list[Heard | Concluded]) -> None:
        """Adds events to a call's log, in order. Ticks are left out: the grid is made again on replay."""
        rows = []
        for item in events:
            if isinstance(item, Tick):
                continue
            number = self._numbers[call_id] = self._numbers.get(call_id, 0) + 1
            rows.append({"call_id": call_id, "number": number, "type": item.type, "content": item.model_dump_json()})
        if not rows:
            return
        with self._one_line(), self._engine.begin() as database:
            database.execute(insert(_EVENTS), rows)
            for item in events:
                if isinstance(item, CallEnded):
                    ended = {"ended_at_s": item.known_at_s, "end_reason": item.reason}
                    database.execute(update(_CALLS).where(_CALLS.c.call_id == call_id).values(ended))

    def forget_words(self, call_id: str) -> None:
        """Removes what was said in a call, and all that was concluded from it, so that the file holds it nowhere.

        What is deleted is overwritten (`secure_delete`), and the write-ahead log, which holds older pages, emptied.
        Events that come later are the caller's to hold back (`WORDLESS`). While another process reads, the log is not
        emptied; do it again later.
        """
        spoken = (_EVENTS.c.call_id == call_id) & _EVENTS.c.type.not_in(WORDLESS)
        with self._one_line():
            with self._engine.begin() as database:
                database.execute(delete(_EVENTS).where(spoken))
                database.execute(delete(_NOTES).where(_NOTES.c.call_id == call_id))
            with self._engine.connect() as database:
                database.exec_driver_sql(f"PRAGMA busy_timeout={READER_MS}")
                database.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
                database.exec_driver_sql(f"PRAGMA busy_timeout={BUSY_MS}")

    def mark_cut_off(self, call_id: str) -> None:
        """Ends a call whose end never came: it was cut off. A call that has ended stays as it is."""
        open_call = (_CALLS.c.call_id == call_id) & _CALLS.c.end_reason.is_(None)
        with self._one_line(), self._engine.begin() as database:
            database.execute(update(_CALLS).where(open_call).values(end_reason="cut_off"))

    def without_note(self) -> list[str]:
        """The ids of the calls that have no note draft, the oldest first."""
        noted = select(_NOTES.c.call_id)
        query = select(_CALLS.c.call_id).where(_CALLS.c.call_id.not_in(noted)).order_by(_CALLS.c.started_at)
        with self._one_line(), self._engine.connect() as database:
            return list(database.execute(query).scalars())

    def events(self, call_id: str) -> list[Heard | Concluded]:
        """The whole log of a call, in order."""
        self._known(call_id)
        query = select(_EVENTS).where(_EVENTS.c.call_id == call_id).order_by(_EVENTS.c.number)
        with self._one_line(), self._engine.connect() as database:
            return [self._event(row.number, row.content) for row in database.execute(query)]

    def _event(self, number: int, content: str) -> Heard | Concluded:
        try:
            return EVENT.validate_json(content)
        except ValidationError:
            raise StoreError(
                f"{self.file}: event {number} of the call is damaged; restore a copy of the file"
            ) from None

    def calls(self) -> list[dict[str, str | float | None]]:
        """All calls, the newest first: call_id, started_at, source, playbook_version, ended_at_s, end_reason."""
        query = select(_CALLS).order_by(_CALLS.c.started_at.desc())
        with self._one_line(), self._engine.connect() as database:
            return [dict(row._mapping) for row in database.execute(query)]

    def add_note(self, call_id: str, content: str) -> None:
        """Keeps a note draft (JSON) with its call."""
        written_at = datetime.now(UTC).isoformat()
        with self._one_line(), self._engine.begin() as database:
            database.execute(insert(_NOTES).values(call_id=call_id, written_at=written_at, content=content))

    def note(self, call_id: str) -> str | None:
        """The newest note draft of a call as JSON, or None."""
        self._known(call_id)
        query = select(_NOTES.c.content).where(_NOTES.c.call_id == call_id).order_by(_NOTES.c.written_at.desc())
        with self._one_line(), self._engine.connect() as database:
            return database.execute(query).scalars().first()

    def save_note(self, call_id: str, text: str) -> None:
        """Keeps the agent's version of the note, beside the draft and earlier versions."""
        self._known(call_id)
        written_at = datetime.now(UTC).isoformat()
        with self._one_line(), self._engine.begin() as database:
            database.execute(insert(_SAVED_NOTES).values(call_id=call_id, written_at=written_at, text=text))

    def saved_note(self, call_id: str) -> str | None:
        """The agent's newest version of the note, or None."""
        saved = _SAVED_NOTES
        query = select(saved.c.text).where(saved.c.call_id == call_id).order_by(saved.c.written_at.desc())
        with self._one_line(), self._engine.connect() as database:
            return database.execute(query).scalars().first()

    def playbook(self, version: str) -> Playbook | None:
        """The playbook of that version as a call ran with it, or None if it is not kept."""
        query = select(_PLAYBOOKS.c.content).where(_PLAYBOOKS.c.version == version)
        with self._one_line(), self._engine.connect() as database:
            content = database.execute(query).scalars().first()
        try:
            return Playbook.model_validate_json(content) if content else None
        except ValidationError:
            raise StoreError(
                f"{self.file}: playbook {version} is damaged or of another assist; replay with the current one"
            ) from None

    def _known(self, call_id: str) -> None:
        with self._one_line(), self._engine.connect() as database:
            if database.execute(select(_CALLS).where(_CALLS.c.call_id == call_id)).first() is None:
                raise StoreError(f"{self.file}: has no call {call_id!r}; `assist calls` lists them")

    @contextmanager
    def _one_line(self) -> Iterator[None]:
        try:
            yield
        except (OSError, SQLAlchemyError) as error:
            cause = getattr(error, "strerror", None) or str(getattr(error, "orig", error)).splitlines()[0]
            raise StoreError(f"{self.file}: {cause}; check the file, or set another folder in [store] dir") from None


def _open(file: Path) -> Engine:
    engine = create_engine(f"sqlite:///{file}")

    @event.listens_for(engine, "connect")
    def _quick_and_safe(connection, _record) -> None:  # type: ignore[no-untyped-def]  # the driver's own type
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout={BUSY_MS}")
        cursor.execute("PRAGMA journal_mode=WAL")  # a kill loses at most the last commit, never the file
        cursor.execute("PRAGMA synchronous=NORMAL")
        cursor.execute("PRAGMA secure_delete=ON")  # what a customer refused to have kept is overwritten, not hidden
        cursor.close()

    return engine
