import pytest

from assist.language.terms.ways import is_way, named_ways
from assist.language.words.normalise import normalise
from assist.language.words.tokens import words_of


@pytest.mark.parametrize("word", ["indomaret", "indomarett", "rekeningnya", "tellernya", "bri", "dana"])
def test_words_that_name_a_way_alone(word: str) -> None:
    assert is_way(word)


@pytest.mark.parametrize("word", ["kirim", "maret", "posisi", "agenda", "kantornya"])
def test_words_that_name_none(word: str) -> None:
    assert not is_way(word)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("dari aplikasi bni ke va mandiri", ["mobile_banking:bni", "virtual_account", ":mandiri"]),
        ("ambil di rumah biar petugas", ["pickup"]),
        ("dana darurat saya", []),
    ],
)
def test_ways_in_order(text: str, wanted: list[str]) -> None:
    assert [str(way) for way in named_ways(words_of(normalise(text)))] == wanted
