"""How `script/bench` ties the page's clock to the call's: wrong here, every figure in README would be wrong."""

import runpy
from pathlib import Path
from typing import Any

import pytest

from assist.events import Concluded, Evidence, Heard, Signal, SpeechEnded, SpeechStarted, Tip

PAINT: dict[str, Any] = runpy.run_path(str(Path(__file__).parents[1] / "script" / "bench_paint.py"))
delays, zero_of, Painted = PAINT["delays"], PAINT["zero_of"], PAINT["Painted"]
ZERO_MS = 1_700_000_000_000.0
SPEECH: list[Heard | Concluded] = [
    SpeechStarted(known_at_s=1.1, speaker="agent", start_s=1.0),
    SpeechEnded(known_at_s=3.4, speaker="agent", start_s=1.0, end_s=3.0),
]
SPEECH_MS = [ZERO_MS + 1100 + 9, ZERO_MS + 3400]


def tip(name: str, at_s: float, cause_s: float, evidence: Evidence, say: str = "Tanya tanggalnya.") -> Tip:
    cause = Signal(known_at_s=cause_s, name=name, by="agent", evidence=(evidence,))
    fixed: dict[str, Any] = {"rule_id": "r", "level": "ask", "why": "", "playbook_version": "1", "tip_id": "tip-1"}
    return Tip(known_at_s=at_s, say=say, cause=cause, **fixed)


SAID = Evidence(speaker="customer", start_s=1.0, end_s=3.0, utterance_id="customer-1", words="ya")
MEASURED = Evidence(speaker="agent", start_s=1.0, end_s=3.0)


def test_the_fastest_message_gives_the_zero() -> None:
    assert zero_of(SPEECH, SPEECH_MS) == pytest.approx(ZERO_MS)


def test_a_page_that_missed_a_message_is_an_error() -> None:
    with pytest.raises(ValueError, match="2 events about who speaks, but the page got 1"):
        zero_of(SPEECH, SPEECH_MS[:1])


@pytest.mark.parametrize(
    ("given", "kind"),
    [
        (tip("commitment", 3.6, 3.6, SAID), "spoken"),
        (tip("commitment", 3.75, 3.6, SAID), "held"),
        (tip("interruption", 3.6, 3.6, MEASURED), "interruption"),
        (tip("interruption_severe", 3.6, 3.6, MEASURED), "interruption"),
        (tip("dead_air", 3.6, 3.6, MEASURED), "other"),
    ],
    ids=lambda value: value if isinstance(value, str) else value.cause.name,
)
def test_a_delay_runs_from_what_the_tip_rests_on_to_the_paint(given: Tip, kind: str) -> None:
    (found,) = delays([*SPEECH, given], SPEECH_MS, [Painted(given.say, ZERO_MS + 3800)])
    assert (found.kind, found.cause) == (kind, given.cause.name)
    assert found.from_end_s == pytest.approx(0.8)
    assert found.from_start_s == pytest.approx(2.8)


def test_a_tip_that_was_not_painted_has_no_delay() -> None:
    first, second = (tip("commitment", at_s, at_s, SAID, say) for at_s, say in ((3.6, "Satu."), (3.7, "Dua.")))
    found = delays([*SPEECH, first, second], SPEECH_MS, [Painted("Dua.", ZERO_MS + 3750)])
    assert [round(delay.from_end_s, 2) for delay in found] == [0.75]


def test_a_text_that_comes_twice_is_matched_in_order() -> None:
    tips = [tip("commitment", at_s, at_s, SAID) for at_s in (3.6, 9.0)]
    painted = [Painted(tips[0].say, ZERO_MS + at_ms) for at_ms in (3700, 9200)]
    assert [round(delay.from_end_s, 2) for delay in delays([*SPEECH, *tips], SPEECH_MS, painted)] == [0.7, 6.2]
