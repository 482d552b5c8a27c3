import threading
from itertools import pairwise

import numpy as np
import pytest

from assist.audio.cutting import ChunkCutter
from assist.audio.voice_activity import VoiceActivity
from assist.config import Settings
from assist.events import AudioChunk, Samples, Utterance
from assist.speech.decoder import WhisperModel
from assist.speech.recogniser import Recogniser
from assist.speech.whisper import WhisperRecogniser
from tests.conftest import Say

PAUSE = np.zeros(16000, np.float32)


def judged(samples: Samples) -> list[AudioChunk]:
    activity = VoiceActivity(Settings().voice_activity, "customer")
    return [activity.accept(chunk)[0] for chunk in ChunkCutter("customer").accept(samples)]


def recognise(recogniser: Recogniser, chunks: list[AudioChunk]) -> list[Utterance]:
    return [utterance for chunk in chunks for utterance in recogniser.accept(chunk)] + recogniser.finish()


def with_speech(settings: Settings, **changes: float) -> Settings:
    return settings.model_copy(update={"speech": settings.speech.model_copy(update=changes)})


@pytest.fixture(scope="module")
def two_sentences(say: Say) -> list[AudioChunk]:
    first, second = say("Selamat siang, saya mau bayar lima ratus ribu."), say("Terima kasih banyak.")
    return judged(np.concatenate([PAUSE, first, PAUSE, second, PAUSE]))


def test_partials_lead_to_one_final_an_utterance(
    whisper: WhisperModel, settings: Settings, two_sentences: list[AudioChunk]
) -> None:
    utterances = recognise(WhisperRecogniser(whisper, "customer", settings), two_sentences)
    finals = [utterance for utterance in utterances if utterance.final]
    assert [final.utterance_id for final in finals] == ["customer-1", "customer-2"]
    for final in finals:
        own = [utterance for utterance in utterances if utterance.utterance_id == final.utterance_id]
        assert [utterance.revision for utterance in own] == list(range(len(own)))
        assert own[-1] is final
        assert len(own) > 1
        assert {utterance.start_s for utterance in own} == {final.start_s}
    assert [utterance.known_at_s for utterance in utterances] == sorted(u.known_at_s for u in utterances)


def test_a_final_is_known_at_the_end_of_the_pause(
    whisper: WhisperModel, settings: Settings, two_sentences: list[AudioChunk]
) -> None:
    (first, _) = [u for u in recognise(WhisperRecogniser(whisper, "customer", settings), two_sentences) if u.final]
    assert first.start_s == pytest.approx(1.0, abs=0.15)
    assert 0.4 <= first.known_at_s - first.end_s < 0.44


def test_partials_keep_their_distance(whisper: WhisperModel, settings: Settings, say: Say) -> None:
    chunks = judged(say("saya mau bayar lima ratus ribu tanggal dua puluh lima bulan ini"))
    utterances = recognise(WhisperRecogniser(whisper, "customer", settings), chunks)
    known = np.array([utterance.known_at_s for utterance in utterances if not utterance.final])
    assert len(known) >= 2
    assert np.diff(known).min() >= settings.speech.partial_every_s - 0.001
    without = WhisperRecogniser(whisper, "customer", with_speech(settings, partial_every_s=0.0))
    assert [utterance.final for utterance in recognise(without, chunks)] == [True]


def test_finals_do_not_depend_on_partials(
    whisper: WhisperModel, settings: Settings, two_sentences: list[AudioChunk]
) -> None:
    runs = [
        recognise(WhisperRecogniser(whisper, "customer", with_speech(settings, partial_every_s=every)), two_sentences)
        for every in (0.0, 0.3)
    ]
    texts = [[(u.text, u.words, u.start_s, u.end_s) for u in run if u.final] for run in runs]
    assert texts[0] == texts[1]


def test_speech_without_a_pause_is_cut_by_the_cap(whisper: WhisperModel, settings: Settings, say: Say) -> None:
    sentence = say("saya mau bayar lima ratus ribu tanggal dua puluh lima bulan depan")
    chunks = [AudioChunk("agent", c.start_s, c.samples, True) for c in judged(np.concatenate([sentence] * 4))]
    recogniser = WhisperRecogniser(whisper, "agent", with_speech(settings, longest_s=4.0, partial_every_s=0.0))
    finals = recognise(recogniser, chunks)
    assert len(finals) >= 4
    assert max(final.end_s - final.start_s for final in finals) <= 4.1
    assert finals[-1].end_s == pytest.approx(chunks[-1].end_s)
    for earlier, later in pairwise(finals):
        assert later.start_s >= earlier.end_s


def test_two_recognisers_of_one_model_do_not_interfere(
    whisper: WhisperModel, settings: Settings, two_sentences: list[AudioChunk]
) -> None:
    quiet = with_speech(settings, partial_every_s=0.0)
    alone = recognise(WhisperRecogniser(whisper, "customer", quiet), two_sentences)
    results: dict[int, list[Utterance]] = {}

    def work(number: int) -> None:
        results[number] = recognise(WhisperRecogniser(whisper, "customer", quiet), two_sentences)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == {0: alone, 1: alone}


def test_a_tone_that_voice_activity_let_through_gives_nothing(whisper: WhisperModel, settings: Settings) -> None:
    tone = (0.1 * np.sin(2 * np.pi * 425 * np.arange(64000) / 16000)).astype(np.float32)
    chunks = [AudioChunk("agent", c.start_s, c.samples, c.end_s < 3) for c in judged(tone)]
    assert recognise(WhisperRecogniser(whisper, "agent", settings), chunks) == []
