from datetime import datetime
from typing import Any

from assist.account import Account
from assist.detectors.commitment import CommitmentDetector
from assist.events import CallStarted, Signal, Speaker, Utterance


def _start(day: str = "2026-06-15", account: Account | None = None) -> CallStarted:
    return CallStarted(
        call_id="1",
        started_at=datetime.fromisoformat(f"{day}T10:00:00+07:00"),
        source="test",
        playbook_version="1",
        account=account or Account(),
    )


class Call:
    """A call in progress: says utterances one after the other and keeps the signals."""

    def __init__(self, account: Account | None = None) -> None:
        self.detector = CommitmentDetector()
        self.now_s = 0.0
        self.signals: list[Signal] = list(self.detector.feed(_start(account=account)))

    def says(self, speaker: Speaker, text: str, **given: Any) -> dict[str, Any]:
        """Feeds an utterance and returns the fields of the newest signal."""
        self.now_s += given.pop("after_s", 1.0)
        start_s, self.now_s = self.now_s, self.now_s + 0.4 * len(text.split())
        name = given.pop("utterance_id", f"u{start_s}")
        said = Utterance(
            known_at_s=self.now_s,
            utterance_id=name,
            speaker=speaker,
            start_s=start_s,
            end_s=self.now_s,
            text=text,
            **given,
        )
        self.signals += self.detector.feed(said)
        return dict(self.signals[-1].fields) if self.signals else {}


def test_a_promise_completes_over_several_utterances() -> None:
    call = Call()
    assert call.says("customer", "Saya bayar lima ratus ribu")["missing"] == ["date", "amount_kind", "method"]
    assert call.says("customer", "tanggal dua lima")["date"] == "2026-06-25"
    assert call.says("customer", "angsuran lewat Indomaret")["missing"] == []
    assert len(call.signals) == 3


def test_a_number_cut_in_two_is_one() -> None:
    call = Call()
    call.says("customer", "saya transfer tanggal dua puluh")
    assert call.says("customer", "lima", after_s=0.5)["date"] == "2026-06-25"


def test_evidence_and_citations() -> None:
    call = Call()
    call.says("customer", "Saya bayar Rp200.000.", utterance_id="a")
    call.says("customer", "Tanggal 25 ya.", utterance_id="b")
    signal = call.signals[-1]
    said = signal.fields["said"]
    assert isinstance(said, dict) and (said["amount_idr"], said["date"]) == ("a", "b")
    words = {evidence.utterance_id: evidence.words for evidence in signal.evidence}
    assert words["b"] == "Tanggal 25"
    assert "Rp200.000" in {evidence.words for evidence in signal.evidence}


def test_nothing_is_said_twice_or_for_partials() -> None:
    call = Call()
    call.says("customer", "saya bayar besok", final=False)
    assert not call.signals
    call.says("customer", "saya bayar besok")
    call.says("agent", "baik terima kasih")
    call.says("customer", "iya sama sama")
    assert len(call.signals) == 1


def test_a_revision_replaces_the_text() -> None:
    call = Call()
    call.says("customer", "saya bayar tanggal dua lima", utterance_id="a")
    assert call.says("customer", "saya bayar tanggal dua enam", utterance_id="a", revision=1)["date"] == "2026-06-26"
    call.says("customer", "saya bayar tanggal dua tujuh", utterance_id="a", revision=1)
    assert len(call.signals) == 2, "a revision that is not newer is ignored"


def test_a_revision_of_an_earlier_turn_is_folded_again() -> None:
    call = Call()
    call.says("agent", "tagihannya lima ratus ribu bisa besok", utterance_id="a")
    assert call.says("customer", "bisa pak")["amount_idr"] == 500_000
    again = call.says("agent", "tagihannya tujuh ratus ribu bisa besok", utterance_id="a", revision=1)
    assert again["amount_idr"] == 700_000


def test_a_promise_taken_back_is_told() -> None:
    call = Call()
    call.says("customer", "besok saya bayar dua ratus ribu")
    call.says("agent", "baik bu")
    fields = call.says("customer", "gak jadi deh pak")
    assert (fields["status"], fields["missing"]) == ("none", [])


def test_recap_and_day_off() -> None:
    call = Call()
    assert call.says("customer", "hari minggu saya bayar dua ratus ribu")["day_off"] == "sunday"
    call.says("agent", "jadi hari minggu dua ratus ribu ya bu")
    assert call.says("customer", "iya betul")["confirmed"] is True


def test_the_account_helps_only_when_pointed_at() -> None:
    account = Account(instalment_idr=650_000, amount_due_idr=1_400_000)
    call = Call(account)
    assert call.says("customer", "besok saya bayar")["amount_idr"] is None
    assert call.says("customer", "angsurannya aja dulu", after_s=9.0)["amount_idr"] == 650_000


def test_a_new_call_starts_empty() -> None:
    call = Call()
    call.says("customer", "besok saya bayar dua ratus ribu")
    list(call.detector.feed(_start()))
    call.says("customer", "tanggal dua lima")
    assert len(call.signals) == 1


def test_a_corrected_sum_that_was_recapped_is_cited_where_it_stands() -> None:
    call = Call()
    call.says("customer", "saya bayar lima ratus ribu besok", utterance_id="a")
    call.says("agent", "jadi lima ratus ribu besok ya pak", utterance_id="b")
    call.says("customer", "iya betul", utterance_id="c")
    fields = call.says("customer", "saya bayar enam ratus ribu besok", utterance_id="a", revision=1)
    assert (fields["amount_idr"], fields["said"]["amount_idr"], fields["said"]["date"]) == (500_000, "b", "a")
    count = len(call.signals)
    call.says("customer", "Saya bayar enam ratus ribu besok.", utterance_id="a", revision=2)
    call.says("customer", "iya benar", utterance_id="c", revision=1)
    assert len(call.signals) == count, "the same promise in the same places is told once"


def test_a_promise_for_a_holiday_names_it() -> None:
    call = Call()
    fields = call.says("customer", "saya bayar dua ratus ribu tanggal tujuh belas agustus")
    assert (fields["day_off"], fields["holiday"]) == ("holiday", "Hari Kemerdekaan Republik Indonesia")
    fields = call.says("customer", "eh jangan tanggal delapan belas agustus saja", after_s=9)
    assert (fields["day_off"], fields["holiday"]) == (None, None)
