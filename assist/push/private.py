"""Files that this user alone may read."""

import os
from pathlib import Path


def write_private(file: Path, text: str) -> None:
    """Puts `text` in place of what `file` was, whole or not at all, with mode 0600. Raises OSError."""
    temporary = file.with_name(f"{file.name}.new")
    temporary.unlink(missing_ok=True)  # of a run that was killed; its mode may be anything
    with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as opened:
        opened.write(text)
    temporary.replace(file)
