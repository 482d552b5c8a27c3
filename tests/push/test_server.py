"""The server of the overlay, spoken to over real sockets."""

import asyncio
import json
import logging
import time
from contextlib import suppress

import pytest
from pydantic import JsonValue
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.typing import Origin

from assist.errors import BusyError
from assist.push.doors import BURST, LATE_HELLO, MALFORMED, TOO_FAST, TOO_MANY, WRONG_TOKEN, api_door, overlay_door
from assist.push.messages import Dismiss
from assist.push.server import MAX_CLIENTS, OverlayServer
from assist.push.way_back import WayBack
from tests.loopback import Part, closing, greet, open_api, open_socket, port_of, read, run, token_of


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
            await socket.send('{"type": "dismiss", "tip_id": "t3", "misheard": true}')
        await asyncio.sleep(0.05)
        assert [(key.tip_id, key.misheard) for key in part.heard if isinstance(key, Dismiss)] == [
            ("t1", False),
            ("t2", False),
            ("t3", True),
        ]

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


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "http://127.0.0.1:{port}", "http://localhost:{port}", "https://127.0.0.1"]
)
def test_no_page_reaches_the_api_whatever_its_origin(origin: str) -> None:
    async def scenario(server: OverlayServer, part: Part) -> None:
        with pytest.raises(InvalidStatus) as refused:
            async with open_api(server, origin=Origin(origin.format(port=port_of(server)))):
                pass
        assert refused.value.response.status_code == 403

    run(scenario)


@pytest.mark.parametrize("path", ["ws", "api"])
def test_a_rebound_name_is_refused_whatever_the_token(path: str) -> None:
    """DNS rebinding: the attacker's name leads here, so that the page is same-origin with it in the browser's eyes."""

    async def scenario(server: OverlayServer, part: Part) -> None:
        evil = f"evil.example:{port_of(server)}"
        uri = f"ws://{evil}/{path}"
        origin = Origin(f"http://{evil}") if path == "ws" else None
        with pytest.raises(InvalidStatus) as refused:
            async with connect(uri, host="127.0.0.1", port=port_of(server), origin=origin):
                pass
        assert refused.value.response.status_code == 403

    run(scenario)


def test_a_program_is_answered_and_told_of_its_parts_alone() -> None:
    async def scenario(server: OverlayServer, part: Part) -> None:
        async with open_api(server) as socket:
            assert await greet(socket, server, "/api") == {"type": "snapshot", "language": "id"}
            server.publish({"tip": None, "transcript": ["x"]})
            server.publish({"status": {"state": "ready"}, "transcript": ["x"]})
            assert await read(socket) == {"type": "parts", "status": {"state": "ready"}}
            await socket.send('{"type": "status", "id": 5}')
            answer = await read(socket)
            assert (answer["type"], answer["id"], answer["done"]) == ("answer", 5, True)
        assert len(part.asked) == 1

    run(scenario)


@pytest.mark.parametrize(("path", "other"), [("/ws", "/api"), ("/api", "/ws")])
def test_the_token_of_the_other_door_is_wrong(path: str, other: str) -> None:
    async def scenario(server: OverlayServer, part: Part) -> None:
        opened = open_socket(server) if path == "/ws" else open_api(server)
        async with opened as socket:
            await socket.send(json.dumps({"type": "hello", "token": server.doors[other].token}))
            assert await closing(socket) == (WRONG_TOKEN, "wrong token")

    run(scenario)


def test_only_a_page_that_was_let_in_is_handed_its_way_back() -> None:
    async def main() -> None:
        part = Part()
        doors = [overlay_door(part.heard.append, WayBack(("before",), "next")), api_door(part.answer)]
        async with OverlayServer(0, part.snapshot, doors) as server:
            async with open_socket(server) as socket:
                assert (await greet(socket, server))["way_back"] == "next"
            async with open_api(server) as socket:
                assert "way_back" not in await greet(socket, server, "/api")

    asyncio.run(main())


@pytest.mark.parametrize("path", ["/ws", "/api"])
def test_a_token_of_an_earlier_run_is_wrong(path: str) -> None:
    async def main() -> None:
        part = Part()
        async with part.server() as first:
            replayed = first.doors[path].token
        async with part.server() as second, open_socket(second) if path == "/ws" else open_api(second) as socket:
            await socket.send(json.dumps({"type": "hello", "token": replayed}))
            assert await closing(socket) == (WRONG_TOKEN, "wrong token")

    asyncio.run(main())


@pytest.mark.parametrize("path", ["/ws", "/api"])
def test_a_flood_of_messages_is_sent_away_and_most_never_reach_the_core(path: str) -> None:
    async def scenario(server: OverlayServer, part: Part) -> None:
        message = '{"type": "hold", "on": true}' if path == "/ws" else '{"type": "status"}'
        async with open_socket(server) if path == "/ws" else open_api(server) as socket:
            await greet(socket, server, path)
            with suppress(ConnectionClosed):
                for _ in range(500):
                    await socket.send(message)
            assert await closing(socket) == (TOO_FAST, "too many messages in a short time")
        assert BURST <= len(part.heard) + len(part.asked) < 250

    run(scenario)


def test_two_hundred_connections_leave_the_server_with_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    async def scenario(server: OverlayServer, part: Part) -> None:
        async with open_socket(server) as page, open_api(server) as program:
            await greet(page, server)
            await greet(program, server, "/api")
            sockets = await asyncio.gather(*(open_socket(server).__aenter__() for _ in range(200)))
            left = MAX_CLIENTS - 1
            while sum(socket.close_code is None for socket in sockets) > left:
                await asyncio.sleep(0.01)
            assert sorted(socket.close_code or 0 for socket in sockets) == [0] * left + [TOO_MANY] * (200 - left)
            server.publish(part.next())
            assert (await read(page))["number"] == part.number
            await program.send('{"type": "status"}')
            assert (await read(program))["type"] == "answer"

    monkeypatch.setattr("assist.push.server.HELLO_S", 60.0)
    run(scenario)


def test_a_full_door_leaves_the_other_open() -> None:
    async def scenario(server: OverlayServer, part: Part) -> None:
        sockets = [await open_api(server) for _ in range(MAX_CLIENTS + 1)]
        assert await closing(sockets[-1]) == (TOO_MANY, "too many connections")
        async with open_socket(server) as page:
            assert (await greet(page, server))["type"] == "snapshot"
        for socket in sockets:
            await socket.close()

    run(scenario)


def test_no_word_of_a_call_stands_in_a_log(caplog: pytest.LogCaptureFixture) -> None:
    async def scenario(server: OverlayServer, part: Part) -> None:
        async with open_socket(server) as socket, open_socket(server) as malformed:
            await greet(socket, server)
            await greet(malformed, server)
            server.publish({"transcript": ["semangka"]})
            await read(socket)
            await malformed.send('{"type": "memo", "text": ""}')
            await closing(malformed)
            await socket.send('{"type": "memo", "text": "semangka"}')
            while not part.heard:
                await asyncio.sleep(0.01)

    with caplog.at_level(logging.DEBUG):
        run(scenario)
    assert "semangka" not in "".join(record.getMessage() for record in caplog.records if "client" not in record.name)


HELLOS: dict[str, tuple[str | bytes, int]] = {
    "wrong token": ('{"type": "hello", "token": "wrong"}', WRONG_TOKEN),
    "token in other letters": ('{"type": "hello", "token": "töken€"}', WRONG_TOKEN),
    "half a letter": ('{"type": "hello", "token": "\\ud800"}', MALFORMED),
    "no token": ('{"type": "hello"}', MALFORMED),
    "token of another type": ('{"type": "hello", "token": 1}', MALFORMED),
    "long token": (json.dumps({"type": "hello", "token": "x" * 101}), MALFORMED),
    "more than a hello": ('{"type": "hello", "token": "x", "more": 1}', MALFORMED),
    "dismissal first": ('{"type": "dismiss", "tip_id": "t1"}', MALFORMED),
    "not JSON": ("hello", MALFORMED),
    "bytes": (b"\xff\xfe", MALFORMED),
    "too long": ("x" * 65_537, 1009),
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
    monkeypatch.setattr("assist.push.server.HELLO_S", 0.1)

    async def scenario(server: OverlayServer, part: Part) -> None:
        async with open_socket(server) as socket:
            server.publish(part.next())
            assert await closing(socket) == (LATE_HELLO, "no hello in time")

    run(scenario)


MALFORMED_MESSAGES: dict[str, tuple[str | bytes, int]] = {
    "not JSON": ("{", MALFORMED),
    "unknown type": ('{"type": "note", "text": "x"}', MALFORMED),
    "empty id": ('{"type": "dismiss", "tip_id": ""}', MALFORMED),
    "id of another type": ('{"type": "dismiss", "tip_id": {"a": 1}}', MALFORMED),
    "deep": ("[" * 4000, MALFORMED),
    "too long": ("x" * 65_537, 1009),
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
        sockets = [await open_socket(server) for _ in range(MAX_CLIENTS)]
        async with open_socket(server) as late:
            assert await closing(late) == (TOO_MANY, "too many connections")
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


def test_what_is_published_last_still_arrives() -> None:
    async def main() -> list[int]:
        part = Part()
        part.filler = "x" * 200_000
        async with part.server() as server:
            socket = await open_socket(server)
            await greet(socket, server)
            reading = asyncio.create_task(read_all(socket))
            for _ in range(30):
                server.publish(part.next())
        return await reading

    assert asyncio.run(main()) == list(range(1, 31))


async def read_all(socket: ClientConnection) -> list[int]:
    return [json.loads(message)["number"] async for message in socket]


def test_the_end_does_not_wait_for_a_client_that_is_stuck() -> None:
    async def main() -> float:
        part = Part()
        part.filler = "x" * 1_000_000
        async with part.server() as server:
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
        async with part.server() as server:
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
            async with part.server(port):
                pass

    run(scenario)


def test_a_port_just_left_can_be_taken_again() -> None:
    async def main() -> None:
        part = Part()
        async with part.server() as first:
            port = port_of(first)
            async with open_socket(first) as socket:
                await greet(socket, first)
        async with part.server(port) as second:
            assert port_of(second) == port
            assert token_of(second) != token_of(first)
            assert len(token_of(second)) == 32  # 192 bits at 6 a letter

    asyncio.run(main())
