"""What the overlay's server answers over HTTP, asked over real sockets."""

import asyncio
import logging

import pytest

from assist.push.server import OverlayServer
from tests.loopback import Part, ask, port_of, run

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
    "API without upgrade": ("GET /api", 426),
    "POST to the API": ("POST /api", 405),
    "API elsewhere": ("GET /api/..", 404),
    "deep parent": ("GET /style/../../assist/push/server.py", 404),
    "double encoded": ("GET /%252e%252e/config.toml", 404),
    "null byte": ("GET /main.js%00.txt", 404),
    "socket elsewhere": ("GET /ws/other", 404),
    "query": ("GET /?x=1", 404),
    "parent": ("GET /../config.toml", 404),
    "encoded parent": ("GET /%2e%2e/config.toml", 404),
    "backslash": ("GET /..\\config.toml", 404),
    "absolute": ("GET //etc/passwd", 404),
    "other folder": ("GET /assist/push/server.py", 404),
    "POST": ("POST /", 405),
    "POST to the socket": ("POST /ws", 405),
    "OPTIONS": ("OPTIONS /", 405),
    "socket without an Origin": ("GET /ws", 403),
    "HEAD of the socket": ("HEAD /ws", 403),
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
