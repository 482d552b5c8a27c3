import subprocess
import sys
from pathlib import Path

import pytest

from assist.audio.devices import (
    Device,
    choose,
    choose_pair,
    device_faults,
    device_rows,
)
from assist.config import AudioSettings
from assist.errors import AudioError
from assist.events import Speaker
from tests.running import Program

MIC = Device(0, "USB Headset: Mic (hw:1,0)", 1, 48_000)
DEFAULT = Device(1, "default", 32, 44_100)
MONITOR = Device(2, "Monitor of USB Headset", 2, 48_000)
DEVICES = [DEFAULT, MIC, MONITOR]

CHOICES: dict[str, tuple[list[Device], Speaker, str, Device]] = {
    "a name": (DEVICES, "agent", "default", DEFAULT),
    "a part of a name, in any case": (DEVICES, "agent", "headset: mic", MIC),
    "a whole name that is a part of others": (
        [Device(7, "mic", 1, 16_000), MIC],
        "agent",
        "mic",
        Device(7, "mic", 1, 16_000),
    ),
    "the likeliest microphone": (DEVICES, "agent", "", MIC),
    "the system's own where none is named for it": ([Device(3, "pulse", 2, 48_000), DEFAULT], "agent", "", DEFAULT),
    "the first monitor": (DEVICES, "customer", "", MONITOR),
    "any device by its name": (DEVICES, "customer", "default", DEFAULT),
}


@pytest.mark.parametrize("name", CHOICES)
def test_a_device_is_chosen(name: str) -> None:
    devices, role, wanted, expected = CHOICES[name]
    assert choose(devices, role, wanted) == expected


FAULTS: dict[str, tuple[list[Device], Speaker, str, str]] = {
    "unknown": (DEVICES, "agent", "Jabra", "Jabra: no such input device for the agent; run `assist devices`"),
    "more than one": (
        DEVICES,
        "customer",
        "usb",
        "fits more than one input device .*; give the whole name to --customer",
    ),
    "no monitor": (
        [MIC],
        "customer",
        "",
        r"\[audio\] customer_device: no device looks like .*; name one with --customer",
    ),
    "no microphone": ([MONITOR], "agent", "", r"\[audio\] agent_device: no device looks like a microphone"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_what_cannot_be_chosen_is_said(name: str) -> None:
    devices, role, wanted, expected = FAULTS[name]
    with pytest.raises(AudioError, match=expected) as caught:
        choose(devices, role, wanted)
    assert "\n" not in str(caught.value)


ROLES: dict[str, Speaker] = {
    "customer": "customer",
    "Monitor of Built-in Audio": "customer",
    "BlackHole 2ch": "customer",
    "CABLE Output (VB-Audio Virtual Cable)": "customer",
    "Speakers (Loopback)": "customer",
    "Stereo Mix (Realtek)": "customer",
    "MacBook Pro Microphone": "agent",
    "pulse": "agent",
}


@pytest.mark.parametrize("name", ROLES)
def test_the_role_is_read_from_the_name(name: str) -> None:
    assert Device(0, name, 2, 48_000).role == ROLES[name]


def test_one_device_cannot_be_both() -> None:
    with pytest.raises(AudioError, match="default: cannot be agent and customer at once"):
        choose_pair(DEVICES, AudioSettings(agent_device="default", customer_device="default"))


def test_the_table_says_who_is_taken() -> None:
    settings = AudioSettings(agent_device="default")
    assert [(row[0], row[4]) for row in device_rows(DEVICES, settings)] == [
        ("default", "agent"),
        (MIC.name, ""),
        (MONITOR.name, "customer"),
    ]
    assert device_faults(DEVICES, settings) == []
    assert len(device_faults([DEFAULT], settings)) == 1


@pytest.mark.skipif(sys.platform != "linux", reason="only there the sound server can be kept away")
@pytest.mark.parametrize("command", ["devices", "listen"])
def test_without_devices_one_line_says_what_to_do(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if Path("/proc/asound/cards").exists():
        pytest.skip("needs a machine without a sound card")
    monkeypatch.setenv("PULSE_SERVER", f"unix:{tmp_path / 'none'}")
    done = Program(tmp_path).run(command)
    if "PortAudio is missing" in done.stderr:
        pytest.skip("needs libportaudio2")
    assert done.returncode == 1
    assert done.stderr.startswith("assist: no input device was found; plug the headset in")
    assert len(done.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize("command", ["devices", "listen"])
def test_without_portaudio_one_line_says_what_to_install(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # stands in for a system without the library, which the package tells by just this error
    (tmp_path / "sounddevice.py").write_text('raise OSError("PortAudio library not found")')
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    program = Program(tmp_path)
    done = program.run(command)
    assert done.returncode == 1
    assert "PortAudio is missing; install it" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert program.run("check").returncode == 0


def test_the_chatter_of_libraries_is_kept_away() -> None:
    code = (
        "import os; from assist.audio.devices import without_chatter\n"
        "with without_chatter(): os.write(2, b'noise')\n"
        "os.write(2, b'ours')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stderr == b"ours"
