"""Servers for tests of the remote engine, each in a thread of its own on the loopback.

`serving` is our own. `strange_server` is written from the shapes of the protocol's messages, for what ours cannot do:
it hangs up, talks nonsense, says nothing.
"""

import asyncio
import json
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
from dataclasses import dataclass, field

from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed

from assist.config import RemoteSettings, ServeSettings, Settings
from assist.speech.recogniser import RecogniserMaker
from assist.speech.remote.serving import RecogniserServer


def patient(*urls: str, **changes: object) -> RemoteSettings:
    """Settings of a client that waits longer than a loaded machine needs."""
    waits = {"connect_s": 20.0, "answer_s": 60.0, "partial_wait_s": 20.0, "backlog_s": 60.0}
    return RemoteSettings.model_validate({"urls": list(urls), **waits, **changes})


@contextmanager
def serving(make: RecogniserMaker, settings: Settings, token: str = "") -> Iterator[str]:
    """Our server over an engine; gives its address. It takes a free port unless the settings name one."""
    if settings.serve == ServeSettings():
        settings = settings.model_copy(update={"serve": ServeSettings(port=0)})
    server = RecogniserServer(make, settings, token)
    with _running(server):
        yield server.url


Behaviour = Callable[["Strange", ServerConnection], Awaitable[None]]


@dataclass
class Strange:
    """A strange server's address, and what its clients sent, a list a connection."""

    behave: Behaviour
    url: str = ""
    received: list[list[str | bytes]] = field(default_factory=list)
    headers: list[str] = field(default_factory=list)

    @property
    def audio(self) -> list[int]:
        """Bytes of audio, connection by connection."""
        return [sum(len(m) for m in messages if isinstance(m, bytes)) for messages in self.received]

    async def hear(self, connection: ServerConnection) -> str | bytes:
        """The next message of a client."""
        message = await connection.recv()
        self.received[-1].append(message)
        return message

    async def attend(self, connection: ServerConnection) -> None:
        """Serves one connection."""
        assert connection.request is not None
        self.headers.append(connection.request.headers.get("Authorization", ""))
        self.received.append([])
        try:
            await self.behave(self, connection)
        except ConnectionClosed:
            return


async def plainly(server: Strange, connection: ServerConnection) -> None:
    """As the protocol wants it: each stream is one word, said from 0.25 s to 0.5 s."""
    while True:
        message = await server.hear(connection)
        if isinstance(message, bytes):
            await connection.send('{"partial" : "ka"}')
        elif "eof" in message:
            words = [{"conf": 0.9, "start": 0.25, "end": 0.5, "word": "kata"}]
            await connection.send(json.dumps({"result": words, "text": "kata"}))
            return


async def hangs_up(server: Strange, connection: ServerConnection) -> None:
    """Breaks off, without a closing handshake, once it has heard some audio."""
    while not isinstance(await server.hear(connection), bytes):
        pass
    connection.transport.abort()


async def says_nothing(server: Strange, connection: ServerConnection) -> None:
    """Hears everything and answers nothing."""
    while True:
        await server.hear(connection)


def answers(message: str | bytes) -> Behaviour:
    """Answers audio with this."""

    async def behave(server: Strange, connection: ServerConnection) -> None:
        while True:
            if isinstance(await server.hear(connection), bytes):
                await connection.send(message)

    return behave


@contextmanager
def strange_server(behave: Behaviour, port: int = 0) -> Iterator[Strange]:
    strange = Strange(behave)

    @asynccontextmanager
    async def listening() -> AsyncIterator[Strange]:
        async with serve(strange.attend, "127.0.0.1", port, close_timeout=0.2) as server:
            strange.url = f"ws://127.0.0.1:{next(iter(server.sockets)).getsockname()[1]}"
            yield strange

    with _running(listening()):
        yield strange


@contextmanager
def _running(server: AbstractAsyncContextManager[object]) -> Iterator[None]:
    """Enters the server in an event loop of its own thread, and leaves it in the end."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        asyncio.run_coroutine_threadsafe(server.__aenter__(), loop).result(30)
        try:
            yield
        finally:
            asyncio.run_coroutine_threadsafe(server.__aexit__(None, None, None), loop).result(30)
    finally:
        asyncio.run_coroutine_threadsafe(_settle(), loop).result(30)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(30)
        loop.close()


async def _settle() -> None:
    """Ends what is left in the loop, such as a handshake that the server's end has cut short."""
    left = asyncio.all_tasks() - {asyncio.current_task()}
    for task in left:
        task.cancel()
    await asyncio.gather(*left, return_exceptions=True)
