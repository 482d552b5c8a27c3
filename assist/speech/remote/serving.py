"""`assist serve-recogniser`: this machine's recogniser for the agents of a floor, by the vosk-server protocol.

One model serves all; a connection has a recogniser of its own. Messages of a connection are answered one after another:
a client that sends faster than it is served waits in its own socket.
"""

import asyncio
import hmac
import logging
import os
import signal
import ssl
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from http import HTTPStatus
from pathlib import Path
from typing import Self

from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response

from assist.config import ServeSettings, Settings
from assist.errors import BusyError, ConfigError
from assist.language.words.lexicon import NO_WORDS
from assist.speech.engines import ENGINES
from assist.speech.recogniser import RecogniserMaker
from assist.speech.remote.addresses import is_loopback
from assist.speech.remote.served_stream import ServedStream
from assist.speech.remote.vosk_protocol import ProtocolError, error_message

MAX_MESSAGE_BYTES = 2**20
"""Longest message of a client: half a minute of audio at 16 kHz."""
QUEUED_MESSAGES = 4
"""Messages of one client that are read ahead; beyond them it has to wait."""
CLOSE_S = 1.0
"""How long an end waits for clients."""
REASON_BYTES = 120
"""A close frame holds 125 bytes, two of which are the code."""
EVERYWHERE = ("0.0.0.0", "::", "")
"""Hosts by which every address of this machine is served; a client needs one of them."""
MALFORMED, FAILED = 1007, 1011
"""Close codes of RFC 6455, section 7.4.1: data that is not as agreed, a fault of the server."""
logger = logging.getLogger(__name__)


def serve_recogniser(settings: Settings, tell: Callable[[str], None]) -> None:
    """Serves until SIGTERM, or Ctrl-C (KeyboardInterrupt, once all is closed); `tell` gets a line when it is ready.

    Raises ConfigError and ModelError as the engine does, ConfigError where [serve] cannot be used, BusyError where the
    port cannot be opened.
    """
    local = [name for name in ENGINES if name != "remote"]
    name = settings.speech.engine
    if name not in local:
        raise ConfigError(f"[speech] engine: {name!r} cannot be served; use one of: {', '.join(local)}")
    token = read_token(settings.serve)
    # corrections cannot be sent, so nothing is decoded for them
    speech = settings.speech.model_copy(update={"second_look_s": 0.0})
    settings = settings.model_copy(update={"speech": speech})
    # not made steady: an engine that fails ends its connection, so that the client knows and can turn to another server
    server = RecogniserServer(ENGINES[name](settings)(NO_WORDS), settings, token)
    asyncio.run(_serve(server, tell))


def with_serving(settings: Settings, host: str | None, port: int | None, token: Path | None) -> Settings:
    """The settings with another address or token file for `serve-recogniser`, where they are given."""
    given = {"host": host, "port": port, "token_file": None if token is None else str(token)}
    serve = settings.serve.model_copy(update={key: value for key, value in given.items() if value is not None})
    return settings.model_copy(update={"serve": serve})


def read_token(settings: ServeSettings) -> str:
    """The token that clients have to send; empty: none. Raises ConfigError where there has to be one, and is not."""
    if not settings.token_file:
        if is_loopback(settings.host):
            return ""
        raise ConfigError(
            f"[serve] host = {settings.host!r}: others than this machine could come in; give a token with --token FILE"
        )
    file = Path(settings.token_file).expanduser()
    try:
        token = file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        raise ConfigError(f"{file}: cannot be read; give a file that holds the token to --token") from None
    if not token.isascii() or len(token.split()) != 1:
        raise ConfigError(f"{file}: holds no token; write one line of letters and digits into it")
    return token


async def _serve(server: "RecogniserServer", tell: Callable[[str], None]) -> None:
    stopped = asyncio.Event()
    if sys.platform != "win32":  # which has no such signal for asyncio
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopped.set)
    async with server:
        tell(server.invitation)
        await stopped.wait()


class RecogniserServer:
    """Serves while it is entered (`async with`), which raises BusyError and ConfigError.

    `make` makes a recogniser for each connection; they run in as many threads as there are cores. Pages of a browser
    (which send an Origin) are refused: any site could otherwise use the recogniser.
    """

    def __init__(self, make: RecogniserMaker, settings: Settings, token: str) -> None:
        self._make, self._settings, self._token = make, settings, token
        self._serve = settings.serve
        self._guests: set[asyncio.Future[None]] = set()
        self._pool = ThreadPoolExecutor(os.cpu_count() or 1, "recogniser")
        self._logger = logging.getLogger(f"{__name__}.websockets")
        # below this level websockets logs what it sends, and that is the transcript
        self._logger.setLevel(logging.CRITICAL)
        self._server: Server | None = None

    async def __aenter__(self) -> Self:
        try:
            self._server = await serve(
                self._attend,
                self._serve.host,
                self._serve.port,
                ssl=certified(self._serve),
                process_request=self._let_in,
                origins=[None],
                server_header=None,
                compression=None,
                max_size=MAX_MESSAGE_BYTES,
                max_queue=QUEUED_MESSAGES,
                close_timeout=CLOSE_S,
                logger=self._logger,
            )
        except OSError as error:
            raise BusyError(
                f"[serve] {self._serve.host}:{self._serve.port}: cannot be opened ({error.strerror}); close what uses "
                "the port, or give another --host or --port"
            ) from None
        return self

    async def __aexit__(self, *exception: object) -> None:
        if self._server is not None:
            self._server.close()
            await self._server.wait_closed()
        self._pool.shutdown(wait=False, cancel_futures=True)

    @property
    def url(self) -> str:
        """The address for clients, with the port that was taken. Once entered."""
        return self._address(self._serve.host)

    @property
    def invitation(self) -> str:
        """One line: what is served where, and what a client sets. Once entered."""
        host = self._serve.host
        address = self._address("THIS-COMPUTER" if host in EVERYWHERE else host)
        token = ', token = "..."' if self._token else ""
        plain = "" if self._serve.certificate or is_loopback(host) else ", allow_unencrypted = true"
        return (
            f"Serving {self._settings.speech.engine} ({self._settings.speech.model}) on {self.url}; clients set "
            f'[speech] engine = "remote", and [remote] urls = ["{address}"]{token}{plain}'
        )

    def _address(self, host: str) -> str:
        port = self._serve.port
        if self._server is not None:
            port = next(iter(self._server.sockets)).getsockname()[1]
        scheme = "wss" if self._serve.certificate else "ws"
        return f"{scheme}://{f'[{host}]' if ':' in host else host}:{port}"

    def _let_in(self, connection: ServerConnection, request: Request) -> Response | None:
        """Refuses who has not the token (compared as bytes, in constant time), and everybody while it is full."""
        given = ", ".join(request.headers.get_all("Authorization"))
        if self._token and not hmac.compare_digest(given.encode(), f"Bearer {self._token}".encode()):
            return connection.respond(HTTPStatus.UNAUTHORIZED, "the token is missing or wrong\n")
        if len(self._guests) >= self._serve.max_connections:
            return connection.respond(HTTPStatus.SERVICE_UNAVAILABLE, "too many connections\n")
        leaving = asyncio.ensure_future(connection.wait_closed())
        self._guests.add(leaving)
        leaving.add_done_callback(self._guests.discard)
        return None

    async def _attend(self, connection: ServerConnection) -> None:
        """One client from its first message to its last."""
        stream = ServedStream(self._make, self._settings)
        try:
            async for message in connection:
                reply = await asyncio.get_running_loop().run_in_executor(self._pool, stream.answer, message)
                if reply is not None:
                    await connection.send(reply.message)
                    if reply.last:
                        return
        except ConnectionClosed:
            pass  # the client left
        except ProtocolError as error:
            await _send_away(connection, MALFORMED, str(error))
        except Exception as error:  # an engine may raise anything; the other clients go on
            logger.error("a recogniser failed (%s); its client is sent away", type(error).__name__)
            await _send_away(connection, FAILED, "the recogniser failed")


def certified(settings: ServeSettings) -> ssl.SSLContext | None:
    """What proves to clients who serves; None without certificate. Raises ConfigError where it cannot be used."""
    if not settings.certificate and not settings.key:
        return None
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    try:
        context.load_cert_chain(Path(settings.certificate).expanduser(), Path(settings.key).expanduser())
    except OSError:  # as is SSLError
        raise ConfigError(
            f"[serve] certificate = {settings.certificate!r}, key = {settings.key!r}: cannot be used; give a PEM file "
            "each, the key being that of the certificate and without a password"
        ) from None
    return context


async def _send_away(connection: ServerConnection, code: int, reason: str) -> None:
    with suppress(ConnectionClosed):
        await connection.send(error_message(reason))
        await connection.close(code, reason[:REASON_BYTES])
