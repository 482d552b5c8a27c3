from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assist.language.dates.calendar import DayRange
from assist.language.dates.joins import find_dates
from assist.language.dates.named import DateSpan
from assist.language.numbers.spans import find_numbers
from assist.language.words.normalise import normalise
from tests.language import speaking

MONDAY = date(2026, 6, 15)
CASES = {
    "hari ini": "2026-06-15",
    "besok sore": "2026-06-16",
    "lusa": "2026-06-17",
    "besok lusa": "2026-06-17",
    "empat hari lagi": "2026-06-19",
    "dalam dua minggu": "2026-06-29",
    "sebulan lagi": "2026-07-15",
    "tanggal 3": "2026-07-03",
    "tanggal dua lima": "2026-06-25",
    "tanggal 31": None,
    "tanggal 30 februari": None,
    "tanggal lima bulan depan": "2026-07-05",
    "bulan delapan tanggal tujuh belas": "2026-08-17",
    "17/8": "2026-08-17",
    "senin": "2026-06-22",
    "senin ini": "2026-06-15",
    "besok selasa": "2026-06-16",
    "kamis depan": "2026-06-25",
    "minggu depan hari kamis": "2026-06-25",
    "hari minggu": "2026-06-21",
    "minggu pagi": "2026-06-21",
    "malam minggu": "2026-06-20",
    "malam kamis": "2026-06-17",
    "minggu depan": "2026-06-22..2026-06-28",
    "minggu ini": "2026-06-15..2026-06-21",
    "akhir minggu": "2026-06-20..2026-06-21",
    "akhir bulan": "2026-06-25..2026-06-30",
    "awal bulan depan": "2026-07-01..2026-07-05",
    "pertengahan bulan": "2026-06-15..2026-06-17",
    "tanggal muda": "2026-07-01..2026-07-10",
    "bulan depan": "2026-07-01..2026-07-31",
    "tanggal belasan": "2026-06-11..2026-06-19",
    "tanggal dua puluhan": "2026-06-20..2026-06-29",
    "sekitar tanggal dua puluh": "2026-06-19..2026-06-21",
    "paling lambat jumat": "2026-06-19",
    "maksimal akhir bulan": "2026-06-30",
    "sebelum tanggal dua puluh": "2026-06-19",
    "sebelum akhir bulan": "2026-06-30",
    "habis tahun baru": "2027-01-02..2027-01-15",
    "sebelum lebaran": "2026-06-15..2027-03-09",
    "kamis atau jumat": "2026-06-18..2026-06-19",
    "tanggal dua puluh sampai dua lima": "2026-06-20..2026-06-25",
    "dua tiga hari lagi": "2026-06-17..2026-06-18",
    "jumat tanggal 19": "2026-06-19",
    "jumat tanggal 20": None,
    "tiap tanggal 25": "2026-06-25",
    "dinten kemis": "2026-06-18",
    "tanggal 32 juni": None,
    "dalam tiga hari ini": "2026-06-18",
    "jumat tanggal dua enam": "2026-06-26",
    "setelah tanggal dua puluh": None,
    "sadurunge tanggal dua puluh": "2026-06-19",
    "telung dino meneh": "2026-06-18",
    "besoklah": "2026-06-16",
    "tanggal tiga puluh dua juli": None,
    "dinten ieu": "2026-06-15",
    "suk emben": "2026-06-17",
    "minggu depan ya pak hari rabu": "2026-06-24",
    "bulan depan ya bu tanggal delapan": "2026-07-08",
    "minggu ini hari kamis": "2026-06-18",
    "akhir bulan tanggal dua sembilan": "2026-06-29",
    "bulan depan awal": "2026-07-01..2026-07-05",
    "sabtu minggu": "2026-06-20..2026-06-21",
    "kamis jumat": "2026-06-18..2026-06-19",
    "antara kamis jumat": "2026-06-18..2026-06-19",
    "kalau gak kamis ya jumat": "2026-06-18..2026-06-19",
    "besok atau paling lambat lusa": "2026-06-17",
    "habis jumatan": "2026-06-19",
    "minggu kedua bulan depan": None,
    "setelah idul adha": None,
    "sebelum tahun baru": "2026-12-31",
    "sebelum natal": "2026-12-24",
    "tiga hari sebelum lebaran": "2027-03-07",
    "waktu empat hari": "2026-06-19",
    "jumat malam sabtu": "2026-06-19",
    "tanggal dua puluhnya": "2026-06-20",
}


def _spans(text: str, reference: date = MONDAY) -> list[DateSpan]:
    tokens = normalise(text)
    return find_dates(tokens, find_numbers(tokens), reference)


def _say(span: DateSpan) -> str | None:
    if isinstance(span.day, DayRange):
        return f"{span.day.start}..{span.day.end}"
    return None if span.day is None else str(span.day)


@pytest.mark.parametrize(("text", "wanted"), CASES.items(), ids=CASES)
def test_days(text: str, wanted: str | None) -> None:
    assert [_say(span) for span in _spans(text)] == [wanted]


@pytest.mark.parametrize(
    "text", ["kemarin", "tanggal lima kemarin", "minggu lalu", "dua hari yang lalu", "senin lalu", "sejak tanggal dua"]
)
def test_what_is_past(text: str) -> None:
    assert [span.past for span in _spans(text)] == [True]


@pytest.mark.parametrize(
    "text", ["jam tiga sore", "sekarang", "dua jam lagi", "habis magrib", "bakda isya", "pulang kerja nanti"]
)
def test_weak_words_mean_today_only_alone(text: str) -> None:
    assert [(span.day, span.weak) for span in _spans(text)] == [(MONDAY, True)]


@pytest.mark.parametrize("text", ["angsuran bulan ini", "yang april", "cicilan saya bulan mei", "tiga bulan ini"])
def test_a_month_that_names_a_bill(text: str) -> None:
    assert not _spans(text)


@pytest.mark.parametrize("text", ["hari ini senin ya", "ini baru senin", "sekarang kan tanggal lima belas"])
def test_what_day_it_is_counts_only_alone(text: str) -> None:
    assert [(span.day, span.weak) for span in _spans(text)] == [(MONDAY, True)]


@pytest.mark.parametrize(
    ("text", "day"),
    [("tanggal dua lima besoknya", 26), ("kamis gajian dua hari setelah itu", 20), ("jumat besoknya", 20)],
)
def test_a_day_counted_from_another(text: str, day: int) -> None:
    assert _spans(text)[-1].day == date(2026, 6, day)


@pytest.mark.parametrize("text", ["angsuran tiga kali", "dua bulan angsuran", "lima ratus ribu", "kantor saya"])
def test_what_is_no_time(text: str) -> None:
    assert not _spans(text)


def test_the_next_day_follows_the_day_just_said() -> None:
    assert [span.day for span in _spans("jumat atau besoknya")][-1] is not None
    assert [span.day for span in _spans("jumat gajian besoknya")] == [date(2026, 6, 19), date(2026, 6, 20)]


STYLES: tuple[Callable[[date], str], ...] = (
    speaking.day_in_words,
    speaking.day_in_figures,
    speaking.day_in_slashes,
    speaking.day_by_month_number,
    speaking.day_in_pairs,
)
DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))


@given(DAYS, st.integers(0, 364), st.sampled_from(STYLES))
def test_any_day_of_the_coming_year_reads_back(reference: date, ahead: int, style: Callable[[date], str]) -> None:
    day = reference + timedelta(ahead)
    assert [span.day for span in _spans(style(day), reference)] == [day]


@given(DAYS, st.integers(1, 31))
def test_a_bare_day_lies_in_the_coming_month_or_has_to_be_asked(reference: date, day: int) -> None:
    (span,) = _spans(f"tanggal {speaking.below_thousand(day)}", reference)
    if span.day is not None:
        assert isinstance(span.day, date) and span.day.day == day
        assert 0 <= (span.day - reference).days <= 31
    else:
        assert day >= 29


@given(st.text(alphabet="abdegilmnorstu 0123456789./", max_size=120), DAYS)
def test_junk_never_raises(text: str, reference: date) -> None:
    _spans(text, reference)


_SAID = "tanggal dua puluh lima ratus juta minggu depan akhir bulan sebelum sampai atau besok jam hari malam 31 12 mei"
WORDS = _SAID.split()


@given(st.lists(st.sampled_from(WORDS), max_size=25), DAYS)
def test_jumbled_words_never_raise(words: list[str], reference: date) -> None:
    _spans(" ".join(words), reference)
