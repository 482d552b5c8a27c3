from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile

from assist.errors import AudioError
from assist.events import SAMPLE_RATE_HZ
from assist.tuning.mono import mono_chunks, mono_duration_s


def tone(file: Path, rate_hz: int = 8000, channels: int = 1) -> Path:
    waves = 0.3 * np.sin(2 * np.pi * 440 * np.arange(rate_hz) / rate_hz)
    soundfile.write(str(file), np.stack([waves] * channels, axis=1), rate_hz)
    return file


@pytest.mark.parametrize("rate_hz", [8000, 16_000, 44_100])
def test_a_file_of_any_rate_becomes_chunks_and_a_silent_tail(rate_hz: int, tmp_path: Path) -> None:
    file = tone(tmp_path / "tone.wav", rate_hz)
    chunks = list(mono_chunks(file, "agent", tail_s=0.5))
    samples = np.concatenate([chunk.samples for chunk in chunks])
    assert mono_duration_s(file) == pytest.approx(1.0)
    assert {chunk.speaker for chunk in chunks} == {"agent"}
    assert [chunk.start_s for chunk in chunks[:2]] == [0.0, 0.032]
    assert len(samples) == pytest.approx(1.5 * SAMPLE_RATE_HZ, abs=512)
    spectrum = np.abs(np.fft.rfft(samples[:SAMPLE_RATE_HZ]))
    assert int(np.argmax(spectrum)) == 440
    assert np.abs(samples[SAMPLE_RATE_HZ + 100 :]).max() < 1e-3


def truncated(file: Path) -> Path:
    """A FLAC file whose header is whole and whose data break off."""
    soundfile.write(str(file.with_suffix(".flac")), np.random.default_rng(1).normal(0, 0.1, 160_000), 16_000)
    data = file.with_suffix(".flac").read_bytes()
    file.with_suffix(".flac").write_bytes(data[: len(data) // 2])
    return file.with_suffix(".flac")


def written(file: Path, content: bytes) -> Path:
    file.write_bytes(content)
    return file


def nothing(file: Path) -> Path:
    soundfile.write(str(file), np.zeros(0), 16_000)
    return file


BAD: dict[str, tuple[Callable[[Path], Path], str]] = {
    "missing": (lambda file: file, "no such file"),
    "empty": (lambda file: written(file, b""), "cannot be read as audio"),
    "not audio": (lambda file: written(file, b"RIFF" + b"x" * 500), "cannot be read as audio"),
    "no samples": (nothing, "holds no audio"),
    "stereo": (lambda file: tone(file, channels=2), "has 2 channels; give one file a speaker, in mono"),
    "cut off": (truncated, "is damaged"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_one_line(name: str, tmp_path: Path) -> None:
    make, expected = BAD[name]
    file = make(tmp_path / "bad.wav")
    with pytest.raises(AudioError, match=expected) as caught:
        list(mono_chunks(file, "agent", 0.0))
    assert str(caught.value).startswith(f"{file}: ")
    assert "\n" not in str(caught.value)
