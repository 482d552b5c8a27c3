"""The only wiring: puts a call together from settings, hears it, and takes everything down again."""

import asyncio
import signal
import sys
import uuid
import webbrowser
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

import filelock
from rich.console import Console

from assist.audio.devices import Pair, choose_pair, input_devices
from assist.audio.live_source import LiveSource
from assist.audio.sources import AudioSource, play_file, probe_file
from assist.call import Call, EndReason, Outlet, Shelf, hours_notice, write_note
from assist.config import Settings, has_desktop
from assist.errors import AssistError, BusyError, PlaybookError, StoreError
from assist.events import SPEAKERS, Account, CallStarted, Concluded, Heard, Speaker, TipDismissed
from assist.hearing import Hearing
from assist.listening import QuietEnd, run_flat_out, run_in_real_time
from assist.notes.draft import NoteDraft, NoteWriter
from assist.notes.template import TemplateWriter
from assist.playbook import lexicon_for
from assist.push import OverlayServer
from assist.speech.engines import open_engine
from assist.speech.recogniser import Recogniser
from assist.store import Store
from assist.strings import catalogue
from assist.terminal import TerminalOutlet
from assist.view import OverlayView

WATCH_S = 1.0
"""How often the playbook's files are looked at while a call runs."""


@dataclass(frozen=True)
class Plan:
    """What to hear: a stereo file in real time or flat out, or the agent's own devices.

    `account_fault` is what could not be used of the account, in one line.
    """

    file: Path | Pair
    fast: bool
    open_browser: bool
    account: Account
    account_fault: str | None = None

    @property
    def live(self) -> bool:
        """Whether the call is made now: Ctrl-C is then its normal end, as is a long silence."""
        return isinstance(self.file, Pair)

    @property
    def source(self) -> str:
        """What the call is kept under: the file's name, or those of the devices."""
        return f"{self.file.agent.name} + {self.file.customer.name}" if isinstance(self.file, Pair) else self.file.name


def listen(account: tuple[Account, str | None], open_browser: bool, settings: Settings, console: Console) -> NoteDraft:
    """Hears a call about `account` from the devices of the settings, until Ctrl-C or the set silence; gives its note.

    With the account comes what could not be used of it, in one line.

    Raises AssistError (one line), and KeyboardInterrupt only where Ctrl-C came before the call began.
    """
    pair = choose_pair(input_devices(), settings.audio)
    console.print(f"Agent: {pair.agent.name}   Customer: {pair.customer.name}", markup=False, soft_wrap=True)
    return play(Plan(pair, False, open_browser, *account), settings, console)


def play(plan: Plan, settings: Settings, console: Console) -> NoteDraft:
    """Hears what is planned through the whole pipeline; returns the note draft that was kept.

    Raises AssistError (one line) where something is wrong, and KeyboardInterrupt after a Ctrl-C that was not the normal
    end, when the call has been closed and its note drafted.
    """
    if isinstance(plan.file, Path):
        probe_file(plan.file)
    for line in _warnings(plan, settings, "en"):
        console.print(line, style="yellow", markup=False, soft_wrap=True)
    if plan.fast:
        settings = settings.without_partials()
    with only_one(settings.store.path):
        shelf = Shelf(settings.playbook.path, settings.playbook.language)
        writer = note_writer(settings)
        store = Store(settings.store.path)
        try:
            close_unfinished(store, writer, console)
            return asyncio.run(_play(plan, settings, _Parts(shelf, writer, store, console)))
        except asyncio.CancelledError:
            raise KeyboardInterrupt from None  # SIGTERM, which asyncio leaves to us
        finally:
            store.close()


def _warnings(plan: Plan, settings: Settings, language: str) -> list[str]:
    """What is to be known before the call begins; it never keeps a call from being made."""
    now = datetime.now().astimezone()
    lines = (hours_notice(plan.account, now, settings, language), plan.account_fault)
    return [line for line in lines if line is not None]


@dataclass(frozen=True)
class _Parts:
    shelf: Shelf
    writer: NoteWriter
    store: Store
    console: Console


@contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """Holds the lock of live calls: a second assist would take the same port and the same devices."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        lock = filelock.FileLock(folder / "live.lock", mode=0o600)
        lock.acquire(timeout=0)
    except filelock.Timeout:
        raise BusyError(
            f"{folder}: another assist is running a call there; end it first, or set another [store] dir"
        ) from None
    except OSError as error:
        raise AssistError(f"{folder}: {error.strerror}; set a folder that can be written in [store] dir") from None
    try:
        yield
    finally:
        lock.release()


def note_writer(settings: Settings) -> TemplateWriter:
    """The writer of note drafts, tried on a call without a word. Raises PlaybookError when its template fails."""
    file = settings.playbook.path / "notes" / f"{settings.playbook.language}.md"
    try:
        template = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise PlaybookError(f"{file}: cannot be read; put the note template back") from None
    writer = TemplateWriter(str(file), template, catalogue(settings.playbook.language))
    writer.write([CallStarted(call_id="", started_at=datetime.now().astimezone(), source="", playbook_version="")])
    return writer


def close_unfinished(store: Store, writer: NoteWriter, console: Console) -> None:
    """Drafts the notes that calls still lack, as after a power failure: what was heard is in the store."""
    for call_id in store.without_note():
        try:
            write_note(store, call_id, writer)
            told = "its note draft is kept now."
        except StoreError as error:  # an old call that is damaged must not keep the next one from being heard
            told = f"no note could be drafted: {error}"
        store.mark_cut_off(call_id)
        console.print(f"Call {call_id} had been cut off; {told}", style="yellow", soft_wrap=True, markup=False)


async def _play(plan: Plan, settings: Settings, parts: _Parts) -> NoteDraft:
    _stop_on_sigterm()
    view = OverlayView()
    calls: list[Call] = []

    def dismiss(tip_id: str, misheard: bool = False) -> None:
        for call in calls:
            call.hear(TipDismissed(tip_id=tip_id, misheard=misheard))

    overlay, misheard = settings.overlay, partial(dismiss, misheard=True)
    async with OverlayServer(overlay.port, view.snapshot, dismiss, overlay.language, misheard) as server:

        def tell_overlay(event: Heard, concluded: Sequence[Concluded]) -> None:
            for item in (event, *concluded):
                server.publish(view.feed(item))

        if warnings := _warnings(plan, settings, settings.overlay.language):
            server.publish(view.set_notice(" ".join(warnings)))
        parts.console.print(f"Overlay: {server.url}", style="bold", soft_wrap=True)
        if plan.open_browser and settings.overlay.open_browser and has_desktop():
            webbrowser.open(server.url)
        with parts.console.status("Loading the speech model …"):
            lexicon = lexicon_for(parts.shelf.current, plan.account, settings.agent)
            recogniser_of = await asyncio.to_thread(open_engine, settings, lexicon)
        async with _open(plan, settings) as (source, watchers):
            outlets: list[Outlet] = [TerminalOutlet(parts.console), tell_overlay, *watchers]
            call = Call(_call_started(plan, parts.shelf), parts.shelf.current, settings, parts.store, outlets)
            calls.append(call)
            watching = asyncio.create_task(_watch(parts, lambda text: server.publish(view.set_notice(text))))
            reason: EndReason = "failed"
            try:
                recognisers = {speaker: recogniser_of(speaker) for speaker in SPEAKERS}
                await _listen(plan.fast, settings, call, source, recognisers)
                reason = "end_of_audio"
            except asyncio.CancelledError:
                reason = "stopped"
                if not plan.live:
                    raise
            finally:
                watching.cancel()
                draft = call.end(reason, parts.writer)
                server.publish(view.set_note(draft.text))
                parts.console.print(f"\n{draft.text}", markup=False, soft_wrap=True)
                parts.console.print(f"Kept as call {call.call_id} in {parts.store.file}", soft_wrap=True)
        return draft


@asynccontextmanager
async def _open(plan: Plan, settings: Settings) -> AsyncIterator[tuple[AudioSource, list[Outlet]]]:
    """The sound of the call, and who besides watches what is heard. Devices are closed again when the call ends."""
    if not isinstance(plan.file, Pair):
        yield play_file(plan.file, paced=not plan.fast), []
        return
    async with LiveSource(plan.file, settings.audio) as source:
        yield source, [QuietEnd(settings.audio.end_silence_s, source.stop)]


async def _listen(
    fast: bool, settings: Settings, call: Call, source: AudioSource, recognisers: Mapping[Speaker, Recogniser]
) -> None:
    if fast:
        await run_flat_out(call, source, Hearing(settings, recognisers))
    else:
        await run_in_real_time(call, source, recognisers, settings)


def _call_started(plan: Plan, shelf: Shelf) -> CallStarted:
    now = datetime.now().astimezone()
    return CallStarted(
        call_id=f"{now:%Y%m%d-%H%M%S}-{uuid.uuid4().hex[:4]}",
        started_at=now,
        source=plan.source,
        playbook_version=shelf.current.version,
        account=plan.account,
    )


async def _watch(parts: _Parts, tell: Callable[[str | None], None]) -> None:
    """Says at once whether an edit of the playbook is good; this call goes on with the one it began with."""
    while True:
        await asyncio.sleep(WATCH_S)
        changed = parts.shelf.refresh()
        if isinstance(changed, PlaybookError):
            parts.console.print(f"{changed} (the last good playbook stays)", style="red", soft_wrap=True, markup=False)
            tell(str(changed))
        elif changed:
            version = parts.shelf.current.version
            parts.console.print(f"Playbook {version} is good; it counts from the next call on.", style="green")
            tell(None)


def _stop_on_sigterm() -> None:
    """Ends the call on SIGTERM as on Ctrl-C; Windows has no such signal for asyncio."""
    task = asyncio.current_task()
    if sys.platform != "win32" and task is not None:
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
