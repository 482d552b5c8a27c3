import pytest

from assist.language.slots.payers import as_debtor, find_payer, relative_speaks
from assist.language.words.normalise import normalise
from assist.language.words.tokens import words_of

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
    "mantu saya yang setor sejuta": "third_party",
    "saya yang bayar eh istri saya deng yang bayar": "third_party",
    "suami saya yang bayar eh saya aja yang bayar": "self",
    "besok istri ke alfamart bayar dua ratus": "third_party",
    "kakak saya di surabaya yang transfer besok": "third_party",
    "dibayarin kakak besok": "third_party",
    "ditransfer anak saya besok": "third_party",
    "yang bayar nanti adik saya": "third_party",
    "ditanggung perusahaan": "third_party",
    "adik saya saya suruh ke alfamart bawa uang saya": "self",
    "saya titip ke adik buat bayar": False,
    "uang dari kakak saya bayarkan besok": False,
    "suami gajian besok langsung saya bayar": False,
    "kakak gak jadi bayar saya aja yang bayar": "self",
    "dia yang bayar": "third_party",
    "ada yang bayarin dari keluarga": "third_party",
    "ada orang yang mau bayar": None,
    "iya ibu saya transfer besok": False,
    "biar anak saya aja yang bayar": "third_party",
    "tetangga mau nalangin dulu besok": "third_party",
    "kalau kakak saya sendiri yang bayar": "self",
    "ada kok dari keluarga yang nutup": "third_party",
    "duit saya kasih ke tetangga biar dia yang setor": "self",
    "garwa kula sing mbayar": "third_party",
    "diusahakan dibayar besok": False,
}


@pytest.mark.parametrize(("text", "wanted"), CASES.items(), ids=CASES)
def test_who_pays(text: str, wanted: str | bool | None) -> None:
    assert find_payer(words_of(normalise(text))) == wanted


def test_a_relative_on_the_phone() -> None:
    assert relative_speaks(["saya", "suaminya", "bu", "ani"])
    assert not relative_speaks(["anak", "saya", "sakit"])


def test_whom_an_agent_speaks_to_is_the_debtor() -> None:
    assert find_payer(as_debtor(["berarti", "suami", "ibu", "yang", "bayar"])) == "third_party"
    assert find_payer(as_debtor(["berarti", "kakak", "ibu", "yang", "bayar"])) == "third_party"
    assert find_payer(as_debtor(["berarti", "ibu", "yang", "bayar"])) == "self"
