import pytest

from assist.language.normalise import normalise, words_of
from assist.language.payers import find_payer, is_pay_word, relative_speaks

CASES = {
    "kakak saya yang bayar": "third_party",
    "suami mau transfer": "third_party",
    "dibayarin sama om saya": "third_party",
    "ibu saya yang di kampung akan melunasi": "third_party",
    "saya yang bayar pakai rekening istri": "self",
    "saya sendiri": "self",
    "dibayar oleh saya": "self",
    "patungan sama suami saya bayar": "self",
    "ada yang bayar nanti": None,
    "pokoknya dibayar": None,
    "saya bayar besok": False,
    "lima ratus ribu": False,
    "nunggu gaji suami saya bayar": False,
}


@pytest.mark.parametrize(("text", "wanted"), CASES.items(), ids=CASES)
def test_who_pays(text: str, wanted: str | bool | None) -> None:
    assert find_payer(words_of(normalise(text))) == wanted


def test_a_relative_on_the_phone() -> None:
    assert relative_speaks(["saya", "suaminya", "bu", "ani"])
    assert not relative_speaks(["anak", "saya", "sakit"])


def test_nouns_are_not_verbs_of_paying() -> None:
    assert is_pay_word("dilunasin") and is_pay_word("bayarkan")
    assert not is_pay_word("cicilannya") and not is_pay_word("pembayaran")
