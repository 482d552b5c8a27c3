import pytest

from assist.tuning.transcripts import ways, words

FIRST_WAYS = {
    "Selamat siang, Pak!": "selamat siang pak",
    "kira-kira hari Jum'at …": "kira kira hari jumat",
    "kosong delapan satu": "nol delapan satu",
    "sejuta seratus seribu": "satu juta satu ratus satu ribu",
    "Rp500.000": "lima ratus ribu rupiah",
    "Rp. 500 ribu": "lima ratus ribu rupiah",
    "Rp 500.000,00 rupiah": "lima ratus ribu rupiah",
    "IDR 1.250.000,-": "satu juta dua ratus lima puluh ribu rupiah",
    "500rb atau 2jt": "lima ratus ribu atau dua juta",
    "500k": "lima ratus ribu",
    "1,5 juta": "satu juta lima ratus ribu",
    "tanggal 25": "tanggal dua puluh lima",
    "0812-3456": "nol delapan satu dua tiga ribu empat ratus lima puluh enam",
    "10%": "sepuluh persen",
    "yang ke-2": "yang kedua",
    "111 ribu 11": "satu ratus sebelas ribu sebelas",
    "1234567890123": "satu dua tiga empat lima enam tujuh delapan sembilan nol satu dua tiga",
    "...": "",
}


@pytest.mark.parametrize("text", FIRST_WAYS)
def test_a_text_has_one_form(text: str) -> None:
    assert " ".join(words(text, "id")) == FIRST_WAYS[text]


FURTHER_WAYS = {
    "812": ["delapan satu dua"],
    "812.345": ["delapan satu dua tiga empat lima"],
    "8.12": ["delapan satu dua", "delapan dua belas"],
    "Rp500.000": ["lima ratus ribu"],
    "1,5 juta": ["satu koma lima juta", "satu setengah juta"],
    "1.500.000": ["satu setengah juta"],
    "500.000": ["setengah juta"],
    "ke-2": ["ke dua"],
    "10.30": ["sepuluh tiga puluh", "sepuluh lewat tiga puluh"],
    "10:00": ["sepuluh"],
}


@pytest.mark.parametrize("text", FURTHER_WAYS)
def test_a_figure_may_be_said_in_further_ways(text: str) -> None:
    (piece,) = ways(text, "id")
    assert {" ".join(way) for way in piece} >= set(FURTHER_WAYS[text])


OTHERS = {
    "Rp500.000": "lima puluh ribu rupiah",
    "500": "lima ratus ribu",
    "50": "lima",
    "1,5 juta": "satu lima juta rupiah",
    "0812": "delapan ratus dua belas",
}


@pytest.mark.parametrize("text", OTHERS)
def test_no_way_is_another_number(text: str) -> None:
    assert OTHERS[text] not in {" ".join(way) for piece in ways(text, "id") for way in piece}


def test_english_keeps_its_figures() -> None:
    assert words("I'll pay Rp500, on the 25th.", "en") == ["ill", "pay", "rp500", "on", "the", "25th"]
