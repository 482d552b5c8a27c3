"""How a page of the overlay comes back by itself after the sidecar was started anew.

The token of the address dies with its run, so that one that stands in a page's history opens nothing later. A page that
was let in is also handed a second one, which opens the runs that follow: they find it in the data folder (mode 0600).
Before a page gives it away the server proves that it knows it, since anybody may sit on a port that is free.
"""

import hashlib
import hmac
import os
import re
import secrets
import stat
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from assist.push.private import write_private

FILE = "overlay-next"
STALE_S = 12 * 3600.0
"""A token opens the runs that begin within a working day of the run that handed it out."""
KEPT = 5
"""Tokens of so many runs: one that ended before its pages could come must not shut them out."""
PROOF_LETTERS = 20
"""80 bits of a proof; KEPT of them have to fit into the 123 bytes of a reason to close."""
_LINE = re.compile(r"([A-Za-z0-9_-]{32}) (\d+)")


class WayBack(NamedTuple):
    """The tokens that pages of the runs before may come in with, and the one to hand to ours ("" for none)."""

    from_before: tuple[str, ...] = ()
    for_next: str = ""


def new_token() -> str:
    """One that cannot be guessed: 192 bits."""
    return secrets.token_urlsafe(24)


def proof(token: str, given: str) -> str:
    """Shows who was `given` something that `token` is known, without saying it (HMAC-SHA-256)."""
    return hmac.new(token.encode(), given.encode(), hashlib.sha256).hexdigest()[:PROOF_LETTERS]


def take_over(folder: Path, now_s: Callable[[], float] = time.time) -> WayBack:
    """The way back of the run that begins now; none where the file cannot be kept: it is a convenience.

    Only one run at a time may use `folder`.
    """
    file, now = folder / FILE, int(now_s())
    kept = [(token, written) for token, written in _read(file) if 0 <= now - written < STALE_S][-KEPT + 1 :]
    before = tuple(token for token, _ in kept)
    token = new_token()
    try:
        write_private(file, "".join(f"{known} {written}\n" for known, written in [*kept, (token, now)]))
    except OSError:
        return WayBack(before)
    return WayBack(before, token)


def _read(file: Path) -> list[tuple[str, int]]:
    """The tokens of a file that this user alone could write, with the seconds at which each was written."""
    try:
        opened = os.open(file, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except OSError:
        return []
    try:
        found = os.fstat(opened)
        if not stat.S_ISREG(found.st_mode) or (os.name == "posix" and found.st_mode & 0o077):
            return []
        lines = os.read(opened, 1000).decode("ascii", "replace").splitlines()
    except OSError:
        return []
    finally:
        os.close(opened)
    return [(match[1], int(match[2])) for line in lines if (match := _LINE.fullmatch(line))]
