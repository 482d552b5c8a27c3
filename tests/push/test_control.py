import json
import os
import stat
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from websockets.sync.server import ServerConnection, serve

from assist.errors import BusyError
from assist.push.control import FILE, api_offered, ask


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_the_file_is_the_users_alone_also_where_one_was_left(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("left by a run that was killed")
    (tmp_path / FILE).chmod(0o666)
    mask = os.umask(0)
    try:
        with api_offered(tmp_path, 8737, "secret"):
            assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600
            assert json.loads((tmp_path / FILE).read_text()) == {"url": "ws://127.0.0.1:8737/api", "token": "secret"}
    finally:
        os.umask(mask)
    assert not (tmp_path / FILE).exists()


@pytest.mark.parametrize(
    "content", [None, "", "{}", '{"url": "ws://127.0.0.1:1/api", "token": "x"}', "[]", '{"url": 3}']
)
def test_where_none_is_running_it_is_said_in_one_line(content: str | None, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / FILE).write_text(content)
    with pytest.raises(BusyError, match=r": no assist is running there; start one with `assist run`$"):
        ask(tmp_path, {"type": "status"})


@contextmanager
def answering(folder: Path, answer: dict[str, object]) -> Iterator[list[object]]:
    """A server that sends what a sidecar may send first, and then the answer."""
    heard: list[object] = []

    def handle(socket: ServerConnection) -> None:
        heard.extend(json.loads(socket.recv()) for _ in range(2))
        socket.send('{"type": "snapshot", "status": null}')
        socket.send('{"type": "parts", "note": null}')
        socket.send(json.dumps({"type": "answer", **answer}))

    with serve(handle, "127.0.0.1", 0) as server:
        serving = threading.Thread(target=server.serve_forever)
        serving.start()
        with api_offered(folder, server.socket.getsockname()[1], "secret"):
            yield heard
        server.shutdown()
        serving.join()


def test_the_answer_is_picked_from_what_is_sent(tmp_path: Path) -> None:
    with answering(tmp_path, {"done": True, "status": {"state": "ready"}}) as heard:
        assert ask(tmp_path, {"type": "status"}).status == {"state": "ready"}
    assert heard == [{"type": "hello", "token": "secret"}, {"type": "status"}]


def test_a_refusal_is_one_line(tmp_path: Path) -> None:
    with (
        answering(tmp_path, {"done": False, "why": "no call is being heard; start one first"}),
        pytest.raises(BusyError, match=r"^the running assist refused: no call is being heard; start one first$"),
    ):
        ask(tmp_path, {"type": "stop"})
