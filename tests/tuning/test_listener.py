import threading
from pathlib import Path

import numpy as np
import pytest
import soundfile

from assist.config import Settings, SpeechSettings
from assist.errors import AudioError
from assist.events import SAMPLE_RATE_HZ
from assist.speech.engines import open_engine
from assist.speech.recogniser import RecogniserMaker
from assist.tuning.listener import Listened, listen_flat_out, listen_in_real_time
from tests.conftest import Say

SETTINGS = Settings(speech=SpeechSettings(partial_every_s=0.3))


@pytest.fixture(scope="module")
def make(whisper_model: Path) -> RecogniserMaker:
    return open_engine(SETTINGS)


@pytest.fixture(scope="module")
def spoken(say: Say, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A recording that ends with its last word."""
    file = tmp_path_factory.mktemp("spoken") / "spoken.wav"
    samples = say("Selamat siang, saya mau bayar.")
    loud = np.flatnonzero(np.abs(samples) > 0.01)
    soundfile.write(str(file), samples[: loud[-1]], SAMPLE_RATE_HZ)
    return file


def check(listened: Listened) -> None:
    finals = [utterance for utterance in listened.utterances if utterance.final]
    assert "siang" in finals[0].text.lower()
    assert listened.spoken and listened.spoken[-1].end_s <= finals[-1].end_s + 0.1
    assert listened.audio_s > listened.spoken[-1].end_s
    assert listened.took_s > 0


def test_flat_out(make: RecogniserMaker, spoken: Path) -> None:
    told: list[float] = []
    listened = listen_flat_out(spoken, make, SETTINGS, told.append)
    check(listened)
    assert told == sorted(told) and told[-1] <= listened.audio_s
    final = next(utterance for utterance in listened.utterances if utterance.final)
    assert final.known_at_s < listened.audio_s, "the silence at the end let the utterance close"


def test_in_real_time_both_channels(make: RecogniserMaker, spoken: Path) -> None:
    heard = listen_in_real_time({"agent": spoken, "customer": spoken}, make, SETTINGS, lambda done_s: None)
    assert set(heard) == {"agent", "customer"}
    for speaker, listened in heard.items():
        check(listened)
        assert {utterance.speaker for utterance in listened.utterances} == {speaker}
        assert not listened.utterances[0].final, "partials are part of it"
        known = [utterance.known_at_s for utterance in listened.utterances]
        assert known == sorted(known)
        # no text can be known before it was said, however fast the machine; how much later is not for a test to say
        assert all(utterance.known_at_s >= utterance.end_s for utterance in listened.utterances if utterance.final)
        assert listened.took_s >= listened.audio_s - 0.05


def test_no_thread_is_left_when_it_breaks_off(make: RecogniserMaker, spoken: Path) -> None:
    def stop(done_s: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        listen_in_real_time({"customer": spoken}, make, SETTINGS, stop)
    assert "recogniser" not in {thread.name for thread in threading.enumerate()}


def test_a_file_that_is_not_there(make: RecogniserMaker, tmp_path: Path) -> None:
    with pytest.raises(AudioError, match=r"none\.wav: no such file"):
        listen_in_real_time({"customer": tmp_path / "none.wav"}, make, SETTINGS, lambda done_s: None)
    assert "recogniser" not in {thread.name for thread in threading.enumerate()}
