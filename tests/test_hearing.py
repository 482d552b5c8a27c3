from pathlib import Path

import numpy as np
import pytest
import soundfile

from assist.audio.sources import read_chunks
from assist.config import Settings
from assist.errors import ModelError
from assist.events import (
    SPEAKERS,
    AudioChunk,
    Heard,
    HearingHealth,
    Prosody,
    SpeechEnded,
    SpeechStarted,
    Utterance,
)
from assist.hearing import Hearing, open_hearing
from assist.speech.steady import steady
from assist.speech.whisper.decoder import WhisperModel
from tests.conftest import Say
from tests.speech.failing import AT_THE_END, failing
from tests.speech.hearing import whisper_recogniser

ENGLISH = Path(__file__).resolve().parents[2] / "shared" / "data" / "calls" / "english_auto_repairs_stereo.flac"


@pytest.fixture(scope="module")
def call(say: Say, tmp_path_factory: pytest.TempPathFactory) -> list[AudioChunk]:
    """The agent greets, then the customer answers and breaks off at the end of the file."""
    greeting, answer = say("Selamat siang, bapak."), say("Saya mau bayar lima ratus ribu.", "id+f2")[: 2 * 16000]
    starts = 16000 + len(greeting) + 8000
    stereo = np.zeros((starts + len(answer), 2), np.float32)
    stereo[16000 : 16000 + len(greeting), 0] = greeting
    stereo[starts:, 1] = answer
    path = tmp_path_factory.mktemp("call") / "call.flac"
    soundfile.write(str(path), stereo, 16000)
    return list(read_chunks(path))


def hear(hearing: Hearing, chunks: list[AudioChunk]) -> list[Heard]:
    return [event for chunk in chunks for event in hearing.accept(chunk)] + hearing.finish()


def new_hearing(whisper: WhisperModel, settings: Settings) -> Hearing:
    return Hearing(
        settings,
        {speaker: whisper_recogniser(whisper, settings, speaker) for speaker in SPEAKERS},
    )


def test_both_channels_are_heard_in_the_order_of_time(
    whisper: WhisperModel, settings: Settings, call: list[AudioChunk]
) -> None:
    events = hear(new_hearing(whisper, settings), call)
    assert [event.known_at_s for event in events] == sorted(event.known_at_s for event in events)
    for speaker in SPEAKERS:
        own = [event for event in events if getattr(event, "speaker", None) == speaker]
        kinds = [type(event) for event in own]
        assert kinds.count(SpeechStarted) == kinds.count(SpeechEnded) >= 1
        assert Prosody in kinds
        finals = [event for event in own if isinstance(event, Utterance) and event.final]
        assert finals
        for final in finals:
            assert any(
                isinstance(event, SpeechStarted) and event.start_s == pytest.approx(final.start_s) for event in own
            )
    agent, customer = (
        next(event for event in events if isinstance(event, Utterance) and event.final and event.speaker == speaker)
        for speaker in SPEAKERS
    )
    assert "siang" in agent.text.lower()
    assert agent.end_s < customer.start_s


def test_what_is_open_at_the_end_of_the_audio_is_flushed(
    whisper: WhisperModel, settings: Settings, call: list[AudioChunk]
) -> None:
    hearing = new_hearing(whisper, settings)
    for chunk in call:
        hearing.accept(chunk)
    left = hearing.finish()
    assert [event.type for event in left if event.type != "prosody"] == ["activity", "speech_ended", "utterance"]
    assert {event.known_at_s for event in left} == {round(call[-1].end_s, 3)}
    assert hearing.finish() == []


def test_the_same_audio_gives_the_same_finals(
    whisper: WhisperModel, settings: Settings, call: list[AudioChunk]
) -> None:
    def lasting(events: list[Heard]) -> list[Heard]:
        return [event for event in events if not isinstance(event, Utterance)]

    first, second = (hear(new_hearing(whisper, settings), call) for _ in range(2))
    assert lasting(first) == lasting(second)
    texts = [[e.text for e in run if isinstance(e, Utterance) and e.final] for run in (first, second)]
    assert texts[0] == texts[1]


def with_failures(whisper: WhisperModel, settings: Settings, at: list[int]) -> Hearing:
    """The agent's recogniser breaks off at these chunks, one after another made anew; the customer's is sound."""
    broken = steady(failing(lambda speaker: whisper_recogniser(whisper, settings, speaker), at), settings)
    return Hearing(settings, {"agent": broken("agent"), "customer": whisper_recogniser(whisper, settings, "customer")})


def test_an_engine_that_fails_is_started_again_and_the_gap_is_said(
    whisper: WhisperModel, settings: Settings, call: list[AudioChunk]
) -> None:
    silence = [
        AudioChunk(speaker, call[-1].end_s + number * 0.032, np.zeros(512, np.float32))
        for number in range(200)
        for speaker in SPEAKERS
    ]
    amid_the_greeting = round(1.6 / 0.032)
    events = hear(with_failures(whisper, settings, [amid_the_greeting]), call + silence)
    assert [event.known_at_s for event in events] == sorted(event.known_at_s for event in events)
    impaired, well = (event for event in events if isinstance(event, HearingHealth))
    assert (impaired.speaker, impaired.state, impaired.known_at_s) == ("agent", "impaired", amid_the_greeting * 0.032)
    assert 0.3 < impaired.lost_s < 0.8
    assert (well.speaker, well.state, well.lost_s) == ("agent", "ok", impaired.lost_s)
    ids = [event.utterance_id for event in events if isinstance(event, Utterance) and event.final]
    assert ids[-1].startswith("customer-")
    assert ids[0] == "agent-1"


def test_a_failure_at_the_very_end_is_said(whisper: WhisperModel, settings: Settings, call: list[AudioChunk]) -> None:
    hearing = with_failures(whisper, settings, [AT_THE_END])
    for chunk in [chunk for chunk in call if chunk.end_s < 2]:  # the greeting is still going on
        hearing.accept(chunk)
    (told,) = (event for event in hearing.finish() if isinstance(event, HearingHealth))
    assert told.state == "impaired"
    assert told.lost_s == pytest.approx(1, abs=0.2)


def test_an_engine_that_fails_again_and_again_ends_the_hearing(
    whisper: WhisperModel, settings: Settings, call: list[AudioChunk]
) -> None:
    hearing = with_failures(whisper, settings, [5, 5, 5])
    with pytest.raises(ModelError, match="engine whisper failed 3 times"):
        hear(hearing, call)
    assert [event for event in hearing.finish() if isinstance(event, Utterance)] == []


def test_open_hearing_uses_the_settings(settings: Settings, whisper_model: Path, call: list[AudioChunk]) -> None:
    events = hear(open_hearing(settings), call)
    assert any(isinstance(event, Utterance) and event.final for event in events)


@pytest.mark.skipif(not ENGLISH.exists(), reason="needs ../shared/data/calls")
def test_a_real_telephone_call_is_understood(whisper_model: Path, settings: Settings) -> None:
    chunks = [chunk for chunk in read_chunks(ENGLISH) if chunk.start_s < 20]
    english = settings.model_copy(update={"speech": settings.speech.model_copy(update={"language": "en"})})
    events = hear(new_hearing(WhisperModel(whisper_model, "en", threads=1), english), chunks)
    finals = [event for event in events if isinstance(event, Utterance) and event.final]
    agent = " ".join(final.text for final in finals if final.speaker == "agent").lower()
    customer = " ".join(final.text for final in finals if final.speaker == "customer").lower()
    assert "thank you for calling" in agent
    assert "dealership" in customer
