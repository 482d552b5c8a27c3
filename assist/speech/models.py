"""The models on this machine: found, pulled and verified. A model is used only if every hash is right."""

import hashlib
import shutil
import tempfile
from pathlib import Path

from filelock import FileLock

from assist.config import Settings
from assist.errors import ModelError
from assist.speech.catalogue import CATALOGUE, Model
from assist.speech.fetching import SOURCES, Progress

NEEDED = ("model.bin", "config.json", "tokenizer.json")
"""The files without which a folder is no whisper model for CTranslate2."""


def model_path(name_or_folder: str, settings: Settings) -> Path:
    """The folder of a catalogue model (verified: 0.4 s for 145 MB) or of the user's own (looked at, not verified).

    Raises ModelError where it is unknown, not pulled yet, damaged (the bad file is then deleted) or incomplete.
    """
    if name_or_folder in CATALOGUE:
        return verify(name_or_folder, settings.models_path)
    folder = Path(name_or_folder).expanduser()
    if not folder.is_dir():
        known = ", ".join(CATALOGUE)
        raise ModelError(f"model {name_or_folder!r}: neither a known model ({known}) nor a folder; set [speech] model")
    for name in NEEDED:
        if not (folder / name).is_file():
            raise ModelError(f"{folder}: the folder has no {name}; give a folder of a CTranslate2 whisper model")
    return folder


def verify(name: str, root: Path) -> Path:
    """The folder of the catalogue model `name` below `root`, after its hashes were found right.

    Raises ModelError where it is unknown, missing or damaged; a file with a wrong hash is deleted, so that the next
    pull brings it anew.
    """
    model = _known(name)
    folder = root / name
    fix = f"run: assist models pull {name}"
    for file in model.files:
        path = folder / file.name
        if not path.is_file():
            raise ModelError(f"model {name}: {path} is missing; {fix}")
        if path.stat().st_size != file.size or sha256(path) != file.sha256:
            path.unlink()
            raise ModelError(f"model {name}: wrong hash of {path}, the file was deleted; {fix}")
    return folder


def pull(name: str, root: Path, progress: Progress) -> Path:
    """The folder of the model `name` below `root`, fetched from the first source that has it where it is not there.

    Files arrive in a temporary folder beside the target, which replaces the target only when every hash is right: a
    failure or Ctrl-C leaves nothing half. Raises ModelError with each source's reason where none could give it.
    """
    model = _known(name)
    try:
        root.mkdir(parents=True, exist_ok=True)
        with FileLock(root / f".{name}.lock"):
            return _held(name, root) or _pull(model, root, progress)
    except OSError as error:
        raise ModelError(f"model {name}: cannot be kept in {root} ({error.strerror}); set [speech] model_dir") from None


def sha256(path: Path) -> str:
    """The file's SHA-256 in hex."""
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _known(name: str) -> Model:
    if name not in CATALOGUE:
        raise ModelError(f"model {name!r} is not known; known are: {', '.join(CATALOGUE)}")
    return CATALOGUE[name]


def _held(name: str, root: Path) -> Path | None:
    try:
        return verify(name, root)
    except ModelError:
        return None


def _pull(model: Model, root: Path, progress: Progress) -> Path:
    for left in root.glob(f".{model.name}-*"):
        # of a pull that was killed; nobody else is at work here, as the lock is held
        shutil.rmtree(left, ignore_errors=True)
    reasons = []
    for label, source in SOURCES.items():
        with tempfile.TemporaryDirectory(prefix=f".{model.name}-", dir=root, ignore_cleanup_errors=True) as made:
            try:
                source(model, Path(made), progress)
                return _keep(model, Path(made), root / model.name)
            except ModelError as error:
                reasons.append(f"{label}: {error}")
    why = "; ".join(reasons)
    fix = f"check the network, or put the files into {root / model.name}"
    raise ModelError(f"model {model.name}: could not be fetched ({why}); {fix}")


def _keep(model: Model, made: Path, target: Path) -> Path:
    """Checks the files in `made` and moves them to `target` in one step. Raises ModelError on a wrong hash."""
    ready = made / "ready"
    ready.mkdir()
    for file in model.files:
        path = made / file.name
        if not path.is_file() or sha256(path) != file.sha256:
            raise ModelError(f"wrong hash of {file.name}, refused")
        path.rename(ready / file.name)
    if target.exists():
        shutil.rmtree(target)
    ready.rename(target)
    return target
