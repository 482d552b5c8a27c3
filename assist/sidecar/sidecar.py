"""The sidecar: waits for calls, hears one after another, and does what the agent's keys and the API say.

Everything here runs in one thread, that of the event loop. Devices are open only while a call is heard and not paused;
the speech model is loaded once.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from pydantic import JsonValue

from assist.account import Account
from assist.call import Outlet, account_of, hours_notice
from assist.errors import AssistError, StoreError
from assist.events import Concluded, Heard
from assist.notes.draft import NoteDraft
from assist.playbook import lexicon_for
from assist.push.messages import Answer, Begin, FromApi, FromOverlay, Prepare, Quiet, SaveNote, Start, Stop
from assist.sidecar.calling import Manner, Means, RunningCall
from assist.sidecar.sound import Sound
from assist.speech.engines import load_engine
from assist.speech.recogniser import LoadedEngine
from assist.view.parts import AccountPart
from assist.view.view import OverlayView

BUSY = "a call is being heard; end it first"
_NO_FAULT: str | None = None


class Sidecar:
    """One agent's. `press` and `answer` take what comes in by the doors; `publish` is told what the overlay shows.

    `ended` is told the draft of each call that has ended.
    """

    def __init__(self, means: Means, sound: Sound, manner: Manner, outlets: Sequence[Outlet] = ()) -> None:
        self._means, self._sound, self._manner = means, sound, manner
        self._outlets = (*outlets, self._show)
        self.view = OverlayView()
        self.publish: Callable[[Mapping[str, JsonValue]], None] = lambda parts: None
        self.ended: Callable[[NoteDraft], None] = lambda draft: None
        self._account, self._fault = Account(), _NO_FAULT
        self._wanted = asyncio.Event()
        self._running: RunningCall | None = None
        self._quiet = False
        self.ready = False
        """Whether the model is loaded: a call can be heard from then on."""
        self._last: NoteDraft | None = None

    async def run(self, once: bool = False) -> None:
        """Loads the model and hears calls as they are started; with `once` the first only, whose errors it raises.

        Cancelled, it ends the running call with its note. Raises AssistError where the model cannot be loaded.
        """
        self.publish(self.view.set_status(state="loading", waits_for="model"))
        engine = await asyncio.to_thread(load_engine, self._means.settings)
        self.ready = True
        self.publish(self.view.set_status(state="ready", waits_for=None))
        while True:
            await self._wanted.wait()
            try:
                await self._hear_call(engine)
            except AssistError as error:
                if once:
                    raise
                self.tell(str(error))
            finally:
                self._wanted.clear()
            if once:
                return

    async def _hear_call(self, engine: LoadedEngine) -> None:
        """The call that was asked for. Where none comes of it, its account stays laid out."""
        running = self._running = RunningCall(
            self._means, self._manner, self._outlets, lambda error: self.tell(str(error))
        )
        account, fault = self._account, self._fault
        self._show_account(account)
        self.tell(_joined(self._hours_notice(account), fault))
        self.publish(self.view.set_status(state="loading", waits_for="devices"))
        try:
            found = await asyncio.to_thread(self._sound.find)
            lexicon = lexicon_for(self._means.shelf.current, account, self._means.settings.agent)
            make = await asyncio.to_thread(engine, lexicon)
            await running.hear(found, account, make, self._quiet, self._end)
        finally:
            self._running = None
            if self.view.state == "loading":
                self.publish(self.view.set_status(state="ended" if self._last else "ready", waits_for=None))

    def _end(self, draft: NoteDraft) -> None:
        """The account is laid out no more: the next call must not run with this customer's by an oversight."""
        self._last = draft
        self._account, self._fault = Account(), _NO_FAULT
        self.publish(self.view.set_note(draft.text))
        self.ended(draft)

    # ---- what may be asked ----

    def lay_out(self, account: Account, fault: str | None) -> None:
        """Shows the account that the next call will be about, and what could not be used of it."""
        self._account, self._fault = account, fault
        self._show_account(account)
        self.tell(fault)

    def start(self) -> str | None:
        """Asks for a call about the account that is laid out; returns why that cannot be, else None."""
        if self._wanted.is_set():
            return BUSY
        self._wanted.set()
        return None

    def stop(self) -> str | None:
        """Ends the call, or takes back that one was asked for; returns why that cannot be, else None."""
        if not self._wanted.is_set():
            return "no call is being heard; start one first"
        if self._running is None:
            self._wanted.clear()
        else:
            self._running.stop()
        return None

    def press(self, message: FromOverlay) -> None:
        """Does what the agent's keys say; what makes no sense now does nothing, and what cannot be kept is said."""
        try:
            self._press(message)
        except StoreError as error:
            self.tell(str(error))

    def _press(self, message: FromOverlay) -> None:
        match message:
            case Begin():
                self.start()
            case Stop():
                self.stop()
            case SaveNote():
                self._save_note(message.text)
            case Quiet():
                self._quiet = message.on
                if self._running is not None:
                    self._running.press(message)
                self.publish(self.view.set_status(quiet=message.on))
            case _:
                if self._running is not None:
                    self._running.press(message)

    def answer(self, message: FromApi) -> Answer:
        """Does what a program asks."""
        notice, why = None, None
        if isinstance(message, Prepare | Start) and self._wanted.is_set():
            why = BUSY
        elif isinstance(message, Prepare) or (isinstance(message, Start) and message.account is not None):
            given = {} if message.account is None else message.account
            account, notice = account_of(given, datetime.now().date())
            self.lay_out(account, notice)
        if why is None and isinstance(message, Start):
            why = self.start()
        elif isinstance(message, Stop):
            why = self.stop()
        status = self.view.snapshot()["status"]
        return Answer(id=message.id, done=why is None, why=why, notice=notice, status=status)

    def _save_note(self, text: str) -> None:
        """Of the call that ended last, also where the next has begun meanwhile."""
        if self._last is None:
            return
        self._means.store.save_note(self._last.call_id, text)
        if self._running is None:
            self.publish(self.view.set_note(self._last.text, text))

    # ---- what is shown ----

    def _show(self, event: Heard, concluded: Sequence[Concluded]) -> None:
        for item in (event, *concluded):
            self.publish(self.view.feed(item))

    def _show_account(self, account: Account) -> None:
        today = datetime.now().date()
        self.publish(self.view.set_account(AccountPart.of(account, today, self._hours_notice(account))))

    def _hours_notice(self, account: Account) -> str | None:
        settings = self._means.settings
        return hours_notice(account, datetime.now().astimezone(), settings, settings.overlay.language)

    def tell(self, line: str | None) -> None:
        """Says one line on the overlay; None takes the last away."""
        self.publish(self.view.set_notice(line))


def _joined(*lines: str | None) -> str | None:
    return " ".join(line for line in lines if line is not None) or None
