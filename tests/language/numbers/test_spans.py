import pytest
from hypothesis import given
from hypothesis import strategies as st

from assist.language.numbers.spans import find_numbers
from assist.language.words.normalise import normalise
from tests.language import speaking

CASES = {
    "tanggal dua satu juta": ["day 2", "money 1000000"],
    "tanggal dua satu dua juta": ["day 21", "money 2000000"],
    "tanggal dua puluh empat ratus ribu": ["day 20", "money 400000"],
    "tanggal dua puluh empat empat ratus ribu": ["day 24", "money 400000"],
    "tanggal dua tiga empat ratus": ["day 23", "money 400000"],
    "tanggal sepuluh lima puluh ribu": ["day 10", "money 50000"],
    "tanggal 5 500 ribu": ["day 5", "money 500000"],
    "tanggal 14 angsuran": ["day 14"],
    "tanggal dua delapan desember": ["day 28"],
    "jam tiga dua ratus ribu": ["clock 3", "money 200000"],
    "angsuran ke dua belas lima ratus": ["ordinal 12", "money 500000"],
    "sejuta tiga hari lagi": ["money 1000000", "count 3"],
    "dua juta tiga hari selasa": ["money 2300000"],
    "nomor saya 0812 3344 5566 besok 200 ribu": ["code None", "money 200000"],
    "umur lima puluh": ["code None"],
    "satu miliar dua ratus juta": ["code None"],
    "dua ratus sampai tiga ratus ribu": ["money None"],
    "antara empat ratus dan lima ratus": ["money None"],
    "satu atau dua juta": ["money None"],
    "sejuta kurang dua ratus ribu": ["money 800000"],
    "anak tiga": ["bare 3"],
    "tanggal dua puluh tujuh angsuran": ["day 27"],
    "tanggal tiga puluh 3 juta": ["day 30", "money 3000000"],
    "juni dua ribu dua puluh sembilan tujuh tujuh tiga ribu": ["year 2029", "money 773000"],
    "empat ratus tujuh malam selasa": ["money 407000"],
    "tiga ratus enam bulan sepuluh tanggal tujuh": ["money 306000", "month 10", "day 7"],
    "dua bulan sejuta empat": ["count 2", "money 1400000"],
    "gang enam ratus ribu": ["money 600000"],
    "vario 125": ["code None"],
    "cicilan vario empat ratus": ["money 400000"],
    "tiga ratus ekor": ["count 300"],
    "lima ratus lima puluh angsuran": ["money 550000"],
    "dua angsuran": ["count 2"],
    "setengah tujuh pagi": ["clock 7"],
    "dompet kosong dua hari": ["count 2"],
    "² juta": [],
    "Rp775.036.548": ["money 775036548"],
    "5 mei 2027 dua ratus": ["day 5", "year 2027", "money 200000"],
}


def _found(text: str, expect_day: bool = False) -> list[str]:
    return [f"{number.kind} {number.value}" for number in find_numbers(normalise(text), expect_day)]


@pytest.mark.parametrize(("text", "wanted"), CASES.items(), ids=CASES)
def test_runs_are_divided(text: str, wanted: list[str]) -> None:
    assert _found(text) == wanted


def test_a_bare_number_is_a_day_where_a_day_is_expected() -> None:
    assert _found("dua belas") == ["bare 12"]
    assert _found("dua belas", expect_day=True) == ["day 12"]
    assert _found("bukan delapan delapan belas", expect_day=True) == ["day 8", "day 18"]


@pytest.mark.parametrize("text", ["sekitar dua ratus ribu", "dua ratus ribu lebih", "minimal dua ratus"])
def test_about(text: str) -> None:
    assert find_numbers(normalise(text))[0].approx


@given(st.integers(1, 31), st.integers(100, 999))
def test_day_and_sum_side_by_side(day: int, thousands: int) -> None:
    said = f"tanggal {speaking.below_thousand(day)} {speaking.below_thousand(thousands)} ribu"
    sums = [number.value for number in find_numbers(normalise(said)) if number.kind == "money"]
    assert sums == [thousands * 1_000]
