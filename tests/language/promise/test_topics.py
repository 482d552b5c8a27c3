import pytest

from assist.language.promise.topics import (
    answers_topic,
    asks_for_call,
    asks_payer,
    fixes_call,
    topic_of,
    without_company,
)
from assist.language.words.normalise import normalise


def _words(text: str) -> list[str]:
    return [token.text for token in normalise(text)]


TOPICS = {
    "tanggal lahirnya berapa bu": "identity",
    "empat angka terakhir ktp ibu berapa": "identity",
    "alamatnya masih sama ya bu": "identity",
    "kemarin bayar berapa bu": "past",
    "sudah disetor kapan pak": "past",
    "boleh kirim foto struknya": "proof",
    "kapan bisa dibayar bu": "payment",
    "kemarin janji tanggal lima ya bu kapan bisa dibayar": "payment",
    "simpan buktinya setelah transfer ya": "payment",
}


@pytest.mark.parametrize(("text", "topic"), TOPICS.items())
def test_topic(text: str, topic: str) -> None:
    assert topic_of(_words(text), plan=False) == topic


def test_an_address_beside_a_plan_asks_nobody_who_they_are() -> None:
    assert topic_of(_words("petugas ke alamat ibu besok ya"), plan=True) == "payment"


def test_a_bare_question_after_a_past_payment_is_about_that_payment() -> None:
    words = _words("bayarnya kapan bu")
    assert topic_of(words, plan=False) == "payment"
    assert topic_of(words, plan=False, told_paid=True) == "past"
    assert topic_of(_words("sisanya dibayar kapan bu"), plan=False, told_paid=True) == "payment"


def test_what_answers_a_topic() -> None:
    assert answers_topic("identity", _words("enam juni tujuh delapan"), dated=False)
    assert not answers_topic("identity", _words("besok saya bayar dua ratus"), dated=False)
    assert answers_topic("past", _words("tanggal lima lewat alfamart"), dated=False)
    assert not answers_topic("past", _words("belum mas lima ratus tanggal lima"), dated=False)
    assert not answers_topic("past", _words("besok dua ratus"), dated=True)
    assert answers_topic("proof", _words("nanti sore saya kirim"), dated=True)
    assert not answers_topic("proof", _words("nanti sore saya kirim dua ratus"), dated=True)
    assert not answers_topic("payment", _words("lima ratus"), dated=False)


@pytest.mark.parametrize(
    ("text", "asks"),
    {
        "siapa yang bayar nanti": True,
        "yang ke indomaret siapa": True,
        "siapa yang sakit bu": False,
        "dengan siapa ini": False,
        "yang biasa bayar siapa": False,
    }.items(),
)
def test_asks_payer(text: str, asks: bool) -> None:
    assert asks_payer(_words(text)) is asks


def test_calls() -> None:
    assert asks_for_call(_words("telepon lagi nanti sore ya"))
    assert asks_for_call(_words("saya lagi nyetir mas"))
    assert not asks_for_call(_words("lagi kerja pak besok saya bayar"))
    assert fixes_call(_words("lusa jam dua ya pak"))
    assert fixes_call(_words("nanti malam setengah delapan ya"))
    assert not fixes_call(_words("lusa ya pak"))
    assert not fixes_call(_words("bisa hari ini jam lima ya"))


@pytest.mark.parametrize(
    ("text", "named"),
    {
        "saya bayu dari dana": False,
        "selamat pagi bu dari bank mandiri": False,
        "kami bca finance": False,
        "transfer dari bca ya": True,
        "transfer ke bca finance ya": True,
        "saya dari bri lewat alfamart bisa bu": True,
    }.items(),
)
def test_the_company_is_no_way_of_paying(text: str, named: bool) -> None:
    left = without_company(_words(text))
    assert any(word in ("dana", "bca", "mandiri", "alfamart") for word in left) is named
    assert ("bri" in left) is False
