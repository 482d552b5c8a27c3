"""For the tests of the sidecar: a whole one with its server, and clients that come in by both doors.

Only the speech engine is stood in for: what it would recognise is written down, so that a test says what is heard when.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin

from assist.audio.sources import AudioSource
from assist.call import Shelf
from assist.config import AudioSettings, CallingHoursSettings, Settings
from assist.errors import AudioError
from assist.events import AudioChunk, Concluded, Heard, Speaker, Utterance
from assist.language.words.lexicon import Lexicon
from assist.live import note_writer
from assist.push.doors import api_door, overlay_door
from assist.push.server import OverlayServer
from assist.sidecar import sidecar as sidecar_room
from assist.sidecar.calling import Manner, Means
from assist.sidecar.sidecar import Sidecar
from assist.sidecar.sound import FileSound, Found
from assist.speech.recogniser import LoadedEngine, Recogniser, RecogniserMaker
from assist.store import Store
from tests.running import write_quiet_call

PATIENCE_S = 60.0
"""How long a test waits for what should come at once: the machine may be busy."""

Script = Sequence[tuple[float, Speaker, str]]
"""What is recognised: from which second of the call on, of whom, which words."""


ACCOUNT = {
    "account_id": "LN-1",
    "customer_name": "Ratna",
    "honorific": "Bu",
    "amount_due_idr": 1_200_000,
    "due_date": "2026-01-05",
    "promises": [{"date": "2026-02-01", "kept": False}, {"date": "2026-03-01", "kept": True}],
    "last_notes": [{"date": "2026-02-01", "text": "lama"}, {"date": "2026-03-01", "text": "baru"}],
    "allowed_schemes": [{"id": "a", "label": "cicil dua kali"}],
}
PROMISE: Script = [
    (0.3, "agent", "selamat pagi bu"),
    (0.6, "customer", "saya pasti bayar dua ratus ribu"),
]


def is_up(shown: dict[str, Any]) -> bool:
    """Whether a tip is shown."""
    return bool(shown["tip"])


class ScriptedRecogniser:
    """Stands in for a recogniser: gives its lines as finals when their time has come."""

    def __init__(self, script: Script, speaker: Speaker) -> None:
        self._left = [(at_s, text) for at_s, by, text in script if by == speaker]
        self._speaker, self._count = speaker, 0

    def accept(self, chunk: AudioChunk) -> list[Utterance]:
        said = []
        while self._left and chunk.end_s >= self._left[0][0]:
            at_s, text = self._left.pop(0)
            self._count += 1
            utterance_id = f"{self._speaker}-{self._count}"
            said.append(
                Utterance(utterance_id=utterance_id, speaker=self._speaker, start_s=at_s, end_s=at_s, text=text)
            )
        return said

    def finish(self) -> list[Utterance]:
        return []


class CountedSound:
    """A file in place of devices: says when it was opened, whether it is open now, and may fail."""

    def __init__(self, file: Path) -> None:
        self._sound = FileSound(file, AudioSettings())
        self.opened_at_s: list[float] = []
        self.open_now = 0
        self.missing: AudioError | None = None
        self.fault: AudioError | None = None

    def find(self) -> Found:
        if self.missing is not None:
            raise self.missing
        return Found("uji.wav", self._open)

    @asynccontextmanager
    async def _open(self, at_s: float) -> AsyncIterator[AudioSource]:
        if self.fault is not None:
            raise self.fault
        self.opened_at_s.append(at_s)
        self.open_now += 1
        try:
            async with self._sound.find().opening(at_s) as source:
                yield source
        finally:
            self.open_now -= 1


class Clock:
    """How far the newest call is, in its seconds."""

    def __init__(self) -> None:
        self.now_s = 0.0

    def __call__(self, event: Heard, concluded: Sequence[Concluded]) -> None:
        self.now_s = event.known_at_s


class Client:
    """A client by one of the doors; `state` is what it was shown."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self.state: dict[str, Any] = {}
        self.seen: list[dict[str, Any]] = []

    async def say(self, **message: object) -> None:
        await self._socket.send(json.dumps(message))

    async def ask(self, **message: object) -> dict[str, Any]:
        """The answer to a program's message."""
        await self.say(**message)
        return await self._read_until(lambda heard: heard["type"] == "answer")

    async def until(self, is_so: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
        """Reads until the state is so; gives the state."""
        if not (self.state and is_so(self.state)):
            await self._read_until(lambda heard: is_so(self.state))
        return self.state

    async def until_status(self, state: str) -> dict[str, Any]:
        return await self.until(lambda shown: shown["status"]["state"] == state)

    async def _read_until(self, found: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
        async with asyncio.timeout(PATIENCE_S):
            while True:
                heard: dict[str, Any] = json.loads(await self._socket.recv())
                self.seen.append(heard)
                if heard["type"] in ("snapshot", "parts"):
                    self.state |= {name: part for name, part in heard.items() if name != "type"}
                if found(heard):
                    return heard


@dataclass
class Desk:
    """A running sidecar."""

    sidecar: Sidecar
    sound: CountedSound
    store: Store
    server: OverlayServer
    running: "asyncio.Task[None]"
    loads: list[Settings]
    settings: Settings
    clock: Clock

    def log(self, number: int = 0) -> list[Any]:
        """The stored events of the newest call."""
        return list(self.store.events(str(self.store.calls()[number]["call_id"])))


@asynccontextmanager
async def desk(folder: Path, shelf: Shelf, script: Script, settings: Settings) -> AsyncIterator[Desk]:
    """Runs one in `folder` until the test is through with it."""
    loads: list[Settings] = []

    def load(given: Settings) -> LoadedEngine:
        loads.append(given)

        def for_words(lexicon: Lexicon) -> RecogniserMaker:
            def make(speaker: Speaker) -> Recogniser:
                return ScriptedRecogniser(script, speaker)

            return make

        return for_words

    sound = CountedSound(write_quiet_call(folder / "quiet.wav", 120))
    store = Store(folder / "data")
    clock = Clock()
    means = Means(settings, shelf, note_writer(settings), store)
    sidecar = Sidecar(means, sound, Manner(), [clock])
    doors = (overlay_door(sidecar.press), api_door(sidecar.answer, settings.api.transcript))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sidecar_room, "load_engine", load)
        async with OverlayServer(0, sidecar.view.snapshot, doors) as server:
            sidecar.publish = server.publish
            running = asyncio.create_task(sidecar.run())
            yield Desk(sidecar, sound, store, server, running, loads, settings, clock)
            running.cancel()
            await asyncio.wait([running])
    store.close()


@asynccontextmanager
async def client(at: Desk, path: str = "/ws") -> AsyncIterator[Client]:
    """A client that is let in by the door at `path`."""
    door = at.server.doors[path]
    host = f"127.0.0.1:{at.server.port}"
    origin = Origin(f"http://{host}") if door.for_pages else None
    async with connect(f"ws://{host}{path}", origin=origin, max_size=None) as socket:
        await socket.send(json.dumps({"type": "hello", "token": door.token}))
        yield Client(socket)


Scenario = Callable[[Desk], Awaitable[None]]


class Play(Protocol):
    """Runs a scenario beside a sidecar that recognises `script`; `options` are sections of the settings."""

    def __call__(self, scenario: Scenario, script: Script = (), **options: Any) -> None:
        """Returns when the scenario has run."""


def playing(folder: Path, shelf: Shelf) -> Play:
    """For a fixture: sidecars in `folder`, which call at any hour."""

    def play(scenario: Scenario, script: Script = (), **options: Any) -> None:
        async def main() -> None:
            settings = Settings(calling_hours=CallingHoursSettings(enabled=False), **options)
            async with desk(folder, shelf, script, settings) as at:
                await scenario(at)

        # In a thread of its own: Playwright, in use by tests before this one, leaves its loop running in the main one.
        with ThreadPoolExecutor(1) as thread:
            thread.submit(asyncio.run, main()).result()

    return play
