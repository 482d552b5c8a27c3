import json

import pytest
import soundfile

from assist import demo
from assist.audio.sources import probe_file
from assist.dialogue import read_dialogue
from assist.errors import AssistError
from assist.events import CallEnded


def test_there_are_two_calls_under_three_megabytes_together() -> None:
    assert demo.names() == ["panas", "tenang"]
    assert sum(demo.audio_file(name).stat().st_size for name in demo.names()) < 3_000_000


@pytest.mark.parametrize("name", ["panas", "tenang"])
def test_a_call_has_audio_script_and_account(name: str) -> None:
    audio = probe_file(demo.audio_file(name))
    script = read_dialogue((demo.FOLDER / f"{name}.txt").read_text(encoding="utf-8"))
    assert isinstance(script[-1], CallEnded)
    assert abs(script[-1].known_at_s - audio.duration_s) < 30
    assert demo.account(name).customer_name
    assert json.loads((demo.FOLDER / f"{name}.json").read_text())["account_id"]
    samples, _ = soundfile.read(demo.audio_file(name))
    assert all(abs(side).max() > 0.05 for side in samples.T)  # both speak


def test_an_unknown_call_names_those_there_are() -> None:
    with pytest.raises(AssistError, match="choose one of panas, tenang"):
        demo.audio_file("sunyi")
