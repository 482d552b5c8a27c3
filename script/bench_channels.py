"""Recordings heard side by side in real time, in a process of its own, as JSON.

bench_channels.py SETTINGS.toml FILE.jsonl CHANNELS     the first recording, or the first two as the two channels
"""

import json
import sys
import time
from pathlib import Path

from assist.account import Account
from assist.config import load_settings
from assist.events import SPEAKERS
from assist.playbook import lexicon_for, load_playbook
from assist.speech.engines import open_engine
from assist.tuning.latency import first_word_delays_s, percentile
from assist.tuning.listener import listen_in_real_time
from assist.tuning.recordings import read_recordings
from assist.tuning.timing import Timing


def main(settings_file: str, labels: str, channels: str) -> None:
    """Prints the figures of `Timing`, all channels together."""
    settings = load_settings(Path(settings_file))
    heard = dict(zip(SPEAKERS, read_recordings(Path(labels), settings)[: int(channels)], strict=False))
    playbook = load_playbook(settings.playbook.path, settings.playbook.language)
    make = open_engine(settings, lexicon_for(playbook, Account(), settings.agent))
    began_s = time.process_time()
    files = {speaker: recording.file for speaker, recording in heard.items()}
    listened = listen_in_real_time(files, make, settings, lambda _: None)
    cpu_s = time.process_time() - began_s
    timing = Timing()
    for speaker, recording in heard.items():
        timing.add(recording.line.stretches, listened[speaker], cpu_s)
    figures = timing.figures()
    # `Timing` adds up recordings that come one after another; these ran at the same time
    figures["cpu_cores"] = cpu_s / max(item.took_s for item in listened.values())
    words_s = [delay_s for item in listened.values() for delay_s in first_word_delays_s(item.utterances)]
    print(json.dumps({**figures, "first_word_p50_s": percentile(words_s, 50)}))


if __name__ == "__main__":
    main(*sys.argv[1:])
