import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from assist.config import Settings, SpeechSettings
from assist.errors import AssistError
from assist.events import SAMPLE_RATE_HZ, Samples, Utterance
from assist.playbook import Playbook, load_playbook
from assist.tuning.recognition import Scores, evaluate_recognition
from assist.tuning.recordings import RecognitionLine, Recording
from tests.conftest import Say

SETTINGS = Settings(speech=SpeechSettings(final_beam=1))


def recording(**line: Any) -> Recording:
    read = RecognitionLine.model_validate_json(json.dumps({"wav": "a.wav", **line}))
    return Recording(Path("a.wav"), read, "id", 1.0)


def heard(number: int, start_s: float, text: str, revision: int = 0, final: bool = True) -> Utterance:
    name = f"customer-{number}"
    return Utterance(
        utterance_id=name, speaker="customer", start_s=start_s, end_s=9, text=text, revision=revision, final=final
    )


def test_the_last_revision_counts_and_the_first_is_told_beside_it() -> None:
    scores = Scores()
    said = [
        heard(1, 1.0, "saya", final=False),
        heard(1, 1.0, "saya bayar lima", 1),
        heard(2, 4.0, "Rp500.000 ya"),
        heard(1, 1.0, "saya bayar besok", 2),
    ]
    spoken = [
        {"start_s": 4.0, "end_s": 5.0, "text": "lima ratus ribu"},
        {"start_s": 1.0, "end_s": 2.0, "text": "saya bayar besok"},
    ]
    scores.add(recording(utterances=spoken), said)
    scores.add(recording(text="iya pak"), [heard(1, 0.0, "iya")])
    assert scores.figures() == {
        "n": 3,
        "words": 8,
        "wer": pytest.approx(2 / 8),
        "insertions": pytest.approx(1 / 8),
        "wer_first": pytest.approx(3 / 8),
    }


def test_without_a_labelled_word_there_is_no_share() -> None:
    scores = Scores()
    scores.add(recording(text=""), [heard(1, 0.0, "terima kasih")])
    assert scores.figures() == {"n": 1, "words": 0, "wer": None, "insertions": None, "wer_first": None}


@pytest.fixture(scope="module")
def labels(say: Say, whisper_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A mono line, an English one, and a stream of two utterances, the second one with another label."""
    folder = tmp_path_factory.mktemp("labelled")
    siang, terima = (trimmed(say(text)) for text in ("Selamat siang.", "Terima kasih banyak."))
    gap = np.zeros(SAMPLE_RATE_HZ, np.float32)
    for name, samples in {
        "mono": siang,
        "english": trimmed(say("good morning, how are you", voice="en")),
        "stream": np.concatenate([gap, siang, gap, terima]),
    }.items():
        soundfile.write(str(folder / f"{name}.wav"), samples, SAMPLE_RATE_HZ)
    first_s, second_s = 1.0, 2.0 + len(siang) / SAMPLE_RATE_HZ
    lines = [
        {"wav": "mono.wav", "text": "selamat siang", "lang": "id"},
        {"wav": "english.wav", "text": "Good morning, how are you?", "lang": "en"},
        {
            "wav": "stream.wav",
            "utterances": [
                {"start_s": first_s, "end_s": first_s + len(siang) / SAMPLE_RATE_HZ, "text": "selamat siang"},
                {"start_s": second_s, "end_s": second_s + len(terima) / SAMPLE_RATE_HZ, "text": "tidak mau sekali"},
            ],
        },
    ]
    file = folder / "labels.jsonl"
    file.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def playbook() -> Playbook:
    return load_playbook(SETTINGS.playbook.path, "id")


def trimmed(samples: Samples) -> Samples:
    loud = np.flatnonzero(np.abs(samples) > 0.01)
    return samples[loud[0] : loud[-1]]


def number(value: Any) -> float:
    assert isinstance(value, float)
    return value


def test_recordings_are_scored_flat_out(labels: Path, playbook: Playbook) -> None:
    told: list[tuple[float, float]] = []
    before = labels.read_bytes()
    figures = evaluate_recognition(
        labels, playbook, SETTINGS, False, lambda done_s, whole_s: told.append((done_s, whole_s))
    )
    assert set(figures) == {"n", "words", "wer", "insertions", "wer_first", "audio_s", "real_time_factor"}
    assert (figures["n"], figures["words"]) == (4, 2 + 5 + 5)
    assert 3 / 12 <= number(figures["wer"]) <= 6 / 12, "three words are labelled wrong; espeak may cost a few more"
    assert number(figures["real_time_factor"]) > 0
    assert [done_s for done_s, _ in told] == sorted(done_s for done_s, _ in told)
    assert all(done_s <= whole_s for done_s, whole_s in told)
    assert labels.read_bytes() == before


def test_in_real_time_there_are_times_and_costs_too(labels: Path, playbook: Playbook) -> None:
    stream = labels.with_name("stream.jsonl")
    stream.write_text(labels.read_text(encoding="utf-8").splitlines()[-1], encoding="utf-8")
    figures = evaluate_recognition(stream, playbook, SETTINGS, True, lambda done_s, whole_s: None)
    assert {"wer", "real_time_factor", "rss_mb"} <= set(figures)
    assert figures["unheard"] == 0
    assert figures["lost_s"] == 0.0
    # how late the texts come is the machine's affair; that they are not known before they are said is ours
    assert number(figures["final_latency_p50_s"]) > 0
    assert number(figures["final_latency_p95_s"]) >= number(figures["final_latency_p50_s"])
    assert number(figures["first_partial_p50_s"]) > 0
    assert number(figures["cpu_cores"]) > 0


def test_a_language_that_the_model_does_not_know(labels: Path, playbook: Playbook) -> None:
    line = {"wav": str(labels.parent / "mono.wav"), "text": "ya", "lang": "xx"}
    file = labels.parent / "xx.jsonl"
    file.write_text(json.dumps(line), encoding="utf-8")
    with pytest.raises(AssistError, match=r"lang 'xx'.*does not know 'xx'") as caught:
        evaluate_recognition(file, playbook, SETTINGS, False, lambda done_s, whole_s: None)
    assert str(caught.value).startswith(f"{file}: ")
