"""Makes the bundled demo calls: synthetic speech (espeak-ng, `id` voices) of the dialogues in script/demo_calls/.

    .venv/bin/python script/make_demo_calls.py [NAME ...]

The default recogniser hears espeak's Indonesian poorly, so for every line this searches wording, speed, pitch and
pauses between words until the line is heard: every sum and day exact, and most of its words. Each speaker keeps the one
voice that is heard best. Then the call is put together and heard as a whole; lines that are heard worse there are
spoken in another way that was found, and it is heard again. It is written to assist/demo_calls/ only if every sum and
day is exact and 80 % of the words are right. Needs espeak-ng and the model.
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
from assist.language.dates import find_dates
from assist.language.normalise import normalise, words_of
from assist.language.spans import find_numbers
from assist.speech.engines import open_engine

SOURCES = Path(__file__).parent / "demo_calls"
VOICES = {"female": ["id+f2", "id+f5", "id+f3", "id+f4"], "male": ["id", "id+m3", "id+m2", "id+m1"]}
SPEEDS, PITCHES, GAPS = (120, 105, 135), (0, 12, -12), (4, 7, 1)
"""Words a minute; pitch (0-99) above or below the voice's own; pauses between words in 10 ms. The likeliest first."""
BASE_PITCH = {"female": 55, "male": 40}
CALM_LEVEL = 0.05
"""RMS of calm speech: -26 dBFS, a usual headset level."""
STYLES = {"": (0, 0.0), "raised": (18, 7.0), "shouted": (28, 11.0)}
"""How a line is spoken: pitch above the calm voice, and level in dB."""
TURN_GAP_S = 0.7
LEAD_S = 0.7
ENOUGH, WAYS, ROUNDS = 0.85, 3, 6
"""A line of which this share of the words is heard is good; ways of saying it that are kept; times the call is mended."""
WORSE = 0.8
"""A line that is heard worse than this share of what it was heard alone is spoken in another way."""


@dataclass(frozen=True)
class Line:
    """One line of a source: its wordings, style, and what stands before it."""

    speaker: Speaker
    wordings: tuple[str, ...]
    style: str
    before: tuple[str, ...]


@dataclass(frozen=True)
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
        quick = settings.speech.model_copy(update={"partial_every_s": 0.0})
        self._settings = settings.model_copy(update={"speech": quick})
        self._engine = open_engine(self._settings)

    def line(self, samples: Samples) -> str:
        """The text of one line."""
        quiet = hiss(int(LEAD_S * SAMPLE_RATE_HZ))
        padded = np.concatenate([quiet, samples + hiss(len(samples)), quiet, quiet])
        return " ".join(event.text for event in self.call(np.stack([padded, hiss(len(padded))], axis=1)))

    def call(self, stereo: Samples) -> list[Utterance]:
        """The finals of a whole call."""
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "call.opus"
            write_opus(file, stereo)
            hearing = Hearing(self._settings, {speaker: self._engine(speaker) for speaker in SPEAKERS})
            events = [event for chunk in read_chunks(file) for event in hearing.accept(chunk)] + hearing.finish()
        return [event for event in events if isinstance(event, Utterance) and event.final]


def hiss(samples: int) -> Samples:
    """The faint noise of a line, which is never digital zero."""
    noise: Samples = np.random.default_rng(1).normal(0, 0.0003, samples).astype(np.float32)
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
    ways = []
    for line in lines:
        ways.append(search(line, voices[line.speaker], BASE_PITCH[genders[line.speaker]], ears))
        best = ways[-1][0]
        print(f"  {best.score:4.0%} {'' if best.exact else 'NOT EXACT '}{best.text}  ->  {best.heard}", flush=True)
    for _ in range(ROUNDS):
        spoken = [found[0] for found in ways]
        stereo, script, starts = mix(lines, spoken)
        heard = ears.call(stereo)
        if judge(name, lines, spoken, heard):
            write_opus(FOLDER / f"{name}.opus", stereo)
            header = f"# Synthetic: made by script/make_demo_calls.py from script/demo_calls/{name}.txt.\n"
            (FOLDER / f"{name}.txt").write_text(header + script, encoding="utf-8")
            return
        for number, line in enumerate(lines):
            try_another_way(line, starts[number], ways[number], heard)
    sys.exit(f"{name}: not heard well enough as a whole; nothing was written. Add wordings to the source.")


def choose_voices(name: str, lines: list[Line], genders: dict[str, str], ears: Ears) -> dict[str, str]:
    """For each speaker the voice that is heard best, on average over the first wording of every line."""
    voices: dict[str, str] = {}
    for speaker in SPEAKERS:
        gender = genders[speaker]
        texts = [line.wordings[0] for line in lines if line.speaker == speaker and not line.style]
        scores = {}
        for voice in VOICES[gender]:
            if voice not in voices.values():
                rendered = [(text, say(text, voice, 120, BASE_PITCH[gender], 4)) for text in texts]
                scores[voice] = float(np.mean([judged(text, samples, "", ears).score for text, samples in rendered]))
        voices[speaker] = max(scores, key=lambda voice: scores[voice])
        print(f"{name}: {speaker} speaks with {voices[speaker]} ({scores})", flush=True)
    return voices


def try_another_way(line: Line, start_s: float, ways: list[Spoken], heard: list[Utterance]) -> None:
    """Puts another way of speaking first where the present one was not heard well in the call."""
    end_s = start_s + len(ways[0].samples) / SAMPLE_RATE_HZ
    own = [event for event in heard if event.speaker == line.speaker]
    text = " ".join(event.text for event in own if start_s - 0.2 <= (event.start_s + event.end_s) / 2 <= end_s + 0.2)
    exact, share = figures(text) == figures(ways[0].text), share_heard(ways[0].text, text)
    if not exact or share < WORSE * ways[0].score:
        print(f"    in the call: {ways[0].text}  ->  {text}", flush=True)
        ways.append(ways.pop(0))


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


def search(line: Line, voice: str, pitch: int, ears: Ears) -> list[Spoken]:
    """Ways of speaking a line, the best first: stops when WAYS good ones are found."""
    found: list[Spoken] = []
    for wording in line.wordings:
        for gap, speed, shift in product(GAPS, SPEEDS, PITCHES):
            up, _ = STYLES[line.style]
            samples = say(wording, voice, speed, pitch + shift + up, gap)
            found.append(judged(wording, samples, line.style, ears))
            good = [way for way in found if way.exact and way.score >= ENOUGH]
            if len(good) == WAYS:
                return good
    return sorted(found, key=lambda way: (way.exact, way.score), reverse=True)[:WAYS]


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


def judged(text: str, samples: Samples, style: str, ears: Ears) -> Spoken:
    """A rendering in its style, with what the recogniser makes of it."""
    louder: Samples = np.clip(samples * 10 ** (STYLES[style][1] / 20), -1, 1).astype(np.float32)
    heard = ears.line(louder)
    return Spoken(text, louder, heard, share_heard(text, heard), figures(heard) == figures(text))


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
        placed.append((start_s, line, said))
        style = f"  # {line.style}" if line.style else ""
        script += [f"[t={start_s:.2f}]", f"{line.speaker}: {said.text}{style}"]
        end_s = max(end_s, start_s + len(said.samples) / SAMPLE_RATE_HZ)
    stereo = np.stack([hiss(int((end_s + 1.5) * SAMPLE_RATE_HZ))] * 2, axis=1)
    for start_s, line, said in placed:
        at = int(start_s * SAMPLE_RATE_HZ)
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
