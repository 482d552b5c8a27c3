"""What holds for whisper alone; what holds for every engine is in test_contract.py."""

import numpy as np

from assist.config import Settings
from assist.events import AudioChunk
from assist.speech.decoder import WhisperModel
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
    assert len(texts[0]) == 2
    assert texts[0] == texts[1]


def test_a_tone_that_voice_activity_let_through_gives_nothing(whisper: WhisperModel, settings: Settings) -> None:
    tone = (0.1 * np.sin(2 * np.pi * 425 * np.arange(64000) / 16000)).astype(np.float32)
    chunks = [AudioChunk("agent", c.start_s, c.samples, c.end_s < 3) for c in judged(tone)]
    assert recognise(whisper_recogniser(whisper, settings, "agent"), chunks) == []
