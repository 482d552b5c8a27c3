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


def test_what_differs_from_the_account_is_a_fact_with_its_words() -> None:
    wrong = signal(
        "account_mismatch", "agent-1", what="amount", said=1_500_000, account=1_200_000, amount_idr=1_200_000
    )
    words = said("agent-1", 9, "tunggakannya satu juta lima ratus ribu")
    item = facts(words, wrong)["mismatch"]
    assert item.value == {"what": "amount", "said": 1_500_000, "account": 1_200_000}
    assert [cite.words for cite in item.cites] == ["tunggakannya satu juta lima ratus ribu"]
    assert "mismatch" not in facts(words, wrong, signal("taken_back", "agent-1", signal="account_mismatch"))


def test_a_call_outside_the_hours_is_a_fact_of_the_clock() -> None:
    outside = Signal(name="outside_hours", by="agent", fields={"reason": "late", "local_time": "20.04"})
    item = facts(outside)["outside_hours"]
    assert item.value == {"reason": "late", "local_time": "20.04"}
    assert item.cites == ()


def test_the_stages_are_told_in_order_with_what_ticked_them() -> None:
    labels: dict[str, dict[str, str]] = {"salam": {"id": "Salam"}, "jumlah": {"id": "Jumlah"}, "rekap": {"id": "Rekap"}}
    course = Signal(
        name="course",
        by="agent",
        fields={"stages": [{"id": name, "label": {**label}} for name, label in labels.items()]},
    )
    log: list[Any] = [
        START,
        course,
        said("agent-1", 1, "selamat pagi bu"),
        signal("stage_done", "agent-1", stage="salam"),
        signal("stage_done", "agent-1", stage="rekap"),
        signal("stage_undone", "agent-1", stage="rekap"),
    ]
    stages = [item for item in note_facts(log) if item.key == "stage"]
    assert [item.value for item in stages] == [
        {"id": "salam", "label": {"id": "Salam"}, "done": True},
        {"id": "jumlah", "label": {"id": "Jumlah"}, "done": False},
        {"id": "rekap", "label": {"id": "Rekap"}, "done": False},
    ]
    assert [[cite.utterance_id for cite in item.cites] for item in stages] == [["agent-1"], [], []]
    assert not [item for item in note_facts([START]) if item.key == "stage"]


def test_who_answered_in_the_customers_stead() -> None:
    other = said("customer-1", 1, "bukan saya adiknya")
    answered = signal("somebody_else", "customer-1", who="relative")
    found = facts(other, answered)["answered"]
    assert (found.value, [cite.words for cite in found.cites]) == ("relative", ["bukan saya adiknya"])
    assert facts(other, answered, signal("identity_verification", "agent-1"))["answered"].value is None
    assert facts(signal("identity_verification", "agent-1"), other, answered)["answered"].value == "relative"
    assert facts(other)["answered"].value is None


def test_the_last_figures_of_the_talk_count_and_silences_are_counted() -> None:
    def talk(**figures: Any) -> Signal:
        return Signal(name="talk", by="agent", fields=figures)

    silence = Signal(name="dead_air", by="agent", fields={"silence_s": 3.0, "after": "agent"})
    found = facts(talk(agent_s=1.0), silence, Signal(name="dead_air_over", by="agent"), silence, talk(agent_s=9.0))
    assert found["talk"].value == {"agent_s": 9.0, "dead_air": 2}
    assert facts()["talk"].value is None


def test_swapped_channels_are_a_fact() -> None:
    assert facts(Signal(name="channels_swapped", by="agent"))["swapped"].value is True
    assert facts()["swapped"].value is False
