"""What holds for the remote engine alone; what holds for every engine is in test_contract.py."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

import numpy as np
import pytest

from assist.config import RemoteSettings, Settings
from assist.errors import ModelError
from assist.events import Samples
from assist.language.words.lexicon import Lexicon
from assist.speech.engines import open_engine
from assist.speech.remote.courier import Courier
from assist.speech.remote.dialling import Dialler
from assist.speech.remote.engine import RemoteStream, open_remote
from assist.speech.steady import lost_by
from tests.conftest import Say
from tests.speech.hearing import judged, recognise
from tests.speech.servers import patient, plainly, says_nothing, strange_server

HALF_SECOND = np.full(8000, 0.1, np.float32)
PAUSE = np.zeros(16000, np.float32)
Open = Callable[[RemoteSettings], RemoteStream]


@pytest.fixture
def stream() -> Iterator[Open]:
    with ExitStack() as stack:

        def start(settings: RemoteSettings) -> RemoteStream:
            opened = RemoteStream(Courier(Dialler(settings), settings), settings, "agent")
            stack.callback(opened.close)
            return opened

        yield start


@contextmanager
def engine(**remote: object) -> Iterator[Settings]:
    with strange_server(plainly) as server:
        yield Settings(remote=patient(server.url, **remote))


@pytest.fixture(scope="module")
def sentence(say: Say) -> Samples:
    return np.concatenate([PAUSE, say("Selamat siang, saya mau bayar."), PAUSE])


@pytest.mark.parametrize("rate_hz", [16_000, 8_000])
def test_speech_is_sent_at_the_rate_that_is_set(rate_hz: int, stream: Open) -> None:
    with strange_server(plainly) as server:
        opened = stream(patient(server.url, sample_rate_hz=rate_hz))
        opened.feed(HALF_SECOND)
        assert opened.fed == 8000
        assert opened.so_far() == "ka"
        assert [word.text for word in opened.end()] == ["kata"]
        assert opened.fed == 0
        assert server.audio[0] == rate_hz  # half a second of two bytes each
        assert f'"sample_rate": {rate_hz}' in str(server.received[0][0])


def test_what_nobody_heard_is_counted_and_gives_no_word(stream: Open) -> None:
    with strange_server(says_nothing) as server:
        opened = stream(patient(server.url, backlog_s=0.5, partial_wait_s=0.1))
        opened.feed(HALF_SECOND)
        assert opened.so_far() == ""
        assert opened.end() == []
        assert opened.lost_s == 0.5
        opened.feed(HALF_SECOND)
        assert opened.end() == []
        assert opened.lost_s == 1.0


def test_a_call_that_loses_its_server_goes_on_and_counts(sentence: Samples) -> None:
    with strange_server(plainly) as server:
        settings = Settings(remote=patient(server.url, backlog_s=0.5, partial_wait_s=0.1))
        recogniser = open_remote(settings, Lexicon())("customer")
    assert recognise(recogniser, judged(sentence)) == []
    assert lost_by(recogniser) >= 1.0


def test_only_speech_is_sent() -> None:
    with strange_server(plainly) as server:
        recogniser = open_remote(Settings(remote=patient(server.url)), Lexicon())("agent")
        assert recognise(recogniser, judged(np.random.default_rng(1).normal(0, 0.02, 64_000).astype(np.float32))) == []
        assert sum(server.audio) == 0


def test_what_is_known_of_the_account_is_not_sent(sentence: Samples) -> None:
    with strange_server(plainly) as server:
        make = open_remote(Settings(remote=patient(server.url)), Lexicon(names=("Budi",), words=("Indomaret",)))
        (final,) = (u for u in recognise(make("agent"), judged(sentence)) if u.final)
        assert final.text == "kata"
        sent = " ".join(message for messages in server.received for message in messages if isinstance(message, str))
        assert "config" in sent
        assert "Budi" not in sent
        assert "Indomaret" not in sent


def test_word_times_are_those_of_the_call(sentence: Samples) -> None:
    with engine() as settings:
        (final,) = (u for u in recognise(open_remote(settings, Lexicon())("agent"), judged(sentence)) if u.final)
    # the word lies 0.25 s behind the first sample that is sent, which lies 0.3 s or a little more before the onset
    assert final.words[0].start_s == final.start_s
    assert final.start_s < final.words[0].end_s < final.start_s + 0.25


def test_without_a_server_the_engine_does_not_open() -> None:
    settings = Settings.model_validate({"speech": {"engine": "remote"}, "remote": {"urls": ["ws://127.0.0.1:1"]}})
    with pytest.raises(ModelError, match=r"engine remote: no recogniser server can be used \(ws://127\.0\.0\.1:1: "):
        open_engine(settings)
