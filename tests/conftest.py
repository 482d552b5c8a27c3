"""What tests share: the verified model of the user's cache, and Indonesian speech made by espeak-ng.

With ASSIST_TEST_STRICT=1 a skipped test fails the run, so that CI cannot pass by leaving out what it lacks; only
tests of data beside the checkout (`../shared`) may be left out, where it is absent.
"""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
import soundfile
import soxr

from assist.config import Settings, load_settings
from assist.errors import ModelError
from assist.events import SAMPLE_RATE_HZ, Samples
from assist.speech.models.local import pull
from assist.speech.whisper.decoder import WhisperModel

if TYPE_CHECKING:  # the whole house, which most tests do not need
    from assist.call import Shelf
    from tests.desk import Play

SHARED = Path(__file__).resolve().parents[2] / "shared"

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


@pytest.fixture(scope="session")
def shelf(settings: Settings) -> "Shelf":
    """The playbook of the checkout."""
    from assist.call import Shelf

    return Shelf(settings.playbook.path, "id")


@pytest.fixture
def play(tmp_path: Path, shelf: "Shelf") -> "Play":
    """Runs a scenario beside a sidecar of its own."""
    from tests.desk import playing

    return playing(tmp_path, shelf)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("ASSIST_TEST_STRICT") != "1" or reporter is None:
        return
    skipped = reporter.stats.get("skipped", [])
    unwanted = [report for report in skipped if "../shared" not in str(report.longrepr) or SHARED.exists()]
    if unwanted:
        reporter.write_line(f"ASSIST_TEST_STRICT: {len(unwanted)} skipped tests count as failed", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
