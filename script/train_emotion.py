"""Trains the weights of rising emotion: labelled voices in, assist/detectors/emotion_weights.py out.

    PYTHONPATH=. python script/train_emotion.py [--folder ../shared/data/emotion_dev] [--check]

Every piece is heard by the ear of a live call, clean, over a telephone, and over one with noise; what counts is how
its windows differ from the same speaker's neutral pieces. The model is a logistic regression whose signs are held to
what vocal effort does (no voice is taken for raised because it is duller or lower), strongly regularised, and used
without its intercept: a voice at rest has strength 0. The same data give the same file.
"""

import argparse
import pickle
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import soundfile
import soxr
from platformdirs import user_cache_path
from scipy.optimize import minimize
from voice_lines import pink, telephone

from assist.audio.cutting import ChunkCutter
from assist.audio.prosody import STRETCH_S
from assist.config import Settings
from assist.detectors.rise import CLIP, MEASURES, Baseline, Vector, vector
from assist.events import SAMPLE_RATE_HZ, Prosody, Samples
from assist.tuning.emotion import Work, auc, hear_apart
from assist.tuning.emotion_data import Person, read_people
from assist.tuning.evaluate import untold

HOME = Path(__file__).resolve().parent.parent
FOLDER = HOME.parent / "shared" / "data" / "emotion_dev"
WEIGHTS = HOME / "assist" / "detectors" / "emotion_weights.py"
CACHE = user_cache_path("assist") / "emotion" / "pieces.pickle"

LINES = ("clean", "telephone", "telephone + noise")
NOISE_DB, QUIET_DB = 15.0, 45.0
"""Speech over noise; the last is that of a good room, since digital silence is heard in no call."""
SILENCE_S = 0.5
C = 0.02
"""Inverse strength of the regularisation: from 0.01 to 1 the figures on unseen speakers differ by less than 0.01."""
SIGNS = {
    "pitch": 1, "pitch_high": 1, "pitch_spread": 1, "pitch_movement": 1, "jitter": 0, "level": 1, "level_spread": 0,
    "tilt": 1, "slope": 1, "hammarberg": -1, "centroid": 1, "low_centroid": 1, "flux": 0, "voiced": 0,
    "periodicity": 0, "syllables": 1,
}  # fmt: skip
"""What more vocal effort and more haste do to each measure; 0 where either is known (then the data decide)."""
RAISED_DB, RAISED_SPREAD_DB, CALM_SPREAD_DB = 6.0, 3.0, 2.5
"""Levels to train on where the corpus has none of its own (its files are levelled one by one): a raised voice lies
6 dB above a normal one (ISO 9921:2003, vocal effort), people differ, and calm speech sways."""
CALM_SHARE = 0.96
"""This share of calm windows of unseen speakers lies below strength 1, before any smoothing."""

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Example:
    """A piece of a speaker on a line: its windows as differences [count, MEASURES], and its label."""

    line: str
    speaker: str
    high: bool
    differences: Floats


@dataclass(frozen=True, eq=False)
class HeardPiece:
    """The windows of a piece on a line."""

    line: str
    speaker: str
    group: str
    high: bool
    windows: tuple[Prosody, ...]


def main() -> None:
    """Hears, trains, prints what unseen speakers say of it, writes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, default=FOLDER, help="labelled voices with manifest.csv")
    parser.add_argument("--check", action="store_true", help="only print the figures; write nothing")
    options = parser.parse_args()
    examples = examples_of(heard_pieces(options.folder))
    scales = scales_of(examples)
    figures = [
        f"{name}: " + ", ".join(f"{line} {value:.3f}" for line, value in unseen_aucs(examples, scales, level).items())
        for name, level in (("with level", True), ("without level", False))
    ]
    print("AUC on unseen speakers (leave one out)", *figures, sep="\n")
    if not options.check:
        WEIGHTS.write_text(module_text(scales, tables_of(examples, scales), figures), encoding="utf-8")
        print(f"Written: {WEIGHTS}")


def heard_pieces(folder: Path) -> list[HeardPiece]:
    """All pieces on all lines, from the cache where it was made of these files by this code's measures."""
    people = read_people(folder)
    files = [piece.file for person in people for piece in (*person.baseline, *person.test)]
    key = (MEASURES, LINES, STRETCH_S, [(file.name, file.stat().st_size) for file in files], audio_code())
    if CACHE.exists():
        known, rows = pickle.loads(CACHE.read_bytes())
        if known == key:
            return [HeardPiece(*row) for row in rows]
    pieces: list[HeardPiece] = []
    for line in LINES:
        for person in people:
            pieces += hear_person(person, line)
        print(f"heard: {line}", file=sys.stderr, flush=True)
    CACHE.parent.mkdir(parents=True, exist_ok=True)
    CACHE.write_bytes(pickle.dumps((key, [tuple(vars(piece).values()) for piece in pieces])))
    return pieces


def audio_code() -> list[str]:
    """What a cache of windows was made by."""
    rooms = [HOME / "assist" / "audio" / name for name in ("pitch.py", "voice_pieces.py", "prosody.py")]
    return [file.read_text(encoding="utf-8") for file in rooms]


def hear_person(person: Person, line: str) -> list[HeardPiece]:
    """One speaker's pieces on a line; the noise stays at one level for the whole speaker, as in a call."""
    sounds = {piece.file: read_mono(piece.file) for piece in (*person.baseline, *person.test)}
    usual = float(np.median([np.sqrt(np.mean(sounds[piece.file] ** 2)) for piece in person.baseline]))

    groups = (("baseline", person.baseline), ("test", person.test))
    rows = [(group, piece) for group, pieces in groups for piece in pieces]
    lines = (on_line(sounds[piece.file], line, usual, seed) for seed, (_, piece) in enumerate(rows))
    chunks = (ChunkCutter("customer").accept(samples) for samples in lines)
    heard = hear_apart(chunks, Settings(), Work(untold, 1.0))
    return [
        HeardPiece(line, person.speaker, group, piece.high, tuple(windows))
        for (group, piece), windows in zip(rows, heard, strict=True)
    ]


def read_mono(file: Path) -> Samples:
    """A mono file of the corpus at SAMPLE_RATE_HZ."""
    samples, rate = soundfile.read(str(file), dtype="float32")
    return np.asarray(soxr.resample(samples, rate, SAMPLE_RATE_HZ), np.float32)


def on_line(samples: Samples, line: str, usual: float, seed: int) -> Samples:
    """The piece between two silences on a line; `usual` is the root mean square of the speaker's calm speech."""
    rest = np.zeros(round(SILENCE_S * SAMPLE_RATE_HZ), np.float32)
    heard = np.concatenate([rest, samples, rest])
    noise_db = NOISE_DB if "noise" in line else QUIET_DB
    heard = heard + np.float32(usual * 10 ** (-noise_db / 20)) * pink(len(heard), seed)
    return telephone(heard) if "telephone" in line else np.asarray(heard, np.float32)


def examples_of(pieces: Iterable[HeardPiece]) -> list[Example]:
    """The test pieces as differences from the speaker's own baseline on the same line."""
    people: dict[tuple[str, str], list[HeardPiece]] = {}
    for piece in pieces:
        people.setdefault((piece.line, piece.speaker), []).append(piece)
    found = []
    for own in people.values():
        baseline = Baseline(Settings().emotion)
        for piece in own:
            for heard in piece.windows if piece.group == "baseline" else ():
                baseline.add(vector(heard), heard.end_s - heard.start_s)
        for piece in own:
            if piece.group == "test" and piece.windows:
                rows = [baseline.difference(vector(heard)) for heard in piece.windows]
                found.append(Example(piece.line, piece.speaker, piece.high, np.nan_to_num(np.array(rows))))
    return found


def scales_of(examples: Sequence[Example]) -> dict[str, float]:
    """What counts as one unit of each difference: its spread over all windows, the level's that of natural speech."""
    spread = np.concatenate([example.differences for example in examples]).std(axis=0)
    scales = {name: float(f"{value:.3g}") for name, value in zip(MEASURES, spread, strict=True)}
    return {**scales, "level": 4.0}


def tables_of(examples: Sequence[Example], scales: dict[str, float]) -> tuple[dict[str, float], dict[str, float]]:
    """Weights with and without level, such that 1.0 leaves out CALM_SHARE of calm windows."""
    return _table(examples, scales, level=True), _table(examples, scales, level=False)


def _table(examples: Sequence[Example], scales: dict[str, float], level: bool) -> dict[str, float]:
    rows, labels, shares = matrix(examples, scales, level)
    weights = fit(rows, labels, shares)
    calm = (rows @ weights)[~labels]
    threshold = float(np.quantile(calm, CALM_SHARE))
    return {name: round(float(weight / threshold), 4) for name, weight in zip(MEASURES, weights, strict=True)}


def matrix(
    examples: Sequence[Example], scales: dict[str, float], level: bool
) -> tuple[Floats, npt.NDArray[np.bool_], Floats]:
    """Clipped differences [windows, MEASURES] in scales, labels [windows], and each window's share of its piece."""
    random = np.random.default_rng(0)
    at, per = MEASURES.index("level"), np.array([scales[name] for name in MEASURES])
    rows, labels, shares = [], [], []
    for example in examples:
        differences = example.differences.copy()
        rise = random.normal(RAISED_DB, RAISED_SPREAD_DB) if example.high else random.normal(0.0, CALM_SPREAD_DB)
        differences[:, at] = rise if level else 0.0
        clipped = np.clip(differences / per, -CLIP, CLIP)
        clipped[:, at] = np.maximum(clipped[:, at], 0.0)
        rows.append(clipped)
        labels += [example.high] * len(clipped)
        shares += [1 / len(clipped)] * len(clipped)
    return np.concatenate(rows), np.array(labels), np.array(shares)


def fit(rows: Floats, labels: npt.NDArray[np.bool_], shares: Floats) -> Vector:
    """Weights [MEASURES] of a logistic regression with an intercept (let go), L2 penalty and SIGNS."""
    truth = np.where(labels, 1.0, -1.0)

    def loss(parameters: Floats) -> tuple[float, Floats]:
        margins = truth * (rows @ parameters[:-1] + parameters[-1])
        pull = -truth * shares / (1 + np.exp(np.clip(margins, -50, 50)))
        value = float(shares @ np.logaddexp(0, -margins) + parameters[:-1] @ parameters[:-1] / (2 * C))
        return value, np.append(rows.T @ pull + parameters[:-1] / C, pull.sum())

    bounds = [{1: (0, None), -1: (None, 0), 0: (None, None)}[SIGNS[name]] for name in MEASURES]
    start = np.zeros(len(MEASURES) + 1)
    found: Floats = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=[*bounds, (None, None)]).x
    return found[:-1]


def unseen_aucs(examples: Sequence[Example], scales: dict[str, float], level: bool) -> dict[str, float | None]:
    """AUC of pieces by line, each speaker judged by weights of the others."""
    scores: dict[str, list[tuple[float, bool]]] = {line: [] for line in LINES}
    for speaker in sorted({example.speaker for example in examples}):
        weights = fit(*matrix([example for example in examples if example.speaker != speaker], scales, level))
        for example in (example for example in examples if example.speaker == speaker):
            rows = matrix([example], scales, level=False)[0]
            if level:
                at = MEASURES.index("level")
                rows[:, at] = np.clip(example.differences[:, at] / scales["level"], 0.0, CLIP)
            scores[example.line].append((float(np.mean(rows @ weights)), example.high))
    return {line: auc(pairs) for line, pairs in scores.items()}


def module_text(
    scales: dict[str, float], tables: tuple[dict[str, float], dict[str, float]], figures: Sequence[str]
) -> str:
    """The generated module."""

    def table(name: str, values: dict[str, float], told: str) -> str:
        rows = "".join(f'    "{key}": {value!r},\n' for key, value in values.items())
        return f'{name} = {{\n{rows}}}\n"""{told}"""\n'

    head = '"""' + PROVENANCE + "\n\n" + "\n".join(figures) + '\n"""\n\n'
    return (
        head
        + table("SCALES", scales, "One unit of the difference from the own baseline, by measure (`rise.vector`).")
        + table("WITH_LEVEL", tables[0], "Strength a unit of difference; 1.0 in sum is a raised voice.")
        + table("WITHOUT_LEVEL", tables[1], "The same for headsets whose automatic gain holds the level.")
    )


PROVENANCE = """Weights of rising emotion. Written by script/train_emotion.py: change that, not this.

Trained on EmoDB (F. Burkhardt, A. Paeschke, M. Rolfes, W. Sendlmeier, B. Weiss, "A Database of German Emotional
Speech", Interspeech 2005; 10 actors, acted; disgust left out), clean, over a simulated telephone, and over one with
noise 15 dB below. Licence as audEERING's data sheet of emodb 1.4.1 states it (repository audeering/datasets, file
datasets/emodb.html, read 2026-11-29): CC0-1.0, usage unrestricted. The level's weight rests on ISO 9921, not on the
corpus, whose files are levelled one by one. AUC of pieces, high against low arousal, each speaker by weights of the
other nine; in `with level` the level is the corpus's own, so that it shows what a useless level costs:"""


if __name__ == "__main__":
    main()
