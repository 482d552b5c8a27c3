"""What tests of hearing share: the verified model of the user's cache, and Indonesian speech made by espeak-ng."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile
import soxr

from assist.config import Settings, load_settings
from assist.errors import ModelError
from assist.events import SAMPLE_RATE_HZ, Samples
from assist.speech.decoder import WhisperModel
from assist.speech.models import pull

Say = Callable[..., Samples]
"""say(text, voice="id+m3", words_per_minute=130) -> mono samples at 16 kHz."""


@pytest.fixture(scope="session")
def settings() -> Settings:
    return load_settings()


@pytest.fixture(scope="session")
def whisper_model(settings: Settings) -> Path:
    """The folder of whisper-base, pulled into the user's cache where it is not there yet."""
    try:
        return pull("whisper-base", settings.models_path, lambda done, total, label: None)
    except ModelError as error:
        pytest.skip(f"needs whisper-base: {error}")


@pytest.fixture(scope="session")
def whisper(whisper_model: Path) -> WhisperModel:
    """The loaded model, shared as both channels of a call share it."""
    return WhisperModel(whisper_model, "id", threads=1)


@pytest.fixture(scope="session")
def say(tmp_path_factory: pytest.TempPathFactory) -> Say:
    """Renders text with espeak-ng's Indonesian voice."""
    program = shutil.which("espeak-ng")
    if program is None:
        pytest.skip("needs espeak-ng")
    folder = tmp_path_factory.mktemp("speech")

    def render(text: str, voice: str = "id+m3", words_per_minute: int = 130) -> Samples:
        file = folder / "speech.wav"
        subprocess.run([program, "-v", voice, "-s", str(words_per_minute), "-w", str(file), text], check=True)
        samples, rate_hz = soundfile.read(str(file), dtype="float32")
        result: Samples = np.asarray(soxr.resample(samples, rate_hz, SAMPLE_RATE_HZ), np.float32)
        return result

    return render
