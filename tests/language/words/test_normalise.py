import pytest
from hypothesis import given
from hypothesis import strategies as st

from assist.language.words.normalise import MAX_CHARACTERS, normalise
from assist.language.words.tokens import words_of

CASES = {
    "Saya BAYAR, ya.": "saya bayar ya",
    "Rp 500.000,-": "rp 500.000",
    "Rp250.000 tgl 25": "rp 250.000 tanggal 25",
    "450rb": "450 ribu",
    "3jt2": "3 juta 2",
    "75k": "75 ribu",
    "hari ka mis": "hari kamis",
    "be sok di alfa mart": "besok di alfamart",
    "b c a sama b n i": "bca sama bni",
    "eee besok hmm saya saya bayar": "besok saya bayar",
    "tuju ratus rebu": "tujuh ratus ribu",
    "udah nggak punya duit": "sudah gak punya uang",
    "mudah2an insya Allah": "semoga insyaallah",
    "telungatus ewu": "tiga ratus ribu",
    "Jum'at": "jumat",
    "sembelan": "sembilan",
    "20-25": "20 sampai 25",
    "dua dua": "dua dua",
    "": "",
}


@pytest.mark.parametrize(("text", "wanted"), CASES.items(), ids=CASES)
def test_normal_form(text: str, wanted: str) -> None:
    assert " ".join(words_of(normalise(text))) == wanted


@given(st.text(max_size=300))
def test_any_text_gives_tokens_that_lie_in_it(text: str) -> None:
    for token in normalise(text):
        assert 0 <= token.start <= token.end <= len(text)


def test_an_endless_turn_is_cut() -> None:
    assert len(normalise("ya bayar " * 10_000)) < MAX_CHARACTERS / 4
