import json
import subprocess
import sys
from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest
import soundfile

from assist.audio.sources import read_chunks
from assist.config import Settings
from assist.errors import AssistError
from assist.events import EVENT, Concluded, Heard, Samples, Signal
from assist.hearing import Hearing
from assist.playbook import Playbook
from assist.session import run
from assist.tuning.interruptions import Scene, evaluate_interruptions, figures, judge, read_scenes
from tests.audio.voiced import hiss, leaked, silence
from tests.conftest import Say

SHARED = Path(__file__).resolve().parents[3] / "shared"
PLAYBOOK = Playbook(language="id", version="v", rules=(), phrases=())


def scene(**changed: Any) -> Scene:
    given = {"wav": "a.wav", "kind": "cut_stop", "setting": "plain", "interruption": True, "event": {"t": 5.0}}
    return Scene.model_validate_json(json.dumps(given | changed))


JUDGED = {
    "a hit and its delay": (scene(), [5.7], (pytest.approx(0.7), 0)),
    "more signals in the window are ignored": (scene(), [5.7, 8.9], (pytest.approx(0.7), 0)),
    "too late is false, and a miss": (scene(), [9.1], (None, 1)),
    "too early is false": (scene(), [4.7, 5.5], (pytest.approx(0.5), 1)),
    "nothing": (scene(), [], (None, 0)),
    "where nobody interrupts every signal is false": (scene(kind="lap", interruption=False), [5.7, 9], (None, 2)),
}


@pytest.mark.parametrize("name", JUDGED)
def test_judging(name: str) -> None:
    given, times_s, expected = JUDGED[name]
    judged = judge(given, times_s)
    assert (judged.delay_s, judged.false_alarms) == expected


def test_figures() -> None:
    lap = scene(kind="lap", setting="noise", interruption=False, event=None)
    report = figures([judge(scene(), [5.7]), judge(scene(), []), judge(lap, [3.0])], 1800.0)
    assert (report["n"], report["precision"], report["recall"], report["f1"]) == (3, 0.5, 0.5, 0.5)
    assert report["per_kind"] == {"cut_stop": {"n": 2, "fired": 1}, "lap": {"n": 1, "fired": 1}}
    assert report["per_setting"] == {
        "plain": {"precision": 1.0, "recall": 0.5},
        "noise": {"precision": 0.0, "recall": None},
    }
    assert report["delay_p50_s"] == pytest.approx(0.7)
    assert (report["audio_s"], report["false_alarms_per_h"]) == (1800.0, 2.0)


FAULTS: dict[str, tuple[str, str]] = {
    "no list": ("{}", "holds no list of scenes"),
    "no JSON": ("[{", "is not JSON"),
    "a key is missing": ('[{"wav": "a.wav"}]', "scene 1: kind: is missing"),
    "no event": (
        '[{"wav": "a.wav", "kind": "k", "setting": "s", "interruption": true, "event": null}]',
        "scene 1: event: is missing",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_faulty_labels_are_one_line(name: str, tmp_path: Path) -> None:
    content, told = FAULTS[name]
    (tmp_path / "scenes.json").write_text(content, encoding="utf-8")
    with pytest.raises(AssistError, match=told) as raised:
        read_scenes(tmp_path)
    assert "scenes.json" in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_folder_without_labels_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(AssistError, match=r"scenes\.json: cannot be read"):
        read_scenes(tmp_path)


class NoWords:
    def accept(self, chunk: object) -> list[Any]:
        return []

    def finish(self) -> list[Any]:
        return []


def hear(agent: Samples, customer: Samples, path: Path) -> list[Heard]:
    soundfile.write(str(path), np.stack([agent, customer], axis=1), 16_000)
    hearing = Hearing(Settings(), {"agent": NoWords(), "customer": NoWords()})
    heard = [event for chunk in read_chunks(path) for event in hearing.accept(chunk)]
    return heard + hearing.finish()


def interruptions(concluded: list[Concluded]) -> list[Signal]:
    return [item for item in concluded if isinstance(item, Signal) and item.name.startswith("interruption")]


def names(concluded: list[Concluded]) -> list[tuple[str, str]]:
    return [(item.name, item.by) for item in interruptions(concluded)]


@pytest.fixture(scope="module")
def cut_off(say: Say) -> tuple[Samples, Samples]:
    """The customer is cut off after some seconds."""
    long = say("Jadi begini ya pak, kemarin itu saya sudah datang ke kantor lalu saya tunggu di sana lama.", "id+f2")
    cut = say("Sudah bapak, jadi kapan bapak mau bayar angsurannya?")
    customer = np.concatenate([silence(1), long[: 5 * 16_000], silence(4)])
    agent = np.concatenate([silence(5), cut, silence(10)])[: len(customer)]
    return agent, customer


@pytest.mark.parametrize("gain_db", [None, -15.0])
def test_a_spoken_scene_with_and_without_leakage(
    gain_db: float | None, cut_off: tuple[Samples, Samples], tmp_path: Path
) -> None:
    agent, customer = cut_off
    if gain_db is not None:
        agent, customer = agent + leaked(customer, gain_db, 0.05), customer + leaked(agent, gain_db, 0.03)
    noisy = [side + hiss(len(side) / 16_000, -65, at) for at, side in enumerate((agent, customer))]
    heard = hear(noisy[0], noisy[1], tmp_path / "a.wav")
    concluded = run(heard, PLAYBOOK, Settings())
    assert names(concluded)[0] == ("interruption", "agent")
    assert 5.5 <= interruptions(concluded)[0].known_at_s <= 6.5
    kept = [EVENT.validate_json(event.model_dump_json()) for event in heard]
    assert kept == heard
    assert run(cast(list[Heard], kept), PLAYBOOK, Settings()) == concluded, "a kept call concludes the same"


def test_sounds_that_are_no_interruption(say: Say, tmp_path: Path) -> None:
    talk = say("Saya mau bayar besok pagi, pak, tapi tunggu dulu sampai gajian saya masuk.", "id+f2")
    length = len(talk)
    tune = sum(0.05 * np.sin(2 * np.pi * hz * np.arange(length) / 16_000) for hz in (262, 330, 392, 523))
    sounds: dict[str, Samples] = {
        "nothing": np.zeros(length, np.float32),
        "direct current": np.full(length, 0.5, np.float32),
        "not a number": np.full(length, np.nan, np.float32),
        "hold music": np.asarray(tune, np.float32),
        "noise": hiss(length / 16_000, -30, 1)[:length],
        "the same": talk,
        "clipped leakage": np.clip(20 * leaked(talk, -15, 0.04), -0.2, 0.2),
    }
    for name, sound in sounds.items():
        heard = hear(sound, talk, tmp_path / "a.wav")
        assert names(run(heard, PLAYBOOK, Settings())) == [], name


@pytest.mark.skipif(not SHARED.exists(), reason="needs ../shared")
def test_bounds_on_fresh_scenes(tmp_path: Path) -> None:
    tool = SHARED / "tools" / "make_scenes.py"
    subprocess.run([sys.executable, str(tool), str(tmp_path), "--seed", "7", "--per", "1"], check=True, stdout=-3)
    labels = tmp_path / "scenes.json"
    some = [row for row in json.loads(labels.read_text()) if row["setting"] in ("plain", "leak-15", "tel")]
    labels.write_text(json.dumps(some), encoding="utf-8")
    report = evaluate_interruptions(tmp_path, Settings(), lambda done_s, whole_s: None)
    assert report["n"] == 18
    assert isinstance(report["f1"], float) and report["f1"] >= 0.75
    assert isinstance(report["false_alarms_per_h"], float) and report["false_alarms_per_h"] <= 15
    assert isinstance(report["delay_p50_s"], float) and report["delay_p50_s"] <= 0.8
    assert set(report) == {
        "n", "precision", "recall", "f1", "per_kind", "per_setting", "delay_p50_s", "delay_p95_s", "audio_s",
        "false_alarms_per_h", "cpu_ms_per_audio_s",
    }  # fmt: skip
