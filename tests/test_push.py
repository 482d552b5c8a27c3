"""The server of the overlay, spoken to over real sockets."""

import asyncio
import json
import logging
import time
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from pydantic import JsonValue
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.typing import Origin

from assist import push
from assist.errors import BusyError
from assist.push import LATE_HELLO, MALFORMED, TOO_MANY, WRONG_TOKEN, OverlayServer


class Part:
    """A page's state in one number, and what was dismissed."""

    def __init__(self) -> None:
        self.number = 0
        self.filler = ""
        self.dismissed: list[str] = []

    def snapshot(self) -> dict[str, JsonValue]:
        return {"number": self.number}

    def next(self) -> dict[str, JsonValue]:
        self.number += 1
        return {"number": self.number, "filler": self.filler}


Scenario = Callable[[OverlayServer, Part], Awaitable[None]]


def run(scenario: Scenario) -> None:
    async def main() -> None:
        part = Part()
        async with OverlayServer(0, part.snapshot, part.dismissed.append) as server:
            await scenario(server, part)

    asyncio.run(asyncio.wait_for(main(), 20))


def port_of(server: OverlayServer) -> int:
    return int(server.url.split(":")[2].split("/")[0])


def token_of(server: OverlayServer) -> str:
    return server.url.split("#")[1]


def open_socket(server: OverlayServer, host: str = "127.0.0.1", **options: Any) -> connect:
    port = port_of(server)
    options.setdefault("origin", f"http://{host}:{port}")
    return connect(f"ws://{host}:{port}/ws", **options)


async def greet(socket: ClientConnection, server: OverlayServer) -> dict[str, JsonValue]:
    await socket.send(json.dumps({"type": "hello", "token": token_of(server)}))
    return await read(socket)


async def read(socket: ClientConnection) -> dict[str, JsonValue]:
    message = json.loads(await asyncio.wait_for(socket.recv(), 5))
    assert isinstance(message, dict)
    return message


async def closing(socket: ClientConnection) -> tuple[int, str]:
    """The code and reason with which the server closes."""
    try:
        while True:
            await asyncio.wait_for(socket.recv(), 5)
    except ConnectionClosed as closed:
        assert closed.rcvd is not None
        return closed.rcvd.code, closed.rcvd.reason


async def ask(server: OverlayServer, request: str, host: str | None = None) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body of a raw request, which `host` (None: the right one) completes."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port_of(server))
    names = f"127.0.0.1:{port_of(server)}" if host is None else host
    writer.write(f"{request} HTTP/1.1\r\n{f'Host: {names}' if names else 'X-No-Host: 1'}\r\n\r\n".encode())
    head, _, body = (await asyncio.wait_for(reader.read(), 5)).partition(b"\r\n\r\n")
    writer.close()
    first, *lines = head.decode().split("\r\n")
    return int(first.split(" ")[1]), dict(line.split(": ", 1) for line in lines), body


# ---- pages ----

PAGES = {
    "/": ("text/html; charset=utf-8", b"<!doctype html>"),
    "/main.js": ("text/javascript; charset=utf-8", b"//"),
    "/overlay.css": ("text/css; charset=utf-8", b"/*"),
    "/strings.json": ("application/json; charset=utf-8", b"{"),
    "/icon.svg": ("image/svg+xml; charset=utf-8", b"<svg"),
}


@pytest.mark.parametrize("path", PAGES)
def test_files_are_served(path: str) -> None:
    async def scenario(server: OverlayServer, part: Part) -> None:
        status, headers, body = await ask(server, f"GET {path}")
        content_type, beginning = PAGES[path]
        assert (status, headers["Content-Type"]) == (200, content_type)
        assert body.startswith(beginning)
        assert int(headers["Content-Length"]) == len(body)
        status, head_headers, nothing = await ask(server, f"HEAD {path}")
        assert (status, head_headers["Content-Length"], nothing) == (200, headers["Content-Length"], b"")

    run(scenario)


STATUSES = {
    "unknown path": ("GET /nothing", 404),
    "query": ("GET /?x=1", 404),
    "parent": ("GET /../config.toml", 404),
    "encoded parent": ("GET /%2e%2e/config.toml", 404),
    "backslash": ("GET /..\\config.toml", 404),
    "absolute": ("GET //etc/passwd", 404),
    "other folder": ("GET /assist/push.py", 404),
    "POST": ("POST /", 405),
    "POST to the socket": ("POST /ws", 405),
    "OPTIONS": ("OPTIONS /", 405),
    "socket without upgrade": ("GET /ws", 426),
    "HEAD of the socket": ("HEAD /ws", 405),
}


@pytest.mark.parametrize("case", STATUSES)
def test_status(case: str) -> None:
    async def scenario(server: OverlayServer, part: Part) -> None:
        request, expected = STATUSES[case]
        status, _, _ = await ask(server, request)
        assert status == expected

    run(scenario)


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:1", "localhost.evil.example:80", ""])
def test_a_wrong_host_is_refused(host: str) -> None:
    async def scenario(server: OverlayServer, part: Part) -> None:
        status, _, body = await ask(server, "GET /", host)
        assert (status, body) == (403, b"Use the address that assist shows.\n")

    run(scenario)


def test_localhost_is_a_right_host() -> None:
    async def scenario(server: OverlayServer, part: Part) -> None:
        status, _, _ = await ask(server, "GET /", f"localhost:{port_of(server)}")
        assert status == 200

    run(scenario)


def test_a_second_host_is_refused() -> None:
    async def scenario(server: OverlayServer, part: Part) -> None:
        right = f"127.0.0.1:{port_of(server)}"
        status, _, _ = await ask(server, "GET /", f"{right}\r\nHost: evil.example")
        assert status == 403

    run(scenario)


@pytest.mark.parametrize("request_line", ["GET /", "GET /nothing", "POST /", "GET /ws"])
def test_every_answer_carries_the_rules(request_line: str) -> None:
    async def scenario(server: OverlayServer, part: Part) -> None:
        _, headers, _ = await ask(server, request_line)
        port = port_of(server)
        assert headers["Content-Security-Policy"] == (
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
            f"connect-src 'self' ws://127.0.0.1:{port} ws://localhost:{port}; "
            "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'"
        )
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["Cache-Control"] == "no-store"
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert "Server" not in headers

    run(scenario)


@pytest.mark.parametrize(
    "noise", [b"\x16\x03\x01\x02\x00", b"GET /\r\n\r\n", b"POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\n"]
)
def test_noise_is_dropped_without_a_word(noise: bytes, caplog: pytest.LogCaptureFixture) -> None:
    async def scenario(server: OverlayServer, part: Part) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port_of(server))
        writer.write(noise)
        writer.write_eof()
        assert await asyncio.wait_for(reader.read(), 5) == b""
        writer.close()
        status, _, _ = await ask(server, "GET /")
        assert status == 200

    with caplog.at_level(logging.INFO):
        run(scenario)
    assert [record for record in caplog.records if record.name != "asyncio"] == []


# ---- the socket ----


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_snapshot_then_parts(host: str) -> None:
    async def scenario(server: OverlayServer, part: Part) -> None:
        part.number = 7
        async with open_socket(server, host) as socket:
            assert await greet(socket, server) == {"type": "snapshot", "number": 7, "language": "id"}
            server.publish(part.next())
            server.publish({})
            server.publish(part.next())
            assert await read(socket) == {"type": "parts", "number": 8, "filler": ""}
            assert await read(socket) == {"type": "parts", "number": 9, "filler": ""}

    run(scenario)


def test_a_dismissal_is_heard() -> None:
    async def scenario(server: OverlayServer, part: Part) -> None:
        async with open_socket(server) as socket:
            await greet(socket, server)
            await socket.send('{"type": "dismiss", "tip_id": "t1"}')
            await socket.send(b'{"type": "dismiss", "tip_id": "t2"}')
        await asyncio.sleep(0.05)
        assert part.dismissed == ["t1", "t2"]

    run(scenario)


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "https://127.0.0.1:{port}", "http://127.0.0.1", None]
)
def test_a_wrong_or_missing_origin_is_refused(origin: str | None) -> None:
    async def scenario(server: OverlayServer, part: Part) -> None:
        given = None if origin is None else Origin(origin.format(port=port_of(server)))
        with pytest.raises(InvalidStatus) as refused:
            async with open_socket(server, origin=given):
                pass
        assert refused.value.response.status_code == 403

    run(scenario)


def test_a_socket_elsewhere_is_not_found() -> None:
    async def scenario(server: OverlayServer, part: Part) -> None:
        port = port_of(server)
        with pytest.raises(InvalidStatus) as refused:
            async with connect(f"ws://127.0.0.1:{port}/other", origin=Origin(f"http://127.0.0.1:{port}")):
                pass
        assert refused.value.response.status_code == 404

    run(scenario)


HELLOS: dict[str, tuple[str | bytes, int]] = {
    "wrong token": ('{"type": "hello", "token": "wrong"}', WRONG_TOKEN),
    "empty token": ('{"type": "hello", "token": ""}', WRONG_TOKEN),
    "token in other letters": ('{"type": "hello", "token": "töken€"}', WRONG_TOKEN),
    "half a letter": ('{"type": "hello", "token": "\\ud800"}', MALFORMED),
    "no token": ('{"type": "hello"}', MALFORMED),
    "token of another type": ('{"type": "hello", "token": 1}', MALFORMED),
    "long token": (json.dumps({"type": "hello", "token": "x" * 101}), MALFORMED),
    "more than a hello": ('{"type": "hello", "token": "x", "more": 1}', MALFORMED),
    "dismissal first": ('{"type": "dismiss", "tip_id": "t1"}', MALFORMED),
    "not JSON": ("hello", MALFORMED),
    "not an object": ("[]", MALFORMED),
    "bytes": (b"\xff\xfe", MALFORMED),
    "too long": ("x" * 4097, 1009),
}


@pytest.mark.parametrize("case", HELLOS)
def test_a_wrong_hello_is_sent_away(case: str) -> None:
    async def scenario(server: OverlayServer, part: Part) -> None:
        message, expected = HELLOS[case]
        async with open_socket(server) as socket:
            await socket.send(message)
            code, reason = await closing(socket)
        assert code == expected
        assert reason
        assert part.dismissed == []

    run(scenario)


def test_a_late_hello_is_sent_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(push, "HELLO_S", 0.1)

    async def scenario(server: OverlayServer, part: Part) -> None:
        async with open_socket(server) as socket:
            server.publish(part.next())
            assert await closing(socket) == (LATE_HELLO, "no hello in time")

    run(scenario)


MALFORMED_MESSAGES: dict[str, tuple[str | bytes, int]] = {
    "not JSON": ("{", MALFORMED),
    "unknown type": ('{"type": "note", "text": "x"}', MALFORMED),
    "second hello": ('{"type": "hello", "token": "x"}', MALFORMED),
    "no id": ('{"type": "dismiss"}', MALFORMED),
    "empty id": ('{"type": "dismiss", "tip_id": ""}', MALFORMED),
    "id of another type": ('{"type": "dismiss", "tip_id": {"a": 1}}', MALFORMED),
    "deep": ("[" * 4000, MALFORMED),
    "too long": ("x" * 4097, 1009),
}


@pytest.mark.parametrize("case", MALFORMED_MESSAGES)
def test_a_malformed_message_never_reaches_the_core(case: str) -> None:
    async def scenario(server: OverlayServer, part: Part) -> None:
        message, expected = MALFORMED_MESSAGES[case]
        async with open_socket(server) as socket:
            await greet(socket, server)
            await socket.send(message)
            code, reason = await closing(socket)
        assert code == expected
        assert reason
        assert part.dismissed == []

    run(scenario)


def test_a_page_too_many_is_sent_away_and_may_come_back() -> None:
    async def scenario(server: OverlayServer, part: Part) -> None:
        sockets = [await open_socket(server) for _ in range(push.MAX_CLIENTS)]
        async with open_socket(server) as late:
            assert await closing(late) == (TOO_MANY, "too many open pages")
        for socket in sockets:
            await socket.close()
        async with open_socket(server) as late:
            assert (await greet(late, server))["type"] == "snapshot"

    run(scenario)


def test_a_slow_client_gets_a_snapshot_and_nobody_waits() -> None:
    async def scenario(server: OverlayServer, part: Part) -> None:
        part.filler = "x" * 100_000  # more than the sockets' buffers hold, many times over
        async with open_socket(server) as fast, open_socket(server, max_queue=1) as slow:
            await greet(fast, server)
            await greet(slow, server)
            longest_s = 0.0
            for _ in range(300):
                begun = time.perf_counter()
                server.publish(part.next())
                longest_s = max(longest_s, time.perf_counter() - begun)
                assert (await read(fast))["number"] == part.number
            assert longest_s < 0.05
            got: list[dict[str, JsonValue]] = []
            while not got or got[-1]["number"] != 300:
                got.append(await read(slow))
            numbers = [int(str(message["number"])) for message in got]
            assert "snapshot" in [message["type"] for message in got]
            assert numbers == sorted(numbers)
            assert len(got) < 300

    run(scenario)


def test_the_end_does_not_wait_for_a_client_that_is_stuck() -> None:
    async def main() -> float:
        part = Part()
        part.filler = "x" * 1_000_000
        async with OverlayServer(0, part.snapshot, part.dismissed.append) as server:
            socket = await open_socket(server, max_queue=1)
            await greet(socket, server)
            for _ in range(60):
                server.publish(part.next())
                await asyncio.sleep(0)
            begun = time.perf_counter()
        took_s = time.perf_counter() - begun
        socket.transport.abort()
        left = asyncio.all_tasks() - {asyncio.current_task()}
        assert [task for task in left if "OverlayServer" in repr(task)] == []
        return took_s

    assert asyncio.run(main()) < 5


def test_the_end_does_not_wait_for_a_connection_that_asks_nothing() -> None:
    async def main() -> float:
        part = Part()
        async with OverlayServer(0, part.snapshot, part.dismissed.append) as server:
            _, writer = await asyncio.open_connection("127.0.0.1", port_of(server))
            await asyncio.sleep(0.05)
            begun = time.perf_counter()
        writer.close()
        return time.perf_counter() - begun

    assert asyncio.run(main()) < 4


# ---- the port ----


def test_it_listens_on_the_loopback_only() -> None:
    async def scenario(server: OverlayServer, part: Part) -> None:
        assert server.url.startswith("http://127.0.0.1:")
        with pytest.raises(OSError):
            await asyncio.open_connection("127.0.0.2", port_of(server))

    run(scenario)


def test_a_port_in_use_names_the_setting_and_the_fix() -> None:
    async def scenario(server: OverlayServer, part: Part) -> None:
        port = port_of(server)
        with pytest.raises(
            BusyError, match=rf"^\[overlay\] port = {port}: .*set another port \(0 takes any free one\)$"
        ):
            async with OverlayServer(port, part.snapshot, part.dismissed.append):
                pass

    run(scenario)


def test_a_port_just_left_can_be_taken_again() -> None:
    async def main() -> None:
        part = Part()
        async with OverlayServer(0, part.snapshot, part.dismissed.append) as first:
            port = port_of(first)
            async with open_socket(first) as socket:
                await greet(socket, first)
        async with OverlayServer(port, part.snapshot, part.dismissed.append) as second:
            assert port_of(second) == port
            assert token_of(second) != token_of(first)
            assert len(token_of(second)) == 32  # 192 bits at 6 a letter

    asyncio.run(main())
