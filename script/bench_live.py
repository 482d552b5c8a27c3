"""One call in real time, as an agent has it: `assist` in a process of its own, and its overlay open in Chromium."""

import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import psutil
from bench_paint import WATCH, Delay, Painted, delays
from playwright.sync_api import Browser, Page, Playwright

from assist import demo
from assist.events import Concluded, Heard, Tip, Utterance
from assist.store import Store

SAMPLE_MS = 250
OPEN_S = 60.0
"""The model has to be loaded, and the first words heard, within this time."""
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


@dataclass(frozen=True)
class Measured:
    """What one call cost, and what its tips and texts took.

    `unseen`: tips that were taken away before a frame was painted; `texts_s`: from the end of each utterance to its
    text.
    """

    cores: float
    rss_mb: float
    seconds: float
    lost: bool
    delays: list[Delay]
    unseen: int
    texts_s: list[float]


def launch(driver: Playwright) -> Browser:
    """The system's Chromium. Ends the bench where there is none."""
    program = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if program is None:
        sys.exit("bench: needs Chromium (Debian: apt install chromium)")
    return driver.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-background-networking"])


def measure(call: str, seconds: float, browser: Browser) -> Measured:
    """Plays a demo call, by name, or a stereo file; stops it after `seconds` of it."""
    page = browser.new_page(viewport={"width": 360, "height": 640})
    page.add_init_script(WATCH)
    with tempfile.TemporaryDirectory() as folder:
        config = Path(folder) / "bench.toml"
        config.write_text(f'[overlay]\nport = 0\nopen_browser = false\n[store]\ndir = "{folder}"\n')
        played = ["demo", "--call", call] if call in demo.names() else ["play", call]
        command = [sys.executable, "-u", "-m", "assist", "--config", str(config), *played]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        lines: list[str] = []
        reading = threading.Thread(target=lambda: lines.extend(process.stdout or ()), daemon=True)
        reading.start()
        page.goto(_wait_for(r"Overlay: (\S+)", lines, page, process))
        _wait_for(r"(\d\d:\d\d) ", lines, page, process)
        cores, rss_mb, took_s = _watch(process, page, seconds)
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
        process.wait()
        reading.join()
        log = _log(Path(folder))
    seen = page.evaluate("window.bench")
    page.close()
    found = delays(log, seen["speech"], [Painted(**item) for item in seen["painted"]])
    lost = any("of audio lost" in line for line in lines)
    finals = [event for event in log if isinstance(event, Utterance) and event.final]
    first = {event.utterance_id: event for event in reversed(finals)}.values()  # corrections come later
    texts_s = [event.known_at_s - event.end_s for event in first]
    unseen = sum(isinstance(event, Tip) for event in log) - len(found)
    return Measured(cores, rss_mb, took_s, lost, found, unseen, texts_s)


def _log(folder: Path) -> list[Heard | Concluded]:
    store = Store(folder)
    try:
        return store.events(str(store.calls()[0]["call_id"]))
    finally:
        store.close()


def _wait_for(pattern: str, lines: list[str], page: Page, process: subprocess.Popen[str]) -> str:
    for _ in range(int(OPEN_S * 1000 / SAMPLE_MS)):
        found = next(filter(None, (re.match(pattern, line) for line in list(lines))), None)
        if found:
            return found[1]
        if process.poll() is not None:
            break
        page.wait_for_timeout(SAMPLE_MS)
    process.kill()
    sys.exit(f"bench: assist did not print {pattern!r} within {OPEN_S:.0f} s:\n{''.join(lines)}")


def _watch(process: subprocess.Popen[str], page: Page, seconds: float) -> tuple[float, float, float]:
    """Cores, largest resident megabytes and seconds, until the process ends or `seconds` are over."""
    watched = psutil.Process(process.pid)
    began_s, began_cpu_s = time.monotonic(), _cpu_s(watched)
    rss_mb = cpu_s = took_s = 0.0
    while process.poll() is None and took_s < seconds:
        try:
            rss_mb, cpu_s = max(rss_mb, watched.memory_info().rss / 2**20), _cpu_s(watched)
        except psutil.NoSuchProcess:
            break
        took_s = time.monotonic() - began_s
        page.wait_for_timeout(SAMPLE_MS)
    return (cpu_s - began_cpu_s) / max(took_s, SAMPLE_MS / 1e3), rss_mb, took_s


def _cpu_s(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)
