from pathlib import Path

import numpy as np
import pytest
import soundfile

from assist.audio.sources import read_chunks
from assist.config import Settings
from assist.events import SPEAKERS, AudioChunk, Heard, Prosody, SpeechEnded, SpeechStarted, Utterance
from assist.hearing import Ear, Hearing, open_hearing
from assist.speech.decoder import WhisperModel
from tests.conftest import Say
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
    assert [event.type for event in left if event.type != "prosody"] == ["speech_ended", "utterance"]
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


def test_an_ear_works_without_a_recogniser(settings: Settings, call: list[AudioChunk]) -> None:
    ear = Ear(settings, "agent")
    judged, events = [], []
    for chunk in call[::2]:
        one, found = ear.accept(chunk)
        judged.append(one)
        events += found
    events += ear.finish()
    assert {chunk.speech for chunk in judged} == {True, False}
    assert {type(event) for event in events} == {SpeechStarted, SpeechEnded, Prosody}
    assert ear.finish() == []


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
