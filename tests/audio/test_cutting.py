import numpy as np
import pytest

from assist.audio.cutting import CHUNK_SAMPLES, ChunkCutter

RAMP = np.linspace(-0.5, 0.5, 5000, dtype=np.float32)


@pytest.mark.parametrize("block", [1, 100, 512, 513, 5000])
def test_any_block_size_gives_the_same_chunks(block: int) -> None:
    cutter = ChunkCutter("agent")
    chunks = [chunk for at in range(0, len(RAMP), block) for chunk in cutter.accept(RAMP[at : at + block])]
    chunks += cutter.finish()
    assert [chunk.start_s for chunk in chunks] == [index * 512 / 16000 for index in range(10)]
    assert {len(chunk.samples) for chunk in chunks} == {CHUNK_SAMPLES}
    joined = np.concatenate([chunk.samples for chunk in chunks])
    assert np.array_equal(joined[: len(RAMP)], RAMP)
    assert not joined[len(RAMP) :].any()


def test_finish_gives_nothing_when_nothing_is_left() -> None:
    cutter = ChunkCutter("agent")
    assert len(list(cutter.accept(np.zeros(1024, np.float32)))) == 2
    assert list(cutter.finish()) == []


def test_samples_stay_in_range() -> None:
    wild = np.array([np.nan, np.inf, -np.inf, 3.0] * 128, np.float32)
    (chunk,) = ChunkCutter("customer").accept(wild)
    assert np.array_equal(chunk.samples[:4], [0.0, 1.0, -1.0, 1.0])
