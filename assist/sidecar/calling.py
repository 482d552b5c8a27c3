"""A call that is being heard, from the opening of its sound to its note, and what the agent's keys do to it."""

import asyncio
import uuid
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from datetime import datetime

from assist.account import Account
from assist.audio.pausing import PausableSource
from assist.audio.sources import AudioSource
from assist.call import Call, EndReason, Outlet, Shelf
from assist.config import Settings
from assist.errors import AudioError
from assist.events import (
    SPEAKERS,
    AudioChunk,
    CallStarted,
    HearingHealth,
    HoldSet,
    MemoParked,
    PauseSet,
    QuietSet,
    RecordingRefused,
    TipDismissed,
    TipRated,
    TipSnoozed,
)
from assist.hearing import Hearing
from assist.listening import QuietEnd, run_flat_out, run_in_real_time
from assist.notes.draft import NoteDraft, NoteWriter
from assist.push.messages import Dismiss, Hold, ParkMemo, Pause, Quiet, Rate, RefuseRecording, Snooze
from assist.sidecar.sound import Found
from assist.speech.recogniser import RecogniserMaker
from assist.store import Store

Key = Dismiss | Rate | Snooze | Quiet | Pause | Hold | RefuseRecording | ParkMemo
Item = AudioChunk | HearingHealth


@dataclass(frozen=True)
class Means:
    """What every call needs: opened once, shared by all."""

    settings: Settings
    shelf: Shelf
    writer: NoteWriter
    store: Store


@dataclass(frozen=True)
class Manner:
    """How calls are heard: as fast as can be (`fast`), and whether a long silence ends one."""

    fast: bool = False
    ends_in_silence: bool = True


class RunningCall:
    """Its methods belong to the thread of the event loop. `outlets` are told what is heard and concluded.

    `tell_fault` hears of devices that cannot be opened after a pause, which then goes on.
    """

    def __init__(
        self, means: Means, manner: Manner, outlets: Sequence[Outlet], tell_fault: Callable[[AudioError], None]
    ) -> None:
        self._means, self._manner, self._outlets, self._tell_fault = means, manner, outlets, tell_fault
        self._call: Call | None = None
        self._source: PausableSource | None = None
        self._stopped = self._paused = self._on_hold = self._refused = False
        self._memos = 0

    async def hear(
        self, found: Found, account: Account, make: RecogniserMaker, quiet: bool, ended: Callable[[NoteDraft], None]
    ) -> None:
        """Hears the call to its end; `ended` is told its draft, also where this is cancelled.

        Raises AudioError where the sound cannot be opened (then there was no call) or breaks off, and what a recogniser
        raises that cannot go on.
        """
        if self._stopped:
            return
        self._source = PausableSource(found.opening, self._stays_paused)
        async with aclosing(aiter(self._source)) as items:
            first = await anext(items, None)
            if first is None:
                return  # stopped before it began
            call = self._begin(found, account, quiet)
            reason: EndReason = "failed"
            try:
                await self._listen(call, _after(first, items), make)
                reason = "stopped" if self._stopped else "end_of_audio"
            except asyncio.CancelledError:
                reason = "stopped"
                raise
            finally:
                self._call = None
                ended(call.end(reason, self._means.writer))

    def _begin(self, found: Found, account: Account, quiet: bool) -> Call:
        now, playbook = datetime.now().astimezone(), self._means.shelf.current
        start = CallStarted(
            call_id=f"{now:%Y%m%d-%H%M%S}-{uuid.uuid4().hex[:4]}",
            started_at=now,
            source=found.name,
            playbook_version=playbook.version,
            account=account,
        )
        outlets = list(self._outlets)
        if self._manner.ends_in_silence:
            outlets.append(QuietEnd(self._means.settings.audio.end_silence_s, self._end_of_talk))
        self._call = Call(start, playbook, self._means.settings, self._means.store, outlets)
        if quiet:
            self._call.hear(QuietSet(on=True))
        return self._call

    async def _listen(self, call: Call, source: AudioSource, make: RecogniserMaker) -> None:
        recognisers = {speaker: make(speaker) for speaker in SPEAKERS}
        if self._manner.fast:
            await run_flat_out(call, source, Hearing(self._means.settings, recognisers))
        else:
            await run_in_real_time(call, source, recognisers, self._means.settings)

    def stop(self) -> None:
        """Ends it, as the agent wishes."""
        self._stopped = True
        self._end_of_talk()

    def _end_of_talk(self) -> None:
        if self._source is not None:
            self._source.stop()

    def press(self, key: Key) -> None:
        """Does what a key says; one that says what is so already does nothing, nor does any while no call is heard."""
        call, source = self._call, self._source
        if call is None or source is None:
            return
        match key:
            case Dismiss():
                call.hear(TipDismissed(tip_id=key.tip_id, misheard=key.misheard))
            case Rate():
                call.hear(TipRated(tip_id=key.tip_id, useful=key.useful))
            case Snooze():
                call.hear(TipSnoozed(tip_id=key.tip_id))
            case Quiet():
                call.hear(QuietSet(on=key.on))
            case ParkMemo():
                self._memos += 1
                call.hear(MemoParked(memo_id=f"memo-{self._memos}", text=key.text))
            case Pause() if key.on != self._paused:
                self._paused = key.on
                (source.pause if key.on else source.resume)()
                call.hear(PauseSet(on=key.on))
            case Hold() if key.on != self._on_hold:
                self._on_hold = key.on
                call.hear(HoldSet(on=key.on))
            case RefuseRecording() if not self._refused:
                self._refused = True
                call.hear(RecordingRefused())

    def _stays_paused(self, error: AudioError) -> None:
        self._paused = True
        if self._call is not None:
            self._call.hear(PauseSet(on=True))
        self._tell_fault(error)


async def _after(first: Item, rest: AsyncIterator[Item]) -> AsyncGenerator[Item]:
    yield first
    async for item in rest:
        yield item
