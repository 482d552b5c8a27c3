"""Mono recordings heard as a call is: flat out, or in real time with the threads of a live call."""

import heapq
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from assist.audio.ears import Ears
from assist.config import Settings
from assist.events import AudioChunk, Heard, Speaker, SpeechEnded, Utterance
from assist.hearing import Hearing
from assist.speech.recogniser import RecogniserMaker
from assist.speech.recogniser_thread import RecogniserThread
from assist.tuning.latency import Stretch
from assist.tuning.mono import mono_chunks

Progress = Callable[[float], None]
"""Is told how many seconds of a recording have been heard."""

AFTER_S = 0.5
"""Silence beyond what ends an utterance, so that the last one of a recording ends as any other."""
TELL_S = 1.0
"""Progress is told each time so much more audio has been heard."""


@dataclass
class Listened:
    """What was heard of one speaker, in the order in which it became known.

    `utterances` hold partials and corrections; `took_s` is the time that hearing took, reading left out (flat out), or
    the time until all was known (real time); `audio_s` is what was heard, the silence at the end included, and `lost_s`
    what of it did not become text, because the recogniser fell behind or failed.
    """

    utterances: list[Utterance] = field(default_factory=list)
    spoken: list[Stretch] = field(default_factory=list)
    took_s: float = 0.0
    audio_s: float = 0.0
    lost_s: float = 0.0

    def take(self, events: list[Heard]) -> None:
        """Keeps texts and stretches of speech; the rest is of no interest here."""
        for event in events:
            if isinstance(event, Utterance):
                self.utterances.append(event)
            elif isinstance(event, SpeechEnded):
                self.spoken.append(Stretch(event.start_s, event.end_s))


def listen_flat_out(file: Path, make: RecogniserMaker, settings: Settings, progress: Progress) -> Listened:
    """Hears a recording as fast as the machine can, as the customer's channel; stream time is the clock.

    Raises AudioError as `mono_chunks` does.
    """
    listened, told_s = Listened(), 0.0
    hearing = Hearing(settings, {"customer": make("customer")})
    for chunk in mono_chunks(file, "customer", _tail_s(settings)):
        began_s = time.perf_counter()
        listened.take(hearing.accept(chunk))
        listened.took_s += time.perf_counter() - began_s
        listened.audio_s = chunk.end_s
        if chunk.end_s >= told_s + TELL_S:
            told_s = chunk.end_s
            progress(told_s)
    began_s = time.perf_counter()
    listened.take(hearing.finish())
    listened.took_s += time.perf_counter() - began_s
    return listened


def listen_in_real_time(
    files: Mapping[Speaker, Path], make: RecogniserMaker, settings: Settings, progress: Progress
) -> dict[Speaker, Listened]:
    """Hears recordings side by side, each as the channel of a speaker, every chunk when its end would be heard.

    `known_at_s` is the wall clock from the first chunk on. Raises AudioError as `mono_chunks` does, and what a
    recogniser raises that cannot go on; however it ends, no thread is left.
    """
    heard = {speaker: Listened() for speaker in files}
    ears = {speaker: Ears(settings, (speaker,)) for speaker in files}  # they are no two sides of a call
    began_s = time.monotonic()
    threads = {
        speaker: RecogniserThread(make(speaker), _keep(listened, began_s), settings.speech.queue_s)
        for speaker, listened in heard.items()
    }
    told_s = 0.0
    try:
        for chunk in _side_by_side(files, settings):
            time.sleep(max(0.0, began_s + chunk.end_s - time.monotonic()))
            judged, events = ears[chunk.speaker].accept(chunk)
            heard[chunk.speaker].take(events)
            heard[chunk.speaker].audio_s = chunk.end_s
            for one in judged:
                threads[chunk.speaker].put(one)
            threads[chunk.speaker].check()
            if chunk.end_s >= told_s + TELL_S:
                told_s = chunk.end_s
                progress(told_s)
    finally:
        for thread in threads.values():
            thread.close()
    for speaker, listened in heard.items():
        threads[speaker].check()
        listened.take(ears[speaker].finish()[1])
        listened.lost_s, listened.took_s = threads[speaker].lost_s, time.monotonic() - began_s
    return heard


def _keep(listened: Listened, began_s: float) -> Callable[[Utterance], None]:
    def publish(utterance: Utterance) -> None:
        """From a recogniser's thread, the only one that adds texts."""
        known_at_s = round(time.monotonic() - began_s, 3)
        listened.utterances.append(utterance.model_copy(update={"known_at_s": known_at_s}))

    return publish


def _side_by_side(files: Mapping[Speaker, Path], settings: Settings) -> Iterator[AudioChunk]:
    """The chunks of all files in the order of time."""
    channels = [mono_chunks(file, speaker, _tail_s(settings)) for speaker, file in files.items()]
    return heapq.merge(*channels, key=lambda chunk: chunk.start_s)


def _tail_s(settings: Settings) -> float:
    return settings.voice_activity.end_s + AFTER_S
