"""The parts of `script/bench hearing` that would make every figure of it wrong."""

import json
import runpy
import shutil
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from assist.config import Settings
from assist.events import SAMPLE_RATE_HZ
from assist.tuning.recordings import read_recordings

VOICES: dict[str, Any] = runpy.run_path(str(Path(__file__).parents[1] / "script" / "bench_voices.py"))
SECOND = np.arange(SAMPLE_RATE_HZ) / SAMPLE_RATE_HZ


@pytest.mark.parametrize(("tone_hz", "passes"), [(200, False), (440, True), (3000, True), (3600, False), (6000, False)])
def test_a_telephone_line_carries_300_to_3400_hz(tone_hz: float, passes: bool) -> None:
    sent = (0.3 * np.sin(2 * np.pi * tone_hz * SECOND)).astype(np.float32)
    heard = VOICES["telephone"](sent, SAMPLE_RATE_HZ)
    level = float(np.sqrt(np.mean(np.square(heard)) / np.mean(np.square(sent))))
    assert heard.dtype == np.float32
    assert len(heard) == len(sent)
    assert level == pytest.approx(1.0 if passes else 0.0, abs=0.05)


def test_mu_law_costs_what_8_bits_cost() -> None:
    sent = (0.05 * np.sin(2 * np.pi * 500 * SECOND)).astype(np.float32)
    heard = VOICES["telephone"](sent, SAMPLE_RATE_HZ)
    noise = heard[800:-800] - sent[800:-800]
    ratio_db = 10 * np.log10(np.mean(np.square(sent)) / np.mean(np.square(noise)))
    assert 30 < ratio_db < 42, "G.711 gives 33 to 38 dB"


def test_streams_are_labelled_where_they_sound(tmp_path: Path) -> None:
    if shutil.which("espeak-ng") is None:
        pytest.skip("needs espeak-ng")
    labels = VOICES["make_streams"](tmp_path, 10.0)
    recordings = read_recordings(labels, Settings())
    assert len(recordings) == 2, "two, for two channels"
    samples, rate_hz = soundfile.read(str(recordings[0].file))
    stretches = recordings[0].line.stretches
    assert rate_hz == SAMPLE_RATE_HZ and stretches is not None and len(stretches) > 8
    for stretch, following in pairwise(stretches):
        spoken = samples[round(stretch.start_s * rate_hz) : round(stretch.end_s * rate_hz)]
        between = samples[round(stretch.end_s * rate_hz) : round(following.start_s * rate_hz)]
        assert np.sqrt(np.mean(np.square(spoken))) == pytest.approx(VOICES["LEVEL"], rel=0.05)
        assert np.abs(between[100:-100]).max() < 0.01
        assert len(between) >= 0.45 * rate_hz

    twin = VOICES["make_telephone"](tmp_path, labels, [recording.file for recording in recordings])
    rows = [json.loads(row) for file in (labels, twin) for row in file.read_text().splitlines()]
    assert [row["utterances"] for row in rows[:2]] == [row["utterances"] for row in rows[2:]]
    assert all((tmp_path / row["wav"]).is_file() for row in rows)
