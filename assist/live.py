"""The only wiring: puts a sidecar together from settings, serves it, and takes everything down again."""

import asyncio
import signal
import sys
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

import filelock
from rich.console import Console

from assist.account import Account
from assist.call import Shelf, hours_notice, write_note
from assist.config import OverlaySettings, Settings, has_desktop
from assist.errors import AssistError, BusyError, PlaybookError, StoreError
from assist.events import CallStarted
from assist.notes.draft import NoteDraft, NoteWriter
from assist.notes.template import TemplateWriter
from assist.push.control import api_offered
from assist.push.doors import api_door, overlay_door
from assist.push.server import OverlayServer
from assist.push.way_back import take_over
from assist.sidecar.calling import Manner, Means
from assist.sidecar.sidecar import Sidecar
from assist.sidecar.sound import DeviceSound, FileSound, Sound
from assist.sidecar.window import check_window, overlay_window
from assist.store import Store
from assist.strings import catalogue
from assist.terminal import TerminalOutlet

NO_ACCOUNT = Account()
WATCH_S = 1.0
"""How often the playbook's files are looked at."""


How = Literal["browser", "window", "printed"]
"""How the overlay is shown: its address is printed in any case."""


@dataclass(frozen=True)
class Plan:
    """What to hear and how: one call that begins at once (`once`), or calls as they are started.

    `account_fault` is what could not be used of the account, in one line. `ctrl_c_ends`: Ctrl-C is the normal end.
    """

    sound: Sound
    manner: Manner
    how: How
    account: Account = NO_ACCOUNT
    account_fault: str | None = None
    once: bool = True
    ctrl_c_ends: bool = True


def listen(account: tuple[Account, str | None], how: How, settings: Settings, console: Console) -> None:
    """Hears a call about `account` from the devices of the settings, until Ctrl-C or the set silence.

    With the account comes what could not be used of it, in one line.

    Raises AssistError (one line), and KeyboardInterrupt only where Ctrl-C came before the call began.
    """
    _serve(Plan(DeviceSound(settings.audio), Manner(), how, *account), settings, console)


def play(
    file: Path,
    account: tuple[Account, str | None],
    fast: bool,
    how: How,
    to: tuple[Settings, Console],
) -> None:
    """Hears a stereo file through the whole pipeline, flat out (`fast`) or in real time.

    Raises AssistError (one line) where something is wrong, and KeyboardInterrupt after a Ctrl-C, when the call has been
    closed and its note drafted.
    """
    settings, console = to
    manner = Manner(fast=fast, ends_in_silence=False)
    plan = Plan(FileSound(file, settings.audio, paced=not fast), manner, how, *account, ctrl_c_ends=False)
    _serve(plan, settings.without_partials() if fast else settings, console)


def run(file: Path | None, how: How, settings: Settings, console: Console) -> None:
    """Waits for calls and hears one after another, until Ctrl-C; from a file, where one is given, in place of devices.

    Raises AssistError (one line).
    """
    if how == "window":
        check_window()
    sound = FileSound(file, settings.audio) if file is not None else DeviceSound(settings.audio)
    if file is not None:
        sound.find()  # what is wrong with it is said now, not at the first call
    _serve(Plan(sound, Manner(), how, once=False), settings, console)


def _serve(plan: Plan, settings: Settings, console: Console) -> None:
    if plan.once:
        console.print(f"Hearing {plan.sound.find().name}", markup=False, soft_wrap=True)
    for line in _warnings(plan, settings):
        console.print(line, style="yellow", markup=False, soft_wrap=True)
    with only_one(settings.store.path):
        shelf = Shelf(settings.playbook.path, settings.playbook.language)
        writer = note_writer(settings)
        store = Store(settings.store.path)
        try:
            cut_off = close_unfinished(store, writer, console)
            asyncio.run(_run(plan, Means(settings, shelf, writer, store), console, cut_off))
        except asyncio.CancelledError:
            raise KeyboardInterrupt from None  # SIGTERM, which asyncio leaves to us
        finally:
            store.close()


async def _run(plan: Plan, means: Means, console: Console, cut_off: bool) -> None:
    _stop_on_sigterm()
    settings = means.settings
    outlets = [TerminalOutlet(console)] if plan.once else []  # all day long, a terminal is no place for words
    sidecar = Sidecar(means, plan.sound, plan.manner, outlets)
    sidecar.ended = lambda draft: _tell_end(draft, plan.once, means.store, console)
    way_back = take_over(settings.store.path)
    doors = (overlay_door(sidecar.press, way_back), api_door(sidecar.answer, settings.api.transcript))
    async with OverlayServer(settings.overlay.port, sidecar.view.snapshot, doors, settings.overlay.language) as server:
        sidecar.publish = server.publish
        if cut_off:
            sidecar.tell(catalogue(settings.overlay.language)["call.cut_off"])
        with api_offered(settings.store.path, server.port, doors[1].token):
            console.print(f"Overlay: {server.url}", style="bold", soft_wrap=True)
            if plan.once:
                sidecar.lay_out(plan.account, plan.account_fault)
                sidecar.start()
            watching = asyncio.create_task(_watch(means.shelf, sidecar.tell, console))
            try:
                with _shown(plan.how, server.url, settings.overlay):
                    await sidecar.run(plan.once)
            except asyncio.CancelledError:
                if not plan.ctrl_c_ends or not sidecar.ready:
                    raise
            finally:
                watching.cancel()


@contextmanager
def _shown(how: How, url: str, settings: OverlaySettings) -> Iterator[None]:
    if how == "window":
        with overlay_window(url, settings.language):
            yield
        return
    if how == "browser" and settings.open_browser and has_desktop():
        webbrowser.open(url)
    yield


def _tell_end(draft: NoteDraft, with_text: bool, store: Store, console: Console) -> None:
    if with_text:
        console.print(f"\n{draft.text}", markup=False, soft_wrap=True)
    console.print(f"Kept as call {draft.call_id} in {store.file}", soft_wrap=True)


def _warnings(plan: Plan, settings: Settings) -> list[str]:
    """What is to be known before the one call begins; it never keeps a call from being made."""
    now = datetime.now().astimezone()
    hours = hours_notice(plan.account, now, settings, "en") if plan.once else None
    return [line for line in (hours, plan.account_fault) if line is not None]


@contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """Holds the lock of live calls: a second assist would take the same port and the same devices."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        lock = filelock.FileLock(folder / "live.lock", mode=0o600)
        lock.acquire(timeout=0)
    except filelock.Timeout:
        raise BusyError(
            f"{folder}: another assist is running there; use it (`assist call`), end it, or set another [store] dir"
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


def close_unfinished(store: Store, writer: NoteWriter, console: Console) -> bool:
    """Drafts the notes that calls still lack, as after a power failure: what was heard is in the store.

    Returns whether there was such a call: the agent may still be on the telephone.
    """
    unfinished = store.without_note()
    for call_id in unfinished:
        try:
            write_note(store, call_id, writer)
            told = "its note draft is kept now."
        except StoreError as error:  # an old call that is damaged must not keep the next one from being heard
            told = f"no note could be drafted: {error}"
        store.mark_cut_off(call_id)
        console.print(f"Call {call_id} had been cut off; {told}", style="yellow", soft_wrap=True, markup=False)
    return bool(unfinished)


async def _watch(shelf: Shelf, tell: Callable[[str | None], None], console: Console) -> None:
    """Says at once whether an edit of the playbook is good; a running call goes on with the one it began with."""
    while True:
        await asyncio.sleep(WATCH_S)
        changed = shelf.refresh()
        if isinstance(changed, PlaybookError):
            console.print(f"{changed} (the last good playbook stays)", style="red", soft_wrap=True, markup=False)
            tell(str(changed))
        elif changed:
            console.print(f"Playbook {shelf.current.version} is good; it counts from the next call on.", style="green")
            tell(None)


def _stop_on_sigterm() -> None:
    """Ends the call on SIGTERM as on Ctrl-C; Windows has no such signal for asyncio."""
    task = asyncio.current_task()
    if sys.platform != "win32" and task is not None:
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
