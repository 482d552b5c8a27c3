import numpy as np
import pytest

from assist.events import AudioChunk, Concluded, Heard, Prosody
from assist.tuning.levels import Levels, highest, told_levels


def test_every_chunk_that_passes_is_measured() -> None:
    levels = Levels()
    loud = AudioChunk("agent", 0.0, np.full(512, 0.5, np.float32) * np.where(np.arange(512) % 2, 1, -1))
    off = AudioChunk("agent", 0.032, np.full(512, 0.5, np.float32))
    assert list(levels.of([loud, off])) == [loud, off]
    (start_s, end_s, level), (_, last_s, silent) = levels.steps("agent")
    assert [start_s, end_s, last_s] == pytest.approx([0.0, 0.032, 0.064])
    assert level == pytest.approx(-6.0, abs=0.1)
    assert silent == -120.0
    assert levels.steps("customer") == []


def test_a_log_tells_the_levels_of_speech() -> None:
    def heard(start_s: float, level: float) -> Prosody:
        return Prosody.model_validate(
            {
                "speaker": "agent",
                "start_s": start_s,
                "end_s": start_s + 1,
                "pitch_hz": None,
                "level_dbfs": level,
                "tilt_db": 0,
            }
        )

    log: list[Heard | Concluded] = [heard(5, -20), heard(2, -30)]
    assert told_levels(log, "agent") == [(2.0, 3.0, -30.0), (5.0, 6.0, -20.0)]
    assert told_levels(log, "customer") == []


def test_the_highest_level_of_each_part() -> None:
    steps = [(0.0, 1.0, -30.0), (1.0, 1.5, -10.0), (1.5, 2.0, -50.0), (6.0, 9.0, -20.0)]
    assert highest(steps, 0.0, 8.0, 4) == [-10.0, None, None, -20.0]
    assert highest(steps, 1.5, 2.0, 2) == [-50.0, -50.0]
    assert highest([], 0.0, 1.0, 2) == [None, None]
