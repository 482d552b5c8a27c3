from datetime import date

import pytest

from assist.language.promise.reader import read


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("jumat ya jangan kamis", 27),
        ("jangan kamis jumat aja", 27),
        ("kamis jangan jumat aja", 27),
        ("besok eh lusa saya bayar", 25),
        ("gajian tanggal 25 saya bayar tanggal 28", 28),
        ("besok gajian lusa saya setor", 25),
        ("eh jangan besok lusa aja", 25),
        ("jangan besok tanggal 27 aja saya setor", 27),
        ("lusa ya mas saya lagi di rumah sakit cicilannya saya titip ke adik", 25),
        ("sekarang dua ratus dua ratus lagi kamis ya", 23),
        ("tanggal 25 baru terima gaji besoknya saya setor", 26),
        ("selasa masih di kampung rabu baru pulang kamis saya setor", 26),
        ("jumat ini saya kirim soalnya minggu depan ke luar kota", 27),
        ("besok bayar listrik dulu jadi lusa saya setor angsurannya", 25),
        ("tanggal 27 tiga ratus terus tanggal 30 empat ratus", 27),
        ("sekarang tiga ratus dulu sisanya jumat", 23),
        ("sisanya hari jumat yang tiga ratus besok saya kirim", 24),
        ("jumat aja deh saya gak punya motor lagi", 27),
        ("hari ini senin kan jadi kamis saya transfer", 26),
        ("tagihan tanggal 20 oktober saya lunasi jumat", 27),
        ("besok sibuk eh bukan kamis maksudnya saya bayar", 26),
    ],
)
def test_the_day_of_payment(text: str, day: int) -> None:
    span = read(text, date(2026, 11, 23)).day
    assert span is not None and span.day == date(2026, 11, day)
