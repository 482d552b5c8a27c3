import pytest

from assist.language.numbers.spans import find_numbers
from assist.language.words.normalise import normalise

SUMS = {
    "enam ratus kurang lima belas ribu": "585000",
    "dua juta kurang jigo": "1975000",
    "sejuta lebih tujuh puluh": "1070000",
    "sejuta dua dibagi tiga": "400000",
    "sejuta dua saya bagi dua": "600000",
    "sejuta dibagi tiga": "None",
    "dua ratus dua ratus tiga puluh ribu": "230000",
    "dua ratus tiga ratus lah": "None~",
    "dua ratus atau dua lima puluh": "None~",
    "antara dua ratus sama tiga ratus": "None~",
    "entah dua ratus entah tiga ratus": "None~",
    "kalau gak dua ratus ya tiga ratus": "None~",
    "300-400 ribu": "None~",
    "paling banyak tiga ratus": "300000~",
    "maksimal saya bisa tiga ratus": "300000~",
    "maksimal besok tiga ratus": "300000",
    "sekitar tanggal lima tiga ratus": "300000",
    "tiga ratus kurang lebih": "300000~",
    "tiga ratus ribu rupiah lebih": "300000~",
    "tiga ratus ribu lebih cepat lebih baik": "300000",
    "tiga ratus sekitar tanggal lima": "300000",
    "pembayaran minimal tiga ratus ribu": "300000",
    "lima ratus dua ratus aja": "200000",
    "eh bukan dua ratus tiga ratus aja": "300000",
    "lebih dari tiga ratus": "300000~",
}


@pytest.mark.parametrize(("text", "wanted"), SUMS.items(), ids=SUMS)
def test_sums_side_by_side(text: str, wanted: str) -> None:
    found = next(number for number in find_numbers(normalise(text)) if number.kind == "money")
    assert f"{found.value}{'~' * found.approx}" == wanted
