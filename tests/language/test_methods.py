import pytest

from assist.language.methods import find_method
from assist.language.normalise import normalise, words_of

CASES = {
    "lewat indo maret": "minimarket:indomaret",
    "lewat indomarett": "minimarket:indomaret",
    "pakai gopay": "ewallet:gopay",
    "transfer ke bri": "transfer:bri",
    "lewat bni": "transfer:bni",
    "dari bca ke virtual account mandiri": "virtual_account:mandiri",
    "transfer dari bca ke btn": "transfer:btn",
    "m banking bca": "mobile_banking:bca",
    "pakai brimo": "mobile_banking:bri",
    "pakai livin": "mobile_banking:mandiri",
    "atm bersama": "atm",
    "setor ke teller bni": "teller:bni",
    "potong langsung dari rekening bri": "autodebit:bri",
    "lewat dana": "ewallet:dana",
    "kalau dana saya cair": None,
    "saya kerja mandiri": None,
    "transfer mandiri": "transfer:mandiri",
    "bulan maret": None,
    "lewat ovo eh pakai qris": "qris",
    "bukan alfamart tapi alfamidi": "minimarket:alfamidi",
    "scan barcode": "qris",
    "ke kantor pos": "post_office",
    "ke kantor cabang": "branch",
    "petugasnya datang ke rumah": "pickup",
    "lewat tokped": "marketplace:tokopedia",
    "lewat aplikasi": "app",
    "dari rekening saya": "transfer",
    "saya kirim": None,
    "saya setor": None,
}


@pytest.mark.parametrize(("text", "wanted"), CASES.items(), ids=CASES)
def test_ways_of_paying(text: str, wanted: str | None) -> None:
    found = find_method(words_of(normalise(text)))
    assert (str(found) if found else None) == wanted
