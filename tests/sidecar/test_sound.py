import asyncio
from pathlib import Path

import pytest

from assist.audio.cutting import CHUNK_S
from assist.config import AudioSettings
from assist.errors import AudioError
from assist.events import AudioChunk
from assist.sidecar.sound import DeviceSound, FileSound
from tests.running import write_quiet_call


def starts(file: Path, at_s: float) -> list[float]:
    async def main() -> list[float]:
        async with FileSound(file, AudioSettings(), paced=False).find().opening(at_s) as source:
            return [item.start_s async for item in source if isinstance(item, AudioChunk) and item.speaker == "agent"]

    return asyncio.run(main())


def test_a_file_is_heard_from_any_second_on(tmp_path: Path) -> None:
    file = write_quiet_call(tmp_path / "call.wav", 2)
    whole = starts(file, 0)
    assert len(whole) == 63
    later = starts(file, 20 * CHUNK_S)
    assert later == pytest.approx([number * CHUNK_S for number in range(43)])
    assert starts(file, 100) == []


def test_a_file_is_looked_into_before_it_is_played(tmp_path: Path) -> None:
    (tmp_path / "call.wav").write_bytes(b"no audio")
    with pytest.raises(AudioError, match="cannot be read as audio"):
        FileSound(tmp_path / "call.wav", AudioSettings()).find()


def test_a_device_that_is_not_there_is_named() -> None:
    with pytest.raises(AudioError, match=r"tidak ada begini|input device"):
        DeviceSound(AudioSettings(agent_device="tidak ada begini", customer_device="juga tidak")).find()
