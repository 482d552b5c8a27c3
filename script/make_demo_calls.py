"""Makes the bundled demo calls: synthetic speech (espeak-ng, `id` voices) of the dialogues in script/demo_calls/.

    .venv/bin/python script/make_demo_calls.py [NAME ...]

The default recogniser hears espeak's Indonesian poorly, so for every line this searches wording, speed, pitch and
pauses between words until the line is heard: every sum, day and signal exact, and most of its words. Each speaker keeps
the one voice that is heard best. Then the call is put together and heard as a whole; lines that are heard worse there
are spoken in another way, and it is heard again. It is written to assist/demo_calls/ only if every sum and day is exact
and 80 % of the words are right. Needs espeak-ng and the model.
"""

import io
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import product
from pathlib import Path

import numpy as np
import soundfile
import soxr
from rapidfuzz.distance import Levenshtein

from assist.audio.sources import read_chunks
from assist.config import Settings
from assist.demo import FOLDER
from assist.events import SAMPLE_RATE_HZ, SPEAKERS, Samples, Speaker, Utterance
from assist.hearing import Hearing
from assist.language.dates.joins import find_dates
from assist.language.numbers.spans import find_numbers
from assist.language.slots.kinds import AmountKind, find_kind
from assist.language.slots.methods import find_method
from assist.language.words.normalise import normalise
from assist.language.words.phrases import matcher_for
from assist.language.words.tokens import words_of
from assist.playbook import load_playbook
from assist.speech.engines import open_engine

SOURCES = Path(__file__).parent / "demo_calls"
VOICES = {"female": ["id+f2", "id+f5", "id+f3", "id+f4"], "male": ["id", "id+m3", "id+m2", "id+m1"]}
SPEEDS, PITCHES, GAPS, TONES_DB = (120, 105, 135), (0, 12, -12), (4, 7, 1), (-6.0, 0.0)
"""Words a minute; pitch (0-99) above or below the voice's own; pauses between words in 10 ms; treble. The likeliest
first."""
BASE_PITCH = {"female": 55, "male": 40}
CALM_LEVEL = 0.05
"""RMS of calm speech: -26 dBFS, a usual headset level."""
STYLES = {"": (0, 0.0), "raised": (18, 7.0), "shouted": (28, 11.0)}
"""How a line is spoken: pitch above the calm voice, and level in dB."""
TURN_GAP_S = 0.7
MATCHER = matcher_for(load_playbook(Settings().playbook.path, "id").phrases)
STEP = 2560
"""Lines begin on multiples of so many samples, which whole chunks and whole Opus frames divide: what is heard of a line
depends on where it is cut, so it has to be cut alike alone and in the call."""
LEAD = 5 * STEP
ENOUGH = 0.8
"""A line of which this share of the words is heard is good."""
ROUNDS = 4
"""So often the call is heard as a whole and mended."""


@dataclass(frozen=True)
class Line:
    """One line of a source: its wordings, style, and what stands before it."""

    speaker: Speaker
    wordings: tuple[str, ...]
    style: str
    before: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Spoken:
    """A rendered line and how well it is heard."""

    text: str
    samples: Samples
    heard: str
    score: float
    exact: bool


def main() -> None:
    """Makes the named calls, or all."""
    ears = Ears(Settings())
    for name in sys.argv[1:] or sorted(file.stem for file in SOURCES.glob("*.txt")):
        make(name, ears)


class Ears:
    """What the default recogniser makes of samples: through Opus, voice activity and all, as in a call."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings.without_partials()
        self._engine = open_engine(self._settings)

    def line(self, samples: Samples) -> str:
        """The text of one line."""
        stereo = np.stack([hiss(LEAD + len(samples) + LEAD)] * 2, axis=1)
        stereo[LEAD : LEAD + len(samples), 0] += samples
        return " ".join(event.text for event in self.call(stereo))

    def call(self, stereo: Samples) -> list[Utterance]:
        """The finals of a whole call."""
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "call.opus"
            write_opus(file, stereo)
            hearing = Hearing(self._settings, {speaker: self._engine(speaker) for speaker in SPEAKERS})
            events = [event for chunk in read_chunks(file) for event in hearing.accept(chunk)] + hearing.finish()
        return [event for event in events if isinstance(event, Utterance) and event.final]


def hiss(samples: int) -> Samples:
    """The faint noise of a line, which is never digital zero. It repeats every STEP samples."""
    period = np.random.default_rng(1).normal(0, 0.0003, STEP).astype(np.float32)
    noise: Samples = np.resize(period, samples)
    return noise


def write_opus(file: Path, stereo: Samples) -> None:
    """Writes samples of shape [samples, 2]."""
    soundfile.write(file, stereo, SAMPLE_RATE_HZ, format="OGG", subtype="OPUS")


def make(name: str, ears: Ears) -> None:
    """Searches, mixes, hears and writes one call."""
    source = (SOURCES / f"{name}.txt").read_text(encoding="utf-8")
    lines = list(read(source))
    genders = dict(re.findall(r"(agent|customer)=(female|male)", source))
    voices = choose_voices(name, lines, genders, ears)
    searches = [Search(line, voices[line.speaker], BASE_PITCH[genders[line.speaker]], ears) for line in lines]
    spoken = [search.next() for search in searches]
    best: tuple[int, Samples, str] | None = None
    for round_number in range(ROUNDS):
        stereo, script, starts = mix(lines, spoken)
        heard = ears.call(stereo)
        worse = [n for n, line in enumerate(lines) if is_heard_worse(line, starts[n], spoken[n], heard)]
        if judge(name, lines, spoken, heard) and (best is None or len(worse) < best[0]):
            best = (len(worse), stereo, script)
        if not worse or round_number == ROUNDS - 1:
            break
        for number in worse:
            spoken[number] = searches[number].next()
    if best is None:
        sys.exit(f"{name}: not heard well enough as a whole; nothing was written. Add wordings to the source.")
    _, stereo, script = best
    write_opus(FOLDER / f"{name}.opus", stereo)
    header = f"# Synthetic: made by script/make_demo_calls.py from script/demo_calls/{name}.txt.\n"
    (FOLDER / f"{name}.txt").write_text(header + script, encoding="utf-8")


def choose_voices(name: str, lines: list[Line], genders: dict[str, str], ears: Ears) -> dict[str, str]:
    """For each speaker the voice that is heard best, on average over the first wording of every line."""
    voices: dict[str, str] = {}
    for speaker in SPEAKERS:
        gender = genders[speaker]
        own = [line for line in lines if line.speaker == speaker and not line.style]
        scores = {}
        for voice in VOICES[gender]:
            if voice not in voices.values():
                rendered = [say(line.wordings[0], voice, 120, BASE_PITCH[gender], 4) for line in own]
                ways = [judged(line, line.wordings[0], x, ears) for line, x in zip(own, rendered, strict=True)]
                scores[voice] = round(float(np.mean([way.score for way in ways])), 2)
        voices[speaker] = max(scores, key=lambda voice: scores[voice])
        print(f"{name}: {speaker} speaks with {voices[speaker]} ({scores})", flush=True)
    return voices


def is_heard_worse(line: Line, start_s: float, spoken: Spoken, heard: list[Utterance]) -> bool:
    """Whether a line is heard clearly worse in the call than by itself."""
    end_s = start_s + len(spoken.samples) / SAMPLE_RATE_HZ
    own = [event for event in heard if event.speaker == line.speaker]
    text = " ".join(event.text for event in own if start_s - 0.2 <= (event.start_s + event.end_s) / 2 <= end_s + 0.2)
    meant = meaning(spoken.text, line.speaker)
    worse = meaning(text, line.speaker) != meant or share_heard(spoken.text, text) < min(ENOUGH, spoken.score)
    if worse:
        print(f"  in the call: {spoken.text}  ->  {text}", flush=True)
    return worse


def read(source: str) -> Iterator[Line]:
    """The lines of a source, each with the directives that stand before it."""
    before: list[str] = []
    for raw in source.splitlines():
        line, _, comment = raw.partition("#")
        if not line.strip():
            continue
        if line.startswith("["):
            before.append(line.strip())
            continue
        speaker, _, texts = line.partition(":")
        wordings = tuple(text.strip() for text in texts.split("|"))
        yield Line("agent" if speaker == "agent" else "customer", wordings, comment.strip(), tuple(before))
        before = []


class Search:
    """Looks for ways of speaking a line that are heard well."""

    def __init__(self, line: Line, voice: str, pitch: int, ears: Ears) -> None:
        self._line, self._voice, self._ears = line, voice, ears
        self._pitch = pitch + STYLES[line.style][0]
        self._untried = product(GAPS, SPEEDS, PITCHES, TONES_DB, line.wordings)
        self._passable: list[Spoken] = []

    def next(self) -> Spoken:
        """The next way that is good enough; when all were tried, the next best of the others."""
        for gap, speed, shift, tone_db, wording in self._untried:
            samples = softened(say(wording, self._voice, speed, self._pitch + shift, gap), tone_db)
            way = judged(self._line, wording, samples, self._ears)
            if way.exact and way.score >= ENOUGH:
                break
            self._passable.append(way)
        else:
            way = max(self._passable, key=lambda way: (way.exact, way.score))
            self._passable.remove(way)
        print(f"  {way.score:4.0%} {'' if way.exact else 'NOT EXACT '}{way.text}  ->  {way.heard}", flush=True)
        return way


def say(text: str, voice: str, speed: int, pitch: int, gap: int) -> Samples:
    """espeak-ng's rendering, mono at 16 kHz, at the level of calm speech."""
    options = ["-v", voice, "-s", str(speed), "-p", str(min(pitch, 99)), "-g", str(gap), "--stdout"]
    wave = subprocess.run(["espeak-ng", *options, text], capture_output=True, check=True).stdout
    samples, rate_hz = soundfile.read(io.BytesIO(wave), dtype="float32")
    samples = soxr.resample(samples, rate_hz, SAMPLE_RATE_HZ)
    loud = samples[np.abs(samples) > 0.01]
    level = np.sqrt(np.mean(loud**2)) if len(loud) else 1.0
    result: Samples = (samples * (CALM_LEVEL / level)).astype(np.float32)
    return result


def softened(samples: Samples, tone_db: float) -> Samples:
    """The samples with their treble (from 2 kHz up) changed by so many dB: espeak's sibilants are sharp."""
    spectrum = np.fft.rfft(samples)
    octaves = np.log2(np.maximum(np.fft.rfftfreq(len(samples), 1 / SAMPLE_RATE_HZ), 1) / 2000)
    gain = 10 ** (tone_db / 20 * np.clip(octaves + 0.5, 0, 1))
    result: Samples = np.fft.irfft(spectrum * gain, len(samples)).astype(np.float32)
    return result


def judged(line: Line, text: str, samples: Samples, ears: Ears) -> Spoken:
    """A rendering in its style, with what the recogniser makes of it."""
    louder: Samples = np.clip(samples * 10 ** (STYLES[line.style][1] / 20), -1, 1).astype(np.float32)
    heard = ears.line(louder)
    exact = figures(heard) == figures(text) and meaning(heard, line.speaker) == meaning(text, line.speaker)
    return Spoken(text, louder, heard, share_heard(text, heard), exact)


def share_heard(text: str, heard: str) -> float:
    """The share of the words that is right (1 minus the word error rate, 0 at least)."""
    wanted, got = words_of(normalise(text)), words_of(normalise(heard))
    return max(0.0, 1 - Levenshtein.distance(wanted, got) / max(1, len(wanted)))


def figures(text: str) -> list[str]:
    """Every sum and day that is said."""
    tokens = normalise(text)
    numbers = find_numbers(tokens)
    days = [str(span.day) for span in find_dates(tokens, numbers, date(2026, 1, 5))]
    return [f"{number.kind} {number.value}" for number in numbers] + days


def meaning(text: str, speaker: Speaker) -> tuple[list[str], list[str], AmountKind | None, str]:
    """What detectors would make of a line: its sums and days, signals, kind of amount, method."""
    tokens = normalise(text)
    words = words_of(tokens)
    signals = [match.phrases.signal for match in MATCHER.find(tokens, speaker)]
    return figures(text), sorted(signals), find_kind(words), str(find_method(words))


def mix(lines: list[Line], spoken: list[Spoken]) -> tuple[Samples, str, list[float]]:
    """The stereo call, shape [samples, 2], its dialogue script, and the time at which each line begins."""
    placed: list[tuple[float, Line, Spoken]] = []
    script: list[str] = []
    end_s = 0.5
    for line, said in zip(lines, spoken, strict=True):
        start_s = end_s + TURN_GAP_S
        for directive in line.before:
            kind, _, seconds = directive.strip("[]").partition(" ")
            start_s = end_s - float(seconds) if kind == "overlap" else start_s + float(seconds)
        start_s = np.ceil(start_s * SAMPLE_RATE_HZ / STEP) * STEP / SAMPLE_RATE_HZ
        placed.append((start_s, line, said))
        style = f"  # {line.style}" if line.style else ""
        script += [f"[t={start_s:.2f}]", f"{line.speaker}: {said.text}{style}"]
        end_s = max(end_s, start_s + len(said.samples) / SAMPLE_RATE_HZ)
    stereo = np.stack([hiss(int((end_s + 1.5) * SAMPLE_RATE_HZ))] * 2, axis=1)
    for start_s, line, said in placed:
        at = round(start_s * SAMPLE_RATE_HZ)
        stereo[at : at + len(said.samples), 0 if line.speaker == "agent" else 1] += said.samples
    return np.clip(stereo, -1, 1), "\n".join(script) + "\n", [start_s for start_s, _, _ in placed]


def judge(name: str, lines: list[Line], spoken: list[Spoken], heard: list[Utterance]) -> bool:
    """Prints how much of the call was heard; whether sums and days are exact and 80 % of the words right."""
    good = True
    report = {}
    for speaker in SPEAKERS:
        told = " . ".join(said.text for line, said in zip(lines, spoken, strict=True) if line.speaker == speaker)
        got = " . ".join(event.text for event in heard if event.speaker == speaker)
        share, exact = share_heard(told, got), sorted(figures(told)) == sorted(figures(got))
        report[speaker] = {"words": round(share, 3), "exact": exact}
        good = good and share >= 0.8 and exact
    print(f"{name}: {json.dumps(report)}")
    return good


if __name__ == "__main__":
    main()
