"""For the tests of the overlay's server: running it, and speaking to it over real sockets."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

from pydantic import JsonValue
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from assist.push.doors import api_door, overlay_door
from assist.push.messages import Answer, Dismiss, FromApi, FromOverlay
from assist.push.server import OverlayServer


class Part:
    """A page's state in one number, and what was said to the server."""

    def __init__(self) -> None:
        self.number = 0
        self.filler = ""
        self.heard: list[FromOverlay] = []
        self.asked: list[FromApi] = []

    @property
    def dismissed(self) -> list[str]:
        return [message.tip_id for message in self.heard if isinstance(message, Dismiss)]

    def server(self, port: int = 0) -> OverlayServer:
        return OverlayServer(port, self.snapshot, [overlay_door(self.heard.append), api_door(self.answer)])

    def answer(self, message: FromApi) -> Answer:
        self.asked.append(message)
        return Answer(id=message.id, done=True)

    def snapshot(self) -> dict[str, JsonValue]:
        return {"number": self.number}

    def next(self) -> dict[str, JsonValue]:
        self.number += 1
        return {"number": self.number, "filler": self.filler}


Scenario = Callable[[OverlayServer, Part], Awaitable[None]]


def run(scenario: Scenario) -> None:
    async def main() -> None:
        part = Part()
        async with part.server() as server:
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


def open_api(server: OverlayServer, **options: Any) -> connect:
    return connect(f"ws://127.0.0.1:{port_of(server)}/api", **options)


async def greet(socket: ClientConnection, server: OverlayServer, path: str = "/ws") -> dict[str, JsonValue]:
    await socket.send(json.dumps({"type": "hello", "token": server.doors[path].token}))
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
