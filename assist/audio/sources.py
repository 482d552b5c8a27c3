"""Where audio comes from: stereo files (left agent, right customer), paced as in a call or flat out.

An `AudioSource` is an async iterator of chunks and of events on how well it hears.
"""

import asyncio
import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

import numpy as np
import soundfile
import soxr

from assist.audio.cutting import CHUNK_S, ChunkCutter
from assist.audio.file_health import watched
from assist.config import AudioSettings
from assist.errors import AudioError
from assist.events import SAMPLE_RATE_HZ, SPEAKERS, AudioChunk, HearingHealth, Samples

BLOCK_S = 0.5
"""How much of a file is read at a time, in seconds: memory stays flat, and the event loop is never held for long."""
PROBE_SAMPLES = 1024
"""Read to see whether there is sound behind the header."""
UNKNOWN_SIZE = 0xFFFF_FFFF
"""The size that programs write into a WAV header when they cannot go back to mend it (a pipe, a stream)."""
FIX = "give a complete stereo WAV, FLAC or Opus file"


class AudioSource(Protocol):
    """Chunks of both speakers in the order of time, and health events where hearing is impaired."""

    def __aiter__(self) -> AsyncIterator[AudioChunk | HearingHealth]:
        """Iterates once, to the end of the call."""
        ...


@dataclass(frozen=True)
class AudioFile:
    """A stereo file that can be opened: its rate in Hz and its length in seconds, as its header tells."""

    path: Path
    rate_hz: int
    duration_s: float


def probe_file(path: Path) -> AudioFile:
    """Opens the file, looks at its header and reads its first samples.

    Raises AudioError where the file is missing, empty, not audio, not stereo or known to be cut off.
    """
    if not path.is_file():
        raise AudioError(f"{path}: no such file; {FIX}")
    if path.stat().st_size == 0:
        raise AudioError(f"{path}: the file is empty; {FIX}")
    try:
        with soundfile.SoundFile(str(path)) as info:
            first, report = info.read(PROBE_SAMPLES, always_2d=True), info.extra_info
    except (soundfile.SoundFileError, OSError):
        raise AudioError(f"{path}: cannot be read as audio; {FIX}") from None
    if info.channels != len(SPEAKERS):
        count = "1 channel" if info.channels == 1 else f"{info.channels} channels"
        raise AudioError(f"{path}: has {count}; give a stereo file with the agent left and the customer right")
    if not len(first):
        raise AudioError(f"{path}: holds no audio; {FIX}")
    if _cut_off(report):
        raise AudioError(f"{path}: the file is cut off, its end is missing; {FIX}")
    return AudioFile(path, info.samplerate, info.frames / info.samplerate)


def read_chunks(path: Path) -> Iterator[AudioChunk]:
    """The file as 16 kHz chunks, agent and customer in turn; the last pair is filled up with silence.

    Raises AudioError as `probe_file` does, before the first chunk; and after the last good one where the file turns out
    to be damaged further on.
    """
    file = probe_file(path)
    resampler = soxr.ResampleStream(file.rate_hz, SAMPLE_RATE_HZ, len(SPEAKERS), dtype="float32")
    cutters = [ChunkCutter(speaker) for speaker in SPEAKERS]
    for block in _blocks(file):
        yield from _in_turn([cutter.accept(side) for cutter, side in _sides(cutters, resampler.resample_chunk(block))])
    tail = resampler.resample_chunk(np.zeros((0, len(SPEAKERS)), np.float32), last=True)
    yield from _in_turn([cutter.accept(side) for cutter, side in _sides(cutters, tail)])
    yield from _in_turn([cutter.finish() for cutter in cutters])


async def play_file(
    path: Path, paced: bool, settings: AudioSettings, from_s: float = 0.0
) -> AsyncIterator[AudioChunk | HearingHealth]:
    """The chunks of `read_chunks`, each given out when its end would have been heard (`paced`), else at once.

    Among them is said how well each side is heard (`watched`). Chunks that end before `from_s` are left out, and times
    count from there. The clock is monotonic and counts from the first chunk, so a slow consumer is caught up with and
    nothing drifts.
    Raises AudioError as `read_chunks` does.
    """
    loop = asyncio.get_running_loop()
    skipped_s = CHUNK_S * round(from_s / CHUNK_S)
    wanted = (chunk for chunk in read_chunks(path) if chunk.start_s >= skipped_s - CHUNK_S / 2)
    moved = (replace(chunk, start_s=chunk.start_s - skipped_s) if skipped_s else chunk for chunk in wanted)
    started = loop.time()
    for item in watched(moved, settings):
        if isinstance(item, AudioChunk):
            wait_s = started + item.end_s - loop.time() if paced else 0.0
            # flat out it still lets the other tasks run once a chunk
            await asyncio.sleep(max(0.0, wait_s))
        yield item


def _blocks(file: AudioFile) -> Iterator[Samples]:
    """The file's samples in blocks of shape [samples, 2]; raises AudioError where it is damaged or ends early."""
    read = 0
    try:
        with soundfile.SoundFile(str(file.path)) as opened:
            expected: int = opened.frames
            while len(block := opened.read(int(BLOCK_S * file.rate_hz), dtype="float32", always_2d=True)):
                read += len(block)
                # what is no sample must not ring through the resampler's neighbours
                yield np.clip(np.nan_to_num(block, posinf=1.0, neginf=-1.0), -1.0, 1.0)
    except (soundfile.SoundFileError, OSError):
        raise AudioError(f"{file.path}: damaged after {read / file.rate_hz:.1f} s; {FIX}") from None
    if read < expected:
        raise AudioError(f"{file.path}: ends after {read / file.rate_hz:.1f} of {file.duration_s:.1f} s; {FIX}")


def _sides(cutters: list[ChunkCutter], stereo: Samples) -> Iterator[tuple[ChunkCutter, Samples]]:
    return zip(cutters, stereo.T, strict=True)


def _in_turn(sides: list[Iterator[AudioChunk]]) -> Iterator[AudioChunk]:
    """Agent, customer, agent, ...: both sides always hold as many chunks."""
    for pair in zip(*sides, strict=True):
        yield from pair


def _cut_off(report: str) -> bool:
    """Whether libsndfile's report says that the data are shorter than the header promised, or lack their last page."""
    if "lacks an end-of-stream bit" in report:
        return True
    shorter = re.search(r"^data : (\d+) \(should be (\d+)\)", report, re.MULTILINE)
    return shorter is not None and int(shorter[2]) < int(shorter[1]) < UNKNOWN_SIZE
