"""Mono recordings as the chunks of one speaker, read in blocks so that memory stays flat."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import soundfile
import soxr

from assist.audio.cutting import ChunkCutter
from assist.errors import AudioError
from assist.events import SAMPLE_RATE_HZ, AudioChunk, Samples, Speaker

BLOCK_S = 0.5
"""How much of a file is read at a time, in seconds."""


def mono_duration_s(path: Path) -> float:
    """The length of a mono file in seconds, as its header tells.

    Raises AudioError, one line, where it is missing, no audio, without a sample or not mono.
    """
    if not path.is_file():
        raise AudioError(f"{path}: no such file; give a mono WAV, FLAC or Opus file")
    try:
        info = soundfile.info(str(path))
    except (soundfile.SoundFileError, OSError):
        raise AudioError(f"{path}: cannot be read as audio; give a mono WAV, FLAC or Opus file") from None
    if info.channels != 1:
        raise AudioError(f"{path}: has {info.channels} channels; give one file a speaker, in mono")
    if not info.frames:
        raise AudioError(f"{path}: holds no audio; give a complete mono file")
    return float(info.frames / info.samplerate)


def mono_chunks(path: Path, speaker: Speaker, tail_s: float) -> Iterator[AudioChunk]:
    """The file as chunks of `speaker`, then `tail_s` of silence, in which its last utterance can end.

    Raises AudioError as `mono_duration_s` does, and after the last good chunk where the file is damaged further on.
    """
    mono_duration_s(path)
    cutter = ChunkCutter(speaker)
    for block in _blocks(path):
        yield from cutter.accept(block)
    yield from cutter.accept(np.zeros(round(tail_s * SAMPLE_RATE_HZ), np.float32))
    yield from cutter.finish()


def _blocks(path: Path) -> Iterator[Samples]:
    """The file's samples at SAMPLE_RATE_HZ."""
    try:
        with soundfile.SoundFile(str(path)) as opened:
            resampler = soxr.ResampleStream(opened.samplerate, SAMPLE_RATE_HZ, 1, dtype="float32")
            while len(block := opened.read(int(BLOCK_S * opened.samplerate), dtype="float32")):
                yield resampler.resample_chunk(np.nan_to_num(block))
            yield resampler.resample_chunk(np.zeros(0, np.float32), last=True)
    except (soundfile.SoundFileError, OSError):
        raise AudioError(f"{path}: is damaged; give a complete mono file") from None
