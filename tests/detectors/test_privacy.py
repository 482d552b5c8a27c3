import pytest

from assist.detectors.privacy import PrivacyFollower
from assist.events import TAKEN_BACK, Evidence, Signal, Utterance


class Call:
    """A call in progress. A line is `speaker: text @signal`, the signals being those that the phrase lists give."""

    def __init__(self, *lines: str) -> None:
        self._follower = PrivacyFollower()
        self._now_s = 0.0
        self.signals: list[Signal] = []
        for line in lines:
            self.hears(line)

    def hears(self, line: str, utterance_id: str | None = None, back: str | None = None) -> None:
        """Feeds a line; `utterance_id` makes it a correction, which takes the signal `back` back."""
        self._now_s += 3
        words, *names = line.split(" @")
        speaker, text = words.split(": ")
        by = "agent" if speaker == "agent" else "customer"
        place = utterance_id or f"u{self._now_s:.0f}"
        said = Utterance(
            known_at_s=self._now_s,
            utterance_id=place,
            speaker=by,
            start_s=self._now_s - 2,
            end_s=self._now_s,
            text=text,
        )
        proof = (Evidence(speaker=by, start_s=0, end_s=1, utterance_id=place),)
        given = [Signal(name=name, by=by, evidence=proof) for name in names]
        given += [Signal(name=TAKEN_BACK, by=by, fields={"signal": back}, evidence=proof)] if back else []
        self.signals += self._follower.follow(said, given)

    @property
    def told(self) -> list[str]:
        """The words of each disclosure."""
        return [signal.evidence[0].words for signal in self.signals if signal.name == "third_party_disclosure"]


SISTER = "customer: bukan ini adiknya kakak saya keluar @somebody_else"
TOLD = {
    "tolong sampaikan tunggakannya ya": "tunggakannya",
    "soal cicilan motornya bu": "cicilan",
    "kakaknya menunggak": "menunggak",
    "jatuh temponya sudah lewat": "temponya",
    "kapan bisa dibayar ya bu @commitment_request": "kapan bisa dibayar ya bu",
    "satu juta dua ratus ribu bu @amount_statement": "satu juta dua ratus ribu bu",
}
NOT_TOLD = [
    "baik titip pesan saja ada keperluan penting",
    "jam berapa pulangnya bu @commitment_request",
    "terima kasih banyak bu",
]


@pytest.mark.parametrize("text", TOLD)
def test_the_debt_is_named_to_somebody_else(text: str) -> None:
    call = Call(SISTER, f"agent: {text}")
    assert call.told == [TOLD[text]]
    assert call.signals[0].by == "agent"


@pytest.mark.parametrize("text", NOT_TOLD)
def test_a_message_without_the_debt_is_right(text: str) -> None:
    assert Call(SISTER, f"agent: {text}").told == []


@pytest.mark.parametrize("text", TOLD)
def test_with_the_customer_the_debt_may_be_named(text: str) -> None:
    assert Call("customer: iya saya sendiri", f"agent: {text}").told == []


WHO = "agent: apa benar saya bicara dengan ibu ratna @identity_verification"
BACK = [(WHO, "customer: iya betul"), ("agent: halo", "customer: ya saya sendiri pak")]
NOT_BACK = [
    (WHO, "customer: iya sebentar saya panggilkan"),
    (WHO, "customer: bukan pak"),
    ("agent: halo", "customer: iya"),
    (WHO, "customer: iya ini adiknya @somebody_else"),
]


@pytest.mark.parametrize("between", BACK)
def test_once_the_customer_is_there_the_debt_may_be_named(between: tuple[str, str]) -> None:
    assert Call(SISTER, *between, "agent: tunggakannya sudah lewat bu").told == []


@pytest.mark.parametrize("between", NOT_BACK)
def test_a_yes_to_something_else_is_not_the_customer(between: tuple[str, str]) -> None:
    assert Call(SISTER, *between, "agent: tunggakannya sudah lewat bu").told == ["tunggakannya"]


def test_it_is_signalled_once_an_utterance_beside_the_phrase_list() -> None:
    assert Call(SISTER, "agent: saya kasih tahu soal utangnya @third_party_disclosure").told == []
    assert Call(SISTER, "agent: soal tunggakannya", "customer: apa", "agent: soal tagihannya").told == [
        "tunggakannya",
        "tagihannya",
    ]


def test_a_correction_of_who_answers_undoes_all_that_rested_on_it() -> None:
    call = Call(SISTER, "agent: soal tunggakannya bu")
    call.hears("customer: iya ini saya", "u3", back="somebody_else")
    assert [signal.name for signal in call.signals] == ["third_party_disclosure", TAKEN_BACK]
    assert call.signals[1].evidence[0].utterance_id == "u6"


def test_a_correction_of_the_agents_words_counts() -> None:
    call = Call(SISTER, "agent: soal tunggakannya bu")
    call.hears("agent: soal pertemuan kita bu", "u6")
    assert [signal.name for signal in call.signals] == ["third_party_disclosure", TAKEN_BACK]
    call.hears("agent: soal tunggakan itu bu", "u6")
    assert call.told == ["tunggakannya", "tunggakan"]


def test_a_signal_without_words_counts_too() -> None:
    follower = PrivacyFollower()
    signal = Signal(name="somebody_else", by="customer")
    assert list(follower.follow(signal, [signal])) == []
    said = Utterance(utterance_id="a", speaker="agent", start_s=0, end_s=1, text="soal cicilan bu")
    assert len(list(follower.follow(said, []))) == 1
