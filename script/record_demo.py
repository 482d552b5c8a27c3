"""Records a demo call as an agent sees it: pictures of the overlay before the call, every few seconds of it, and after.

    PYTHONPATH=. python script/record_demo.py FOLDER [--call panas] [--every 5]

Runs `assist run` on the call's recording in real time, with the system's Chromium. Needs the extra `test`.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from assist.config import HOME
from assist.demo import FOLDER, audio_file
from tests.chromium import open_chromium

SIZE = {"width": 420, "height": 860}
LONGEST_S = 300


@contextmanager
def sidecar(call: str, folder: Path) -> Iterator[tuple[str, Path]]:
    """A running sidecar that hears the call's recording: the overlay's address, and the settings it runs with."""
    settings = folder / "settings.toml"
    settings.write_text(f'[overlay]\nport = 0\n[store]\ndir = "{folder}"\n', encoding="utf-8")
    command = [*assist(settings), "run", "--no-browser", "--file", str(audio_file(call))]
    with subprocess.Popen(command, cwd=HOME, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        address = next(line.split()[-1] for line in running.stdout if line.startswith("Overlay:"))
        try:
            yield address, settings
        finally:
            running.terminate()
            running.stdout.read()


def assist(settings: Path) -> list[str]:
    """The command line with these settings."""
    return [sys.executable, "-m", "assist", "--config", str(settings)]


def main() -> None:
    """Plays the call and takes the pictures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="where the pictures go")
    parser.add_argument("--call", default="panas")
    parser.add_argument("--every", type=float, default=5.0, metavar="SECONDS")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as kept, sidecar(options.call, Path(kept)) as (address, settings):
        account = [*assist(settings), "call", "prepare", "--account", str(FOLDER / f"{options.call}.json")]
        subprocess.run(account, cwd=HOME, check=True)
        with open_chromium() as browser:
            page = browser.new_page(viewport=SIZE, device_scale_factor=2)
            page.goto(address)
            start = page.get_by_role("button", name="Mulai mendengarkan")
            start.wait_for()
            page.screenshot(path=options.folder / "before.png")
            start.click()
            began_s = time.monotonic()
            while not page.locator("note-view textarea").is_visible() and time.monotonic() - began_s < LONGEST_S:
                page.wait_for_timeout(1000 * options.every)
                page.screenshot(path=options.folder / f"{time.monotonic() - began_s:05.1f}.png")
            page.screenshot(path=options.folder / "after.png", full_page=True)
    print(f"{len(list(options.folder.glob('*.png')))} pictures in {options.folder}")


if __name__ == "__main__":
    main()
