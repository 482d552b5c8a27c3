import pytest

from assist.language.slots.kinds import find_kind

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
    "tak bayar cicilane": "instalment",
    "bayar minimalnya aja": "instalment",
    "pembayaran minimal": "instalment",
    "angsuran tanpa denda": "instalment",
    "angsuran asal dendanya dihapus": "instalment",
    "titip angsuran ke adik": "instalment",
    "bayar tunggakane full": "arrears_plus_penalty",
    "tagihan sama dendanya": "arrears_plus_penalty",
    "tutup tunggakannya": "arrears_plus_penalty",
    "biar gak nunggak lagi": None,
    "penaltinya dulu": "partial",
    "separone dulu": "partial",
    "kirim seadanya": "partial",
    "kasih panjar": "partial",
    "tak cicil": "partial",
    "bayar ke bca dulu": "partial",
    "kekurangannya menyusul": "partial",
    "nyicil sampai lunas": "partial",
    "istirahat dulu": None,
    "bayar penuh": "full_settlement",
    "pinjaman saya ditutup": "full_settlement",
    "bayar semua utang": "full_settlement",
    "bayar sisa pinjaman": "full_settlement",
    "sebelum tutup buku": None,
    "lewat bca semua": None,
}


@pytest.mark.parametrize(("text", "wanted"), CASES.items(), ids=CASES)
def test_kinds(text: str, wanted: str | None) -> None:
    assert find_kind(text.split()) == wanted


def test_a_penalty_on_top_of_a_sum() -> None:
    assert find_kind(["bayar", "", "sekalian", "dendanya"], frozenset({1})) == "arrears_plus_penalty"
    assert find_kind(["", "rupiah", "lewat", "bca", "dulu"], frozenset({0})) == "partial"


def test_dulu_behind_a_sum_is_a_part() -> None:
    assert find_kind(["", "", "ya", "dulu"], frozenset({1})) == "partial"
    assert find_kind(["", ""], months=True) == "instalment"
