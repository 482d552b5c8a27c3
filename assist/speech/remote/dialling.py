"""Opens connections to recogniser servers, and says in a few words why one could not be used."""

import asyncio
import logging

from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus, WebSocketException

from assist.config import RemoteSettings
from assist.errors import ConfigError, ModelError
from assist.speech.remote.addresses import check_addresses, shown, trusted
from assist.speech.remote.vosk_protocol import ProtocolError

CLOSE_S = 0.5
"""How long the end of a connection waits for the server."""
MAX_ANSWER_BYTES = 2**18
"""An answer has some 70 bytes a word, and an utterance under a hundred words."""

Faults = (OSError, TimeoutError, WebSocketException, ProtocolError)
"""What a server, or the way to it, can do wrong; another attempt may do better."""


class _Straight(connect):
    """Follows no redirect: speech goes to the address that is set, and nowhere else."""

    def process_redirect(self, exc: Exception) -> Exception | str:
        """What websockets asks to know where to go instead."""
        return exc


class Dialler:
    """Knows the addresses and what they need. Raises ConfigError where [remote] cannot be used."""

    def __init__(self, settings: RemoteSettings) -> None:
        check_addresses(settings)
        self.urls = tuple(settings.urls)
        self._open_s = settings.connect_s
        self._headers = _authorization(settings.token)
        self._trusted = trusted(settings)
        self._logger = logging.getLogger(__name__)
        # below this level websockets logs what it receives, and that is the transcript
        self._logger.setLevel(logging.WARNING)

    def open(self, url: str) -> connect:
        """An asynchronous context manager: the open connection. Entering it raises one of Faults."""
        return _Straight(
            url,
            ssl=self._trusted if url.startswith("wss:") else None,
            additional_headers=self._headers,
            proxy=None,  # no more than a redirect
            compression=None,  # PCM does not shrink
            open_timeout=self._open_s,
            close_timeout=CLOSE_S,
            max_size=MAX_ANSWER_BYTES,
            logger=self._logger,
        )

    def find(self) -> None:
        """Returns once one of the addresses answered. Raises ModelError with each one's reason where none does."""
        reasons = []
        for url in self.urls:
            try:
                asyncio.run(self._greet(url))
                return
            except Faults as fault:
                reasons.append(f"{shown(url)}: {reason(fault)}")
        raise ModelError(
            f"engine remote: no recogniser server can be used ({'; '.join(reasons)}); start `assist serve-recogniser` "
            "or a vosk-server there, or mend [remote] urls"
        )

    async def _greet(self, url: str) -> None:
        async with self.open(url):
            pass


def _authorization(token: str) -> dict[str, str] | None:
    if token and not (token.isascii() and token.isprintable() and " " not in token):
        raise ConfigError("engine remote: [remote] token cannot be sent; write the server's, letters and digits alone")
    return {"Authorization": f"Bearer {token}"} if token else None


def reason(fault: BaseException) -> str:
    """What went wrong, in a few words that hold nothing of what was said."""
    if isinstance(fault, InvalidStatus):
        status = fault.response.status_code
        return {401: "refuses the token in [remote] token"}.get(status, f"answers with HTTP status {status}")
    if isinstance(fault, ConnectionClosed):
        return f"closed the connection (code {fault.rcvd.code if fault.rcvd else 1006})"
    if isinstance(fault, TimeoutError | ProtocolError):
        return str(fault) or "does not answer in time"
    if isinstance(fault, ConnectionRefusedError):
        return "nothing listens there"
    if isinstance(fault, OSError):
        return fault.strerror or "cannot be reached"
    return f"speaks no websocket ({type(fault).__name__})"
