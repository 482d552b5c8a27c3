"""What a client of `assist serve-recogniser` gets for its messages: any local engine behind the vosk-server protocol.

No sockets here: one object a connection, which is used by one thread at a time.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
import soxr

from assist.audio.cutting import ChunkCutter
from assist.audio.voice_activity import VoiceActivity
from assist.config import Settings
from assist.events import SAMPLE_RATE_HZ, AudioChunk, Samples, Speaker, Utterance
from assist.speech.recogniser import RecogniserMaker
from assist.speech.remote.vosk_protocol import (
    ProtocolError,
    StreamConfig,
    from_pcm,
    partial_message,
    read_request,
    result_message,
)
from assist.speech.words import TimedWord

SPEAKER: Speaker = "customer"
"""The protocol knows no speakers; a recogniser has to be told one."""


@dataclass(frozen=True)
class Reply:
    """An answer, and whether it is the last one of the connection."""

    message: str
    last: bool = False


class ServedStream:
    """One client's stream; its engine may raise anything."""

    def __init__(self, make: RecogniserMaker, settings: Settings) -> None:
        self._make, self._settings = make, settings
        self._config = StreamConfig()
        self._hearing: _Hearing | None = None
        self._before_s = 0.0

    def answer(self, message: str | bytes) -> Reply | None:
        """The answer to a client's message; a config gets none. Raises ProtocolError where it cannot be acted on."""
        if isinstance(message, bytes):
            return Reply(self._told(self._current().hear(from_pcm(message))))
        request = read_request(message)
        if isinstance(request, StreamConfig):
            if self._hearing is not None:
                raise ProtocolError("config has to come before the audio; open another connection")
            self._config = request
            return None
        return Reply(self._end(), last=request == "eof")

    def _current(self) -> "_Hearing":
        if self._hearing is None:
            self._hearing = _Hearing(self._make, self._settings, self._config)
        return self._hearing

    def _end(self) -> str:
        """All that was said since the last final; what follows begins anew, but its times go on."""
        hearing, self._hearing = self._current(), None
        words = hearing.end()
        message = result_message(self._moved(words), self._config.words)
        self._before_s += hearing.heard_s
        return message

    def _told(self, words: list[TimedWord] | None) -> str:
        if words is None:
            return partial_message(self._current().partial)
        return result_message(self._moved(words), self._config.words)

    def _moved(self, words: list[TimedWord]) -> list[TimedWord]:
        before_s = self._before_s
        return [replace(word, start_s=word.start_s + before_s, end_s=word.end_s + before_s) for word in words]


class _Hearing:
    """Voice activity and recogniser of one stream; words come as a list where something became final, else None."""

    def __init__(self, make: RecogniserMaker, settings: Settings, config: StreamConfig) -> None:
        self._recogniser = make(SPEAKER)
        self._activity = VoiceActivity(settings.voice_activity, SPEAKER)
        self._cutter = ChunkCutter(SPEAKER)
        rate_hz = config.sample_rate
        ours = rate_hz == SAMPLE_RATE_HZ
        self._resampler = None if ours else soxr.ResampleStream(rate_hz, SAMPLE_RATE_HZ, 1, dtype="float32")
        # until voice activity, which starts cold, has found the speech too: a short word must not be missed
        self._surely_speech = config.starts_in_speech
        self._told: set[str] = set()
        self.partial = ""
        self.heard_s = 0.0

    def hear(self, samples: Samples) -> list[TimedWord] | None:
        """What became final with these samples (at the client's rate)."""
        if self._resampler is not None:
            samples = self._resampler.resample_chunk(samples)
        return self._finals([self._recogniser.accept(chunk) for chunk in self._judged(self._cutter.accept(samples))])

    def end(self) -> list[TimedWord]:
        """The words that were not told yet."""
        rest = np.zeros(0, np.float32)
        if self._resampler is not None:
            rest = self._resampler.resample_chunk(rest, last=True)
        chunks = [*self._cutter.accept(rest), *self._cutter.finish()]
        said = [self._recogniser.accept(chunk) for chunk in self._judged(chunks)]
        return self._finals([*said, self._recogniser.finish()]) or []

    def _judged(self, chunks: Iterable[AudioChunk]) -> Iterable[AudioChunk]:
        for chunk in chunks:
            self.heard_s = chunk.end_s
            judged, _ = self._activity.accept(chunk)
            self._surely_speech = self._surely_speech and not judged.speech
            yield replace(judged, speech=True) if self._surely_speech else judged

    def _finals(self, said: Iterable[list[Utterance]]) -> list[TimedWord] | None:
        words: list[TimedWord] = []
        finals = 0
        for utterance in (utterance for some in said for utterance in some):
            if not utterance.final:
                self.partial = utterance.text
            elif utterance.utterance_id not in self._told:  # the protocol has no way to correct a final
                self._told.add(utterance.utterance_id)
                finals, self.partial = finals + 1, ""
                words += [TimedWord(w.text, w.start_s, w.end_s, w.confidence) for w in utterance.words]
        return words if finals else None
