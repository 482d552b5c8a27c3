import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from assist.config import Settings
from assist.errors import AssistError
from assist.tuning.recordings import read_recordings

ONE: dict[str, Any] = {"wav": "a.wav", "text": "ya", "lang": "id"}
SAID = {"start_s": 0.5, "end_s": 1.0, "text": "ya"}
STREAM: dict[str, Any] = {"wav": "a.wav", "utterances": [{**SAID, "start_s": 1.5, "end_s": 2, "text": "besok"}, SAID]}


@pytest.fixture
def labels(tmp_path: Path) -> Path:
    soundfile.write(str(tmp_path / "a.wav"), np.zeros(32_000), 16_000)
    soundfile.write(str(tmp_path / "stereo.wav"), np.zeros((32_000, 2)), 16_000)
    return tmp_path / "labels.jsonl"


def write(file: Path, *lines: Any) -> Path:
    file.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    return file


def test_lines_of_both_kinds(labels: Path) -> None:
    elsewhere = {"wav": str(labels.parent / "a.wav"), "text": "yes", "lang": "en", "speaker": "ignored"}
    one, stream, english = read_recordings(write(labels, ONE, STREAM, elsewhere), Settings())
    assert (one.language, stream.language, english.language) == ("id", "id", "en")
    assert {item.file for item in (one, stream, english)} == {labels.parent / "a.wav"}
    assert one.duration_s == 2.0
    assert (one.line.texts, one.line.stretches) == (["ya"], None)
    assert stream.line.texts == ["ya", "besok"], "in the order of time"
    assert stream.line.stretches is not None and stream.line.stretches[0].end_s == 2.0


BAD: dict[str, tuple[Any, str]] = {
    "no label": ({"wav": "a.wav"}, "give text, or utterances with their times, and not both"),
    "two labels": ({**ONE, **STREAM}, "and not both"),
    "no file": ({"text": "ya"}, "wav: is missing; add it"),
    "an empty name": ({**ONE, "wav": ""}, "wav"),
    "a number as text": ({**ONE, "text": 5}, "text"),
    "utterance without text": ({**STREAM, "utterances": [{"start_s": 0, "end_s": 1}]}, "utterances.0.text: is missing"),
    "upside down": ({**STREAM, "utterances": [{**SAID, "end_s": 0.5}]}, "end_s: is not after start_s"),
    "before the start": ({**STREAM, "utterances": [{**SAID, "start_s": -1}]}, "utterances.0.start_s"),
    "missing file": ({**ONE, "wav": "b.wav"}, "b.wav: no such file"),
    "stereo": ({**ONE, "wav": "stereo.wav"}, "stereo.wav: has 2 channels; give one file a speaker, in mono"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_line_names_file_and_line(name: str, labels: Path) -> None:
    bad, expected = BAD[name]
    with pytest.raises(AssistError) as caught:
        read_recordings(write(labels, ONE, bad), Settings())
    message = str(caught.value)
    assert message.startswith(f"{labels}: line 2: ")
    assert expected in message
    assert "\n" not in message
