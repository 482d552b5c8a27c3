"""Measures how well raised voices are told from calm ones, every speaker by weights that never heard that speaker.

    PYTHONPATH=. python script/bench_emotion.py [--seeds N]

Pieces: high against low arousal of EmoDB, on lines as a call has them. Joined calls: `../shared/tools/make_rising.py`,
heard by the ear of a live call; a rise is caught if it is said by the third window of raised speech. `no baseline`
judges voices against the other speakers' median instead of the own; `pitch + level` is the rule of assist 0.3, which
averaged semitones / 3 and decibels / 6 above the own baseline.
"""

import argparse
import json
import pickle
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from train_emotion import (
    CACHE,
    CALM_SHARE,
    FOLDER,
    LINES,
    Example,
    Floats,
    HeardPiece,
    audio_code,
    examples_of,
    fit,
    heard_pieces,
    matrix,
    scales_of,
    tables_of,
    unseen_aucs,
)
from voice_lines import automatic_gain

from assist.audio.sources import read_chunks
from assist.config import EmotionSettings, Settings
from assist.detectors.rise import CLIP, MEASURES, Rise, RiseMeter, is_rise, smoothed, vector
from assist.events import AudioChunk, Prosody
from assist.tuning.emotion import Work, auc, hear
from assist.tuning.evaluate import untold

MAKER = FOLDER.parent.parent / "tools" / "make_rising.py"
RISES = CACHE.parent / "rises"
WITHIN = 3
"""A rise is caught if it is said by this window."""
HOWS = {"clean": ((), False), "telephone": (("--telephone",), False), "automatic gain": ((), True)}
"""Joined calls: options of the maker, and whether an automatic gain is put over the customer."""
OLD_SEMITONES, OLD_DB, OLD_MOST = 3.0, 6.0, 1.5

Tables = tuple[dict[str, float], dict[str, float]]


@dataclass(frozen=True, eq=False)
class JoinedWindows:
    """A joined call as it was heard; `rise_at_s` is None in a calm one."""

    speaker: str
    rise_at_s: float | None
    windows: tuple[Prosody, ...]
    cpu_ms_per_s: float


def main() -> None:
    """Prints the section by itself."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=3, help="joined calls of so many seeds")
    emotion_section(parser.parse_args().seeds)


def emotion_section(seeds: int = 3) -> None:
    """Prints both tables. Needs ../shared, and what the `train` extra installs."""
    pieces = heard_pieces(FOLDER)
    examples = examples_of(pieces)
    scales = scales_of(examples)
    print(f"\nraised voices, {len({e.speaker for e in examples})} speakers, each by weights of the others")
    print(f"{'AUC of pieces':28}" + "".join(f"{line:>20}" for line in LINES))
    _row("assist, with level", unseen_aucs(examples, scales, level=True))
    _row("assist, without level", unseen_aucs(examples, scales, level=False))
    _row("no baseline", without_baseline(pieces))
    _row("pitch + level", by_line(examples, old_strength))
    speakers = sorted({example.speaker for example in examples})
    tables = {
        speaker: tables_of([example for example in examples if example.speaker != speaker], scales)
        for speaker in speakers
    }
    print(
        f"\n{'joined calls':28}{'caught in 3 windows':>20}{'calm windows raised':>20}"
        f"{'false a minute':>16}{'CPU ms/s':>10}"
    )
    for how in HOWS:
        calls = [call for seed in range(1, seeds + 1) for call in joined(seed, how)]
        for name, judge in judges(tables, pieces).items():
            print(f"{name + ', ' + how:28}" + tally(calls, judge), flush=True)


def _row(name: str, values: Mapping[str, float | None]) -> None:
    print(f"{name:28}" + "".join(f"{value:20.3f}" if value is not None else f"{'-':>20}" for value in values.values()))


def by_line(examples: Sequence[Example], score: Callable[[Floats], float]) -> dict[str, float | None]:
    """AUC by line of the mean score of a piece's differences."""
    pairs: dict[str, list[tuple[float, bool]]] = {line: [] for line in LINES}
    for example in examples:
        pairs[example.line].append((float(np.mean([score(row) for row in example.differences])), example.high))
    return {line: auc(scored) for line, scored in pairs.items()}


def old_strength(difference: Floats) -> float:
    """The strength of assist 0.3 for a difference [MEASURES]."""
    semitones, level_db = difference[MEASURES.index("pitch")], difference[MEASURES.index("level")]
    return float(min(semitones / OLD_SEMITONES, OLD_MOST) + min(level_db / OLD_DB, OLD_MOST)) / 2


def without_baseline(pieces: Sequence[HeardPiece]) -> dict[str, float | None]:
    """AUC by line of weights trained the same way on measures as they are."""
    pairs: dict[str, list[tuple[float, bool]]] = {line: [] for line in LINES}
    for speaker in sorted({piece.speaker for piece in pieces}):
        model = Plain([piece for piece in pieces if piece.speaker != speaker])
        for piece in pieces:
            if piece.speaker == speaker and piece.group == "test" and piece.windows:
                pairs[piece.line].append((float(np.mean([model.strength(w) for w in piece.windows])), piece.high))
    return {line: auc(scored) for line, scored in pairs.items()}


class Plain:
    """The same model over differences from everybody's median."""

    def __init__(self, pieces: Sequence[HeardPiece]) -> None:
        calm = [vector(heard) for piece in pieces if piece.group == "baseline" for heard in piece.windows]
        self._median = np.nanmedian(np.array(calm), axis=0)
        tested = [piece for piece in pieces if piece.group == "test" and piece.windows]
        examples = [Example(piece.line, piece.speaker, piece.high, self._rows(piece.windows)) for piece in tested]
        scales = scales_of(examples)
        self._scales = np.array([scales[name] for name in MEASURES])
        rows, labels, shares = matrix(examples, scales, level=False)
        weights = fit(rows, labels, shares)
        self._weights = weights / float(np.quantile((rows @ weights)[~labels], CALM_SHARE))

    def _rows(self, windows: Sequence[Prosody]) -> Floats:
        return np.nan_to_num(np.array([vector(heard) for heard in windows]) - self._median)

    def strength(self, heard: Prosody) -> float:
        """Of one window; 1.0 leaves out CALM_SHARE of the calm windows it was trained on."""
        row = np.clip(self._rows([heard])[0] / self._scales, -CLIP, CLIP)
        row[MEASURES.index("level")] = 0.0
        return float(row @ self._weights)


Judge = Callable[[JoinedWindows], list[tuple[Prosody, float]]]
"""The windows that could be judged, with their smoothed strength."""


def judges(tables: Mapping[str, Tables], pieces: Sequence[HeardPiece]) -> dict[str, Judge]:
    """Each way of judging, by name."""
    plain = {speaker: Plain([piece for piece in pieces if piece.speaker != speaker]) for speaker in tables}

    def metered(call: JoinedWindows, gain: str) -> Iterator[tuple[Prosody, Rise]]:
        settings = EmotionSettings.model_validate({"automatic_gain": gain})
        meter = RiseMeter(settings, tables[call.speaker])
        return ((heard, rise) for heard in call.windows if (rise := meter.feed(heard)) is not None)

    def new(gain: str) -> Judge:
        return lambda call: [(heard, rise.strength) for heard, rise in metered(call, gain)]

    def old(call: JoinedWindows) -> list[tuple[Prosody, float]]:
        rises = list(metered(call, "auto"))
        told = [
            (rise.measured["pitch_semitones"] / OLD_SEMITONES, rise.measured["level_db"] / OLD_DB) for _, rise in rises
        ]
        strengths = [sum(min(value, OLD_MOST) for value in pair) / 2 for pair in told]
        return in_turn([heard for heard, _ in rises], strengths)

    def without(call: JoinedWindows) -> list[tuple[Prosody, float]]:
        return in_turn(call.windows, [plain[call.speaker].strength(heard) for heard in call.windows])

    return {
        "assist": new("auto"),
        "always with level": new("off"),
        "never with level": new("on"),
        "no baseline": without,
        "pitch + level": old,
    }


def in_turn(windows: Sequence[Prosody], strengths: Sequence[float]) -> list[tuple[Prosody, float]]:
    """Smoothed as RiseMeter smooths."""
    found, last = [], 0.0
    for heard, strength in zip(windows, strengths, strict=True):
        last = smoothed(last, strength, heard.window_s or heard.end_s - heard.start_s)
        found.append((heard, last))
    return found


def tally(calls: Sequence[JoinedWindows], judge: Judge) -> str:
    """The cells of a row: rises caught, calm windows raised, false alarms a minute of calm audio, processor time."""
    settings = EmotionSettings()
    caught = rises = calm = calm_raised = false = 0
    calm_s = 0.0
    for call in calls:
        since_s = call.rise_at_s if call.rise_at_s is not None else float("inf")
        before, after, hit, rising = 0.0, 0, False, False
        for heard, strength in judge(call):
            rising, rose = is_rise(strength, before, settings), rising
            before = strength
            if heard.end_s <= since_s:
                calm, calm_raised = calm + 1, calm_raised + (strength >= settings.raised)
                false += rising and not rose
            elif heard.start_s >= since_s:
                after += 1
                hit = hit or (rising and after <= WITHIN)
        calm_s += min(since_s, call.windows[-1].end_s)
        rises, caught = rises + (call.rise_at_s is not None), caught + hit
    cpu = float(np.mean([call.cpu_ms_per_s for call in calls]))
    return f"{caught:10} of {rises:<6}{calm_raised / max(calm, 1):20.3f}{60 * false / calm_s:16.2f}{cpu:10.1f}"


def joined(seed: int, how: str) -> list[JoinedWindows]:
    """The joined calls of one seed, heard; from the cache where they were heard before by this code."""
    options, gain = HOWS[how]
    known = RISES / f"{seed}-{how.replace(' ', '-')}.pickle"
    if known.exists():
        code, calls = pickle.loads(known.read_bytes())
        if code == audio_code():
            return [JoinedWindows(*call) for call in calls]
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [sys.executable, str(MAKER), folder, "--seed", str(seed), *options], check=True, stdout=subprocess.DEVNULL
        )
        entries = json.loads((Path(folder) / "rising.json").read_text(encoding="utf-8"))
        calls = [hear_joined(Path(folder), entry, gain) for entry in entries]
    RISES.mkdir(parents=True, exist_ok=True)
    known.write_bytes(pickle.dumps((audio_code(), [tuple(vars(call).values()) for call in calls])))
    return calls


def hear_joined(folder: Path, entry: Mapping[str, object], gain: bool) -> JoinedWindows:
    """One call through the ear of a live call."""
    chunks: list[AudioChunk] = [c for c in read_chunks(folder / str(entry["wav"])) if c.speaker == "customer"]
    if gain:
        samples = automatic_gain(np.concatenate([chunk.samples for chunk in chunks]))
        parts = np.split(samples, len(chunks))
        chunks = [AudioChunk(c.speaker, c.start_s, part) for c, part in zip(chunks, parts, strict=True)]
    work = Work(untold, chunks[-1].end_s)
    windows = tuple(hear(iter(chunks), Settings(), work))
    rise = entry["rise_at_s"]
    rise_at_s = float(rise) if isinstance(rise, int | float) else None
    return JoinedWindows(str(entry["speaker"]), rise_at_s, windows, 1000 * work.cpu_s / work.audio_s)


if __name__ == "__main__":
    main()
