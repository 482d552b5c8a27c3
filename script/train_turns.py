"""Trains the model of turns: labelled lines in, weights for numpy out. scikit-learn serves here only.

A line is `labels|text`, labels parted by a space, `-` for none; the files are prompts/<language>/turns/agent*.txt and
customer*.txt. Every label that a line has must stand in it: what is left out is taught as absent.
"""

import argparse
import hashlib
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import KFold

from assist.events import SPEAKERS, Speaker
from assist.language.turns.model import BUCKETS, NEVER, NOTHING, SpeakerModel, TurnModel, code, ngrams, shapes, vector
from assist.language.words.normalise import normalise
from assist.language.words.tokens import Token
from assist.matching import LABELS
from assist.playbook import TURNS

HOME = Path(__file__).resolve().parent.parent
FOLDS = 5
KNOWN_FROM = 3
"""A word that fewer turns have counts beside others as a rare one: it is mostly a name."""
REGULARISATION = 40.0
"""C of the logistic regression: from 10 to 150 the k-fold figures hardly differ."""
ROUGH, FINE = 1e-2, 1e-4
"""When a fit is good enough (liblinear's `tol`): on the folds, whose thresholds are chosen to 0.02, and in the end.
Half of the time would go into the last digits."""
GRID = np.arange(0.44, 0.701, 0.02)
"""Thresholds that are tried: below, a false alarm is too near; above, the phrases would have to do it all."""
MUST_NOT_MISS = {"threat": 2.0, "self_harm": 3.0}
"""How much more recall counts than precision (beta of the F-measure) where a miss is the worst failure."""
LOW_GRID = np.arange(0.20, 0.701, 0.02)
"""The thresholds that are tried for these."""

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Space:
    """Smoothed inverse document frequencies (BUCKETS,), and the codes of the words that count beside others."""

    idf: npt.NDArray[np.float32]
    known: frozenset[int]


@dataclass(frozen=True, eq=False)
class Lines:
    """The turns of one speaker: tokens of each, and `labels` (turns, labels) as 0 and 1."""

    names: tuple[str, ...]
    turns: Sequence[list[Token]]
    labels: npt.NDArray[np.int64]


def main() -> None:
    """Reads, cross-checks, trains, writes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=HOME / "prompts" / "id", help="the language's playbook")
    parser.add_argument("--check", action="store_true", help="only print the k-fold figures; write nothing")
    options = parser.parse_args()
    try:
        files = {speaker: sorted((options.folder / "turns").glob(f"{speaker}*.txt")) for speaker in SPEAKERS}
        lines = {speaker: read_lines(speaker, files[speaker]) for speaker in SPEAKERS}
    except ValueError as error:
        sys.exit(f"train: {error}")
    models = {speaker: train(speaker, lines[speaker]) for speaker in SPEAKERS}
    if options.check:
        return
    trained_on = fingerprint([lines[speaker] for speaker in SPEAKERS])
    (options.folder / TURNS).write_bytes(TurnModel(models, trained_on).to_bytes())
    print(f"Written: {options.folder / TURNS} ({(options.folder / TURNS).stat().st_size / 1e6:.1f} MB)")


def fingerprint(lines: Sequence[Lines]) -> str:
    """Tells whether a model was trained on these lines, as they are normalised today."""
    digest = hashlib.sha256()
    for part in lines:
        digest.update(part.labels.tobytes())
        digest.update(repr([shapes(tokens) for tokens in part.turns]).encode())
    return digest.hexdigest()[:16]


def read_lines(speaker: Speaker, files: Sequence[Path]) -> Lines:
    """The labelled turns of a speaker. Raises ValueError naming file, line and fault."""
    names = (*LABELS[speaker], NOTHING)
    turns, labels = [], []
    for file in files:
        for number, line in enumerate(_text_of(file).splitlines(), 1):
            given, bar, text = line.partition("|")
            own = given.split()
            wrong = [label for label in own if label not in names or (label == NOTHING and len(own) > 1)]
            if not bar or not text.strip() or wrong or not given.strip():
                fault = f"unknown label {wrong[0]!r:.60}" if wrong else "expected labels|text, or -|text"
                raise ValueError(f"{file}: line {number}: {fault}; mend {line[:60]!r}")
            turns.append(normalise(text))
            labels.append([int(name in own) for name in names])
    if len(turns) < FOLDS:
        raise ValueError(
            f"{len(turns)} lines of the {speaker}; put {speaker}*.txt with labelled turns into the folder turns"
        )
    return Lines(names, turns, np.array(labels, np.int64))


def _text_of(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")  # Windows editors put a mark in front
    except (OSError, UnicodeDecodeError) as error:
        raise ValueError(f"{file}: cannot be read as UTF-8 text ({error}); save it as UTF-8") from None


def train(speaker: Speaker, lines: Lines) -> SpeakerModel:
    """The model of one speaker, with thresholds chosen on folds it was not trained on."""
    likely = np.zeros(lines.labels.shape)
    folds = KFold(FOLDS, shuffle=True, random_state=0)
    for seen, unseen in folds.split(lines.labels):
        space = space_of([lines.turns[at] for at in seen])
        weights, biases = fit(matrix([lines.turns[at] for at in seen], space), lines.labels[seen], ROUGH)
        scores = matrix([lines.turns[at] for at in unseen], space) @ weights + biases
        likely[unseen] = 1.0 / (1.0 + np.exp(-scores))
    thresholds = np.array(
        [best_threshold(name, likely[:, at], lines.labels[:, at]) for at, name in enumerate(lines.names)]
    )
    report(speaker, lines, likely >= thresholds)
    space = space_of(lines.turns)
    weights, biases = fit(matrix(lines.turns, space), lines.labels, FINE)
    largest = np.abs(weights).max(axis=0)
    scales = np.where(largest > 0, largest, 1.0) / 127.0
    return SpeakerModel(
        labels=lines.names,
        weights=np.round(weights / scales).astype(np.int8),
        scales=scales.astype(np.float32),
        biases=biases.astype(np.float32),
        thresholds=thresholds.astype(np.float32),
        idf=space.idf,
        known=np.array(sorted(space.known), np.uint32),
    )


def space_of(turns: Sequence[list[Token]]) -> Space:
    """The columns that turns are put into."""
    counted = Counter(code(word) for tokens in turns for word in set(shapes(tokens)))
    known = frozenset(word for word, count in counted.items() if count >= KNOWN_FROM)
    seen_in = np.zeros(BUCKETS)
    for tokens in turns:
        seen_in[list(set(ngrams(tokens, known)))] += 1
    return Space((np.log((1 + len(turns)) / (1 + seen_in)) + 1).astype(np.float32), known)


def matrix(turns: Sequence[list[Token]], space: Space) -> Any:
    """The turns as rows of a sparse (turns, BUCKETS) matrix."""
    rows = [
        vector(tokens, space.idf, space.known) if tokens else (np.zeros(0, np.int64), np.zeros(0, np.float32))
        for tokens in turns
    ]
    ends = np.cumsum([0, *(len(columns) for columns, _ in rows)])
    columns, values = (np.concatenate(parts) for parts in zip(*rows, strict=True))
    return csr_matrix((values.astype(np.float64), columns, ends), shape=(len(turns), BUCKETS))


def fit(rows: Any, labels: npt.NDArray[np.int64], tolerance: float) -> tuple[Floats, Floats]:
    """Weights (BUCKETS, labels) and biases (labels,); a label that no line has is never given."""
    weights, biases = np.zeros((BUCKETS, labels.shape[1])), np.full(labels.shape[1], -10.0)
    for at in range(labels.shape[1]):
        if 0 < labels[:, at].sum() < len(labels):
            options = {"C": REGULARISATION, "intercept_scaling": 3, "tol": tolerance, "random_state": 0}
            model = LogisticRegression(solver="liblinear", **options)
            model.fit(rows, labels[:, at])
            weights[:, at], biases[at] = model.coef_[0], model.intercept_[0]
    return weights, biases


def best_threshold(name: str, likely: Floats, labels: npt.NDArray[np.int64]) -> float:
    """The probability from which on the F-measure is the best."""
    beta2 = MUST_NOT_MISS.get(name, 1.0) ** 2

    if name == NOTHING:
        return NEVER

    def f_measure(threshold: float) -> float:
        given = likely >= threshold
        hit = float((given & (labels == 1)).sum())
        return (1 + beta2) * hit / max(1.0, beta2 * labels.sum() + given.sum())

    return float(max(LOW_GRID if name in MUST_NOT_MISS else GRID, key=f_measure))


def report(speaker: Speaker, lines: Lines, given: npt.NDArray[np.bool_]) -> None:
    """Prints precision, recall and F1 a label over the folds that were not seen."""
    wanted, given = lines.labels[:, :-1] == 1, given[:, :-1]
    hits, counts, said = (given & wanted).sum(axis=0), wanted.sum(axis=0), given.sum(axis=0)
    f1s = 2 * hits / np.maximum(1, counts + said)
    empty = ~wanted.any(axis=1)
    print(f"{speaker}: {len(given)} turns; on unseen folds macro F1 {f1s[counts > 0].mean():.3f}, ", end="")
    print(f"false alarms on turns without a label {(given.any(axis=1) & empty).sum() / max(1, empty.sum()):.3f}")
    for at, name in enumerate(lines.names[:-1]):
        precision, recall = hits[at] / max(1, said[at]), hits[at] / max(1, counts[at])
        print(f"  {name:24} {counts[at]:5}  precision {precision:.2f}  recall {recall:.2f}  F1 {f1s[at]:.2f}")


if __name__ == "__main__":
    main()
