"""Two channels in real time: processor and memory of the whole sidecar, from outside, while a demo call plays.

    script/bench [--seconds N]     N: stop after N seconds of each call (default: the whole calls)

CPU is the processor time of the process and its children over the time from the first transcript line to the end of the
call, in cores; memory is the largest resident size seen. Loading the model is left out of the first, not of the second.
"""

import argparse
import platform
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

from assist import demo

SAMPLE_S = 0.25


@dataclass
class Measured:
    """What one call cost."""

    cores: float
    rss_mb: float
    seconds: float
    lost: bool


def main() -> None:
    """Plays every demo call and prints a row for each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=3600.0, help="stop after so many seconds of each call")
    seconds: float = parser.parse_args().seconds
    memory_gb = psutil.virtual_memory().total / 2**30
    print(
        f"machine: {_processor()}, {psutil.cpu_count()} cores, {memory_gb:.0f} GB, Python {platform.python_version()}"
    )
    print("call      seconds   cores   memory MB   audio lost")
    for name in demo.names():
        result = measure(name, seconds)
        lost = "yes" if result.lost else "none"
        print(f"{name:8} {result.seconds:8.0f} {result.cores:7.2f} {result.rss_mb:11.0f}   {lost}")


def measure(name: str, seconds: float) -> Measured:
    """Plays one call in real time in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        config = Path(folder) / "bench.toml"
        config.write_text(f'[overlay]\nport = 0\nopen_browser = false\n[store]\ndir = "{folder}"\n')
        command = [sys.executable, "-u", "-m", "assist", "--config", str(config), "demo", "--call", name]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        lines: list[str] = []
        reading = threading.Thread(target=lambda: lines.extend(process.stdout or ()), daemon=True)
        reading.start()
        watched = psutil.Process(process.pid)
        while not any(re.match(r"\d\d:\d\d ", line) for line in lines):
            time.sleep(SAMPLE_S)
        began_s, began_cpu_s = time.monotonic(), _cpu_s(watched)
        rss_mb = cpu_s = 0.0
        ended_s = began_s
        while process.poll() is None and time.monotonic() < began_s + seconds:
            try:
                rss_mb, cpu_s = max(rss_mb, watched.memory_info().rss / 2**20), _cpu_s(watched)
                ended_s = time.monotonic()
            except psutil.NoSuchProcess:
                break
            time.sleep(SAMPLE_S)
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
        process.wait()
        reading.join()
        took_s = max(ended_s - began_s, SAMPLE_S)
        return Measured((cpu_s - began_cpu_s) / took_s, rss_mb, took_s, any("of audio lost" in line for line in lines))


def _cpu_s(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


def _processor() -> str:
    """The processor's name where the system tells it."""
    info = Path("/proc/cpuinfo")
    found = re.search(r"model name\s*: (.*)", info.read_text()) if info.exists() else None
    return found[1] if found else platform.processor() or platform.machine()


if __name__ == "__main__":
    main()
