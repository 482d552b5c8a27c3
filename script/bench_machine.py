"""The machine that figures come from, and runs in a process of their own."""

import json
import os
import platform
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import psutil


def machine() -> str:
    """One line that names it."""
    memory_gb = psutil.virtual_memory().total / 2**30
    cores, load = psutil.cpu_count(), os.getloadavg()[0]
    return f"{processor()}, {cores} cores, {memory_gb:.0f} GB, Python {platform.python_version()}, load {load:.1f}"


def processor() -> str:
    """The processor's name where the system tells it."""
    info = Path("/proc/cpuinfo")
    found = re.search(r"model name\s*: (.*)", info.read_text()) if info.exists() else None
    return found[1] if found else platform.processor() or platform.machine()


def alone(script: str, *arguments: str) -> Any:
    """What a script beside this one prints as JSON, run by itself: its cores and memory are its own."""
    command = [sys.executable, str(Path(__file__).parent / script), *arguments]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        sys.exit(f"bench: {script} failed; what it printed is above")
    return json.loads(done.stdout)
