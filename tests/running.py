"""Runs `python -m assist` as a user would: a process of its own, with a configuration and data folder of its own."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import soundfile

ROOT = Path(__file__).resolve().parent.parent


class Program:
    """A folder with a configuration in which `assist` runs; what it prints is on `out` and `err`."""

    def __init__(self, folder: Path, settings: str = "") -> None:
        self.folder = folder
        self.data = folder / "data"
        self.config = folder / "mine.toml"
        if "[calling_hours]" not in settings:
            settings += "\n[calling_hours]\nenabled = false\n"  # a test must not depend on the hour it runs at
        self.config.write_text(f'[overlay]\nport = 0\nopen_browser = false\n[store]\ndir = "{self.data}"\n{settings}')

    def start(self, *arguments: str) -> "subprocess.Popen[str]":
        command = [sys.executable, "-m", "assist", "--config", str(self.config), *arguments]
        environment = {**os.environ, "COLUMNS": "200", "PYTHONUNBUFFERED": "1"}
        return subprocess.Popen(
            command, cwd=ROOT, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )

    def run(self, *arguments: str, timeout_s: float = 600) -> "subprocess.CompletedProcess[str]":
        process = self.start(*arguments)
        out, err = process.communicate(timeout=timeout_s)
        return subprocess.CompletedProcess(process.args, process.returncode, out, err)


def read_until(process: "subprocess.Popen[str]", pattern: str) -> str:
    """What the process prints up to the line that matches."""
    assert process.stdout is not None
    text = ""
    for line in process.stdout:
        text += line
        if re.search(pattern, line):
            return text
    raise AssertionError(f"ended without {pattern!r}: {text}")


def stop(process: "subprocess.Popen[str]", with_signal: signal.Signals) -> tuple[int, str, str]:
    """Sends the signal and gives exit code and the rest of the output."""
    process.send_signal(with_signal)
    out, err = process.communicate(timeout=60)
    return process.returncode, out, err


def write_quiet_call(file: Path, seconds: float = 20, rate_hz: int = 16_000) -> Path:
    """A stereo file with faint noise on both channels."""
    noise = np.random.default_rng(1).normal(0, 0.001, (int(seconds * rate_hz), 2))
    soundfile.write(file, noise, rate_hz)
    return file


def wait_for(file: Path, seconds: float = 30) -> None:
    """Waits until the file is there."""
    end = time.monotonic() + seconds
    while not file.exists():
        assert time.monotonic() < end, f"{file} did not come"
        time.sleep(0.05)
