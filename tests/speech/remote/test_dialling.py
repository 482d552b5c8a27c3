import asyncio
import re
import socket
from collections.abc import Iterator
from http import HTTPStatus

import pytest
from websockets.exceptions import ConnectionClosedError

from assist.errors import ConfigError, ModelError
from assist.speech.remote.dialling import Dialler, reason
from assist.speech.remote.vosk_protocol import ProtocolError
from tests.speech.servers import patient, plainly, strange_server


@pytest.fixture
def nobody() -> Iterator[str]:
    """An address at which nothing listens, for as long as the test holds its port."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield f"ws://127.0.0.1:{held.getsockname()[1]}"


@pytest.fixture
def mute() -> Iterator[str]:
    """An address that takes connections and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"ws://127.0.0.1:{server.getsockname()[1]}"


def test_nobody_there_names_engine_address_reason_and_fix(nobody: str) -> None:
    said = f"engine remote: no recogniser server can be used ({nobody}: nothing listens there); start"
    with pytest.raises(ModelError, match=re.escape(said)) as caught:
        Dialler(patient(nobody)).find()
    assert "start `assist serve-recogniser` or a vosk-server there, or mend [remote] urls" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_who_says_nothing_is_left(mute: str) -> None:
    with pytest.raises(ModelError, match="timed out"):
        Dialler(patient(mute, connect_s=0.2)).find()


def test_the_first_that_answers_will_do(nobody: str) -> None:
    with strange_server(plainly) as second, strange_server(plainly) as third:
        Dialler(patient(nobody, second.url, third.url)).find()
        assert [len(second.received), len(third.received)] == [1, 0]


@pytest.mark.parametrize("token", ["two words", "a\r\nX-Other: 1", "tok\u00e9n", "\0"])
def test_a_token_that_no_header_can_hold_is_one_line(token: str) -> None:
    with pytest.raises(ConfigError, match=r"\[remote\] token cannot be sent; write") as caught:
        Dialler(patient("ws://127.0.0.1:9", token=token))
    assert token not in str(caught.value)


def test_the_token_is_sent() -> None:
    with strange_server(plainly) as server:
        Dialler(patient(server.url, token="rahasia")).find()
        Dialler(patient(server.url)).find()
        assert server.headers == ["Bearer rahasia", ""]


def test_a_proxy_of_the_environment_gets_nothing(nobody: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "ws_proxy", "all_proxy"):
        monkeypatch.setenv(name, nobody.replace("ws:", "http:"))
    monkeypatch.setenv("no_proxy", "")
    with strange_server(plainly) as server:
        Dialler(patient(server.url)).find()


def test_unsafe_addresses_are_refused_before_anything_is_sent() -> None:
    with pytest.raises(ConfigError, match="unencrypted"):
        Dialler(patient("ws://192.0.2.1:2700"))


@pytest.mark.parametrize(
    ("status", "said"), [(HTTPStatus.UNAUTHORIZED, "refuses the token"), (HTTPStatus.BAD_GATEWAY, "HTTP status 502")]
)
def test_who_does_not_let_in_is_told(status: HTTPStatus, said: str) -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(f"HTTP/1.1 {status.value} No\r\nContent-Length: 0\r\n\r\n".encode())
        await writer.drain()
        writer.close()

    async def scenario() -> None:
        async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
            url = f"ws://127.0.0.1:{server.sockets[0].getsockname()[1]}"
            await asyncio.to_thread(Dialler(patient(url)).find)

    with pytest.raises(ModelError, match=said):
        asyncio.run(scenario())


def test_a_redirect_is_not_followed() -> None:
    with strange_server(plainly) as elsewhere:

        async def redirect(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await reader.readuntil(b"\r\n\r\n")
            writer.write(f"HTTP/1.1 302 Found\r\nLocation: {elsewhere.url}\r\nContent-Length: 0\r\n\r\n".encode())
            await writer.drain()
            writer.close()

        async def scenario() -> None:
            async with await asyncio.start_server(redirect, "127.0.0.1", 0) as server:
                url = f"ws://127.0.0.1:{server.sockets[0].getsockname()[1]}"
                await asyncio.to_thread(Dialler(patient(url)).find)

        with pytest.raises(ModelError, match="HTTP status 302"):
            asyncio.run(scenario())
        assert elsewhere.received == []


REASONS: dict[str, tuple[BaseException, str]] = {
    "closed without a word": (ConnectionClosedError(None, None), "closed the connection (code 1006)"),
    "silence": (TimeoutError("gave no answer for 3.0 s"), "gave no answer for 3.0 s"),
    "late": (TimeoutError(), "does not answer in time"),
    "nonsense": (ProtocolError("the answer is nonsense"), "the answer is nonsense"),
    "network": (OSError(113, "No route to host"), "No route to host"),
}


@pytest.mark.parametrize("case", REASONS)
def test_a_fault_is_told_in_a_few_words(case: str) -> None:
    fault, expected = REASONS[case]
    assert reason(fault) == expected
