"""More and more Vosk streams on one model, in a process of its own, until they fall behind; a row each as JSON.

bench_vosk.py FOLDER FILE     FOLDER: a Vosk model; FILE: a mono recording, which every stream hears
"""

import json
import sys
import threading
import time
from pathlib import Path

import psutil

from assist.config import Settings, SpeechSettings
from assist.events import AudioChunk
from assist.hearing import Hearing
from assist.speech.engines import open_engine
from assist.speech.recogniser import RecogniserMaker
from assist.tuning.mono import mono_chunks

STREAMS = (1, 2, 4, 8, 12, 16, 24, 32)
LONGEST_S = 20.0


def main(folder: str, file: str) -> None:
    """Prints [streams, real-time factor, cores in real time, resident MB], all streams together, for each number."""
    settings = Settings(speech=SpeechSettings(engine="vosk", model=folder))
    make = open_engine(settings)
    chunks = [chunk for chunk in mono_chunks(Path(file), "customer", 1.0) if chunk.end_s <= LONGEST_S]
    rows: list[tuple[int, float, float, float]] = []
    for count in STREAMS:
        began_cpu_s = time.process_time()
        took_s = hear(count, chunks, make, settings)
        cpu_s = time.process_time() - began_cpu_s
        audio_s, rss_mb = chunks[-1].end_s, psutil.Process().memory_info().rss / 2**20
        rows.append((count, took_s / audio_s, cpu_s / audio_s, rss_mb))
        if rows[-1][1] > 1:
            break
    print(json.dumps(rows))


def hear(count: int, chunks: list[AudioChunk], make: RecogniserMaker, settings: Settings) -> float:
    """The seconds that so many streams take for the chunks, flat out, each in a thread of its own."""

    def one() -> None:
        hearing = Hearing(settings, {"customer": make("customer")})
        for chunk in chunks:
            hearing.accept(chunk)
        hearing.finish()

    threads = [threading.Thread(target=one) for _ in range(count)]
    began_s = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return time.perf_counter() - began_s


if __name__ == "__main__":
    main(*sys.argv[1:])
