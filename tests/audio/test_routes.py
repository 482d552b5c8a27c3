import asyncio
import json
from pathlib import Path

import pytest

from assist.audio.routes import Routes, parse_routes

LISTING = [
    {"index": 1, "source": 4, "properties": {"application.process.id": "77", "media.name": "ALSA Capture"}},
    {"index": 3, "source": 5, "properties": {"application.process.id": "77"}},
    {"index": 8, "source": 5, "properties": {"application.process.id": "78"}},
    {"index": 9, "source": 5, "properties": {}},
]


def test_only_the_streams_of_the_process_count() -> None:
    assert parse_routes(json.dumps(LISTING).encode(), 77) == {1: 4, 3: 5}


PROGRAMS = {
    "fails": "exit 1",
    "does not know JSON": "echo 'Source Output #1'",
    "says nothing": "true",
    "gives another format": "echo '[{\"index\": 1}]'",
    "gives no list": "echo 7",
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_without_a_good_answer_nothing_is_known(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "pactl"
    program.write_text(f"#!/bin/sh\n{PROGRAMS[name]}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    assert Routes().now() is None


def test_without_pactl_nothing_is_known_or_watched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    routes = Routes()
    assert routes.now() is None
    asyncio.run(asyncio.wait_for(routes.watch(asyncio.Event()), 5))
