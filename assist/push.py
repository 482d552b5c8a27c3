"""The loopback server of the overlay: the page, its files and one websocket, for browsers on this machine only.

A page of another site must not read a call: each request has to name this server as its Host, each websocket has to
come from its Origin, and the first message has to hold the token of this run, which only the printed address carries.
"""

import asyncio
import json
import logging
import secrets
import socket
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Literal, Self

from pydantic import Field, JsonValue, ValidationError
from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.exceptions import ConnectionClosed
from websockets.typing import Origin

from assist.config import HOME
from assist.errors import BusyError
from assist.events import Frozen
from assist.pages import Pages

HELLO_S = 5.0
"""The first message has to come within this time."""
OPEN_S = 2.0
"""A connection has to ask for something within this time: browsers open some ahead, and the end waits for them."""
CLOSE_S = 1.0
"""How long the end of the server waits for clients that do not answer."""
MAX_CLIENTS = 20
"""Open websockets. An agent has one or two pages open; pages that reconnect in a loop must not pile up."""
MAX_MESSAGE_BYTES = 4096
"""Longest message of a client; a hello or a dismissal has about 60 bytes."""
QUEUED_MESSAGES = 64
"""Messages that may wait for one client: some ten seconds of a lively call."""

# The codes 4000-4999 are free for applications (RFC 6455, section 7.4.2); overlay/connection.js knows the first.
WRONG_TOKEN, LATE_HELLO, MALFORMED, TOO_MANY = 4001, 4002, 4003, 4004


class Hello(Frozen):
    """The first message of a client."""

    type: Literal["hello"]
    token: str = Field(max_length=100)


class Dismiss(Frozen):
    """The agent closed a tip; `misheard`: because what it rests on was not meant, or not said."""

    type: Literal["dismiss"]
    tip_id: str = Field(min_length=1, max_length=100)
    misheard: bool = False


class Refused(Exception):
    """A client is sent away; its two arguments are a close code and a reason that the client can read."""


class OverlayServer:
    """Serves the overlay while it is entered (`async with`); its methods belong to the thread of that event loop.

    `snapshot()` gives all parts, for a client that is new or too slow; `on_dismiss(tip_id)` hears that the agent closed
    a tip (the id is what the page sent, so it may be unknown), `on_misheard(tip_id)` that it was closed as misheard.
    Port 0 takes a free port. Entering raises BusyError when the port cannot be opened.
    """

    def __init__(
        self,
        port: int,
        snapshot: Callable[[], dict[str, JsonValue]],
        on_dismiss: Callable[[str], None],
        language: Literal["id", "en"] = "id",
        on_misheard: Callable[[str], None] | None = None,
    ) -> None:
        self._port = port
        self._snapshot = snapshot
        self._on_dismiss, self._on_misheard = on_dismiss, on_misheard or on_dismiss
        self._language = language
        self._token = secrets.token_urlsafe(24)  # 192 bits
        self._connections: set[ServerConnection] = set()
        self._queues: set[asyncio.Queue[str]] = set()
        self._server: Server | None = None

    async def __aenter__(self) -> Self:
        listener = _listen(self._port)
        self._port = listener.getsockname()[1]
        pages = Pages(HOME / "overlay", self._port)
        logger = logging.getLogger(__name__)
        # Below this level websockets logs what it sends, and that is the transcript.
        logger.setLevel(logging.WARNING)
        self._server = await serve(
            self._serve_client,
            sock=listener,
            origins=[Origin(f"http://{host}") for host in pages.hosts],
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
                for queue in tuple(self._queues):
                    await queue.join()  # what was published last, the note, should still arrive
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

    def publish(self, parts: Mapping[str, JsonValue]) -> None:
        """Sends parts that changed, and that `snapshot()` already holds, to every client. Never waits.

        A client whose queue is full loses what waits there and gets a snapshot instead.
        """
        if not parts:
            return
        message = _message("parts", parts)
        for queue in self._queues:
            if queue.full():
                while not queue.empty():
                    queue.get_nowait()
                    queue.task_done()
                queue.put_nowait(self._snapshot_message())
            else:
                queue.put_nowait(message)

    def _snapshot_message(self) -> str:
        return _message("snapshot", {**self._snapshot(), "language": self._language})

    async def _serve_client(self, connection: ServerConnection) -> None:
        """One websocket from its handshake to its end."""
        self._connections.add(connection)
        try:
            if len(self._connections) > MAX_CLIENTS:
                raise Refused(TOO_MANY, "too many open pages")
            await self._greet(connection)
            await self._attend(connection)
        except Refused as refused:
            await connection.close(*refused.args)
        except ConnectionClosed:
            pass  # the page was closed or reloaded
        finally:
            self._connections.discard(connection)

    async def _greet(self, connection: ServerConnection) -> None:
        """Returns when the client has said hello with the token; raises Refused or ConnectionClosed."""
        try:
            async with asyncio.timeout(HELLO_S):
                hello = Hello.model_validate_json(await connection.recv())
        except TimeoutError:
            raise Refused(LATE_HELLO, "no hello in time") from None
        except ValidationError:
            raise Refused(MALFORMED, "the first message is not a hello") from None
        if not secrets.compare_digest(hello.token.encode(), self._token.encode()):
            raise Refused(WRONG_TOKEN, "wrong token")

    async def _attend(self, connection: ServerConnection) -> None:
        """Sends to and listens to a client that is let in; raises Refused."""
        queue: asyncio.Queue[str] = asyncio.Queue(QUEUED_MESSAGES)
        queue.put_nowait(self._snapshot_message())
        self._queues.add(queue)  # no await since the snapshot, so that nothing falls between it and the parts
        writer = asyncio.create_task(_write(connection, queue))
        try:
            async for message in connection:
                closed = _dismissed(message)
                (self._on_misheard if closed.misheard else self._on_dismiss)(closed.tip_id)
        finally:
            self._queues.discard(queue)
            writer.cancel()
            await asyncio.wait([writer])


async def _write(connection: ServerConnection, queue: asyncio.Queue[str]) -> None:
    with suppress(ConnectionClosed):
        while True:
            await connection.send(await queue.get())
            queue.task_done()


def _dismissed(message: str | bytes) -> Dismiss:
    try:
        return Dismiss.model_validate_json(message)
    except ValidationError:
        raise Refused(MALFORMED, "the message is not a dismissal") from None


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
