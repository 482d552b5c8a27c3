"""A recogniser that works beside the event loop: in a thread and behind a bounded queue of its own."""

import queue
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress

import numpy as np

from assist.audio.cutting import CHUNK_SAMPLES
from assist.events import SAMPLE_RATE_HZ, AudioChunk, Utterance
from assist.speech.recogniser import Recogniser
from assist.speech.steady import lost_by

CLOSE_WAIT_S = 0.2
"""A full queue is tried again after this, so that a thread that failed meanwhile is noticed."""


class RecogniserThread:
    """A recogniser with a thread and a bounded queue of its own.

    When the queue is full the oldest chunk is dropped and counted; the thread puts silence in its place, so that word
    times stay true.
    """

    def __init__(self, recogniser: Recogniser, publish: Callable[[Utterance], None], queue_s: float) -> None:
        self._recogniser, self._publish = recogniser, publish
        self._queue: queue.Queue[AudioChunk | None] = queue.Queue(round(queue_s * SAMPLE_RATE_HZ / CHUNK_SAMPLES))
        self._dropped_s = 0.0
        self.failure: Exception | None = None
        self._thread = threading.Thread(target=self._run, daemon=True, name="recogniser")
        self._thread.start()

    @property
    def lost_s(self) -> float:
        """Seconds of audio that did not become text so far: dropped from the queue, or lost by the recogniser."""
        return self._dropped_s + lost_by(self._recogniser)

    def put(self, chunk: AudioChunk) -> bool:
        """Hands a chunk over without waiting; False if an older one had to be dropped for it."""
        try:
            self._queue.put_nowait(chunk)
        except queue.Full:
            with suppress(queue.Empty):  # the thread may have made room meanwhile
                oldest = self._queue.get_nowait()
                self._dropped_s += oldest.end_s - oldest.start_s if oldest else 0.0
            self._queue.put_nowait(chunk)
            return False
        return True

    def check(self) -> None:
        """Raises what went wrong in the thread, if anything did."""
        if self.failure is not None:
            raise self.failure

    def close(self) -> None:
        """Lets it finish what is queued; waits for that."""
        while self._thread.is_alive():
            with suppress(queue.Full):
                self._queue.put(None, timeout=CLOSE_WAIT_S)
                break
        self._thread.join()

    def _run(self) -> None:
        expected_s: float | None = None
        try:
            while (chunk := self._queue.get()) is not None:
                for piece in _with_silence(chunk, expected_s):
                    for utterance in self._recogniser.accept(piece):
                        self._publish(utterance)
                expected_s = chunk.end_s
            for utterance in self._recogniser.finish():
                self._publish(utterance)
        except Exception as error:  # told to the call, which ends and reports it
            self.failure = error


def _with_silence(chunk: AudioChunk, expected_s: float | None) -> Iterator[AudioChunk]:
    """The chunk, after silence for whatever was dropped before it."""
    missing = round((chunk.start_s - expected_s) * SAMPLE_RATE_HZ) if expected_s is not None else 0
    size = len(chunk.samples)
    if expected_s is not None and missing >= size // 2:
        for start in range(0, missing, size):
            silence = np.zeros(min(size, missing - start), np.float32)
            yield AudioChunk(chunk.speaker, expected_s + start / SAMPLE_RATE_HZ, silence, speech=False)
    yield chunk
