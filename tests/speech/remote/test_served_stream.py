import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from assist.config import Settings
from assist.events import Samples
from assist.language.words.lexicon import NO_WORDS
from assist.speech.recogniser import RecogniserMaker
from assist.speech.remote.served_stream import ServedStream
from assist.speech.remote.vosk_protocol import END, ProtocolError, to_pcm
from assist.speech.whisper.engine import open_whisper
from tests.conftest import Say
from tests.speech.conftest import changed

PAUSE = np.zeros(16000, np.float32)
IN_SPEECH = '{"config": {"starts_in_speech": true}}'


@pytest.fixture(scope="module")
def make(settings: Settings, whisper_model: Path) -> RecogniserMaker:
    return open_whisper(changed(settings, second_look_s=0.0), NO_WORDS)


@pytest.fixture
def stream(make: RecogniserMaker, settings: Settings) -> ServedStream:
    return ServedStream(make, settings)


@pytest.fixture(scope="module")
def short(say: Say) -> Samples:
    """Speech without the silence that espeak puts behind it."""
    return say("Terima kasih banyak.")[: int(1.3 * 16000)]


def answers(stream: ServedStream, samples: Samples) -> list[dict[str, Any]]:
    """The answers to samples that come in messages of 0.1 s."""
    pcm = to_pcm(samples)
    replies = [stream.answer(pcm[at : at + 3200]) for at in range(0, len(pcm), 3200)]
    return [json.loads(reply.message) for reply in replies if reply is not None]


def end(stream: ServedStream, message: str = END) -> dict[str, Any]:
    reply = stream.answer(message)
    assert reply is not None
    assert reply.last == (message == END)
    answer: dict[str, Any] = json.loads(reply.message)
    return answer


def test_each_message_of_audio_has_one_answer(stream: ServedStream, short: Samples) -> None:
    samples = np.concatenate([PAUSE, short, PAUSE])
    said = answers(stream, samples)
    assert len(said) == -(-len(samples) * 2 // 3200)
    finals = [answer for answer in said if "text" in answer]
    assert len(finals) == 1
    words = finals[0]["result"]
    assert finals[0]["text"] == " ".join(word["word"] for word in words)
    assert 0.8 <= words[0]["start"] < words[-1]["end"] <= 1.2 + len(short) / 16000
    assert end(stream) == {"text": ""}


def test_provisional_text_comes_while_somebody_speaks(make: RecogniserMaker, settings: Settings, say: Say) -> None:
    said = answers(ServedStream(make, settings), say("Selamat siang, saya mau bayar lima ratus ribu."))
    assert any(answer.get("partial") for answer in said)


def test_the_end_gives_what_was_still_being_said(stream: ServedStream, short: Samples) -> None:
    assert not [answer for answer in answers(stream, np.concatenate([PAUSE, short])) if "text" in answer]
    assert end(stream)["text"]


def test_a_reset_gives_it_too_and_times_go_on(stream: ServedStream, short: Samples) -> None:
    samples = np.concatenate([PAUSE, short])
    answers(stream, samples)
    first = end(stream, '{"reset" : 1}')
    answers(stream, samples)
    second = end(stream)
    assert first["text"] == second["text"]
    moved_s = second["result"][0]["start"] - first["result"][0]["start"]
    assert moved_s == pytest.approx(len(samples) / 16000, abs=0.04)


@pytest.mark.parametrize("lead_s", [0.0, 0.3])
def test_speech_that_a_client_has_found_is_heard_at_once(
    lead_s: float, make: RecogniserMaker, settings: Settings, short: Samples
) -> None:
    deaf = settings.voice_activity.model_copy(update={"threshold": 0.999999})  # the server finds no speech by itself
    stream = ServedStream(make, settings.model_copy(update={"voice_activity": deaf}))
    assert stream.answer(IN_SPEECH) is None
    answers(stream, np.concatenate([np.zeros(int(lead_s * 16000), np.float32), short, PAUSE[:6400]]))
    assert end(stream)["text"]


def test_without_that_word_silence_gives_nothing(stream: ServedStream) -> None:
    assert {json.dumps(answer) for answer in answers(stream, PAUSE)} == {'{"partial": ""}'}
    assert end(stream) == {"text": ""}


def test_another_rate_is_heard_at_its_own_times(stream: ServedStream, short: Samples) -> None:
    assert stream.answer('{"config": {"sample_rate": 8000}}') is None
    answers(stream, np.concatenate([PAUSE, short, PAUSE])[::2])
    words = end(stream).get("result") or []
    assert all(1.0 <= word["end"] <= 1.2 + len(short) / 16000 for word in words)


def test_who_wants_no_words_gets_the_text_alone(stream: ServedStream, short: Samples) -> None:
    assert stream.answer('{"config": {"words": false}}') is None
    answers(stream, np.concatenate([PAUSE, short]))
    assert set(end(stream)) == {"text"}


def test_an_end_without_audio_is_an_empty_text(stream: ServedStream) -> None:
    assert end(stream) == {"text": ""}


def test_a_config_after_audio_is_refused(stream: ServedStream) -> None:
    stream.answer(b"\x00\x00")
    with pytest.raises(ProtocolError, match="config has to come before the audio"):
        stream.answer(IN_SPEECH)
