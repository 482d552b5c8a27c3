from datetime import date

import pytest

from assist.language.promise.reader import read

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
    "saya bayar lima": None,
    "lusa tujuh puluh dulu ya saya transfer": 70_000,
    "dendanya empat puluh lusa saya transfer": 40_000,
    "empat ratus sama denda tiga puluh jadi empat ratus tiga puluh saya kirim": 430_000,
    "cepek sama gocap saya transfer": 150_000,
    "angsuran enam ratus plus denda empat puluh saya transfer": 640_000,
    "sejuta itu kegedean enam ratus aja saya transfer": 600_000,
    "tadinya sejuta sekarang enam ratus saya transfer": 600_000,
    "dua ratus maksudnya tiga ratus saya kirim": 300_000,
    "uang enam ratus udah siap lusa saya setor": 600_000,
    "sisa pinjaman dua juta saya lunasi": 2_000_000,
    "gaji tanggal dua lima cuma tiga juta saya bayar enam ratus": 600_000,
    "gajian tanggal dua lima enam ratus saya transfer": 600_000,
    "saya bayar enam ratus buat makan dua ratus": 600_000,
    "biaya sekolah anak banyak tapi enam ratus saya transfer": 600_000,
    "habis gajian enam ratus ya saya transfer": 600_000,
    "pulang sekolah enam ratus saya transfer": 600_000,
    "saya siapin saldonya enam ratus buat cicilan": 600_000,
    "omzetku tiga juta saya transfer enam ratus": 600_000,
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
