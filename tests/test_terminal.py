import io
from datetime import UTC, datetime

from rich.console import Console

from assist.events import CallStarted, Evidence, HearingHealth, Signal, Tip, TipGone, Utterance
from assist.terminal import TerminalOutlet, download_progress

SAID = Utterance(known_at_s=64, utterance_id="c", speaker="customer", start_s=62, end_s=63, text="saya [pasti] bayar")
CAUSE = Signal(
    known_at_s=64,
    name="commitment",
    by="customer",
    fields={"status": "firm", "amount_idr": None, "missing": ["date"], "said": {"date": "c"}},
    evidence=(Evidence(speaker="customer", start_s=62, end_s=63, utterance_id="c", words="pasti bayar"),),
)
TIP = Tip(
    known_at_s=64,
    tip_id="tip-1",
    rule_id="janji.tanggal",
    level="ask",
    say="Tanggal pastinya berapa, Bu?",
    why="Janji tanpa tanggal.",
    playbook_version="v",
    cause=CAUSE,
)


def printed(*told: tuple[object, list[object]]) -> str:
    console = Console(file=io.StringIO(), width=200)
    outlet = TerminalOutlet(console)
    for event, concluded in told:
        outlet(event, concluded)  # type: ignore[arg-type]  # events of every kind
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_a_line_of_the_call_its_signal_and_its_tip_with_why() -> None:
    assert printed((SAID, [CAUSE, TIP])).splitlines() == [
        "01:02  customer  saya [pasti] bayar",
        "01:04  signal    commitment by customer (status=firm, missing=['date'])",
        "01:04  TIP ask   Tanggal pastinya berapa, Bu?",
        "       why       Janji tanpa tanggal. 01:02 customer: “pasti bayar” [janji.tanggal]",
    ]


def test_what_is_said_does_not_steer_the_terminal() -> None:
    assert printed((SAID.model_copy(update={"text": "ya\x1b[2J\nbu"}), [])) == "01:02  customer  ya?[2J bu\n"


def test_partials_are_left_out_and_what_is_lost_is_said() -> None:
    text = printed(
        (SAID.model_copy(update={"final": False}), []),
        (HearingHealth(known_at_s=70, speaker="agent", state="impaired", lost_s=1.5), []),
        (SAID.model_copy(update={"text": "ya"}), [TipGone(known_at_s=71, tip_id="tip-1", reason="resolved")]),
    )
    assert text.splitlines() == [
        "01:10  hearing   agent: impaired, 1.5 s of audio lost",
        "01:02  customer  ya",
        "01:11  tip gone  resolved",
    ]


def test_a_measured_cause_shows_its_values() -> None:
    evidence = Evidence(speaker="agent", start_s=10, end_s=11, measured={"overlap_s": 0.9})
    cause = CAUSE.model_copy(update={"evidence": (evidence,), "fields": {}})
    assert "00:10 agent: overlap_s 0.9" in printed((SAID, [TIP.model_copy(update={"cause": cause})]))


def test_a_download_shows_its_source() -> None:
    console = Console(file=io.StringIO(), width=120, force_terminal=True)
    with download_progress(console, "Fetching x") as report:
        report(500_000, 1_000_000, "hub")
    assert isinstance(console.file, io.StringIO)
    assert "Fetching x from hub" in console.file.getvalue()


def test_a_correction_is_told_from_a_new_utterance() -> None:
    corrected = SAID.model_copy(update={"text": "saya pasti bayar", "revision": 1})
    assert printed((SAID, []), (corrected, [])).splitlines() == [
        "01:02  customer  saya [pasti] bayar",
        "01:02  customer  saya pasti bayar  (heard again)",
    ]


def test_the_utterances_of_the_next_call_are_new() -> None:
    started_at = datetime(2026, 11, 23, tzinfo=UTC)
    start = CallStarted(call_id="c", started_at=started_at, source="uji", playbook_version="v")
    assert "heard again" not in printed((start, []), (SAID, []), (start, []), (SAID, []))


def test_the_list_of_stages_is_not_printed() -> None:
    stages = [{"id": "salam", "label": {"id": "Salam pembuka"}}]
    course = Signal(known_at_s=0, name="course", by="agent", fields={"stages": stages})
    done = Signal(known_at_s=3, name="stage_done", by="agent", fields={"stage": "salam", "order": 1})
    assert printed((SAID, [course, done])).splitlines()[1:] == [
        "00:00  signal    course by agent",
        "00:03  signal    stage_done by agent (stage=salam, order=1)",
    ]
