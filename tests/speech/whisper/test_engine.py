"""What holds for whisper alone; what holds for every engine is in test_contract.py."""

from pathlib import Path

import numpy as np
import pytest

from assist.config import Settings
from assist.events import AudioChunk
from assist.language.words.lexicon import NO_WORDS
from assist.speech.whisper.decoder import WhisperModel
from assist.speech.whisper.engine import open_whisper
from tests.conftest import Say
from tests.speech.conftest import changed
from tests.speech.hearing import judged, recognise, whisper_recogniser


def test_finals_do_not_depend_on_partials(whisper: WhisperModel, settings: Settings, say: Say) -> None:
    pause = np.zeros(16000, np.float32)
    first, second = say("Selamat siang, saya mau bayar lima ratus ribu."), say("Terima kasih banyak.")
    chunks = judged(np.concatenate([pause, first, pause, second, pause]))
    runs = [
        recognise(
            whisper_recogniser(whisper, changed(settings, partial_every_s=every)),
            chunks,
        )
        for every in (0.0, 0.3)
    ]
    texts = [[(u.text, u.words, u.start_s, u.end_s) for u in run if u.final] for run in runs]
    assert len(texts[0]) >= 2
    assert texts[0] == texts[1]


def test_a_tone_that_voice_activity_let_through_gives_nothing(whisper: WhisperModel, settings: Settings) -> None:
    tone = (0.1 * np.sin(2 * np.pi * 425 * np.arange(64000) / 16000)).astype(np.float32)
    chunks = [AudioChunk("agent", c.start_s, c.samples, c.end_s < 3) for c in judged(tone)]
    assert recognise(whisper_recogniser(whisper, settings, "agent"), chunks) == []


def test_a_final_begun_in_the_pause_is_the_same_final(whisper: WhisperModel, settings: Settings, say: Say) -> None:
    breath, pause = np.zeros(int(0.3 * 16000), np.float32), np.zeros(16000, np.float32)
    first, second = say("Selamat siang, bapak."), say("Terima kasih banyak.")
    chunks = judged(np.concatenate([pause, first, breath, second, pause, first, pause]))
    finals = []
    for ahead in (False, True):
        recogniser = whisper_recogniser(whisper, changed(settings, decode_ahead=ahead, second_look_s=0.0))
        finals.append([utterance for utterance in recognise(recogniser, chunks) if utterance.final])
    assert len(finals[0]) >= 2
    plain = [[u.model_copy(update={"revision": 0}) for u in run] for run in finals]
    assert plain[0] == plain[1]


@pytest.mark.parametrize("ahead", [False, True])
def test_a_second_look_corrects_finals_and_adds_none(
    ahead: bool, settings: Settings, whisper_model: Path, say: Say
) -> None:
    pause = np.zeros(30000, np.float32)
    texts = (
        "Tanggal dua puluh lima.",
        "Bulan ini.",
        "Hari Jumat.",
        "Tunggakan bapak lima ratus ribu.",
        "Lewat transfer.",
    )
    chunks = judged(np.concatenate([pause, *(piece for text in texts for piece in (say(text), pause))]))
    heard = recognise(open_whisper(changed(settings, decode_ahead=ahead), NO_WORDS)("agent"), chunks)
    finals = [utterance for utterance in heard if utterance.final]
    first = {u.utterance_id: u for u in reversed(finals)}
    last = {u.utterance_id: u for u in finals}
    assert list(last) == [f"agent-{n}" for n in range(1, 6)]
    for name, final in last.items():
        assert (final.start_s, final.end_s) == (first[name].start_s, first[name].end_s)
        assert all(final.start_s <= word.start_s <= word.end_s <= final.end_s for word in final.words)
    corrections = [u for u in finals if u is not first[u.utterance_id]]
    assert corrections, "espeak's voice is heard otherwise with its context, or this test says nothing"
    for correction in corrections:
        assert correction.known_at_s >= first[correction.utterance_id].known_at_s
        assert correction.revision > first[correction.utterance_id].revision


def test_second_looks_are_the_same_in_the_background(settings: Settings, whisper_model: Path, say: Say) -> None:
    pause = np.zeros(30000, np.float32)
    chunks = judged(np.concatenate([pause, say("Tanggal dua puluh lima."), pause, say("Bulan ini."), pause]))
    last = []
    for ahead in (False, True):
        recogniser = open_whisper(changed(settings, decode_ahead=ahead), NO_WORDS)("agent")
        heard = recognise(recogniser, chunks)
        last.append({u.utterance_id: u.text for u in heard if u.final})
    assert last[0] == last[1]
