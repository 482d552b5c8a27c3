import pytest

from assist.language.dates.hours import outside_hours
from assist.language.words.normalise import normalise
from assist.language.words.tokens import words_of


@pytest.mark.parametrize(
    ("text", "outside"),
    [
        ("jam sepuluh malam saya telepon", True),
        ("jam delapan malam saya telepon", False),
        ("jam delapan lewat lima belas malam saya telepon", True),
        ("setengah delapan malam saya hubungi", False),
        ("setengah delapan pagi saya hubungi", True),
        ("setengah sembilan pagi saya hubungi", False),
        ("setengah sembilan malam petugas ke sana", True),
        ("malam setengah sepuluh saya ke sana", True),
        ("besok pagi jam tujuh teng kami datang", True),
        ("besok pagi jam sembilan kami datang", False),
        ("jam dua siang saya telepon", False),
        ("jam lima sore saya telepon", False),
        ("jam dua belas malam saya telepon", True),
        ("pukul dua puluh satu kami hubungi", True),
        ("jam 22 kami hubungi", True),
        ("jam tujuh kurang seperempat pagi saya sampai", True),
        ("jam tujuh saya telepon", None),  # in the morning or in the evening
        ("jam sepuluh saya telepon", None),
        ("hari minggu kami datang", True),
        ("minggu depan kami datang", None),
        ("minggu depan jam sepuluh pagi kami datang", False),
        ("tanggal merah tetap saya telepon", True),
        ("besok subuh saya ke rumah", True),
        ("tengah malam pun saya telepon", True),
        ("dua ratus ribu besok pagi ya", None),
        ("tanggal dua puluh malam ya", None),
        ("saya hubungi lagi besok", None),
        ("", None),
    ],
)
def test_times_against_the_hours(text: str, outside: bool | None) -> None:
    assert outside_hours(words_of(normalise(text))) is outside
