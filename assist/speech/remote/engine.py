"""The remote recogniser: speech goes to a server of the vosk-server protocol, and its text comes back.

This is the one engine by which audio leaves the machine: to the addresses in [remote] urls, chosen by the user, and to
no other. Our voice activity cuts the utterances, so only speech is sent.
"""

import logging

import numpy as np
import soxr

from assist.config import RemoteSettings, Settings
from assist.events import SAMPLE_RATE_HZ, AudioChunk, Samples, Speaker, Utterance
from assist.language.words.lexicon import Lexicon
from assist.speech.recogniser import LoadedEngine, Recogniser, RecogniserMaker
from assist.speech.remote.courier import Courier
from assist.speech.remote.delivery import Delivery
from assist.speech.remote.dialling import Dialler
from assist.speech.remote.vosk_protocol import to_pcm
from assist.speech.streamed import StreamedRecogniser
from assist.speech.utterances import UtteranceMaker
from assist.speech.words import TimedWord

logger = logging.getLogger(__name__)


def load_remote_engine(settings: Settings) -> LoadedEngine:
    """Makes sure, for each call, that a server of [remote] urls answers.

    The words of a call put right what comes back; they are not sent, since they hold names of the account. Raises, for
    a call, ConfigError where [remote] cannot be used, ModelError where no server answers.
    """

    def for_words(lexicon: Lexicon) -> RecogniserMaker:
        dialler = Dialler(settings.remote)
        dialler.find()

        def make(speaker: Speaker) -> Recogniser:
            stream = RemoteStream(Courier(dialler, settings.remote), settings.remote, speaker)
            return RemoteRecogniser(stream, UtteranceMaker(speaker, lexicon), settings)

        return make

    return for_words


def open_remote(settings: Settings, lexicon: Lexicon) -> RecogniserMaker:
    """The engine for one call. Raises as `load_remote_engine` does."""
    return load_remote_engine(settings)(lexicon)


class RemoteStream:
    """An `UtteranceStream` over a courier. Its methods wait for the server, but never longer than [remote] says."""

    def __init__(self, courier: Courier, settings: RemoteSettings, speaker: Speaker) -> None:
        self._courier = courier
        self._settings = settings
        self._speaker = speaker
        self._delivery: Delivery | None = None
        self._resampler = _resampler(settings.sample_rate_hz)
        self.fed = 0
        """Samples of this utterance so far, at SAMPLE_RATE_HZ."""
        self.lost_s = 0.0
        """Seconds of speech that no server has heard, so far in this call."""

    def feed(self, samples: Samples) -> None:
        """More of this utterance: mono float32 at 16 kHz. Never waits."""
        self._send(samples, last=False)
        self.fed += len(samples)

    def so_far(self) -> str:
        """The provisional text of this utterance; empty where none came back within `partial_wait_s`."""
        return "" if self._delivery is None else self._delivery.partial(self._settings.partial_wait_s)

    def end(self) -> list[TimedWord]:
        """The words of this utterance, timed from its first sample; what is fed next begins another one.

        Without words, and counted in `lost_s`, where no server gave them within `backlog_s`.
        """
        if self._delivery is None:
            return []
        self._send(np.zeros(0, np.float32), last=True)
        delivery, fed_s = self._delivery, self.fed / SAMPLE_RATE_HZ
        self._delivery, self._resampler, self.fed = None, _resampler(self._settings.sample_rate_hz), 0
        delivery.complete()
        heard = delivery.final(self._settings.backlog_s)
        lost_s = fed_s if heard is None else heard.lost_s
        if lost_s > 0:
            self.lost_s += lost_s
            logger.warning("engine remote: %.1f s of an utterance of the %s were lost", lost_s, self._speaker)
        return [] if heard is None else list(heard.words)

    def close(self) -> None:
        """Ends the connection; nothing may be fed afterwards."""
        if self._delivery is not None:
            self._delivery.abandon()
            self._delivery = None
        self._courier.close()

    def _send(self, samples: Samples, last: bool) -> None:
        if self._delivery is None:
            self._delivery = Delivery(self._settings.sample_rate_hz, self._settings.backlog_s)
            self._courier.carry(self._delivery)
        if self._resampler is not None:
            samples = self._resampler.resample_chunk(samples, last=last)
        if len(samples):
            self._delivery.add(to_pcm(samples))


class RemoteRecogniser:
    """A `Recogniser` over a stream of its own. What no server heard is counted, and nothing is made of it."""

    def __init__(self, stream: RemoteStream, utterances: UtteranceMaker, settings: Settings) -> None:
        self._stream = stream
        self._recogniser = StreamedRecogniser(stream, utterances, settings)

    @property
    def lost_s(self) -> float:
        """Seconds of speech that were not heard, so far in this call."""
        return self._stream.lost_s

    def accept(self, chunk: AudioChunk) -> list[Utterance]:
        """The final of a segment that the chunk closed, or a partial that is due."""
        return self._recogniser.accept(chunk)

    def finish(self) -> list[Utterance]:
        """The final of what was still being said; ends the connection."""
        try:
            return self._recogniser.finish()
        finally:
            self._stream.close()


def _resampler(rate_hz: int) -> "soxr.ResampleStream | None":
    """To the rate that is sent; none where it is ours. An utterance has one of its own, which carries nothing over."""
    return None if rate_hz == SAMPLE_RATE_HZ else soxr.ResampleStream(SAMPLE_RATE_HZ, rate_hz, 1, dtype="float32")
