"""The way to a sidecar that is running on this computer: where its API is, and one question to it.

While a sidecar runs, `api.json` in the data folder (mode 0600) holds `{"url": ..., "token": ...}`; both change with
every run.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pydantic import JsonValue, ValidationError
from websockets.exceptions import WebSocketException
from websockets.sync.client import connect

from assist.errors import BusyError
from assist.push.messages import Answer
from assist.push.private import write_private
from assist.values import Frozen


class Address(Frozen):
    """What the file holds."""

    url: str
    token: str


FILE = "api.json"
ANSWER_S = 10.0
"""A sidecar on this computer answers in milliseconds; a longer silence is none."""


@contextmanager
def api_offered(folder: Path, port: int, token: str) -> Iterator[None]:
    """Tells programs of this user, while it is entered, where the API is."""
    file = folder / FILE
    write_private(file, Address(url=f"ws://127.0.0.1:{port}/api", token=token).model_dump_json())
    try:
        yield
    finally:
        file.unlink(missing_ok=True)


def ask(folder: Path, message: dict[str, JsonValue]) -> Answer:
    """The answer of the sidecar whose data are in `folder`. Raises BusyError where none is running, or it refuses."""
    try:
        address = Address.model_validate_json((folder / FILE).read_text(encoding="utf-8"))
        with connect(address.url, open_timeout=ANSWER_S, close_timeout=1, max_size=None) as socket:
            socket.send(json.dumps({"type": "hello", "token": address.token}))
            socket.send(json.dumps(message))
            while True:
                heard = socket.recv(ANSWER_S)
                with suppress(ValidationError):  # snapshots and parts are of no interest here
                    answer = Answer.model_validate_json(heard)
                    break
    except (OSError, ValueError, WebSocketException):
        raise BusyError(f"{folder}: no assist is running there; start one with `assist run`") from None
    if not answer.done:
        raise BusyError(f"the running assist refused: {answer.why}")
    return answer
