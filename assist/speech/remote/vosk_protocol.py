"""The messages of the vosk-server websocket protocol, for both ends. No sockets here.

A client sends an optional config as text, then audio as binary (PCM, 16 bit little-endian, mono, any length), then
`{"eof" : 1}`. The server gives one answer to each binary message and to the eof, none to the config: `{"partial": ...}`
while an utterance goes on, `{"result": [{"conf", "start", "end", "word"}, ...], "text": ...}` where one is final; after
the answer to the eof it closes. Times are seconds from the connection's first sample.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assist.events import Samples
from assist.speech.words import TimedWord

SAMPLE_BYTES = 2
END = '{"eof" : 1}'
"""Spelled, with its spaces, as vosk-server compares it; any JSON of that content ends a stream of our server."""


class ProtocolError(Exception):
    """A message that is none of the protocol's; its text is for the other end and holds nothing of what was sent."""


@dataclass(frozen=True)
class Answer:
    """What a server answered: provisional text, or the words of a final (empty where it heard none)."""

    final: bool
    partial: str = ""
    words: tuple[TimedWord, ...] = ()


class StreamConfig(BaseModel):
    """What a client may set before its audio; keys of other servers that change no result here are ignored.

    `starts_in_speech` is our own: the client has found that somebody speaks, and cuts utterances itself.
    """

    model_config = ConfigDict(frozen=True, extra="ignore", allow_inf_nan=False)

    sample_rate: float = Field(16_000, ge=8_000, le=48_000)
    words: bool = True
    starts_in_speech: bool = False


def config_message(sample_rate_hz: int) -> str:
    """The first message of our client: it wants words, and sends speech alone."""
    return json.dumps({"config": {"sample_rate": sample_rate_hz, "words": True, "starts_in_speech": True}})


def read_answer(message: str | bytes) -> Answer:
    """A server's answer. Raises ProtocolError where it is none; an answer without words gives each no confidence."""
    try:
        content = json.loads(message)
        if "partial" in content:
            return Answer(False, partial=str(content["partial"]))
        if "text" not in content:
            raise ProtocolError("the answer is neither a partial nor a result")
        return Answer(True, words=tuple(_word(word) for word in content.get("result", [])))
    except (ValueError, TypeError, KeyError, RecursionError):
        raise ProtocolError("the answer is not of the vosk-server protocol") from None


def read_request(message: str) -> StreamConfig | Literal["eof", "reset"]:
    """A client's text message. Raises ProtocolError, one line with the fix, where a server cannot act on it."""
    try:
        content: Any = json.loads(message)
    except (ValueError, RecursionError):
        raise ProtocolError("a text message is not JSON; send audio as binary") from None
    if not isinstance(content, dict):
        raise ProtocolError("a text message is no JSON object; send config, eof or reset")
    if content.get("eof"):
        return "eof"
    if content.get("reset"):
        return "reset"
    return _config(content.get("config"))


def _config(given: object) -> StreamConfig:
    if not isinstance(given, dict):
        raise ProtocolError("a text message holds neither config, eof nor reset")
    if "model" in given:
        raise ProtocolError("config.model: clients cannot change the model here; leave it out")
    try:
        return StreamConfig.model_validate(given)
    except ValidationError as error:
        fault = error.errors(include_input=False)[0]
        key = ".".join(str(part) for part in fault["loc"])
        raise ProtocolError(f"config.{key}: {fault['msg'][0].lower()}{fault['msg'][1:]}") from None


def partial_message(text: str) -> str:
    """The answer while an utterance goes on, or while nobody speaks (empty)."""
    return json.dumps({"partial": text}, ensure_ascii=False)


def result_message(words: Sequence[TimedWord], with_words: bool) -> str:
    """The answer with a final; `with_words` is whether the client wants times and confidences too."""
    content: dict[str, Any] = {}
    if with_words and words:
        content["result"] = [
            {"conf": round(w.confidence, 6), "end": round(w.end_s, 3), "start": round(w.start_s, 3), "word": w.text}
            for w in words
        ]
    content["text"] = " ".join(word.text for word in words)
    return json.dumps(content, ensure_ascii=False)


def error_message(reason: str) -> str:
    """What our server says before it closes a connection for a fault of the client."""
    return json.dumps({"error": reason}, ensure_ascii=False)


def to_pcm(samples: Samples) -> bytes:
    """Samples (float, clipped to [-1, 1]) as 16 bit little-endian."""
    return (np.clip(samples, -1.0, 1.0) * np.iinfo(np.int16).max).astype("<i2").tobytes()


def from_pcm(pcm: bytes) -> Samples:
    """16 bit little-endian as float32 samples in [-1, 1]. Raises ProtocolError on half a sample."""
    if len(pcm) % SAMPLE_BYTES:
        raise ProtocolError("a binary message ends in half a sample; send 16 bit little-endian PCM, mono")
    return np.frombuffer(pcm, "<i2").astype(np.float32) / np.float32(-np.iinfo(np.int16).min)


def _word(given: Any) -> TimedWord:
    start_s, end_s, confidence = float(given["start"]), float(given["end"]), float(given["conf"])
    if not np.isfinite([start_s, end_s, confidence]).all():
        raise ValueError("not a number")
    return TimedWord(str(given["word"]), start_s, max(end_s, start_s), min(max(confidence, 0.0), 1.0))
