from datetime import date

import pytest

from assist.language.reading import read

CASES = {
    "gaji saya tiga juta saya bayar lima ratus": 500_000,
    "tagihan dua juta saya bayar sejuta dulu": 1_000_000,
    "dua ratus eh tiga ratus": 300_000,
    "bukan dua ratus tapi tiga ratus": 300_000,
    "angsuran lima ratus plus denda dua puluh ribu": 520_000,
    "kemarin sudah bayar seratus": None,
    "sewa kontrakan sejuta": None,
    "lima ratus sampai tujuh ratus": None,
    "saya bayar lima puluh": 50_000,
    "anak saya lima": None,
}


@pytest.mark.parametrize(("text", "idr"), CASES.items(), ids=CASES)
def test_the_sum_to_be_paid(text: str, idr: int | None) -> None:
    found = read(text, date(2026, 6, 15)).amount
    assert (found.idr if found else None) == idr


def test_what_the_agent_names_is_labelled() -> None:
    reading = read(
        "angsuran lima ratus ribu dendanya dua puluh ribu total lima ratus dua puluh ribu", date(2026, 6, 15)
    )
    assert [(named.of, named.idr) for named in reading.sums] == [
        ("instalment", 500_000),
        ("penalty", 20_000),
        ("total", 520_000),
    ]
