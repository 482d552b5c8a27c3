import json
from pathlib import Path

import pytest

from assist.config import Settings
from assist.detectors.conduct import CHECKS
from assist.language.turns.model import NOTHING
from assist.matching import LABELS
from assist.playbook import Playbook, load_playbook
from assist.tuning.conduct import evaluate_conduct

TURNS = [
    ("agent", "terima kasih ya bu", ["thanks"]),
    ("agent", "selamat pagi bu", ["greeting", "thanks"]),  # one label is wrong on purpose
    ("agent", "terima kasih pak", []),
    ("customer", "besok saya bayar dua ratus ribu", []),
]


@pytest.fixture
def playbook() -> Playbook:
    return load_playbook(Settings().playbook.path, "id")


def test_a_file_is_scored(tmp_path: Path, playbook: Playbook) -> None:
    lines = [
        {"id": str(n), "speaker": who, "text": text, "labels": labels} for n, (who, text, labels) in enumerate(TURNS)
    ]
    file = tmp_path / "own.jsonl"
    file.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    report = evaluate_conduct(file, playbook, Settings())
    took = report.pop("ms_per_turn")
    assert isinstance(took, float) and took > 0
    assert report == {
        "n": 4,
        "micro_f1": pytest.approx(2 * 2 / (3 + 3)),
        "macro_f1": pytest.approx((1.0 + 0.5) / 2),
        "per_label": {
            "greeting": {"support": 1, "precision": 1.0, "recall": 1.0, "f1": 1.0},
            "thanks": {"support": 2, "precision": 0.5, "recall": 0.5, "f1": 0.5},
        },
        "empty_false_alarm": 0.5,
    }


def test_every_label_is_known_to_the_shipped_playbook(playbook: Playbook) -> None:
    assert playbook.turns is not None
    for speaker, names in LABELS.items():
        assert set(playbook.turns.speakers[speaker].labels) == {*names, NOTHING}
        lists = {phrases.signal for phrases in playbook.phrases if phrases.by == speaker}
        assert lists >= set(names) - set(CHECKS), "what is worked out from the words needs no list"
