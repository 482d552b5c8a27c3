import pytest

from assist.language.promise.asking import asked_for, asks_what_for, without_announcing

CASES: dict[str, set[str]] = {
    "kapan bisa dibayar pak": {"date"},
    "oke bu tanggal ya": {"date"},
    "berapa dan lewat apa bu": {"amount", "method"},
    "siapa yang transfer nanti": {"payer"},
    "sejak kapan bu": set(),
    "tanggal lima ya pak": set(),
}


@pytest.mark.parametrize(("text", "wanted"), CASES.items(), ids=CASES)
def test_what_is_asked_for(text: str, wanted: set[str]) -> None:
    assert asked_for(text.split()) == wanted


def test_what_the_call_is_for_proposes_nothing() -> None:
    assert without_announcing(["saya", "mau", "mengingatkan", "angsuran"]) == ["saya", "mengingatkan", "angsuran"]
    assert without_announcing(["mau", "dibayar", "kapan"]) == ["mau", "dibayar", "kapan"]


def test_what_a_payment_is_for() -> None:
    assert asks_what_for(["itu", "untuk", "angsurannya", "ya"])
    assert not asks_what_for(["angsurannya", "lima", "ratus", "ya"])
