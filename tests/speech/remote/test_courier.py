"""The courier against servers that fail it; what it brings is looked at where the recogniser would."""

import logging
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from time import monotonic, sleep

import pytest
from websockets.asyncio.server import ServerConnection

from assist.config import RemoteSettings
from assist.speech.remote.courier import Courier
from assist.speech.remote.delivery import Delivery, Heard
from assist.speech.remote.dialling import Dialler
from assist.speech.words import TimedWord
from tests.speech.servers import Behaviour, Strange, answers, hangs_up, patient, plainly, says_nothing, strange_server

SECOND = b"\x00\x00" * 16_000
Carry = Callable[[RemoteSettings], "Carried"]


class Carried:
    """A courier, and how an utterance of one second fares with it."""

    def __init__(self, settings: RemoteSettings) -> None:
        self.settings = settings
        self.courier = Courier(Dialler(settings), settings)

    def utterance(self) -> Heard | None:
        delivery = Delivery(16_000, self.settings.backlog_s)
        self.courier.carry(delivery)
        delivery.add(SECOND)
        delivery.complete()
        return delivery.final(self.settings.backlog_s)


@pytest.fixture
def carry() -> Iterator[Carry]:
    with ExitStack() as stack:

        def start(settings: RemoteSettings) -> Carried:
            carried = Carried(settings)
            stack.callback(carried.courier.close)
            return carried

        yield start


def wait_until(is_so: Callable[[], bool]) -> None:
    end_s = monotonic() + 30
    while not is_so():
        assert monotonic() < end_s
        sleep(0.01)


def texts(heard: Heard | None) -> list[str]:
    assert heard is not None
    return [word.text for word in heard.words]


def test_each_utterance_has_a_connection_of_its_own(carry: Carry) -> None:
    with strange_server(plainly) as server:
        carried = carry(patient(server.url))
        assert [texts(carried.utterance()) for _ in range(3)] == [["kata"]] * 3
        assert server.audio[:3] == [len(SECOND)] * 3


def test_the_next_connection_is_open_before_it_is_needed(carry: Carry) -> None:
    with strange_server(plainly) as server:
        carried = carry(patient(server.url))
        assert texts(carried.utterance()) == ["kata"]
        wait_until(lambda: len(server.received) == 2)  # it comes by itself
        assert server.received[1] == []


STRANGE: dict[str, Behaviour] = {
    "hangs up": hangs_up,
    "says nothing": says_nothing,
    "no JSON": answers("halo"),
    "bytes": answers(b"\x00\xff"),
    "another JSON": answers('{"status": "busy"}'),
    "an answer without end": answers('{"partial": "' + "x" * 2**18 + '"}'),
}


@pytest.mark.parametrize("case", STRANGE)
def test_the_next_server_hears_the_whole_utterance(case: str, carry: Carry) -> None:
    with strange_server(STRANGE[case]) as strange, strange_server(plainly) as good:
        # only the silent one has to be waited out
        carried = carry(patient(strange.url, good.url, answer_s=0.3 if case == "says nothing" else 60.0))
        assert carried.utterance() == Heard((TimedWord("kata", 0.25, 0.5, 0.9),), 0.0)
        assert strange.audio[0] > 0
        assert max(good.audio) == len(SECOND)


def test_one_server_that_hangs_up_once_is_tried_again(carry: Carry) -> None:
    async def once(server: Strange, connection: ServerConnection) -> None:
        await (hangs_up if len(server.received) == 1 else plainly)(server, connection)

    with strange_server(once) as server:
        assert texts(carry(patient(server.url)).utterance()) == ["kata"]


def test_it_stays_with_the_server_that_serves(carry: Carry) -> None:
    with strange_server(hangs_up) as strange, strange_server(plainly) as good:
        carried = carry(patient(strange.url, good.url))
        for _ in range(3):
            assert texts(carried.utterance()) == ["kata"]
        assert len(strange.received) == 1


def test_a_server_that_comes_back_is_found_again(carry: Carry) -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port = held.getsockname()[1]
    with strange_server(plainly, port) as server:
        carried = carry(patient(server.url))
        assert texts(carried.utterance()) == ["kata"]
    delivery = Delivery(16_000, 60.0)
    delivery.add(SECOND)
    delivery.complete()
    carried.courier.carry(delivery)
    assert delivery.final(0.3) is None  # nobody is there
    with strange_server(plainly, port):
        assert texts(carried.utterance()) == ["kata"]


def test_a_fault_that_lasts_is_logged_once(carry: Carry, caplog: pytest.LogCaptureFixture) -> None:
    with strange_server(hangs_up) as server:
        delivery = Delivery(16_000, 60.0)
        carry(patient(server.url)).courier.carry(delivery)
        delivery.add(SECOND)
        wait_until(lambda: len(server.received) >= 3)
        delivery.abandon()
    told = [record.getMessage() for record in caplog.records if "closed the connection" in record.getMessage()]
    assert len(told) == 1


def test_an_utterance_that_nobody_heard_gives_nothing(carry: Carry) -> None:
    with strange_server(says_nothing) as server:
        assert carry(patient(server.url, backlog_s=0.5)).utterance() is None


def test_after_an_utterance_that_was_given_up_another_server_is_tried(carry: Carry) -> None:
    with strange_server(says_nothing) as silent, strange_server(plainly) as good:
        carried = carry(patient(silent.url, good.url))
        delivery = Delivery(16_000, 60.0)
        carried.courier.carry(delivery)
        delivery.add(SECOND)
        delivery.complete()
        wait_until(lambda: silent.audio == [len(SECOND)])
        assert delivery.final(0.1) is None
        assert texts(carried.utterance()) == ["kata"]
        assert sum(good.audio) == len(SECOND)


def test_faults_are_logged_without_what_was_said(carry: Carry, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with strange_server(answers('{"rahasia": "kata"}')) as strange, strange_server(plainly) as good:
        assert texts(carry(patient(f"{strange.url}/?token=rahasia", good.url)).utterance()) == ["kata"]
    told = [record.getMessage() for record in caplog.records if record.name.startswith("assist")]
    assert any(f"{strange.url}/: the answer is" in message for message in told)
    assert not [message for message in told if "rahasia" in message or "kata" in message]
