"""Which input devices there are, and which of them hears whom.

PortAudio tells no more than names, so the role a device could take is read from its name.
"""

import importlib
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from types import ModuleType

from assist.config import AudioSettings
from assist.errors import AudioError
from assist.events import Speaker

CUSTOMER_WORDS = ("monitor", "loopback", "customer", "stereo mix", "what u hear", "blackhole", "cable output")
"""Parts of the names under which systems, virtual cables and our README offer what the headset plays."""
ONLY_HOST = "Windows WASAPI"
"""Windows lists every device once for each of its sound systems; where this one is there, the others are left out."""
FIX = "run `assist devices` to see what there is"
NO_DEVICES = (
    "no input device was found; plug the headset in (on Linux PulseAudio or PipeWire has to run, "
    "and another program may hold the device), then run `assist devices` again"
)


@dataclass(frozen=True)
class Device:
    """An input device: PortAudio's index, its name, its most channels and its own rate in Hz."""

    index: int
    name: str
    channels: int
    rate_hz: int

    @property
    def role(self) -> Speaker:
        """Whom it could hear: the customer where it gives what the headset plays, else the agent."""
        return "customer" if any(word in self.name.lower() for word in CUSTOMER_WORDS) else "agent"


@dataclass(frozen=True)
class Pair:
    """The two devices of a call."""

    agent: Device
    customer: Device


def portaudio() -> ModuleType:
    """The package sounddevice. Loaded only here, so that the rest of `assist` works where PortAudio is missing.

    Raises AudioError that says what to install.
    """
    try:
        with without_chatter():
            return importlib.import_module("sounddevice")
    except (ImportError, OSError):
        raise AudioError(
            "sounddevice: PortAudio is missing; install it (Debian and Ubuntu: apt install libportaudio2, "
            "macOS: brew install portaudio)"
        ) from None


def input_devices() -> list[Device]:
    """The input devices as PortAudio lists them. Raises AudioError where there is none, or PortAudio is missing."""
    sound = portaudio()
    with without_chatter():
        found, hosts = list(sound.query_devices()), [host["name"] for host in sound.query_hostapis()]
    inputs = [item for item in found if item["max_input_channels"] > 0]
    if ONLY_HOST in hosts:
        inputs = [item for item in inputs if hosts[item["hostapi"]] == ONLY_HOST] or inputs
    if not inputs:
        raise AudioError(NO_DEVICES)
    return [
        Device(item["index"], item["name"], item["max_input_channels"], round(item["default_samplerate"]))
        for item in inputs
    ]


def choose(devices: Sequence[Device], role: Speaker, wanted: str) -> Device:
    """The device of that name, or with that part of a name; `wanted` "" takes the likeliest one for the role.

    Raises AudioError where none or more than one fits.
    """
    if not wanted:
        return _likeliest(devices, role)
    exact = [device for device in devices if device.name == wanted]
    found = exact or [device for device in devices if wanted.lower() in device.name.lower()]
    if len(found) == 1:
        return found[0]
    if not found:
        raise AudioError(f"{wanted}: no such input device for the {role}; {FIX}")
    names = ", ".join(device.name for device in found)
    raise AudioError(f"{wanted}: fits more than one input device ({names}); give the whole name to --{role}")


def choose_pair(devices: Sequence[Device], settings: AudioSettings) -> Pair:
    """Both devices as the settings name them. Raises AudioError as `choose` does, or if it is one device twice."""
    agent = choose(devices, "agent", settings.agent_device)
    customer = choose(devices, "customer", settings.customer_device)
    if agent == customer:
        raise AudioError(f"{agent.name}: cannot be agent and customer at once; name another with --agent or --customer")
    return Pair(agent, customer)


def device_rows(devices: Sequence[Device], settings: AudioSettings) -> list[tuple[str, str, str, str, str]]:
    """For each device: name, channels, rate, the role it could take, and the role the settings give it, if any."""
    roles = {"agent": "agent (microphone)", "customer": "customer (monitor, loopback)"}
    taken = {device: role for role, device in _chosen(devices, settings).items() if isinstance(device, Device)}
    return [
        (device.name, str(device.channels), f"{device.rate_hz} Hz", roles[device.role], taken.get(device, ""))
        for device in devices
    ]


def device_faults(devices: Sequence[Device], settings: AudioSettings) -> list[str]:
    """What keeps the settings from giving each role a device, a line each."""
    return [str(fault) for fault in _chosen(devices, settings).values() if isinstance(fault, AudioError)]


def _chosen(devices: Sequence[Device], settings: AudioSettings) -> dict[Speaker, Device | AudioError]:
    chosen: dict[Speaker, Device | AudioError] = {}
    wanted: dict[Speaker, str] = {"agent": settings.agent_device, "customer": settings.customer_device}
    for role, name in wanted.items():
        try:
            chosen[role] = choose(devices, role, name)
        except AudioError as fault:
            chosen[role] = fault
    return chosen


def _likeliest(devices: Sequence[Device], role: Speaker) -> Device:
    fitting = [device for device in devices if device.role == role]
    if role == "agent":  # a device that is named for it, then the system's own choice
        fitting.sort(key=lambda device: ("mic" not in device.name.lower(), device.name != "default"))
    if fitting:
        return fitting[0]
    what = "a microphone" if role == "agent" else "what the headset plays (a monitor or loopback device)"
    raise AudioError(f"[audio] {role}_device: no device looks like {what}; name one with --{role}, {FIX}")


@contextmanager
def without_chatter() -> Iterator[None]:
    """Keeps what ALSA and PortAudio write to the terminal's error stream by themselves from the user.

    They write from C, so the descriptor is turned away for the moment; our own errors are exceptions.
    """
    kept, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)
