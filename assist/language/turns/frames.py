"""Frames in which something is said in order not to be meant: "bukannya saya gak mau bayar". Pure."""

from collections.abc import Sequence

FRAMES = (
    "bukannya", "bukan berarti", "bukan karena", "bukan maksud", "bukan bermaksud", "jangan dikira", "jangan kira",
    "jangan dianggap", "jangan anggap", "jangan salah paham", "siapa bilang", "siapa yang bilang", "mana ada",
    "sanes hartosna", "ora ateges",
)  # fmt: skip


def takes_back(words: Sequence[str]) -> bool | None:
    """False where the normal forms `words` frame what they say as not meant, so that it does not count; else None."""
    line = f" {' '.join(words)} "
    return False if any(f" {frame} " in line for frame in FRAMES) else None
