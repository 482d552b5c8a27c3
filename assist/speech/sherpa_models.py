"""sherpa-onnx's models: one of the catalogue, or a folder of the user's; tried in a process of its own, then loaded.

The library ends the whole process where a model lacks something (its C++ calls `_Exit`), so that a bad model would end
`assist` without a word: the trial takes that in its place. Run as `python -m assist.speech.sherpa_models FOLDER`.
"""

import importlib
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from assist.config import Settings
from assist.errors import ConfigError, ModelError
from assist.events import SAMPLE_RATE_HZ
from assist.speech.models.catalogue import CATALOGUE
from assist.speech.models.local import catalogue_folder

FIX = "pip install sherpa-onnx"
TOKENS = "tokens.txt"
TRANSDUCER = ("encoder", "decoder", "joiner")
CTC = ("model", "ctc")
"""How the files of a transducer, and the one of a CTC model, begin."""
SMALLER = ".int8."
"""What a model's smaller and quicker files have in their names. The decoder of a transducer is not made smaller."""
TRIAL_S = 120.0
"""How long a model may take to load; 300 MB take 2 s."""


@dataclass(frozen=True)
class SherpaFiles:
    """The files of a model: three `networks` make a transducer, one a CTC model."""

    folder: Path
    tokens: Path
    networks: tuple[Path, ...]


def import_sherpa() -> ModuleType:
    """The package. Raises ConfigError where it is missing or its library does not load here."""
    try:
        return importlib.import_module("sherpa_onnx")  # only now, so that the other engines run without it
    except ModuleNotFoundError:
        raise ConfigError(f"[speech] engine: engine sherpa needs the package sherpa-onnx: {FIX}") from None
    except (ImportError, OSError) as error:
        why = " ".join(str(error).split())
        raise ConfigError(
            f"[speech] engine: sherpa-onnx does not run on {sys.platform} here ({why:.120}); use whisper"
        ) from None


def model_files(settings: Settings) -> SherpaFiles:
    """The files of the model that `[speech] model` names: of the catalogue (verified), or a folder.

    Raises ModelError where it is unknown, not pulled yet, for another engine, or incomplete.
    """
    name = settings.speech.model
    if name in CATALOGUE:
        return find_files(catalogue_folder(name, "sherpa", settings))
    folder = Path(name).expanduser()
    if not name or not folder.is_dir():
        known = ", ".join(model.name for model in CATALOGUE.values() if model.engine == "sherpa")
        raise ModelError(
            f"model {name!r}: neither a known model of engine sherpa ({known}) nor a folder; set [speech] model"
        )
    return find_files(folder)


def find_files(folder: Path) -> SherpaFiles:
    """The model's files in `folder`, the smaller ones where there are two. Raises ModelError where one is missing."""
    transducer = [_find(folder, (part,), smaller=part != "decoder") for part in TRANSDUCER]
    ctc = _find(folder, CTC, smaller=True)
    networks = [file for file in (transducer if any(transducer) or ctc is None else [ctc]) if file is not None]
    missing = [f"{part}*.onnx" for part, file in zip(TRANSDUCER, transducer, strict=True) if file is None]
    if len(missing) == len(TRANSDUCER):
        missing = [] if ctc else ["encoder*.onnx or model*.onnx"]
    if not (folder / TOKENS).is_file():
        missing.append(TOKENS)
    if missing:
        lacks = " and no ".join(missing)
        raise ModelError(f"{folder}: the folder has no {lacks}; give the folder of a streaming sherpa-onnx model")
    return SherpaFiles(folder, folder / TOKENS, tuple(networks))


def _find(folder: Path, begins: tuple[str, ...], smaller: bool) -> Path | None:
    found = sorted(path for path in folder.glob("*.onnx") if path.name.startswith(begins))
    wanted = [path for path in found if (SMALLER in path.name) == smaller]
    return next(iter(wanted or found), None)


def load_model(files: SherpaFiles, threads: int) -> Any:
    """A loaded `sherpa_onnx.OnlineRecognizer`, which any number of streams share, decoding on `threads` threads.

    Raises ConfigError where the package is missing, ModelError where the model does not load or does not run.
    """
    sherpa = import_sherpa()
    _try_out(files)
    return _load(sherpa, files, threads)


def _load(sherpa: ModuleType, files: SherpaFiles, threads: int) -> Any:
    tokens, networks = str(files.tokens), [str(path) for path in files.networks]
    if len(networks) == 1:
        return sherpa.OnlineRecognizer.from_zipformer2_ctc(tokens=tokens, model=networks[0], num_threads=threads)
    encoder, decoder, joiner = networks
    return sherpa.OnlineRecognizer.from_transducer(
        tokens=tokens, encoder=encoder, decoder=decoder, joiner=joiner, num_threads=threads
    )


def _try_out(files: SherpaFiles) -> None:
    # the folder of the package first, for where assist runs from its sources
    path = os.pathsep.join(str(part) for part in sys.path if part)
    environment = {**os.environ, "PYTHONPATH": path}
    command = [sys.executable, "-m", "assist.speech.sherpa_models", str(files.folder)]
    try:
        done = subprocess.run(command, capture_output=True, env=environment, timeout=TRIAL_S, check=False)
    except subprocess.TimeoutExpired:
        raise ModelError(f"{files.folder}: the model did not load within {TRIAL_S:.0f} s; use a smaller one") from None
    if done.returncode:
        said = [line.strip() for line in done.stderr.decode("utf-8", "replace").splitlines() if line.strip()]
        # the library begins its lines with its own source file
        why = said[-1].rpartition(":Init")[2] if said else f"it ended with {done.returncode}"
        raise ModelError(
            f"{files.folder}: the sherpa-onnx model there does not run ({why:.120}); fetch it again, or use another"
        )


def main() -> int:
    """The trial: loads the model and lets it hear two seconds of noise. The exit code: 0, or the library's own."""
    recogniser = _load(import_sherpa(), find_files(Path(sys.argv[1])), 1)
    stream = recogniser.create_stream()
    noise = np.random.default_rng(1).normal(0, 0.1, 2 * SAMPLE_RATE_HZ).astype(np.float32)
    stream.accept_waveform(SAMPLE_RATE_HZ, noise)
    while recogniser.is_ready(stream):
        recogniser.decode_stream(stream)
    recogniser.get_result(stream)
    return 0


if __name__ == "__main__":
    sys.exit(main())
