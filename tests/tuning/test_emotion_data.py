import json
from pathlib import Path

import numpy as np
import pytest
import soundfile

from assist.errors import AssistError
from assist.tuning.emotion_data import JoinedCall, read_joined, read_people

HEAD = "wav,speaker,group,label,corpus,emotion\n"
GOOD = HEAD + "a.wav,x,baseline,low,own,neutral\na.wav,x,test,high,own,anger\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    soundfile.write(tmp_path / "a.wav", np.zeros(1600), 16000)
    soundfile.write(tmp_path / "two.wav", np.zeros((1600, 2)), 16000)
    return tmp_path


def test_people_with_what_is_heard_first_and_what_is_judged(folder: Path) -> None:
    (folder / "manifest.csv").write_text(GOOD + "a.wav,x,baseline,low,other,\n", encoding="utf-8")
    first, second = read_people(folder)
    assert (first.corpus, first.speaker, len(first.baseline)) == ("own", "x", 1)
    assert [piece.high for piece in first.test] == [True]
    assert (second.corpus, second.test) == ("other", [])


WRONG = {
    "wav,speaker\n": "line 1: lacks the column group",
    HEAD + "a.wav,x,start,low,own,\n": "line 2: group 'start' is unknown; write baseline or test",
    HEAD + "a.wav,x,test,loud,own,\n": "line 2: label 'loud' is unknown; write high or low",
    HEAD + "a.wav,,test,high,own,\n": "line 2: has no speaker",
    HEAD + "a.wav,x\n": "line 2: has no group",
    HEAD + "b.wav,x,baseline,low,own,\n": "b.wav: no such file",
    HEAD + "two.wav,x,baseline,low,own,\n": "two.wav: has 2 channels",
    HEAD + "a.wav,x,test,high,own,\n": "speaker x has no baseline",
}


@pytest.mark.parametrize("content", WRONG)
def test_what_is_wrong_is_named(content: str, folder: Path) -> None:
    (folder / "manifest.csv").write_text(content, encoding="utf-8")
    with pytest.raises(AssistError) as caught:
        read_people(folder)
    assert WRONG[content] in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_folder_without_either_file_is_an_error(folder: Path) -> None:
    with pytest.raises(AssistError, match=r"holds neither manifest\.csv nor rising\.json"):
        read_people(folder)


def test_joined_calls_alone_will_do(folder: Path) -> None:
    (folder / "rising.json").write_text(json.dumps([{"wav": "two.wav", "rise_at_s": 3, "speaker": "x"}]))
    assert read_people(folder) == []
    assert read_joined(folder) == [(folder / "two.wav", JoinedCall(wav="two.wav", rise_at_s=3.0))]


def test_no_joined_calls(folder: Path) -> None:
    assert read_joined(folder) == []


RISING_WRONG = {
    "{": "is no JSON",
    "{}": "is no list",
    '[{"wav": "two.wav"}, {"rise_at_s": 1}]': "call 2: wav",
    "[3]": "call 1",
    '[{"wav": "a.wav"}]': "has 1 channel",
}


@pytest.mark.parametrize("content", RISING_WRONG)
def test_what_is_wrong_with_joined_calls_is_named(content: str, folder: Path) -> None:
    (folder / "rising.json").write_text(content, encoding="utf-8")
    with pytest.raises(AssistError) as caught:
        read_joined(folder)
    assert RISING_WRONG[content] in str(caught.value)
