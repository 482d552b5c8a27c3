from datetime import date

from assist.language.promise.reader import read
from assist.language.promise.reading import Reading

MONDAY = date(2026, 6, 15)


def _read(text: str) -> Reading:
    return read(text, MONDAY)


def test_a_full_promise() -> None:
    reading = _read("Saya bayar angsuran Rp650.000 tanggal 20 lewat Alfamart.")
    assert reading.promises and not reading.hedged
    assert reading.amount is not None and reading.amount.idr == 650_000
    assert reading.day is not None and reading.day.day == date(2026, 6, 20)
    assert (str(reading.method), reading.kind) == ("minimarket:alfamart", "instalment")


def test_the_payment_day_wins_over_the_payday() -> None:
    day = _read("gajian tanggal dua lima jadi saya bayar tanggal dua enam").day
    assert day is not None and day.day == date(2026, 6, 26)


def test_a_question_names_nothing_for_the_customer_but_all_for_the_agent() -> None:
    text = "tanggal 20 bisa berapa"
    assert _read(text).day is None
    assert read(text, MONDAY, by_agent=True).day is not None


def test_flags() -> None:
    assert _read("gak jadi").retracts
    assert _read("gak bisa bu").denies
    assert _read("iya pak").assents
    assert _read("boleh gak saya bayar setengah dulu").requests
    assert _read("insyaallah besok pasti saya bayar").certain
    assert _read("saya istrinya").relative
    assert _read("dua bulan sekaligus saya bayar").months == 2
    assert _read("separuhnya dulu").share == "half"
    assert _read("angsurannya aja").points_at == "instalment"
    assert not _read("").tokens
