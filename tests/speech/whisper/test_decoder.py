import shutil
import time
from pathlib import Path

import numpy as np
import pytest

from assist.errors import ConfigError, ModelError
from assist.events import Samples
from assist.speech.whisper.decoder import Decoding, WhisperModel
from tests.conftest import Say

FINAL = Decoding(beam=5, pad_s=5.0, with_words=True)
PARTIAL = Decoding(beam=1, pad_s=3.0, with_words=False)
SENTENCE = "Selamat siang, saya mau bayar lima ratus ribu tanggal dua puluh lima"


def cpu_s(whisper: WhisperModel, samples: Samples, how: Decoding) -> float:
    """The least processor time of three decodes: the clock on the wall would measure what else the machine does."""
    took = []
    for _ in range(3):
        began = time.process_time()
        whisper.decode(samples, how)
        took.append(time.process_time() - began)
    return min(took)


def plain(text: str) -> set[str]:
    return {word.strip(".,?!").lower() for word in text.split()}


def test_a_sentence_is_heard_and_its_words_are_timed(whisper: WhisperModel, say: Say) -> None:
    samples = say(SENTENCE)
    decoded = whisper.decode(samples, FINAL)
    assert decoded is not None
    # whisper-base hears espeak badly: "Saya Maumaya Lima Ratu Srimu"
    assert len({"selamat", "siang", "lima", "tanggal", "dua"} & plain(decoded.text)) >= 3
    assert " ".join(word.text for word in decoded.words) == decoded.text
    times = [time_s for word in decoded.words for time_s in (word.start_s, word.end_s)]
    assert times == sorted(times)
    assert times[-1] <= len(samples) / 16000 + 0.1
    assert all(0 < word.confidence <= 1 for word in decoded.words)


def test_word_times_follow_the_voice(whisper: WhisperModel, say: Say) -> None:
    gap = np.zeros(16000, np.float32)
    first = say("Selamat siang.")
    decoded = whisper.decode(np.concatenate([first, gap, say("Terima kasih banyak.")]), FINAL)
    assert decoded is not None
    assert {"siang", "kasih"} & plain(decoded.text)
    in_the_gap = (len(first) / 16000 + 0.1, (len(first) + len(gap)) / 16000 - 0.1)
    starts_s = [word.start_s for word in decoded.words]
    assert min(starts_s) < in_the_gap[0]
    assert max(starts_s) > in_the_gap[1]
    assert not [start_s for start_s in starts_s if in_the_gap[0] < start_s < in_the_gap[1]]


def test_a_partial_has_no_words_and_is_quicker(whisper: WhisperModel, say: Say) -> None:
    samples = say(SENTENCE)
    for how in (FINAL, PARTIAL):
        decoded = whisper.decode(samples, how)
        assert decoded is not None
        assert bool(decoded.words) == how.with_words
    assert cpu_s(whisper, samples, PARTIAL) < cpu_s(whisper, samples, FINAL)


def test_a_short_window_costs_far_less_than_thirty_seconds(whisper: WhisperModel, say: Say) -> None:
    samples = say("saya bayar besok")
    whole = Decoding(beam=5, pad_s=30.0, with_words=True)
    assert cpu_s(whisper, samples, FINAL) < 0.6 * cpu_s(whisper, samples, whole)


NOTHING = {
    "no samples": np.zeros(0, np.float32),
    "a few samples": np.zeros(300, np.float32),
    "silence": np.zeros(32000, np.float32),
    "noise": np.random.default_rng(7).normal(0, 0.02, 64000).astype(np.float32),
    "hum": (0.1 * np.sin(2 * np.pi * 50 * np.arange(64000) / 16000)).astype(np.float32),
    "ringback": (0.1 * np.sin(2 * np.pi * 425 * np.arange(64000) / 16000)).astype(np.float32),
}


@pytest.mark.parametrize("name", NOTHING)
def test_nothing_is_invented(whisper: WhisperModel, name: str) -> None:
    assert whisper.decode(NOTHING[name], FINAL) is None


def test_a_loud_half_minute_is_decoded_in_one_window(whisper: WhisperModel, say: Say) -> None:
    sentence = say(SENTENCE)
    samples = np.concatenate([sentence] * 5)[: 31 * 16000]
    whisper.decode(samples, PARTIAL)  # must not raise: the window is held to 30 s


def test_an_unknown_language_names_the_key(whisper_model: Path) -> None:
    with pytest.raises(ConfigError, match=r"\[speech\] language: .*'bahasa'"):
        WhisperModel(whisper_model, "bahasa", threads=1)


@pytest.mark.parametrize("name", ["model.bin", "tokenizer.json"])
def test_files_that_do_not_load_are_one_line(whisper_model: Path, tmp_path: Path, name: str) -> None:
    folder = tmp_path / "model"
    shutil.copytree(whisper_model, folder)
    content = (folder / name).read_bytes()
    (folder / name).write_bytes(content[: len(content) // 2])
    with pytest.raises(ModelError) as error:
        WhisperModel(folder, "id", threads=1)
    assert str(error.value).startswith(f"{folder}: the model does not load")
    assert "\n" not in str(error.value)
