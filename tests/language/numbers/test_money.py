import pytest
from hypothesis import given
from hypothesis import strategies as st

from assist.language.numbers.money import read_sum
from assist.language.numbers.spans import find_numbers
from assist.language.words.normalise import normalise
from assist.language.words.tokens import words_of
from tests.language import speaking

CASES = {
    "delapan ratus": 800_000,
    "sejuta tiga": 1_300_000,
    "sejuta tiga ratus": 1_300_000,
    "dua juta empat tujuh lima": 2_475_000,
    "sejuta lima puluh": 1_050_000,
    "tiga juta setengah": 3_500_000,
    "satu setengah juta": 1_500_000,
    "satu koma tiga juta": 1_300_000,
    "setengah juta": 500_000,
    "tiga dua lima": 325_000,
    "gocap": 50_000,
    "pekgo": 150_000,
    "sejeti": 1_000_000,
    "gopek rebu": 500_000,
    "1.750.000": 1_750_000,
    "Rp 95.000": 95_000,
    "650rb": 650_000,
    "3jt5": 3_500_000,
    "1,25 juta": 1_250_000,
    "patang atus ewu": 400_000,
    "lima lima ratus ribu": 500_000,
    "enam kosong tiga ribu": 603_000,
    "empat kosong kosong": 400_000,
    "sejuta kosong empat puluh": 1_040_000,
    "dua juta delapan ratus tujuh lima": 2_875_000,
    "satu tiga lima nol ribu": 1_350_000,
    "empat ratus ribu rupiah": 400_000,
    "sembilan ratus rebu perak": 900_000,
    "500 000": 500_000,
    "Rp 450.000,00": 450_000,
    "725.000 ribu": 725_000,
    "6.000": 6_000,
    "satu koma tujuh": 1_700_000,
    "satu juta koma dua": 1_200_000,
    "dua juta seperempat": 2_250_000,
    "tiga perempat juta": 750_000,
    "sejuta cepek": 1_100_000,
    "sapekgo": 350_000,
    "goban": 50_000,
    "dua tiau": 2_000_000,
    "rong atus selawe": 225_000,
    "kawan atus ewu": 400_000,
    "salapan ratus tujuh puluh rebu": 970_000,
    "anam ratuih limo puluah ribu": 650_000,
    "empatratus ribu": 400_000,
    "sejutatigaratus": 1_300_000,
}
UNSURE = ("tiga empat ratus ribu", "dua tiga juta", "1500", "2 juta 25")
NONE = ("juta", "ribu dua", "dua", "ratus", "koma")


def _read(text: str) -> int | None:
    found = find_numbers(normalise(text))
    return found[0].value if len(found) == 1 and found[0].kind == "money" else None


@pytest.mark.parametrize(("text", "idr"), CASES.items(), ids=CASES)
def test_sums(text: str, idr: int) -> None:
    assert _read(text) == idr


@pytest.mark.parametrize("text", UNSURE)
def test_a_sum_that_is_not_sure_is_not_guessed(text: str) -> None:
    found = read_sum(words_of(normalise(text)))
    assert found is not None and found.idr is None


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_sum(text: str) -> None:
    assert read_sum(words_of(normalise(text))) is None


@pytest.mark.parametrize("text", ["lima ratusan ribu", "sejutaan", "dua ratus ribuan"])
def test_about(text: str) -> None:
    found = read_sum(words_of(normalise(text)))
    assert found is not None and found.approx


def _unambiguous(idr: int) -> bool:
    """A rest below a thousand right behind *juta* is thousands in speech ("sejuta dua ratus")."""
    return idr < 1_000_000 or idr % 1_000_000 >= 1_000 or idr % 1_000_000 == 0


@given(st.integers(1_000, 999_999_999).filter(_unambiguous))
def test_any_sum_in_words_reads_back(idr: int) -> None:
    assert _read(speaking.in_words(idr)) == idr


@given(st.integers(1_000, 999_999_999))
def test_any_sum_as_printed_reads_back(idr: int) -> None:
    assert _read(speaking.grouped(idr)) == idr


@given(st.integers(1, 999_999))
def test_any_whole_thousands_with_units_read_back(thousands: int) -> None:
    assert _read(speaking.mixed(thousands * 1_000)) == thousands * 1_000
