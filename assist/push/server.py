"""The loopback server: the overlay's page, its files and the websockets of `doors.py`, for this computer only.

A page of another site must not read a call: each request has to name this server as its Host, a page's websocket has to
come from its Origin, and the first message has to hold the token of the door, which only the printed address (overlay)
or a file that the user alone can read (API) carries.
"""

import asyncio
import json
import logging
import socket
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal, Self

from pydantic import JsonValue
from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.exceptions import ConnectionClosed

from assist.config import HOME
from assist.errors import BusyError
from assist.push.doors import LATE_HELLO, TOO_FAST, TOO_MANY, Bucket, Door, Refused
from assist.push.pages import Pages

HELLO_S = 5.0
"""The first message has to come within this time."""
OPEN_S = 2.0
"""A connection has to ask for something within this time: browsers open some ahead, and the end waits for them."""
CLOSE_S = 1.0
"""How long the end of the server waits for clients that do not answer."""
MAX_CLIENTS = 20
"""Open websockets of one door. An agent has one or two pages open; what reconnects in a loop must not pile up."""
MAX_MESSAGE_BYTES = 65_536
"""Longest message of a client: a note of NOTE_LETTERS letters, or an account with its notes."""
QUEUED_MESSAGES = 64
"""Messages that may wait for one client: some ten seconds of a lively call."""


@dataclass(frozen=True, eq=False)
class _Client:
    """A client that was let in, and what waits for it."""

    door: Door
    queue: asyncio.Queue[str]

    def put(self, message: str) -> bool:
        """Whether there was room."""
        with suppress(asyncio.QueueFull):
            self.queue.put_nowait(message)
            return True
        return False


class OverlayServer:
    """Serves its doors while it is entered (`async with`); its methods belong to the thread of that event loop.

    `snapshot()` gives all parts, for a client that is new or too slow. `doors[0]` is the overlay's. Port 0 takes a free
    port. Entering raises BusyError when the port cannot be opened.
    """

    def __init__(
        self,
        port: int,
        snapshot: Callable[[], dict[str, JsonValue]],
        doors: Sequence[Door],
        language: Literal["id", "en"] = "id",
    ) -> None:
        self._port = port
        self._snapshot = snapshot
        self.doors = {door.path: door for door in doors}
        """By their paths."""
        self._token = doors[0].token
        self._language = language
        self._connections: dict[ServerConnection, Door] = {}
        self._clients: set[_Client] = set()
        self._server: Server | None = None

    async def __aenter__(self) -> Self:
        listener = _listen(self._port)
        self._port = listener.getsockname()[1]
        sockets = {path: door.for_pages for path, door in self.doors.items()}
        pages = Pages(HOME / "overlay", self._port, sockets)
        logger = logging.getLogger(__name__)
        # Below this level websockets logs what it sends, and that is the transcript.
        logger.setLevel(logging.WARNING)
        self._server = await serve(
            self._serve_client,
            sock=listener,
            process_request=pages.answer,
            process_response=pages.harden,
            server_header=None,
            compression=None,  # nothing to save on the loopback
            max_size=MAX_MESSAGE_BYTES,
            open_timeout=OPEN_S,
            close_timeout=CLOSE_S,
            logger=logger,
        )
        return self

    async def __aexit__(self, *exception: object) -> None:
        if self._server is None:
            return
        with suppress(TimeoutError):
            async with asyncio.timeout(CLOSE_S):
                for client in tuple(self._clients):
                    await client.queue.join()  # what was published last, the note, should still arrive
        self._server.close()
        try:
            async with asyncio.timeout(CLOSE_S):
                await self._server.wait_closed()
        except TimeoutError:
            # A page that does not read would hold up the end until its ping is overdue (20 s).
            for connection in self._connections:
                connection.transport.abort()
            await self._server.wait_closed()

    @property
    def url(self) -> str:
        """The address to open, with the token of this run behind `#` (which browsers never send on). Once entered."""
        return f"http://127.0.0.1:{self._port}/#{self._token}"

    @property
    def clients(self) -> int:
        """How many have been let in and are there."""
        return len(self._clients)

    @property
    def port(self) -> int:
        """The port it listens on. Once entered."""
        return self._port

    def publish(self, parts: Mapping[str, JsonValue]) -> None:
        """Sends parts that changed, and that `snapshot()` already holds, to every client. Never waits.

        A client whose queue is full loses what waits there and gets a snapshot instead.
        """
        for client in self._clients:
            own = client.door.of(dict(parts))
            if own and not client.put(_message("parts", own)):
                self._begin_again(client)

    def _begin_again(self, client: _Client) -> None:
        while not client.queue.empty():
            client.queue.get_nowait()
            client.queue.task_done()
        client.put(self._snapshot_for(client.door))

    def _snapshot_for(self, door: Door) -> str:
        parts = {**door.of(self._snapshot()), "language": self._language}
        if door.way_back.for_next:
            parts["way_back"] = door.way_back.for_next
        return _message("snapshot", parts)

    async def _serve_client(self, connection: ServerConnection) -> None:
        """One websocket from its handshake to its end."""
        door = self.doors[connection.request.path if connection.request else ""]
        self._connections[connection] = door
        try:
            if list(self._connections.values()).count(door) > MAX_CLIENTS:
                raise Refused(TOO_MANY, "too many connections")
            await _greet(connection, door)
            await self._attend(connection, door)
        except Refused as refused:
            await connection.close(*refused.args)
        except ConnectionClosed:
            pass  # the page was closed or reloaded
        finally:
            self._connections.pop(connection, None)

    async def _attend(self, connection: ServerConnection, door: Door) -> None:
        """Sends to and listens to a client that is let in; raises Refused."""
        client = _Client(door, asyncio.Queue(QUEUED_MESSAGES))
        client.put(self._snapshot_for(door))
        self._clients.add(client)  # no await since the snapshot, so that nothing falls between it and the parts
        writer = asyncio.create_task(_write(connection, client.queue))
        clock = asyncio.get_running_loop().time
        bucket = Bucket(clock())
        try:
            async for message in connection:
                if not bucket.take(clock()):
                    raise Refused(TOO_FAST, "too many messages in a short time")
                answer = door.take(message)
                if answer is not None and not client.put(answer.model_dump_json()):
                    self._begin_again(client)
                    client.put(answer.model_dump_json())
        finally:
            self._clients.discard(client)
            writer.cancel()
            await asyncio.wait([writer])


async def _greet(connection: ServerConnection, door: Door) -> None:
    """Returns when the client has said hello with the token; raises Refused or ConnectionClosed."""
    try:
        async with asyncio.timeout(HELLO_S):
            hello = await connection.recv()
    except TimeoutError:
        raise Refused(LATE_HELLO, "no hello in time") from None
    door.admit(hello)


async def _write(connection: ServerConnection, queue: asyncio.Queue[str]) -> None:
    with suppress(ConnectionClosed):
        while True:
            await connection.send(await queue.get())
            queue.task_done()


def _message(kind: str, parts: Mapping[str, JsonValue]) -> str:
    return json.dumps({"type": kind, **parts}, ensure_ascii=False)


def _listen(port: int) -> socket.socket:
    """A listening socket on 127.0.0.1; raises BusyError."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    # Windows shares a port unless it is taken exclusively; elsewhere the port of a run just ended must be free at once.
    listener.setsockopt(socket.SOL_SOCKET, getattr(socket, "SO_EXCLUSIVEADDRUSE", socket.SO_REUSEADDR), 1)
    try:
        listener.bind(("127.0.0.1", port))
        listener.listen()
    except OSError as error:
        listener.close()
        raise BusyError(
            f"[overlay] port = {port}: cannot be opened on 127.0.0.1 ({error.strerror}); "
            "close what uses it, perhaps a second assist, or set another port (0 takes any free one)"
        ) from None
    return listener
