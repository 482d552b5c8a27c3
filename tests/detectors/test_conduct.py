"""The shipped phrase lists: own sentences (conduct.txt), one test a line. Floors: tests/tuning/test_evaluate.py."""

import json
import re
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from assist.config import Settings
from assist.detectors.conduct import ConductDetector
from assist.events import CallStarted, Speaker, Utterance
from assist.matching import LABELS
from assist.playbook import load_playbook
from assist.tuning.conduct import evaluate_conduct

ROOT = Path(__file__).parents[2]
DEV = ROOT.parent / "shared" / "data"
LINES = Path(__file__).parent / "lines"
PLAYBOOK = load_playbook(ROOT / "prompts", "id")
OWN = [
    line
    for line in (Path(__file__).parent / "conduct.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
needs_dev = pytest.mark.skipif(not DEV.exists(), reason="../shared is absent")


@pytest.fixture(scope="module")
def detector() -> ConductDetector:
    return ConductDetector(PLAYBOOK.phrases, PLAYBOOK.turns)


def _start() -> CallStarted:
    started = datetime.fromisoformat("2026-06-15T10:00:00+07:00")
    return CallStarted(call_id="1", started_at=started, source="test", playbook_version="1")


def _said(text: str, speaker: Speaker, revision: int = 0) -> Utterance:
    return Utterance(utterance_id="u", speaker=speaker, start_s=0, end_s=1, text=text, revision=revision)


def _labels(detector: ConductDetector, text: str, speaker: Speaker) -> set[str]:
    list(detector.feed(_start()))
    return {signal.name for signal in detector.feed(_said(text, speaker))}.intersection(LABELS[speaker])


MISREAD = {
    "saya sudah gak kuat lagi bu": "taken for self_harm too, which must not be missed",
    "saya kerja di rumah sakit mbak": "a hospital is mostly an illness",
    "apa benar bapak punya tunggakan 900.000": "the sum is heard as stated",
}
"""What is still wrong, and known."""


@pytest.mark.parametrize(
    "line",
    [
        pytest.param(line, marks=pytest.mark.xfail(strict=True, reason=MISREAD[text])) if text in MISREAD else line
        for line in OWN
        for text in [line.split("|")[1].strip()]
    ],
)
def test_a_sentence(detector: ConductDetector, line: str) -> None:
    who, text, labels = (part.strip() for part in line.split("|"))
    wanted = set() if labels == "-" else set(labels.split())
    assert _labels(detector, text, "agent" if who == "a" else "customer") == wanted


@pytest.mark.parametrize("file", sorted(LINES.glob("conduct_*.jsonl")), ids=lambda file: file.stem)
def test_lines_written_blind(file: Path) -> None:
    """Lines by annotators who knew the guide alone; the model was trained on none. Floors: under what is reached."""
    report: dict[str, Any] = evaluate_conduct(file, PLAYBOOK, Settings())
    floors = {"macro_f1": 0.88, "micro_f1": 0.90}
    assert {name: report[name] for name, floor in floors.items() if report[name] < floor} == {}
    assert report["empty_false_alarm"] <= 0.1
    for name in ("threat", "self_harm"):
        assert report["per_label"][name]["recall"] == 1.0, f"{name} must never be missed"


def test_evidence_quotes_the_words(detector: ConductDetector) -> None:
    list(detector.feed(_start()))
    (signal,) = detector.feed(_said("Begini Bu, Percakapan ini DIREKAM ya.", "agent"))
    assert signal.by == "agent"
    assert [(evidence.words, evidence.utterance_id) for evidence in signal.evidence] == [("DIREKAM", "u")]


def test_a_revision_does_not_repeat_a_signal(detector: ConductDetector) -> None:
    list(detector.feed(_start()))
    assert len(list(detector.feed(_said("terima kasih", "agent")))) == 1
    assert not list(detector.feed(_said("terima kasih ya bu", "agent", revision=1)))
    later = list(detector.feed(_said("terima kasih ya bu selamat pagi bu", "agent", revision=2)))
    assert "thanks" not in {signal.name for signal in later}


def test_what_a_correction_no_longer_says_is_taken_back(detector: ConductDetector) -> None:
    list(detector.feed(_start()))
    assert [signal.name for signal in detector.feed(_said("Bapak ini bodoh", "agent"))] == ["insult"]
    (back,) = detector.feed(_said("Bapak ini butuh", "agent", revision=1))
    assert (back.name, back.by, back.fields, back.evidence[0].utterance_id) == (
        "taken_back",
        "agent",
        {"signal": "insult"},
        "u",
    )
    assert not list(detector.feed(_said("Bapak butuh apa", "agent", revision=2))), "once"
    assert [signal.name for signal in detector.feed(_said("Bapak bodoh", "agent", revision=3))] == ["insult"]


def test_partials_say_nothing(detector: ConductDetector) -> None:
    list(detector.feed(_start()))
    said = _said("terima kasih", "agent").model_copy(update={"final": False})
    assert not list(detector.feed(said))


@needs_dev
@pytest.mark.parametrize("name", ["conduct_dev.jsonl", "commitments_dev.jsonl"])
def test_no_sentence_of_the_data_is_written_down(name: str) -> None:
    written = " ".join(
        re.sub(r"\W+", " ", path.read_text(encoding="utf-8").lower())
        for folder in ("assist/language", "assist/detectors", "prompts/id", "tests/language", "tests/detectors")
        for path in (ROOT / folder).rglob("*.*")
        if path.suffix in (".py", ".toml", ".txt")
    )
    for line in (DEV / name).read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        for text in [entry["text"]] if "text" in entry else [turn["text"] for turn in entry["turns"]]:
            words = re.sub(r"\W+", " ", text.lower()).strip()
            assert len(words.split()) < 4 or f" {words} " not in written, f"{entry['id']} stands in the repository"
