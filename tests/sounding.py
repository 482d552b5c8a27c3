"""For tests of live devices: a sound server of our own, and a running `assist listen` with its overlay.

The server is PulseAudio with two null sinks, whose monitors are recorded.
"""

import json
import os
import re
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect
from websockets.typing import Origin

from assist.store import Store
from tests.running import Program

ALSA_CONFIG = Path("/usr/share/alsa/alsa.conf")
NAMES = {"microphone": "microphone", "headset": "customer"}
"""Sink -> the ALSA name under which its monitor is recorded."""

COPIED = "headset"
"""The sink that a third name, `copy`, records too."""


class SoundServer:
    """Runs in `folder`; `environment` leads a process to it. What is played into a sink is heard by its device."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        socket = folder / "socket"
        devices = folder / "asound.conf"
        lines = [f'pcm.{name} {{ type pulse device "{sink}.monitor" }}' for sink, name in NAMES.items()]
        lines.append(f'pcm.copy {{ type pulse device "{COPIED}.monitor" }}')
        devices.write_text(f"<{ALSA_CONFIG}>\n" + "\n".join(lines) + "\n")
        self.environment = {
            "PULSE_SERVER": f"unix:{socket}",
            "PULSE_RUNTIME_PATH": str(folder),
            "PULSE_STATE_PATH": str(folder),
            "ALSA_CONFIG_PATH": str(devices),
        }
        modules = [f"module-native-protocol-unix socket={socket}", *(_sink(name) for name in NAMES)]
        options = ["-n", "--daemonize=no", "--use-pid-file=no", "--exit-idle-time=-1"]
        with (folder / "pulseaudio.log").open("w") as log:
            self._process = subprocess.Popen(
                ["pulseaudio", *options, *(part for module in modules for part in ("-L", module))],
                env={**os.environ, **self.environment, "HOME": str(folder)},
                stdout=log,
                stderr=log,
            )
        end = time.monotonic() + 20
        while "headset" not in self.control("list", "short", "sinks", check=False):
            assert time.monotonic() < end, (folder / "pulseaudio.log").read_text()
            time.sleep(0.1)

    def control(self, *arguments: str, check: bool = True) -> str:
        """Runs pactl."""
        done = subprocess.run(
            ["pactl", *arguments], env={**os.environ, **self.environment}, check=check, capture_output=True, text=True
        )
        return done.stdout

    def unplug(self, sink: str) -> None:
        """Takes a sink away, as when the headset's cable is pulled."""
        modules = self.control("list", "short", "modules").splitlines()
        number = next(line.split()[0] for line in modules if f"sink_name={sink}" in line)
        self.control("unload-module", number)

    def plug_in(self, sink: str) -> None:
        """Brings a sink back."""
        self.control("load-module", *_sink(sink).split())

    def play(self, sink: str, file: Path) -> "subprocess.Popen[bytes]":
        """Starts to play a file into a sink."""
        return subprocess.Popen(
            ["paplay", f"--device={sink}", str(file)],
            env={**os.environ, **self.environment},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def close(self) -> None:
        """Ends the server."""
        self._process.terminate()
        self._process.wait(10)


class Listening:
    """A running `assist listen`: what it prints, and what its overlay was shown, each with the clock's time."""

    def __init__(self, program: Program, agent: str = "microphone") -> None:
        self.program = program
        self.printed: list[str] = []
        self.health: list[tuple[float, dict[str, str]]] = []
        self.process = program.start("listen", "--agent", agent, "--customer", "customer")
        threading.Thread(target=self._read, daemon=True).start()
        threading.Thread(target=self._watch, args=(self.wait_for(r"http://\S+"),), daemon=True).start()
        self.wait_for("call_started")

    def wait_for(self, pattern: str, seconds: float = 60) -> str:
        """The first printed match."""
        end = time.monotonic() + seconds
        while not (found := re.search(pattern, "".join(self.printed))):
            assert self.process.poll() is None, "".join(self.printed)
            assert time.monotonic() < end, f"no {pattern!r} in {''.join(self.printed)}"
            time.sleep(0.05)
        return found[0]

    def wait_for_health(self, speaker: str, state: str, since_s: float, seconds: float) -> None:
        """Waits until the overlay was told of the state, at `since_s` or later."""
        end = time.monotonic() + seconds
        while not any(at_s >= since_s and health[speaker] == state for at_s, health in list(self.health)):
            assert time.monotonic() < end, f"{speaker} is not {state}: {self.health}, {''.join(self.printed)}"
            time.sleep(0.05)

    def stop(self) -> tuple[int, str]:
        """Ctrl-C; exit code and error output."""
        self.process.send_signal(signal.SIGINT)
        self.process.wait(60)
        assert self.process.stderr is not None
        return self.process.returncode, self.process.stderr.read()

    def log(self) -> list[object]:
        """The stored events of the call."""
        store = Store(self.program.data)
        return list(store.events(str(store.calls()[0]["call_id"])))

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.printed.append(line)

    def _watch(self, url: str) -> None:
        address = urlsplit(url)
        try:
            with connect(f"ws://{address.netloc}/ws", origin=Origin(f"http://{address.netloc}")) as socket:
                socket.send(json.dumps({"type": "hello", "token": address.fragment}))
                for message in socket:
                    if health := json.loads(message).get("health"):
                        self.health.append((time.monotonic(), health))
        except ConnectionClosed:
            return


@contextmanager
def sound_server(folder: Path) -> Iterator[SoundServer]:
    """A running server; skips the test where a part of it is missing."""
    missing = [name for name in ("pulseaudio", "pactl", "paplay") if shutil.which(name) is None]
    if missing or not ALSA_CONFIG.exists():
        pytest.skip(f"needs {', '.join(missing) or ALSA_CONFIG}")
    folder.mkdir()
    server = SoundServer(folder)
    try:
        yield server
    finally:
        server.close()


def _sink(name: str) -> str:
    return f"module-null-sink sink_name={name} rate=48000"
