import asyncio
import time
from pathlib import Path

import numpy as np
import pytest
import soundfile

from assist.audio.sources import play_file, probe_file, read_chunks
from assist.config import AudioSettings
from assist.errors import AudioError
from assist.events import AudioChunk, Samples

AGENT_HZ, CUSTOMER_HZ = 440, 700
FORMATS = {"wav": ("WAV", "PCM_16"), "flac": ("FLAC", "PCM_16"), "opus": ("OGG", "OPUS")}
FILES = [
    ("wav", 8000),
    ("wav", 44100),
    ("wav", 16000),
    ("flac", 8000),
    ("flac", 44100),
    ("flac", 48000),
    ("opus", 8000),
    ("opus", 48000),
]


def write(path: Path, rate_hz: int, seconds: float = 2.0, channels: int = 2) -> Path:
    times = np.arange(int(rate_hz * seconds)) / rate_hz
    tones = [0.4 * np.sin(2 * np.pi * hz * times) for hz in (AGENT_HZ, CUSTOMER_HZ, 900)[:channels]]
    kind, subtype = FORMATS[path.suffix[1:]]
    soundfile.write(str(path), np.stack(tones, axis=1), rate_hz, format=kind, subtype=subtype)
    return path


def loudest_hz(samples: Samples) -> float:
    power = np.abs(np.fft.rfft(samples * np.hanning(len(samples))))
    return float(np.argmax(power) * 16000 / len(samples))


async def collect(path: Path, paced: bool) -> list[AudioChunk]:
    return [chunk async for chunk in play_file(path, paced, AudioSettings()) if isinstance(chunk, AudioChunk)]


@pytest.mark.parametrize(("kind", "rate_hz"), FILES)
def test_left_is_the_agent_and_right_the_customer_at_any_rate(tmp_path: Path, kind: str, rate_hz: int) -> None:
    chunks = list(read_chunks(write(tmp_path / f"call.{kind}", rate_hz)))
    assert [chunk.speaker for chunk in chunks] == ["agent", "customer"] * (len(chunks) // 2)
    assert chunks[-1].end_s == pytest.approx(2.0, abs=0.04)
    for offset, expected_hz in ((0, AGENT_HZ), (1, CUSTOMER_HZ)):
        side = np.concatenate([chunk.samples for chunk in chunks[offset::2]])
        assert loudest_hz(side) == pytest.approx(expected_hz, abs=1)
        assert np.std(side[1600:-1600]) == pytest.approx(0.4 / np.sqrt(2), rel=0.05)


def test_resampling_neither_shifts_nor_loses_sound(tmp_path: Path) -> None:
    # a click at 1.000 s must still be there, whatever the blocks
    samples = np.zeros((3 * 44100, 2), np.float32)
    samples[44100] = 0.9
    soundfile.write(str(tmp_path / "click.wav"), samples, 44100)
    agent = np.concatenate([chunk.samples for chunk in read_chunks(tmp_path / "click.wav") if chunk.speaker == "agent"])
    assert abs(int(np.argmax(np.abs(agent))) - 16000) <= 1


def test_flat_out_is_much_faster_than_the_call(tmp_path: Path) -> None:
    path = write(tmp_path / "call.wav", 8000, seconds=20)
    began = time.monotonic()
    chunks = asyncio.run(collect(path, paced=False))
    assert time.monotonic() - began < 4
    assert len(chunks) == 2 * 625


def test_paced_gives_each_chunk_when_its_end_was_heard(tmp_path: Path) -> None:
    path = write(tmp_path / "call.wav", 8000, seconds=1)

    async def lateness() -> list[float]:
        began = asyncio.get_running_loop().time()
        late = []
        async for chunk in play_file(path, True, AudioSettings()):
            assert isinstance(chunk, AudioChunk)
            late.append(asyncio.get_running_loop().time() - began - chunk.end_s)
        return late

    late = asyncio.run(lateness())
    assert min(late) > -0.005
    assert late[-1] < 0.2  # does not add up


def test_paced_catches_up_with_a_slow_consumer(tmp_path: Path) -> None:
    path = write(tmp_path / "call.wav", 8000, seconds=1)

    async def take() -> float:
        began = asyncio.get_running_loop().time()
        async for chunk in play_file(path, True, AudioSettings()):
            if isinstance(chunk, AudioChunk) and chunk.start_s == 0 and chunk.speaker == "agent":
                await asyncio.sleep(0.5)
        return asyncio.get_running_loop().time() - began

    assert asyncio.run(take()) < 1.3


def test_what_is_no_sample_harms_no_other(tmp_path: Path) -> None:
    """Resampled from 8 kHz, an infinite sample would ring through all that is near it."""
    path = write(tmp_path / "call.wav", 8000)
    samples, rate_hz = soundfile.read(str(path))
    clean = np.concatenate([chunk.samples for chunk in read_chunks(path) if chunk.speaker == "agent"])
    for at, value in ((4000, np.inf), (8000, np.nan), (12000, -1e30)):
        samples[at, 0] = value
    soundfile.write(str(path), samples, rate_hz, subtype="FLOAT")
    heard = np.concatenate([chunk.samples for chunk in read_chunks(path) if chunk.speaker == "agent"])
    far = np.ones(len(heard), bool)
    for at in (8000, 16000, 24000):
        far[at - 400 : at + 400] = False
    assert np.max(np.abs(heard - clean)[far]) < 0.01


def missing(path: Path) -> None:
    path.unlink(missing_ok=True)


def empty(path: Path) -> None:
    path.write_bytes(b"")


def text(path: Path) -> None:
    path.write_text("ini bukan audio")


def header_only(path: Path) -> None:
    write(path, 8000)
    path.write_bytes(path.read_bytes()[:44])


def no_samples(path: Path) -> None:
    write(path, 8000, seconds=0)


def mono(path: Path) -> None:
    write(path, 8000, channels=1)


def three_channels(path: Path) -> None:
    write(path, 8000, channels=3)


def half(path: Path) -> None:
    write(path, 8000, seconds=4)
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])


BAD_AT_ONCE = [
    ("wav", missing, "no such file"),
    ("wav", empty, "is empty"),
    ("wav", text, "cannot be read as audio"),
    ("flac", text, "cannot be read as audio"),
    ("opus", text, "cannot be read as audio"),
    ("flac", header_only, "cannot be read as audio"),
    ("wav", header_only, "no audio"),
    ("wav", no_samples, "no audio"),
    ("wav", mono, "has 1 channel;"),
    ("flac", mono, "has 1 channel;"),
    ("wav", three_channels, "has 3 channels;"),
    ("wav", half, "cut off"),
    ("opus", half, "cut off"),
]


@pytest.mark.parametrize(("kind", "spoil", "reason"), BAD_AT_ONCE)
def test_bad_files_are_named_before_the_first_chunk(tmp_path: Path, kind: str, spoil: object, reason: str) -> None:
    path = tmp_path / f"call.{kind}"
    assert callable(spoil)
    spoil(path)
    for attempt in (
        lambda: probe_file(path),
        lambda: next(read_chunks(path)),
        lambda: asyncio.run(collect(path, True)),
    ):
        with pytest.raises(AudioError) as error:
            attempt()
        message = str(error.value)
        assert message.startswith(f"{path}: ")
        assert reason in message
        assert "; give a" in message
        assert "\n" not in message


def test_a_folder_is_not_a_call(tmp_path: Path) -> None:
    with pytest.raises(AudioError, match="no such file"):
        probe_file(tmp_path)


def test_a_flac_cut_off_gives_its_good_part_and_then_the_error(tmp_path: Path) -> None:
    path = tmp_path / "call.flac"
    half(path)
    chunks = read_chunks(path)
    with pytest.raises(AudioError, match=r"call\.flac: damaged after \d\.\d s; give a complete"):
        for _ in chunks:
            pass


def test_a_wav_from_a_pipe_has_no_length_and_is_fine(tmp_path: Path) -> None:
    path = write(tmp_path / "call.wav", 8000)
    content = bytearray(path.read_bytes())
    content[4:8] = content[40:44] = b"\xff\xff\xff\xff"
    path.write_bytes(content)
    assert len(list(read_chunks(path))) == 2 * 63
