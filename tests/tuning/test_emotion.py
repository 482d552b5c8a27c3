"""`assist eval emotion` on synthetic voices, and floors on the development data: a bit under what is reached."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
import soundfile

from assist.audio.cutting import ChunkCutter
from assist.audio.silero import Silero
from assist.config import Settings
from assist.events import Samples
from assist.tuning.emotion import Rises, Work, auc, evaluate_emotion, hear, raised_at
from assist.tuning.emotion_data import JoinedCall
from assist.tuning.evaluate import evaluate, untold
from tests import not_speech
from tests.voices import speech

PEOPLE_HZ = {"low": 110.0, "high": 210.0}


def calm_voice(pitch_hz: float, seconds: float, seed: int) -> Samples:
    return speech(pitch_hz, seconds, seed=seed)


def raised_voice(pitch_hz: float, seconds: float, seed: int) -> Samples:
    return speech(pitch_hz * 2 ** (5 / 12), seconds, 7.0, 4.0, seed)


@pytest.fixture
def every_sound_is_speech(monkeypatch: pytest.MonkeyPatch) -> None:
    """The network knows people, and takes some of these voices for none; so what sounds counts, music and hiss too."""

    def probability(_: Silero, samples: Samples) -> float:
        return float(np.std(samples) > 10 ** (-50 / 20))

    monkeypatch.setattr(Silero, "probability", probability)


@pytest.fixture(scope="module")
def voices(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two speakers, one as high at rest as the other is when raised; and two joined calls of one of them."""
    folder = tmp_path_factory.mktemp("voices")
    rows = ["wav,speaker,group,label,corpus,remark"]
    for name, pitch_hz in PEOPLE_HZ.items():
        pieces = [("baseline", "low", calm_voice(pitch_hz, 4.0, seed)) for seed in range(2)]
        pieces += [("test", "low", calm_voice(pitch_hz, 3.0, 10 + seed)) for seed in range(3)]
        pieces += [("test", "high", raised_voice(pitch_hz, 3.0, 20 + seed)) for seed in range(3)]
        for number, (group, label, samples) in enumerate(pieces):
            soundfile.write(folder / f"{name}{number}.wav", samples, 16000)
            rows.append(f"{name}{number}.wav,{name},{group},{label},made,x")
    (folder / "manifest.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    calm = calm_voice(150.0, 14.0, 1)
    for name, rest in (("rise", raised_voice(150.0, 9.0, 2)), ("calm", calm_voice(150.0, 9.0, 3))):
        customer = np.concatenate([calm, rest])
        soundfile.write(folder / f"{name}.wav", np.stack([np.zeros_like(customer), customer], 1), 16000)
    calls = [{"wav": "rise.wav", "speaker": "x", "rise_at_s": 14.0}, {"wav": "calm.wav", "rise_at_s": None}]
    (folder / "rising.json").write_text(json.dumps(calls), encoding="utf-8")
    return folder


@pytest.mark.usefixtures("every_sound_is_speech")
def test_raised_voices_are_told_from_calm_ones(voices: Path) -> None:
    heard: list[tuple[float, float]] = []
    before = {file.name: file.stat().st_mtime_ns for file in voices.iterdir()}
    report = evaluate_emotion(voices, Settings(), lambda done_s, whole_s: heard.append((done_s, whole_s)))
    assert list(report) == [
        "n", "auc", "auc_per_corpus", "cpu_ms_per_audio_s",
        "rising_hit_rate", "rising_false_alarms_per_min", "rising_delay_p50_s",
    ]  # fmt: skip
    assert (report["n"], report["auc"], report["auc_per_corpus"]) == (12, 1.0, {"made": 1.0})
    assert (report["rising_hit_rate"], report["rising_false_alarms_per_min"]) == (1.0, 0.0)
    delay_s, cost_ms = report["rising_delay_p50_s"], report["cpu_ms_per_audio_s"]
    assert isinstance(delay_s, float) and 0 < delay_s <= 6
    assert isinstance(cost_ms, float) and cost_ms > 0
    assert heard == sorted(heard) and heard[-1][0] == heard[-1][1]
    assert before == {file.name: file.stat().st_mtime_ns for file in voices.iterdir()}


@pytest.mark.usefixtures("every_sound_is_speech")
def test_the_command_gives_the_same(voices: Path) -> None:
    assert evaluate("emotion", voices, Settings())["auc"] == 1.0


AUCS: list[tuple[Sequence[tuple[float, bool]], float | None]] = [
    ([(1, True), (0, False)], 1.0),
    ([(0, True), (1, False)], 0.0),
    ([(1, True), (1, False)], 0.5),
    ([(3, True), (1, True), (2, False), (0, False)], 0.75),
    ([(1, True)], None),
    ([], None),
]


@pytest.mark.parametrize(("scores", "expected"), AUCS)
def test_auc(scores: Sequence[tuple[float, bool]], expected: float | None) -> None:
    assert auc(list(scores)) == expected


RISES = [
    ("found", 10.0, [12.0], (1.0, 0.0, 2.0)),
    ("said again later", 10.0, [12.0, 32.0], (1.0, 0.0, 2.0)),
    ("too late", 10.0, [19.5], (0.0, 0.0, None)),
    ("too early", 10.0, [8.0], (0.0, 6.0, None)),
    ("too early and found", 10.0, [8.0, 13.0], (1.0, 6.0, 3.0)),
    ("never", 10.0, [], (0.0, 0.0, None)),
    ("calm", None, [5.0], (None, 1.0, None)),
]


@pytest.mark.parametrize(("name", "rise_at_s", "said_at_s", "expected"), RISES)
def test_what_counts_as_found(
    name: str, rise_at_s: float | None, said_at_s: list[float], expected: tuple[float | None, float, float | None]
) -> None:
    rises = Rises()
    rises.add(JoinedCall(wav=name, rise_at_s=rise_at_s), said_at_s, 60.0)
    assert tuple(rises.figures().values()) == expected


def test_pieces_without_a_voice_score_nothing(tmp_path: Path) -> None:
    rows = ["wav,speaker,group,label,corpus"]
    for name, samples in (("base", calm_voice(150, 6.0, 1)), ("none", np.zeros(32000)), ("dc", np.full(32000, 0.4))):
        soundfile.write(tmp_path / f"{name}.wav", samples, 16000)
        rows.append(f"{name}.wav,x,{'baseline' if name == 'base' else 'test'},{'high' if name == 'dc' else 'low'},y")
    (tmp_path / "manifest.csv").write_text("\n".join(rows), encoding="utf-8")
    report = evaluate_emotion(tmp_path, Settings(), untold)
    assert (report["n"], report["auc"]) == (2, 0.5)
    assert "rising_hit_rate" not in report


def babble(seconds: float) -> Samples:
    voices = [speech(pitch_hz, seconds, seed=number) for number, pitch_hz in enumerate((95, 120, 140, 180, 210, 250))]
    return np.asarray(0.15 * np.sum(voices, axis=0), np.float32)


CALM_S, ROUGH_S = 16.0, 12.0
CALM = calm_voice(150.0, CALM_S, 1)
AFTER = calm_voice(150.0, ROUGH_S, 4)
ROUGH: dict[str, npt.NDArray[Any]] = {
    "silence": np.zeros(round(ROUGH_S * 16000)),
    "a constant": AFTER + 0.3,
    "clipped": np.clip(AFTER * 20, -1, 1),
    "single samples are not numbers": np.where(np.arange(len(AFTER)) % 997 == 0, np.nan, AFTER),
    "hold music": not_speech.hold_music(ROUGH_S, -20),
    "strings": not_speech.strings(ROUGH_S, -20),
    "hiss": not_speech.white_noise(ROUGH_S, -25),
    "babble behind the voice": AFTER + babble(ROUGH_S),
    "gaps": np.where(np.arange(len(AFTER)) % 16000 < 4000, 0.0, AFTER),
    "nearer to the microphone": AFTER * 3,
    "a dull line": np.convolve(AFTER, np.full(8, 1 / 8), "same"),
    "the same": AFTER,
}


def test_keys_are_no_voice() -> None:
    keys = not_speech.dtmf(ROUGH_S, -20)
    assert list(hear(ChunkCutter("customer").accept(keys), Settings(), Work(untold, 1.0))) == []


@pytest.mark.usefixtures("every_sound_is_speech")
@pytest.mark.parametrize("name", ROUGH)
def test_no_rise_where_nobody_is_upset(name: str) -> None:
    samples = np.concatenate([CALM, np.zeros(8000), ROUGH[name]]).astype(np.float32)
    windows = hear(ChunkCutter("customer").accept(samples), Settings(), Work(untold, 1.0))
    assert raised_at(windows, Settings().emotion) == []


@pytest.mark.usefixtures("every_sound_is_speech")
def test_a_rise_after_all_that_is_heard() -> None:
    for name in ("silence", "hold music", "gaps"):
        samples = np.concatenate([CALM, ROUGH[name], raised_voice(150.0, 6.0, 5)]).astype(np.float32)
        windows = hear(ChunkCutter("customer").accept(samples), Settings(), Work(untold, 1.0))
        assert len(raised_at(windows, Settings().emotion)) == 1, name
