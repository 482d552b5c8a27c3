"""A screen that nobody sees, and its keyboard: what is typed goes to the window that really has the focus."""

import ctypes
import ctypes.util
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

import pytest


class Screen:
    """A running X server: its display `name`, and `type` for its keyboard."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._x11, self._xtest = (_library(which) for which in ("X11", "Xtst"))
        self._x11.XOpenDisplay.restype = ctypes.c_void_p
        self._x11.XStringToKeysym.restype = ctypes.c_ulong
        self._display = ctypes.c_void_p(self._x11.XOpenDisplay(name.encode()))

    def type(self, letter: str) -> None:
        """Presses the key of a letter and lets it go."""
        symbol = ctypes.c_ulong(self._x11.XStringToKeysym(letter.encode()))
        key = self._x11.XKeysymToKeycode(self._display, symbol)
        for down in (1, 0):
            self._xtest.XTestFakeKeyEvent(self._display, key, down, ctypes.c_ulong(0))
        self._x11.XSync(self._display, 0)

    def close(self) -> None:
        """Lets go of the display."""
        self._x11.XCloseDisplay(self._display)


def _library(name: str) -> ctypes.CDLL:
    path = ctypes.util.find_library(name)
    if path is None:
        pytest.skip(f"no lib{name} on this system")
    return ctypes.CDLL(path)


@contextmanager
def open_screen() -> Iterator[Screen]:
    """A screen of 1280 x 900 pixels; skips the test where there is no Xvfb."""
    program = shutil.which("Xvfb")
    if program is None:
        pytest.skip("no Xvfb on this system")
    read, write = os.pipe()
    command = [program, "-displayfd", str(write), "-screen", "0", "1280x900x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[write], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(write)
    try:
        with os.fdopen(read) as number:
            screen = Screen(f":{number.readline().strip()}")
        yield screen
        screen.close()
    finally:
        server.terminate()
        server.wait(10)
