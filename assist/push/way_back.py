"""How a page of the overlay comes back by itself after the sidecar was started anew.

The token of the address dies with its run, so that one that stands in a page's history opens nothing later. A page that
was let in is also handed a second one, which opens the *next* run: that one finds it in the data folder (mode 0600),
takes it for itself and puts a new one there for the run after it.
"""

import os
import secrets
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

FILE = "overlay-next"
STALE_S = 12 * 3600.0
"""A page that lay open longer than a working day has to be opened anew."""


class WayBack(NamedTuple):
    """The token that the pages of the run before may come in with ("" for none), and the one to hand to ours."""

    from_before: str = ""
    for_next: str = ""


def new_token() -> str:
    """One that cannot be guessed: 192 bits."""
    return secrets.token_urlsafe(24)


def take_over(folder: Path, now_s: Callable[[], float] = time.time) -> WayBack:
    """The way back of the run that begins now. Only one run at a time may use `folder`."""
    file = folder / FILE
    try:
        fresh = 0 <= now_s() - file.stat().st_mtime < STALE_S
        before = file.read_text(encoding="ascii") if fresh else ""
    except (OSError, UnicodeError):
        before = ""
    file.unlink(missing_ok=True)  # its mode may be anything
    way = WayBack(before, new_token())
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as opened:
        opened.write(way.for_next)
    return way
