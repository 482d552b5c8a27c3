import pytest

from assist.language.kinds import find_kind

CASES = {
    "saya bayar angsuran": "instalment",
    "cicilan bulan ini dulu": "instalment",
    "tunggakan sama denda": "arrears_plus_penalty",
    "angsuran berikut dendanya": "arrears_plus_penalty",
    "dendanya aja": "partial",
    "saya titip": "partial",
    "sebagian cicilan": "partial",
    "saya lunasin": "full_settlement",
    "saya lunasin tunggakannya": "arrears_plus_penalty",
    "lunasin cicilan bulan ini": "instalment",
    "lunasin cicilan semua": "full_settlement",
    "tutup kontrak": "full_settlement",
    "bayar dulu": "partial",
    "saya coba dulu": None,
    "gajian dulu": None,
    "tagihan": None,
}


@pytest.mark.parametrize(("text", "wanted"), CASES.items(), ids=CASES)
def test_kinds(text: str, wanted: str | None) -> None:
    assert find_kind(text.split()) == wanted


def test_dulu_behind_a_sum_is_a_part() -> None:
    assert find_kind(["", "", "ya", "dulu"], frozenset({1})) == "partial"
    assert find_kind(["", ""], months=True) == "instalment"
