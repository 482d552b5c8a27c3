import json
import re

import numpy as np
import pytest

from assist.speech.remote.vosk_protocol import (
    END,
    Answer,
    ProtocolError,
    StreamConfig,
    config_message,
    from_pcm,
    partial_message,
    read_answer,
    read_request,
    result_message,
    to_pcm,
)
from assist.speech.words import TimedWord

KATA = TimedWord("kata", 0.25, 0.5, 0.9)
SAID = '{"result": [{"conf": 0.9, "end": 0.5, "start": 0.25, "word": "kata"}], "text": "kata"}'

ANSWERS: dict[str, tuple[str | bytes, Answer]] = {
    "partial": ('{\n  "partial" : "satu dua"\n}', Answer(False, "satu dua")),
    "nothing yet": ('{"partial" : ""}', Answer(False)),
    "partial with words": ('{"partial": "satu", "partial_result": []}', Answer(False, "satu")),
    "result": (SAID, Answer(True, words=(KATA,))),
    "as bytes": (SAID.encode(), Answer(True, words=(KATA,))),
    "silence": ('{"text" : ""}', Answer(True)),
    "confidence above 1": (SAID.replace("0.9", "1.000001"), Answer(True, words=(TimedWord("kata", 0.25, 0.5, 1.0),))),
    "end before start": (SAID.replace("0.5", "0.1"), Answer(True, words=(TimedWord("kata", 0.25, 0.25, 0.9),))),
}


@pytest.mark.parametrize("case", ANSWERS)
def test_an_answer_is_read(case: str) -> None:
    message, expected = ANSWERS[case]
    assert read_answer(message) == expected


NO_ANSWERS: dict[str, str | bytes] = {
    "not JSON": "halo",
    "half": SAID[:-4],
    "bytes that are no text": b"\xff\xfe\x00\x01",
    "a list": "[1]",
    "a number": "7",
    "null": "null",
    "something else": '{"status": "ok"}',
    "an error": '{"error": "no"}',
    "word without times": '{"result": [{"word": "kata"}], "text": "kata"}',
    "words of another type": '{"result": [1], "text": "kata"}',
    "no list of words": '{"result": 5, "text": "kata"}',
    "time that is no number": SAID.replace("0.25", "NaN"),
    "endless depth": "[" * 100_000,
}


@pytest.mark.parametrize("case", NO_ANSWERS)
def test_nonsense_is_no_answer_and_is_not_quoted(case: str) -> None:
    with pytest.raises(ProtocolError, match="the answer is") as caught:
        read_answer(NO_ANSWERS[case])
    assert "kata" not in str(caught.value)


REQUESTS: dict[str, tuple[str, StreamConfig | str]] = {
    "ours": (config_message(8000), StreamConfig(sample_rate=8000, starts_in_speech=True)),
    "eof as it is spelled": (END, "eof"),
    "eof otherwise": ('{"eof":1}', "eof"),
    "reset": ('{"reset" : 1}', "reset"),
    "config": ('{ "config" : { "sample_rate" : 8000.0 } }', StreamConfig(sample_rate=8000)),
    "no words": ('{"config": {"words": 0}}', StreamConfig(words=False)),
    "of no effect here": ('{"config": {"phrase_list": ["satu"], "max_alternatives": 3}}', StreamConfig()),
}


@pytest.mark.parametrize("case", REQUESTS)
def test_a_request_is_read(case: str) -> None:
    message, expected = REQUESTS[case]
    assert read_request(message) == expected


NO_REQUESTS = {
    "halo": "not JSON",
    "[1]": "no JSON object",
    "{}": "neither config, eof nor reset",
    '{"eof": 0}': "neither config, eof nor reset",
    '{"config": 8000}': "neither config, eof nor reset",
    '{"config": {"model": "vosk-model-fr"}}': "config.model: clients cannot change the model",
    '{"config": {"sample_rate": 100}}': "config.sample_rate: input should be greater",
    '{"config": {"sample_rate": "nan"}}': "config.sample_rate: ",
    '{"config": {"words": "rahasia"}}': "config.words: ",
    "[" * 100_000: "not JSON",
}


@pytest.mark.parametrize("message", NO_REQUESTS, ids=lambda message: message[:30])
def test_a_request_that_cannot_be_acted_on_says_why(message: str) -> None:
    with pytest.raises(ProtocolError, match=re.escape(NO_REQUESTS[message])) as caught:
        read_request(message)
    assert "\n" not in str(caught.value)
    assert "rahasia" not in str(caught.value)


def test_answers_have_the_shapes_of_the_protocol() -> None:
    assert json.loads(partial_message("é")) == {"partial": "é"}
    assert json.loads(result_message([KATA], with_words=True)) == json.loads(SAID)
    assert json.loads(result_message([KATA, KATA], with_words=False)) == {"text": "kata kata"}
    assert json.loads(result_message([], with_words=True)) == {"text": ""}


def test_eof_is_spelled_as_vosk_server_compares_it() -> None:
    assert END == '{"eof" : 1}'


def test_samples_survive_the_way() -> None:
    samples = np.linspace(-1, 1, 1001).astype(np.float32)
    assert np.abs(from_pcm(to_pcm(samples)) - samples).max() < 1e-4
    assert from_pcm(to_pcm(np.array([2.0, -2.0], np.float32))) == pytest.approx([1, -1], abs=1e-4)
    assert to_pcm(np.array([0.5], np.float32)) == b"\xff\x3f"


def test_half_a_sample_is_refused() -> None:
    with pytest.raises(ProtocolError, match="half a sample"):
        from_pcm(b"123")
