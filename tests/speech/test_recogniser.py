"""What every engine must keep to, whichever it is."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from assist.audio.cutting import ChunkCutter
from assist.audio.voice_activity import VoiceActivity
from assist.config import Settings
from assist.events import AudioChunk, Samples, Utterance
from assist.speech.engines import ENGINES
from assist.speech.recogniser import Recogniser, RecogniserMaker
from tests.conftest import Say


@pytest.fixture(scope="module", params=sorted(ENGINES))
def make(request: pytest.FixtureRequest, settings: Settings, whisper_model: Path) -> RecogniserMaker:
    return ENGINES[request.param](settings)


def judged(samples: Samples) -> Iterator[AudioChunk]:
    activity = VoiceActivity(Settings().voice_activity, "customer")
    return (activity.accept(chunk)[0] for chunk in ChunkCutter("customer").accept(samples))


def recognise(recogniser: Recogniser, samples: Samples) -> list[Utterance]:
    return [utterance for chunk in judged(samples) for utterance in recogniser.accept(chunk)]


def test_finish_flushes_what_was_being_said_and_only_once(make: RecogniserMaker, say: Say) -> None:
    recogniser = make("customer")
    cut_short = say("Selamat siang, saya mau bayar lima ratus ribu.")[: 2 * 16000]
    assert not [utterance for utterance in recognise(recogniser, cut_short) if utterance.final]
    (final,) = recogniser.finish()
    assert final.final
    assert final.text
    assert recogniser.finish() == []


def test_word_times_are_monotone_and_inside_the_utterance(make: RecogniserMaker, say: Say) -> None:
    pause = np.zeros(16000, np.float32)
    speech = say("Selamat siang, saya mau bayar lima ratus ribu.")
    finals = [u for u in recognise(make("customer"), np.concatenate([pause, speech, pause])) if u.final]
    assert finals
    for final in finals:
        times = [time_s for word in final.words for time_s in (word.start_s, word.end_s)]
        assert times == sorted(times)
        assert final.start_s <= times[0]
        assert times[-1] <= final.end_s
        assert " ".join(word.text for word in final.words) == final.text


def test_ids_name_the_speaker(make: RecogniserMaker, say: Say) -> None:
    recogniser = make("agent")
    heard = recognise(recogniser, say("Terima kasih banyak.")) + recogniser.finish()
    assert {utterance.speaker for utterance in heard} == {"agent"}
    assert {utterance.utterance_id for utterance in heard} == {"agent-1"}
    assert [utterance.final for utterance in heard].count(True) == 1


@pytest.mark.parametrize("level", [0.0, 0.02, 0.2])
def test_silence_and_noise_give_nothing(make: RecogniserMaker, level: float) -> None:
    recogniser = make("customer")
    noise = np.random.default_rng(9).normal(0, level, 80000).astype(np.float32)
    assert recognise(recogniser, noise) == []
    assert recogniser.finish() == []
