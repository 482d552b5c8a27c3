"""Our way of hearing against faster-whisper's `transcribe`: the same weights (int8), the same audio, the same run.

We hear as a live call does, the words of the playbook expected. `transcribe` is given each stretch of speech as our
voice activity cuts it, and its time to final is the silence that ends an utterance plus its own run; waiting for the
one before is not counted against it, nor is voice activity. It may use every core; ours decodes on one.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial

import numpy as np
from faster_whisper import WhisperModel as Peer

from assist.account import Account
from assist.audio.ears import Ears
from assist.config import Settings
from assist.events import SAMPLE_RATE_HZ, Samples
from assist.playbook import lexicon_for, load_playbook
from assist.speech.engines import open_engine
from assist.speech.models.local import model_path
from assist.speech.whisper.decoder import Decoding, WhisperModel
from assist.tuning.latency import first_finals, last_finals
from assist.tuning.listener import listen_in_real_time
from assist.tuning.mono import mono_chunks
from assist.tuning.recordings import Recording
from assist.tuning.timing import final_delays_s, spoken_in
from assist.tuning.transcripts import ways, words
from assist.tuning.word_errors import Errors, count_errors

BEAMS = (1, 5)
LENGTHS_S = (1, 2, 3, 5, 8, 12, 20, 30)
REPEATS = 2
"""The quickest of so many: what else the machine does can only slow one down."""


@dataclass
class Way:
    """What one way of hearing made of all recordings."""

    name: str
    errors: Errors = field(default_factory=Errors)
    finals_s: list[float] = field(default_factory=list)
    cpu_s: float = 0.0

    def judge(self, recording: Recording, text: str) -> None:
        """Counts the errors of what was heard in a recording."""
        label = [word for said in recording.line.texts for word in words(said, recording.language)]
        self.errors += count_errors(label, ways(text, recording.language))


def load_peer(settings: Settings) -> Peer:
    """faster-whisper on the weights of the configured model."""
    return Peer(str(model_path(settings.speech.model, settings)), device="cpu", compute_type="int8")


def pairs(recordings: list[Recording], settings: Settings, peer: Peer) -> list[Way]:
    """Every recording in every way."""
    first, last = Way("ours, first finals"), Way("ours, second looks")
    playbook = load_playbook(settings.playbook.path, settings.playbook.language)
    make = open_engine(settings, lexicon_for(playbook, Account(), settings.agent))
    for recording in recordings:
        began_s = time.process_time()
        heard = listen_in_real_time({"customer": recording.file}, make, settings, lambda _: None)["customer"]
        took_s = time.process_time() - began_s
        for way, finals in ((first, first_finals(heard.utterances)), (last, last_finals(heard.utterances))):
            way.cpu_s += took_s
            way.judge(recording, " ".join(final.text for final in sorted(finals, key=lambda final: final.start_s)))
        first.finals_s += final_delays_s(spoken_in(recording.line.stretches, heard), heard)
    return [first, last, *(_transcribed(recordings, settings, peer, beam) for beam in BEAMS)]


def _transcribed(recordings: list[Recording], settings: Settings, peer: Peer, beam: int) -> Way:
    way = Way(f"faster-whisper transcribe, beam {beam}")
    for recording in recordings:
        texts = []
        for samples in stretches(recording, settings):
            began_s, began_cpu_s = time.perf_counter(), time.process_time()
            texts.append(transcribe(peer, samples, recording.language, beam))
            way.cpu_s += time.process_time() - began_cpu_s
            way.finals_s.append(settings.voice_activity.end_s + time.perf_counter() - began_s)
        way.judge(recording, " ".join(texts))
    return way


def transcribe(peer: Peer, samples: Samples, language: str, beam: int) -> str:
    """The text of `samples`, without what was said before, which avoids loops, and without trying again at other
    temperatures, which on hard audio takes several times as long."""
    how = {"language": language, "beam_size": beam, "condition_on_previous_text": False, "temperature": 0.0}
    segments, _ = peer.transcribe(samples, **how)
    return " ".join(segment.text for segment in segments)


def stretches(recording: Recording, settings: Settings) -> list[Samples]:
    """The samples of each stretch of speech, from the pre-roll to the silence that ends it."""
    activity = settings.voice_activity
    ears, spoken = Ears(settings, ("customer",)), []
    chunks = list(mono_chunks(recording.file, "customer", 1.0))
    samples = np.concatenate([chunk.samples for chunk in chunks])
    for chunk in chunks:
        spoken += [event for event in ears.accept(chunk)[1] if event.type == "speech_ended"]
    spoken += [event for event in ears.finish()[1] if event.type == "speech_ended"]
    edges = [(max(0.0, event.start_s - activity.pre_roll_s), event.end_s + activity.end_s) for event in spoken]
    return [samples[round(start_s * SAMPLE_RATE_HZ) : round(end_s * SAMPLE_RATE_HZ)] for start_s, end_s in edges]


def curve(recordings: list[Recording], settings: Settings, peer: Peer) -> Iterator[tuple[int, list[float]]]:
    """For each length of audio the milliseconds of: our partial, our final, `transcribe` with each of BEAMS."""
    speech = settings.speech
    ours = WhisperModel(model_path(speech.model, settings), speech.language, speech.threads)
    our_partial = Decoding(1, speech.partial_pad_s, with_words=False)
    our_final = Decoding(speech.final_beam, speech.final_pad_s, with_words=True)
    spoken = np.concatenate([samples for recording in recordings for samples in stretches(recording, settings)])
    for length_s in LENGTHS_S:
        samples = np.resize(spoken, length_s * SAMPLE_RATE_HZ)
        runs: list[Callable[[], object]] = [
            partial(ours.decode, samples, our_partial),
            partial(ours.decode, samples, our_final),
            *(partial(transcribe, peer, samples, speech.language, beam) for beam in BEAMS),
        ]
        yield length_s, [min(_ms(run) for _ in range(REPEATS)) for run in runs]


def _ms(run: Callable[[], object]) -> float:
    began_s = time.perf_counter()
    run()
    return 1000 * (time.perf_counter() - began_s)
