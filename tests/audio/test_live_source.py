"""A call from live devices, for real: a sound server of our own, `assist listen` as a process, its overlay read."""

import os
import re
import subprocess
import time
from collections.abc import Iterator
from ctypes.util import find_library
from pathlib import Path

import numpy as np
import pytest
import soundfile

from assist import demo
from assist.events import HearingHealth, Samples, Utterance
from assist.store import Store
from tests.running import Program
from tests.sounding import Listening, SoundServer, sound_server

pytestmark = [pytest.mark.realtime, pytest.mark.usefixtures("whisper_model")]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SoundServer]:
    if find_library("portaudio") is None:
        pytest.skip("needs libportaudio2")
    with sound_server(tmp_path_factory.mktemp("sound") / "server") as running:
        yield running


@pytest.fixture
def listening(server: SoundServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Listening]:
    for name, value in server.environment.items():
        monkeypatch.setenv(name, value)
    running = Listening(Program(tmp_path))
    try:
        yield running
    finally:
        if running.process.poll() is None:
            running.process.kill()
        running.process.wait(10)


def write(file: Path, samples: Samples) -> Path:
    soundfile.write(file, samples, 16_000)
    return file


@pytest.fixture
def sides(tmp_path: Path) -> tuple[Path, Path]:
    """A demo call as two files: the agent's side and the customer's."""
    call = next((name for name in demo.names() if demo.audio_file(name).exists()), None)
    if call is None:
        pytest.skip("needs a demo call's audio")
    audio, rate_hz = soundfile.read(demo.audio_file(call), dtype="float32")
    assert rate_hz == 16_000
    return write(tmp_path / "agent.wav", audio[:, 0]), write(tmp_path / "customer.wav", audio[:, 1])


def test_a_call_from_two_devices_gives_transcript_tip_and_note(
    server: SoundServer, listening: Listening, sides: tuple[Path, Path]
) -> None:
    players = [server.play("microphone", sides[0]), server.play("headset", sides[1])]
    try:
        listening.wait_for("TIP", 120)
    finally:
        for player in players:
            player.kill()
    code, err = listening.stop()
    assert (code, err) == (0, "")
    said = [event for event in listening.log() if isinstance(event, Utterance) and event.final]
    assert {event.speaker for event in said} == {"agent", "customer"}
    assert all(event.end_s <= event.known_at_s for event in said)
    assert "CATATAN PANGGILAN" in "".join(listening.printed)
    assert "stopped" in listening.program.run("calls").stdout
    assert server.control("list", "short", "source-outputs") == ""


def noise(seconds: float, seed: int) -> Samples:
    return np.random.default_rng(seed).normal(0, 0.01, round(seconds * 16_000)).astype(np.float32)


def test_a_device_that_is_unplugged_is_said_and_never_taken_for_the_other(
    server: SoundServer, listening: Listening, sides: tuple[Path, Path], tmp_path: Path
) -> None:
    agent = server.play("microphone", sides[0])
    customer = server.play("headset", write(tmp_path / "noise.wav", noise(60, 1)))
    listening.wait_for(r"agent +\S+")
    customer.kill()
    customer.wait()
    unplugged_s = time.monotonic()
    server.unplug("headset")
    listening.wait_for_health("customer", "lost", unplugged_s, 10)
    said_after_s = time.monotonic() - unplugged_s
    time.sleep(8)  # the agent goes on speaking, and PulseAudio has moved the customer's stream to the microphone
    plugged_in_s = time.monotonic()
    server.plug_in("headset")
    customer = server.play("headset", write(tmp_path / "noise.wav", noise(60, 2)))
    listening.wait_for_health("customer", "ok", plugged_in_s, 10)
    for player in (agent, customer):
        player.kill()
    code, err = listening.stop()
    assert (code, err) == (0, "")
    print(f"lost was said {said_after_s:.2f} s after the device was gone")
    log = listening.log()
    assert not [event for event in log if isinstance(event, Utterance) and event.speaker == "customer"]
    assert [event for event in log if isinstance(event, Utterance) and event.speaker == "agent"]
    told = [event.state for event in log if isinstance(event, HearingHealth) and event.speaker == "customer"]
    assert told[:2] == ["lost", "ok"]


def test_silence_of_one_side_is_said(server: SoundServer, listening: Listening, tmp_path: Path) -> None:
    began_s = time.monotonic()
    player = server.play("microphone", write(tmp_path / "noise.wav", noise(30, 3)))
    listening.wait_for_health("customer", "silent", began_s, 10)
    sounding_s = time.monotonic()
    other = server.play("headset", write(tmp_path / "other.wav", noise(30, 4)))
    listening.wait_for_health("customer", "ok", sounding_s, 5)
    assert not any(health["agent"] != "ok" for _, health in listening.health)
    for running in (player, other):
        running.kill()
    assert listening.stop()[0] == 0


def test_both_sides_on_one_source_is_said_and_nothing_is_believed(
    server: SoundServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sides: tuple[Path, Path]
) -> None:
    for name, value in server.environment.items():
        monkeypatch.setenv(name, value)
    began_s = time.monotonic()
    running = Listening(Program(tmp_path), agent="copy")
    player = server.play("headset", sides[0])
    try:
        for speaker in ("agent", "customer"):
            running.wait_for_health(speaker, "duplicated", began_s, 15)
        time.sleep(8)
        assert running.stop() == (0, "")
    finally:
        player.kill()
        running.process.kill()
    assert not [event for event in running.log() if isinstance(event, Utterance)]


def test_a_long_silence_ends_the_call(server: SoundServer, tmp_path: Path) -> None:
    program = Program(tmp_path, "[audio]\nend_silence_s = 3")
    done = run_with(server, program, "listen")
    assert done.returncode == 0, done.stderr
    assert "CATATAN PANGGILAN" in done.stdout
    assert "end_of_audio" in program.run("calls").stdout


def test_devices_lists_both_with_their_roles(server: SoundServer, tmp_path: Path) -> None:
    done = run_with(server, Program(tmp_path), "devices")
    assert done.returncode == 0
    assert re.search(r"microphone +│ +\d+ +│ +\d+ Hz +│ agent \(microphone\) +│ agent", done.stdout)
    assert re.search(r"customer +│ +\d+ +│ +\d+ Hz +│ customer \(monitor, loopback\) +│ customer", done.stdout)


def test_a_device_that_is_gone_before_the_call_is_one_line_and_leaves_no_call(
    server: SoundServer, tmp_path: Path
) -> None:
    server.unplug("headset")
    try:
        program = Program(tmp_path)
        done = run_with(server, program, "listen")
    finally:
        server.plug_in("headset")
    assert done.returncode == 1
    assert done.stderr.startswith("assist: customer: cannot be opened")
    assert len(done.stderr.strip().splitlines()) == 1
    assert Store(program.data).calls() == []


def test_one_device_named_for_both_is_one_line(server: SoundServer, tmp_path: Path) -> None:
    done = run_with(server, Program(tmp_path), "listen", "--agent", "customer")
    assert done.returncode == 1
    assert "customer: cannot be agent and customer at once" in done.stderr


def run_with(server: SoundServer, program: Program, *arguments: str) -> "subprocess.CompletedProcess[str]":
    before = dict(os.environ)
    os.environ.update(server.environment)
    try:
        return program.run(*arguments)
    finally:
        os.environ.clear()
        os.environ.update(before)
