import threading

import numpy as np
import pytest

from assist.audio.cutting import CHUNK_SAMPLES
from assist.events import SAMPLE_RATE_HZ, AudioChunk, Utterance
from assist.speech.recogniser_thread import RecogniserThread

CHUNK_S = CHUNK_SAMPLES / SAMPLE_RATE_HZ


class StuckRecogniser:
    """Stands in for a recogniser on a machine that is too slow, which cannot be had here on demand."""

    def __init__(self) -> None:
        self.has_one = threading.Event()
        self.go_on = threading.Event()
        self.heard: list[AudioChunk] = []

    def accept(self, chunk: AudioChunk) -> list[Utterance]:
        self.has_one.set()
        self.go_on.wait()
        self.heard.append(chunk)
        return []

    def finish(self) -> list[Utterance]:
        return []


def chunk(number: int) -> AudioChunk:
    return AudioChunk("agent", number * CHUNK_S, np.full(CHUNK_SAMPLES, 0.1, np.float32), speech=True)


def test_a_full_queue_drops_the_oldest_counts_it_and_puts_silence_in_its_place() -> None:
    recogniser = StuckRecogniser()
    thread = RecogniserThread(recogniser, lambda utterance: None, queue_s=10 * CHUNK_S)
    thread.put(chunk(0))
    recogniser.has_one.wait()
    kept = [thread.put(chunk(number)) for number in range(1, 16)]
    assert kept == [True] * 10 + [False] * 5
    assert thread.lost_s == pytest.approx(5 * CHUNK_S)
    recogniser.go_on.set()
    thread.close()
    assert [piece.start_s for piece in recogniser.heard] == pytest.approx([number * CHUNK_S for number in range(16)])
    silent = [index for index, piece in enumerate(recogniser.heard) if not piece.samples.any()]
    assert silent == [1, 2, 3, 4, 5]
    assert not any(recogniser.heard[index].speech for index in silent)


def test_ten_minutes_that_come_at_once_hold_no_more_than_the_queue() -> None:
    recogniser = StuckRecogniser()
    thread = RecogniserThread(recogniser, lambda utterance: None, queue_s=10 * CHUNK_S)
    thread.put(chunk(0))
    recogniser.has_one.wait()
    count = round(600 / CHUNK_S)
    for number in range(1, count):
        thread.put(chunk(number))
    assert thread.lost_s == pytest.approx((count - 11) * CHUNK_S)
    recogniser.go_on.set()
    thread.close()
    assert len(recogniser.heard) == count  # the gap is silence, chunk by chunk
    assert sum(piece.samples.any() for piece in recogniser.heard) == 11
    assert recogniser.heard[-1].end_s == pytest.approx(600)


def test_closing_lets_the_queue_be_finished() -> None:
    recogniser = StuckRecogniser()
    thread = RecogniserThread(recogniser, lambda utterance: None, queue_s=5)
    for number in range(50):
        thread.put(chunk(number))
    recogniser.go_on.set()
    thread.close()
    assert len(recogniser.heard) == 50
    assert thread.lost_s == 0
