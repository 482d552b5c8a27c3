"""The models on this machine: found, pulled and verified. A model is used only if every hash is right."""

import re
import shutil
import tempfile
from pathlib import Path

from filelock import FileLock

from assist.config import Settings
from assist.errors import ModelError
from assist.speech.models.catalogue import CATALOGUE, Model, ModelFile
from assist.speech.models.fetching import SOURCES, Progress
from assist.speech.models.records import expected, keep_record, model_folder, sha256

NEEDED = ("model.bin", "config.json", "tokenizer.json")
"""The files without which a folder is no whisper model for CTranslate2, ..."""
VOCABULARY = "vocabulary.*"
"""... and the one that is a .txt in older ones, and a .json in newer ones."""
REPOSITORY = re.compile(r"[\w.-]+/[\w.-]+")
"""A Hugging Face repository: any whisper for CTranslate2 can be pulled from there by this name."""


def model_path(name_or_folder: str, settings: Settings) -> Path:
    """The folder of a whisper model: pulled and verified (0.4 s for 145 MB), or the user's own (not verified).

    Raises ModelError where it is unknown, not pulled yet, damaged (the bad file is then deleted), incomplete, or for
    another engine.
    """
    if name_or_folder in CATALOGUE:
        return catalogue_folder(name_or_folder, "whisper", settings)
    folder = Path(name_or_folder).expanduser()
    if folder.is_dir():
        return _whole(folder)
    if REPOSITORY.fullmatch(name_or_folder):
        return _whole(verify(name_or_folder, settings.models_path))
    known = ", ".join(model.name for model in CATALOGUE.values() if model.engine == "whisper")
    raise ModelError(f"model {name_or_folder!r}: neither a known model ({known}) nor a folder; set [speech] model")


def catalogue_folder(name: str, engine: str, settings: Settings) -> Path:
    """The verified folder of a catalogue model. Raises ModelError as `verify` does, or for another engine."""
    model = CATALOGUE[name]
    if model.engine != engine:
        raise ModelError(f"model {name!r} is for engine {model.engine}; set [speech] engine or [speech] model")
    return verify(name, settings.models_path)


def verify(name: str, root: Path) -> Path:
    """The folder of the model `name` below `root`, after its hashes were found right.

    Raises ModelError where it is unknown, missing or damaged; a file with a wrong hash is deleted, so that the next
    pull brings it anew.
    """
    model = known_model(name)
    folder = model_folder(model, root)
    fix = f"run: assist models pull {name}"
    sizes = {file.name: file.size for file in model.files if file.size}
    for file, digest in expected(model, root).items():
        path = folder / file
        if not path.is_file():
            raise ModelError(f"model {name}: {path} is missing; {fix}")
        if path.stat().st_size != sizes.get(file, path.stat().st_size) or sha256(path) != digest:
            path.unlink()
            raise ModelError(f"model {name}: wrong hash of {path}, the file was deleted; {fix}")
    return folder


def pull(name: str, root: Path, progress: Progress) -> Path:
    """The folder of the model `name` below `root`, fetched from the first source that has it where it is not there.

    Files arrive in a temporary folder beside the target, which replaces the target only when every hash is right: a
    failure or Ctrl-C leaves nothing half. Raises ModelError with each source's reason where none could give it.
    """
    model = known_model(name)
    try:
        root.mkdir(parents=True, exist_ok=True)
        with FileLock(root / f".{model_folder(model, root).name}.lock"):
            return _held(name, root) or _pull(model, root, progress)
    except OSError as error:
        raise ModelError(f"model {name}: cannot be kept in {root} ({error.strerror}); set [speech] model_dir") from None


def known_model(name: str) -> Model:
    """A model of the catalogue, or any whisper of the hub by its `owner/name`. Raises ModelError for anything else."""
    if name in CATALOGUE:
        return CATALOGUE[name]
    if REPOSITORY.fullmatch(name):
        files = tuple(ModelFile(file) for file in (*NEEDED, VOCABULARY))
        return Model(name, "a Whisper of the hub; it has to be one for CTranslate2", files, hub=name)
    raise ModelError(
        f"model {name!r} is not known; known are: {', '.join(CATALOGUE)}, and owner/name of the hub "
        "(Vosk fetches its own, and a folder is used as it is)"
    )


def _whole(folder: Path) -> Path:
    for name in (*NEEDED, VOCABULARY):
        if not any(path.is_file() for path in folder.glob(name)):
            raise ModelError(f"{folder}: the folder has no {name}; give a folder of a CTranslate2 whisper model")
    return folder


def _held(name: str, root: Path) -> Path | None:
    try:
        return verify(name, root)
    except ModelError:
        return None


def _pull(model: Model, root: Path, progress: Progress) -> Path:
    folder = model_folder(model, root)
    for left in root.glob(f".{folder.name}-*"):
        # of a pull that was killed; nobody else is at work here, as the lock is held
        shutil.rmtree(left, ignore_errors=True)
    reasons = []
    for label, source in SOURCES.items():
        with tempfile.TemporaryDirectory(prefix=f".{folder.name}-", dir=root, ignore_cleanup_errors=True) as made:
            try:
                source(model, Path(made), progress)
                return _keep(model, Path(made), root)
            except ModelError as error:
                reasons.append(f"{label}: {error}")
    why = "; ".join(reasons)
    fix = f"check the network, or put the files into {folder}"
    raise ModelError(f"model {model.name}: could not be fetched ({why}); {fix}")


def _keep(model: Model, made: Path, root: Path) -> Path:
    """Moves the files in `made` to the model's folder in one step. Raises ModelError where one lacks or is wrong."""
    ready, target = made / "ready", model_folder(model, root)
    ready.mkdir()
    digests = {}
    for file in model.files:
        found = sorted(path for path in made.glob(file.name) if path.is_file())
        if not found:
            raise ModelError(f"{file.name} did not come")
        for path in found:
            digests[path.name] = sha256(path)
            if file.sha256 and digests[path.name] != file.sha256:
                raise ModelError(f"wrong hash of {path.name}, refused")
            path.rename(ready / path.name)
    if not model.pinned:
        keep_record(model, root, digests)
    if target.exists():
        shutil.rmtree(target)
    ready.rename(target)
    return target
