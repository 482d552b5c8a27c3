"""What a model's files must be: their hashes from the catalogue, or as they were recorded at the first pull.

A record lies beside the model's folder, in the form that `sha256sum --check` reads.
"""

import hashlib
from pathlib import Path
from typing import Literal

from assist.errors import ModelError
from assist.speech.models.catalogue import Model

State = Literal["not here", "here", "unverified", "damaged"]
"""`unverified`: as it was at the first pull, which nobody has vouched for."""


def sha256(path: Path) -> str:
    """The file's SHA-256 in hex."""
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def model_folder(model: Model, root: Path) -> Path:
    """Where the model lies below `root`."""
    return root / model.name.replace("/", "--")


def record_path(model: Model, root: Path) -> Path:
    """The file that holds the record of a model whose hashes the catalogue does not know."""
    folder = model_folder(model, root)
    return folder.with_name(f"{folder.name}.sha256")


def expected(model: Model, root: Path) -> dict[str, str]:
    """The SHA-256 that each file must have, by name. Raises ModelError where it was never pulled, or not readable."""
    if model.pinned:
        return {file.name: file.sha256 for file in model.files}
    path = record_path(model, root)
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        raise ModelError(f"model {model.name}: {path} is missing; run: assist models pull {model.name}") from None
    return {name: digest for digest, _, name in (line.partition("  ") for line in lines if line)}


def keep_record(model: Model, root: Path, files: dict[str, str]) -> None:
    """Records the hashes of a first pull. Raises ModelError where an earlier pull was recorded with others."""
    path = record_path(model, root)
    if not path.is_file():
        path.write_text("".join(f"{digest}  {name}\n" for name, digest in sorted(files.items())), encoding="utf-8")
        return
    before = expected(model, root)
    changed = sorted(name for name in before.keys() | files.keys() if before.get(name) != files.get(name))
    if changed:
        raise ModelError(f"{', '.join(changed)} changed since the first pull; if that is meant to be, delete {path}")


def state(model: Model, root: Path) -> State:
    """Whether the model is here, and right: every file is read (0.4 s for 145 MB); nothing is deleted."""
    folder = model_folder(model, root)
    if not folder.is_dir():
        return "not here"
    try:
        wanted = expected(model, root)
    except ModelError:
        return "damaged"
    sizes = {file.name: file.size for file in model.files if file.size}
    for name, digest in wanted.items():
        path = folder / name
        # the size first: it is known at once
        if not path.is_file() or path.stat().st_size != sizes.get(name, path.stat().st_size) or sha256(path) != digest:
            return "damaged"
    return "here" if model.pinned else "unverified"
