"""The overlay's own window, for real: under Xvfb, with Qt's browser, while another window has the keyboard."""

import asyncio
import ctypes
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes.util import find_library
from pathlib import Path

import pytest

from assist.config import HOME
from assist.errors import ConfigError
from assist.sidecar import window
from assist.sidecar.window import check_window, overlay_window
from tests.loopback import Part

PATIENCE_S = 90.0


def test_what_is_missing_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("no_such_package", "no_such_package.inner"):
        monkeypatch.setattr(window, "NEEDED", ("json", name))
        with pytest.raises(
            ConfigError, match=r"no_such_package is not installed; run `pip install -e '\.\[window\]'`$"
        ):
            check_window()


@contextmanager
def screen() -> Iterator[str]:
    """A screen of its own; gives its name."""
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "800x700x24"], pass_fds=[write], stderr=subprocess.DEVNULL
    )
    os.close(write)
    try:
        with os.fdopen(read) as told:
            yield f":{told.readline().strip()}"
    finally:
        server.terminate()
        server.wait(10)


class Desktop:
    """Another program's window on that screen, which has the keyboard; and who has it now."""

    def __init__(self, display: str) -> None:
        x11 = ctypes.CDLL(find_library("X11"))
        x11.XOpenDisplay.restype = x11.XCreateSimpleWindow.restype = x11.XDefaultRootWindow.restype = ctypes.c_void_p
        self._x11, self._display = x11, ctypes.c_void_p(x11.XOpenDisplay(display.encode()))
        root = ctypes.c_void_p(x11.XDefaultRootWindow(self._display))
        self.window = int(x11.XCreateSimpleWindow(self._display, root, 0, 0, 300, 200, 0, 0, 0))
        x11.XMapWindow(self._display, ctypes.c_void_p(self.window))
        x11.XSync(self._display, 0)
        time.sleep(0.2)  # there is no window manager that would say when it is on the screen
        x11.XSetInputFocus(self._display, ctypes.c_void_p(self.window), 1, 0)
        x11.XSync(self._display, 0)

    def focused(self) -> int:
        """The window that has the keyboard."""
        found, revert = ctypes.c_ulong(), ctypes.c_int()
        self._x11.XGetInputFocus(self._display, ctypes.byref(found), ctypes.byref(revert))
        return int(found.value)


def test_the_window_shows_the_overlay_and_leaves_the_keyboard_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    if shutil.which("Xvfb") is None or find_library("X11") is None or sys.platform != "linux":
        pytest.skip("needs Linux, Xvfb and libX11")
    try:
        check_window()
    except ConfigError as error:
        pytest.skip(str(error))
    monkeypatch.chdir(HOME)
    if os.geteuid() == 0:  # Chromium's sandbox does not run as root
        monkeypatch.setenv("QTWEBENGINE_DISABLE_SANDBOX", "1")

    async def main(desktop: Desktop) -> None:
        part = Part()
        async with part.server() as server:
            with overlay_window(server.url, "id") as process:
                end = time.monotonic() + PATIENCE_S
                while not server.clients:
                    assert process.poll() is None
                    assert time.monotonic() < end
                    await asyncio.sleep(0.1)
                for _ in range(20):
                    server.publish(part.next())
                    await asyncio.sleep(0.05)
                    assert desktop.focused() == desktop.window
                arguments = Path(f"/proc/{process.pid}/cmdline").read_text()
                assert server.doors["/ws"].token not in arguments
            assert process.poll() is not None

    with screen() as display:
        monkeypatch.setenv("DISPLAY", display)
        asyncio.run(main(Desktop(display)))
