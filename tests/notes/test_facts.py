from typing import Any

from assist.events import Evidence, HearingHealth, Signal
from assist.notes.facts import note_facts
from tests.notes.test_template import PROMISE, START, said, signal


def facts(*events: Any) -> dict[str, Any]:
    return {item.key: item for item in note_facts([START, *events])}


def test_the_last_promise_is_the_outcome() -> None:
    first = signal("commitment", "customer-1", status="firm", amount_idr=100_000, missing=[], said={})
    lost = signal("commitment", "customer-2", status="none", missing=[], said={})
    found = facts(said("customer-1", 1, "besok saya bayar"), first, said("customer-2", 9, "tidak jadi"), lost)
    assert found["outcome"].value == "none"
    assert found["amount_idr"].value is None


def test_the_story_is_quoted_in_order_and_never_retold() -> None:
    found = facts(
        said("customer-1", 1, "anak saya sakit"),
        signal("hardship_illness", "customer-1"),
        said("customer-2", 9, "saya juga dipecat"),
        signal("hardship_job_loss", "customer-2"),
        signal("distress", "customer-2"),
    )
    assert found["story"].value == "anak saya sakit … saya juga dipecat"
    assert [cite.utterance_id for cite in found["story"].cites] == ["customer-1", "customer-2"]


def test_without_a_signal_the_longest_words_of_the_customer_are_the_story() -> None:
    long = "kemarin saya sudah ke kantor tapi tutup pak"
    assert facts(said("customer-1", 1, "halo"), said("customer-2", 5, long))["story"].value == long
    assert facts(said("customer-1", 1, "halo pak"))["story"].value is None
    promise = signal("commitment", "customer-2", status="firm", said={"payer": "customer-2"})
    assert facts(said("customer-2", 5, long), promise)["story"].value is None


def test_the_follow_up_is_the_day_after_the_promised_day() -> None:
    assert next(item for item in note_facts(PROMISE) if item.key == "follow_up").value == "2026-11-26"
    span = signal("commitment", "customer-1", status="firm", date={"from": "2026-11-28", "to": "2026-11-29"}, said={})
    assert facts(said("customer-1", 1, "akhir minggu"), span)["follow_up"].value == "2026-11-30"
    assert facts()["follow_up"].value is None


def test_a_fact_that_names_an_unknown_utterance_has_no_cite() -> None:
    promise = signal("commitment", "customer-9", status="firm", amount_idr=5, said={"amount_idr": "customer-9"})
    assert facts(promise)["amount_idr"].cites == ()


def test_a_signal_that_a_correction_took_back_is_no_fact() -> None:
    first, other = said("agent-1", 1, "Bapak butuh apa"), said("agent-2", 9, "Bapak bodoh")
    back = signal("taken_back", "agent-1", signal="insult")
    assert "incident" not in facts(first, signal("insult", "agent-1"), back)
    found = facts(first, other, signal("insult", "agent-1"), signal("insult", "agent-2"), back)
    assert [cite.utterance_id for cite in found["incident"].cites] == ["agent-2"]


def test_a_fact_is_cited_as_the_correction_says_it() -> None:
    evidence = Evidence(speaker="customer", start_s=1, end_s=3, utterance_id="customer-1", words="dipecat")
    lost = Signal(name="hardship_job_loss", by="customer", evidence=(evidence,))
    before, after = said("customer-1", 1, "saya dipecat"), said("customer-1", 1, "saya di-PHK")
    assert facts(before, lost)["reason"].cites[0].words == "dipecat"
    assert facts(before, lost, after)["reason"].cites[0].words == "saya di-PHK"


def test_what_was_not_heard_is_told_by_side() -> None:
    def lost(speaker: Any, lost_s: float) -> HearingHealth:
        return HearingHealth(known_at_s=9, speaker=speaker, state="impaired", lost_s=lost_s)

    assert facts(lost("agent", 3.2), lost("customer", 0.3), lost("agent", 12.6))["unheard"].value == {"agent": 13}
    assert facts(lost("customer", 0.3))["unheard"].value is None
