"""Speech for `script/bench hearing`: streams of the sentences beside it, spoken by espeak-ng, and telephone twins.

Plain espeak-ng is heard worse than people are: the figures compare ways of hearing, they do not say how well people
are understood.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

import numpy as np
import soundfile
import soxr

from assist.events import SAMPLE_RATE_HZ, Samples

SENTENCES = Path(__file__).parent / "bench_sentences.txt"
VOICES = ("id+f2", "id+m3", "id+f5", "id+m1", "id+f3", "id")
SPEEDS, PITCHES = (120, 135, 128), (50, 42, 58, 46)
"""Words a minute, and espeak's pitch (0-99)."""
GAPS_S, TURN_GAPS_S = (0.5, 0.9, 0.65), (1.2, 2.0, 1.5)
"""Between the sentences of a turn, which a person joins, and between turns."""
TURNS = 5
LEVEL = 0.05
"""RMS of speech: -26 dBFS, a usual headset level."""
NOISE = 0.0003
PHONE_HZ, BAND_HZ = 8000, (300.0, 3400.0)
MU = 255.0
"""ITU-T G.711 in its continuous form."""


def make_streams(folder: Path, seconds: float) -> Path:
    """Streams of TURNS turns each until there are `seconds` of them, at least two, and the file that labels them."""
    program = espeak("or give FILE.jsonl")
    lines: list[dict[str, object]] = []
    made_s = 0.0
    turns = _turns()
    while len(lines) < 2 or made_s < seconds:
        samples, utterances = _stream(program, list(islice(turns, TURNS)), len(lines), folder)
        file = folder / f"stream{len(lines)}.wav"
        soundfile.write(str(file), samples, SAMPLE_RATE_HZ)
        lines.append({"wav": file.name, "utterances": utterances, "lang": "id"})
        made_s += len(samples) / SAMPLE_RATE_HZ
    return _write_lines(folder / "clean.jsonl", lines)


def espeak(otherwise: str) -> str:
    """The path of espeak-ng; without it the run ends with a line that says how to get it, `otherwise` behind it."""
    program = shutil.which("espeak-ng")
    if program is None:
        sys.exit(f"bench: needs espeak-ng (Debian: apt install espeak-ng), {otherwise}")
    return program


def make_telephone(folder: Path, labels: Path, wavs: list[Path]) -> Path:
    """The same recordings as a telephone line carries them, and the file that labels them."""
    lines = [json.loads(row) for row in labels.read_text(encoding="utf-8").splitlines() if row.strip()]
    for number, (line, wav) in enumerate(zip(lines, wavs, strict=True)):
        samples, rate_hz = soundfile.read(str(wav), dtype="float32")
        line["wav"] = f"{labels.stem}_telephone{number}.wav"
        soundfile.write(str(folder / line["wav"]), telephone(samples, rate_hz), SAMPLE_RATE_HZ)
    return _write_lines(folder / f"{labels.stem}_telephone.jsonl", lines)


def telephone(samples: Samples, rate_hz: int) -> Samples:
    """Mono samples cut to BAND_HZ, at PHONE_HZ in 8-bit mu-law, and back at SAMPLE_RATE_HZ."""
    narrow = soxr.resample(samples, rate_hz, PHONE_HZ)
    spectrum = np.fft.rfft(narrow)
    hz = np.fft.rfftfreq(len(narrow), 1 / PHONE_HZ)
    spectrum[(hz < BAND_HZ[0]) | (hz > BAND_HZ[1])] = 0
    narrow = np.clip(np.fft.irfft(spectrum, len(narrow)), -1, 1)
    coded = np.round(np.sign(narrow) * np.log1p(MU * np.abs(narrow)) / np.log1p(MU) * 127) / 127
    decoded = np.sign(coded) * (np.power(1 + MU, np.abs(coded)) - 1) / MU
    return np.asarray(soxr.resample(decoded, PHONE_HZ, SAMPLE_RATE_HZ), np.float32)


def _turns() -> Iterator[list[str]]:
    lines = SENTENCES.read_text(encoding="utf-8").splitlines()
    return cycle([line.split(" | ") for line in lines if line and not line.startswith("#")])


def _stream(program: str, turns: list[list[str]], number: int, folder: Path) -> tuple[Samples, list[dict[str, object]]]:
    """The samples of one speaker's stream and its labels."""
    voice, speed, pitch = VOICES[number % 6], SPEEDS[number % 3], PITCHES[number % 4]
    gaps, turn_gaps = cycle(GAPS_S), cycle(TURN_GAPS_S)
    pieces: list[Samples] = [silence(0.6)]
    utterances: list[dict[str, object]] = []
    for turn in turns:
        for text in turn:
            spoken = say([program, "-v", voice, "-s", str(speed), "-p", str(pitch)], text, folder)
            start_s = sum(map(len, pieces)) / SAMPLE_RATE_HZ
            end_s = start_s + len(spoken) / SAMPLE_RATE_HZ
            utterances.append({"start_s": round(start_s, 3), "end_s": round(end_s, 3), "text": text})
            pieces += [spoken, silence(next(gaps) if text is not turn[-1] else next(turn_gaps))]
    samples = np.concatenate(pieces)
    hiss = np.random.default_rng(number).normal(0, NOISE, len(samples))
    return np.asarray(samples + hiss, np.float32), utterances


def say(command: list[str], text: str, folder: Path) -> Samples:
    """The sentence without the silence around it, so that labels end where speech ends."""
    file = folder / "sentence.wav"
    subprocess.run([*command, "-w", str(file), text], check=True)
    samples, rate_hz = soundfile.read(str(file), dtype="float32")
    spoken = np.flatnonzero(np.abs(samples) > 0.01)
    samples = soxr.resample(samples[spoken[0] : spoken[-1] + 1], rate_hz, SAMPLE_RATE_HZ)
    return np.asarray(samples * LEVEL / np.sqrt(np.mean(np.square(samples))), np.float32)


def silence(seconds: float) -> Samples:
    """Digital silence."""
    return np.zeros(round(seconds * SAMPLE_RATE_HZ), np.float32)


def _write_lines(file: Path, lines: list[dict[str, object]]) -> Path:
    file.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return file
