"""Our server over real sockets and real engines, with our client and with plain ones."""

import json
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from time import monotonic, sleep

import numpy as np
import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin

from assist.config import ServeSettings, Settings, SpeechSettings
from assist.errors import BusyError, ConfigError, ModelError
from assist.events import Samples
from assist.language.words.lexicon import NO_WORDS
from assist.speech.engines import ENGINES
from assist.speech.recogniser import RecogniserMaker
from assist.speech.remote.dialling import Dialler
from assist.speech.remote.engine import open_remote
from assist.speech.remote.serving import MAX_MESSAGE_BYTES, certified
from assist.speech.remote.vosk_protocol import END, to_pcm
from tests.conftest import Say
from tests.running import Program, read_until, stop
from tests.speech.conftest import changed
from tests.speech.hearing import judged, recognise
from tests.speech.servers import patient, serving

PAUSE = np.zeros(16000, np.float32)
INDONESIAN = ["Saya mau bayar besok pagi.", "Terima kasih banyak."]
KOREAN = ["정말 감사합니다", "내일 다시"]


@pytest.fixture(scope="module")
def korean(vosk_model: Path) -> Settings:
    return Settings(speech=SpeechSettings(engine="vosk", model=str(vosk_model), language="ko"))


@pytest.fixture(scope="module")
def make(korean: Settings) -> RecogniserMaker:
    return ENGINES["vosk"](korean)(NO_WORDS)


@pytest.fixture(scope="module")
def url(make: RecogniserMaker, korean: Settings) -> Iterator[str]:
    with serving(make, korean) as address:
        yield address


def served(settings: Settings, **changes: object) -> Settings:
    return settings.model_copy(update={"serve": ServeSettings.model_validate({"port": 0, **changes})})


def let_in(url: str) -> ClientConnection:
    """A connection, once there is room: a server may notice later than its client that one has ended."""
    end_s = monotonic() + 30
    while True:
        try:
            return connect(url)
        except InvalidStatus as refused:
            assert refused.response.status_code == 503 and monotonic() < end_s
            sleep(0.01)


def heard_by_all(url: str, spoken: list[Samples]) -> list[str]:
    """The texts of clients that speak at the same time."""
    make = open_remote(changed(Settings(remote=patient(url)), partial_every_s=0.0), NO_WORDS)
    texts = [""] * len(spoken)

    def speak(number: int) -> None:
        chunks = judged(np.concatenate([PAUSE, spoken[number], PAUSE]))
        texts[number] = " ".join(u.text for u in recognise(make("customer"), chunks) if u.final)

    clients = [threading.Thread(target=speak, args=(number,)) for number in range(len(spoken))]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    return texts


@pytest.mark.parametrize(("engine", "sentences"), [("whisper", INDONESIAN), ("vosk", KOREAN)])
def test_four_agents_at_once_hear_each_what_was_said_to_them(
    engine: str, sentences: list[str], request: pytest.FixtureRequest, say: Say
) -> None:
    if engine == "whisper":
        request.getfixturevalue("whisper_model")
    own: Settings = request.getfixturevalue("settings" if engine == "whisper" else "korean")
    settings = changed(own, partial_every_s=0.0, second_look_s=0.0)
    spoken = [say(text, voice="ko" if engine == "vosk" else "id+m3")[: int(1.5 * 16000)] for text in sentences]
    with serving(ENGINES[engine](settings)(NO_WORDS), settings) as address:
        alone = [heard_by_all(address, [samples])[0] for samples in spoken]
        assert heard_by_all(address, spoken * 2) == alone * 2
    assert all(alone)
    assert len(set(alone)) == len(sentences)


BAD_MESSAGES: dict[str, tuple[str | bytes, str]] = {
    "no JSON": ("halo", "not JSON"),
    "no request": ('{"hello": 1}', "neither config, eof nor reset"),
    "half a sample": (b"123", "half a sample"),
    "another model": ('{"config": {"model": "/etc"}}', "clients cannot change the model"),
    "a rate that is none": ('{"config": {"sample_rate": 0}}', "config.sample_rate"),
}


@pytest.mark.parametrize("case", BAD_MESSAGES)
def test_a_bad_message_has_one_answer_and_a_close_code(case: str, url: str) -> None:
    message, said = BAD_MESSAGES[case]
    with connect(url) as client:
        client.send(message)
        assert said in json.loads(client.recv(30))["error"]
        with pytest.raises(ConnectionClosed) as closed:
            client.recv(30)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 1007
    assert said in closed.value.rcvd.reason


def test_a_message_that_is_too_long_is_refused(url: str) -> None:
    with connect(url) as client, pytest.raises(ConnectionClosed) as closed:
        client.send(bytes(MAX_MESSAGE_BYTES + 2))
        client.recv(30)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 1009


def test_after_the_last_answer_the_server_closes(url: str) -> None:
    with connect(url) as client:
        client.send(to_pcm(PAUSE))
        assert json.loads(client.recv(30)) == {"partial": ""}
        client.send(END)
        assert json.loads(client.recv(30)) == {"text": ""}
        with pytest.raises(ConnectionClosed) as closed:
            client.recv(30)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 1000


def test_a_page_of_a_browser_is_refused(url: str) -> None:
    with pytest.raises(InvalidStatus) as refused, connect(url, origin=Origin("https://site.example")):
        pass
    assert refused.value.response.status_code == 403


@pytest.mark.parametrize("token", ["", "falsch", "rahasia2", "rahasi"])
def test_without_the_token_nobody_is_let_in(token: str, make: RecogniserMaker, korean: Settings) -> None:
    with serving(make, korean, token="rahasia") as address:
        with pytest.raises(ModelError, match="refuses the token in"):
            Dialler(patient(address, token=token)).find()
        Dialler(patient(address, token="rahasia")).find()


def test_more_connections_than_set_are_refused_until_one_leaves(make: RecogniserMaker, korean: Settings) -> None:
    with serving(make, served(korean, max_connections=2)) as address:
        with connect(address), connect(address):
            with pytest.raises(InvalidStatus) as refused, connect(address):
                pass
            assert refused.value.response.status_code == 503
        with let_in(address) as client:
            client.send(END)
            assert json.loads(client.recv(30)) == {"text": ""}


def test_an_engine_that_fails_costs_its_client_alone(korean: Settings, make: RecogniserMaker) -> None:
    def breaks(speaker: str) -> None:
        raise OSError("rahasia")

    with serving(breaks, korean) as address, connect(address) as client:  # type: ignore[arg-type]
        client.send(to_pcm(PAUSE))
        assert json.loads(client.recv(30)) == {"error": "the recogniser failed"}
        with connect(address) as other:
            other.send('{"config": {}}')


def test_with_a_certificate_clients_come_encrypted(make: RecogniserMaker, korean: Settings, tmp_path: Path) -> None:
    certificate, key = tmp_path / "certificate.pem", tmp_path / "key.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    command += ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(key), "-out", str(certificate)]
    try:
        subprocess.run(command, check=True, capture_output=True)
    except FileNotFoundError:
        pytest.skip("needs openssl")
    with serving(make, served(korean, certificate=str(certificate), key=str(key))) as address:
        assert address.startswith("wss://")
        Dialler(patient(address, certificate=str(certificate))).find()
        with pytest.raises(ModelError, match=r"(?i)certificate.verify.failed"):
            Dialler(patient(address)).find()


def test_a_certificate_that_cannot_be_used_is_one_line() -> None:
    with pytest.raises(ConfigError, match=r"\[serve\] certificate = 'none\.pem', key = '': cannot be used"):
        certified(ServeSettings(certificate="none.pem"))


def test_a_port_that_is_taken_is_one_line(make: RecogniserMaker, korean: Settings) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        busy = pytest.raises(BusyError, match=rf"\[serve\] 127\.0\.0\.1:{port}: cannot be opened")
        with busy, serving(make, served(korean, port=port)):
            pass


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no such signals")
@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 0)], ids=["Ctrl-C", "SIGTERM"])
def test_the_command_serves_until_it_is_stopped(
    sent: signal.Signals, code: int, tmp_path: Path, vosk_model: Path
) -> None:
    program = Program(tmp_path, f'[speech]\nengine = "vosk"\nmodel = "{vosk_model}"')
    process = program.start("serve-recogniser", "--port", "0")
    line = read_until(process, "Serving vosk").splitlines()[-1]
    (address,) = set(re.findall(r"ws://127\.0\.0\.1:\d+", line))
    assert f'[remote] urls = ["{address}"]' in line
    with connect(address) as client:
        client.send(to_pcm(PAUSE))
        assert json.loads(client.recv(30)) == {"partial": ""}
        assert stop(process, sent)[0] == code
        with pytest.raises(ConnectionClosed) as closed:
            client.recv(30)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 1001


def test_the_command_without_a_token_on_the_network_is_one_line(tmp_path: Path) -> None:
    done = Program(tmp_path).run("serve-recogniser", "--host", "0.0.0.0")
    assert done.returncode == 1
    assert "give a token with --token FILE" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
