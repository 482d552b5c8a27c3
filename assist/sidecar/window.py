"""The overlay in a window of its own: frameless, above all others, and never taking the keyboard focus.

The window is a process of its own, since every desktop wants its windows on the main thread. It is the extra `window`
(pywebview, and on Linux Qt's browser). As it takes no focus, nothing can be typed into it: its buttons work by mouse,
and whoever wants to write a memo or mend a note has the page in a browser, too.
"""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes.util import find_library
from importlib.util import find_spec

from assist.errors import ConfigError
from assist.strings import catalogue

LINUX = sys.platform.startswith("linux")
NEEDED = ("webview", "qtpy", "PySide6.QtWebEngineWidgets") if LINUX else ("webview",)
XCB_CURSOR = "xcb-cursor"
"""A library of the system that Qt's X11 part needs, and whose lack ends the process without a word to Python."""
SIZE = (380, 640)
MARGIN = 24
"""From the upper right corner of the screen: what is above all others must not lie over the middle."""
SMALLEST = (320, 240)
CLOSE_S = 5.0
"""How long the window has to close by itself."""


def check_window() -> None:
    """Raises ConfigError, one line, where what the window needs is not installed."""
    for name in NEEDED:
        try:
            found = find_spec(name) is not None
        except ModuleNotFoundError:  # the package above it is missing
            found = False
        if not found:
            raise ConfigError(f"--window: {name.split('.')[0]} is not installed; run `pip install -e '.[window]'`")
    if LINUX and find_library(XCB_CURSOR) is None:
        raise ConfigError("--window: libxcb-cursor is not installed; run `apt install libxcb-cursor0`")


@contextmanager
def overlay_window(url: str, language: str) -> Iterator["subprocess.Popen[str]"]:
    """Shows the overlay at `url` while it is entered. The agent may close the window before; the call goes on.

    Raises ConfigError as `check_window` does.
    """
    check_window()
    title = catalogue(language)["page.title"]
    process = subprocess.Popen([sys.executable, "-m", "assist.sidecar.window"], stdin=subprocess.PIPE, text=True)
    assert process.stdin is not None
    try:
        # by its input: the address holds the token of this run, and arguments can be read by every user
        process.stdin.write(f"{url}\n{title}\n")
        process.stdin.close()
        yield process
    finally:
        process.terminate()
        try:
            process.wait(CLOSE_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def main() -> None:
    """Opens the window until it is closed: the first line of the input is its address, the second its title."""
    import webview

    url, title = sys.stdin.readline().strip(), sys.stdin.readline().strip()
    screen = webview.screens[0]
    webview.create_window(
        title,
        url,
        width=SIZE[0],
        height=SIZE[1],
        x=screen.x + screen.width - SIZE[0] - MARGIN,
        y=screen.y + MARGIN,
        min_size=SMALLEST,
        frameless=True,
        easy_drag=not LINUX,  # there it ends the process (PySide6 6.12); desktops move windows by a key
        on_top=True,
        focus=False,
    )
    webview.start(gui="qt" if LINUX else None)


if __name__ == "__main__":
    main()
