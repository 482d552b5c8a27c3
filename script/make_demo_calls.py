"""Makes the bundled demo calls: synthetic speech (espeak-ng, `id` voices) of the dialogues in script/demo_calls/.

    .venv/bin/python script/make_demo_calls.py [NAME ...]

The default recogniser hears espeak's Indonesian poorly, so for every line this searches wording, speed, pitch and pauses
between words until the line is heard: every sum and day exact, and most of its words. Each speaker keeps the one voice
that is heard best. Then the call is put together, heard once more as a whole, and written to assist/demo_calls/ only if
every sum and day is exact and 80 % of the words are right. Needs espeak-ng and the model.
"""

import asyncio
import io
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import product
from pathlib import Path

import numpy as np
import soundfile
import soxr
from rapidfuzz.distance import Levenshtein

from assist.audio.sources import play_file
from assist.config import Settings
from assist.demo import FOLDER
from assist.events import SAMPLE_RATE_HZ, AudioChunk, Samples, Speaker, Utterance
from assist.hearing import open_hearing
from assist.language.dates import find_dates
from assist.language.normalise import normalise, words_of
from assist.language.spans import find_numbers
from assist.speech.decoder import Decoding, WhisperModel
from assist.speech.models import model_path

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
ENOUGH = 0.85
"""A line of which this share of the words is heard is good; the search ends."""


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
    settings = Settings()
    model = WhisperModel(model_path(settings.speech.model, settings), settings.speech.language, 2)
    hear = Ears(model, Decoding(settings.speech.final_beam, settings.speech.final_pad_s, with_words=False))
    for name in sys.argv[1:] or sorted(file.stem for file in SOURCES.glob("*.txt")):
        make(name, hear, settings)


class Ears:
    """What the default recogniser makes of samples."""

    def __init__(self, model: WhisperModel, how: Decoding) -> None:
        self._model, self._how = model, how

    def __call__(self, samples: Samples) -> str:
        decoded = self._model.decode(samples, self._how)
        return decoded.text if decoded else ""


def make(name: str, hear: Ears, settings: Settings) -> None:
    """Searches, mixes, checks and writes one call."""
    source = (SOURCES / f"{name}.txt").read_text(encoding="utf-8")
    lines = list(read(source))
    genders = dict(re.findall(r"(agent|customer)=(female|male)", source))
    taken: list[str] = []
    voices: dict[str, str] = {}
    for speaker in ("agent", "customer"):
        own = [line for line in lines if line.speaker == speaker and not line.style]
        choice = [voice for voice in VOICES[genders[speaker]] if voice not in taken]
        voices[speaker] = max(choice, key=lambda voice: voice_score(own, voice, genders[speaker], hear))
        taken.append(voices[speaker])
        print(f"{name}: {speaker} speaks with {voices[speaker]}")
    spoken = []
    for line in lines:
        best = search(line, voices[line.speaker], BASE_PITCH[genders[line.speaker]], hear)
        print(f"  {best.score:4.0%} {'' if best.exact else 'NOT EXACT'} {best.text}  ->  {best.heard}", flush=True)
        spoken.append(best)
    stereo, script = mix(lines, spoken)
    made = SOURCES / f"{name}.tmp.opus"
    soundfile.write(made, stereo, SAMPLE_RATE_HZ, format="OGG", subtype="OPUS")
    heard = hear_whole(made, settings)
    if not judge(name, lines, spoken, heard):
        made.unlink()
        sys.exit(f"{name}: not heard well enough as a whole; nothing was written. Add wordings to the source.")
    made.rename(FOLDER / f"{name}.opus")
    header = f"# Synthetic: made by script/make_demo_calls.py from script/demo_calls/{name}.txt.\n"
    (FOLDER / f"{name}.txt").write_text(header + script, encoding="utf-8")


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


def search(line: Line, voice: str, pitch: int, hear: Ears) -> Spoken:
    """The rendering of a line that is heard best: the first good one, in the order of wordings."""
    best: Spoken | None = None
    for wording in line.wordings:
        for gap, speed, shift in product(GAPS, SPEEDS, PITCHES):
            up, _ = STYLES[line.style]
            candidate = judged(wording, say(wording, voice, speed, pitch + shift // 2 + up, gap), line.style, hear)
            if best is None or (candidate.exact, candidate.score) > (best.exact, best.score):
                best = candidate
            if best.exact and best.score >= ENOUGH:
                return best
    assert best is not None, "a line has at least one wording"
    return best


def voice_score(lines: list[Line], voice: str, gender: str, hear: Ears) -> float:
    """How well a voice is heard on the first wording of every line, on average."""
    rendered = [(line.wordings[0], say(line.wordings[0], voice, 120, BASE_PITCH[gender], 4)) for line in lines]
    return float(np.mean([judged(text, samples, "", hear).score for text, samples in rendered]))


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


def judged(text: str, samples: Samples, style: str, hear: Ears) -> Spoken:
    """A rendering in its style, with what the recogniser makes of it."""
    louder: Samples = np.clip(samples * 10 ** (STYLES[style][1] / 20), -1, 1).astype(np.float32)
    quiet = np.zeros(int(0.3 * SAMPLE_RATE_HZ), np.float32)
    heard = hear(np.concatenate([quiet, louder, quiet]))
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


def mix(lines: list[Line], spoken: list[Spoken]) -> tuple[Samples, str]:
    """The stereo call, shape [samples, 2], and its dialogue script with the times at which lines begin."""
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
    stereo = np.zeros((int((end_s + 1.5) * SAMPLE_RATE_HZ), 2), np.float32)
    stereo += np.random.default_rng(1).normal(0, 0.0003, stereo.shape).astype(np.float32)  # a line is never digital zero
    for start_s, line, said in placed:
        at = int(start_s * SAMPLE_RATE_HZ)
        stereo[at : at + len(said.samples), 0 if line.speaker == "agent" else 1] += said.samples
    return np.clip(stereo, -1, 1), "\n".join(script) + "\n"


def hear_whole(file: Path, settings: Settings) -> dict[Speaker, list[str]]:
    """What is heard of the whole call, each speaker's finals in order."""
    quiet = settings.model_copy(update={"speech": settings.speech.model_copy(update={"partial_every_s": 0.0})})
    hearing = open_hearing(quiet)

    async def chunks() -> list[AudioChunk]:
        return [chunk async for chunk in play_file(file, paced=False)]

    events = [event for chunk in asyncio.run(chunks()) for event in hearing.accept(chunk)] + hearing.finish()
    finals = [event for event in events if isinstance(event, Utterance) and event.final]
    speakers: tuple[Speaker, Speaker] = ("agent", "customer")
    return {speaker: [event.text for event in finals if event.speaker == speaker] for speaker in speakers}


def judge(name: str, lines: list[Line], spoken: list[Spoken], heard: dict[Speaker, list[str]]) -> bool:
    """Prints how much of the call was heard; whether sums and days are exact and 80 % of the words right."""
    good = True
    report = {}
    for speaker, texts in heard.items():
        told = " . ".join(said.text for line, said in zip(lines, spoken, strict=True) if line.speaker == speaker)
        got = " . ".join(texts)
        share, exact = share_heard(told, got), sorted(figures(told)) == sorted(figures(got))
        report[speaker] = {"words": round(share, 3), "exact": exact}
        good = good and share >= 0.8 and exact
    print(f"{name}: {json.dumps(report)}")
    return good


if __name__ == "__main__":
    main()
