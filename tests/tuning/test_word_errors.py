from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from assist.tuning.transcripts import ways, words
from assist.tuning.word_errors import Errors, count_errors

CASES = {
    "right": ("besok saya bayar", "Besok saya bayar.", 0, 0),
    "another word": ("besok saya bayar", "besok dia bayar", 1, 0),
    "a word too many": ("besok saya bayar", "besok saya mau bayar", 1, 1),
    "a word too few": ("besok saya bayar", "besok bayar", 1, 0),
    "nothing heard": ("besok saya bayar", "", 3, 0),
    "nothing said": ("", "terima kasih", 2, 2),
    "a sum in figures": ("lima ratus ribu rupiah", "Rp500.000", 0, 0),
    "a sum half in figures": ("lima ratus ribu", "500 ribu", 0, 0),
    "another sum": ("lima ratus ribu", "Rp50.000", 1, 0),
    "a sum without its thousands": ("lima ratus ribu", "500", 1, 0),
    "digits one by one": ("nol delapan satu dua", "0812", 0, 0),
    "digits without a zero": ("delapan satu dua", "812", 0, 0),
    "digits parted anyhow": ("kosong delapan satu dua tujuh", "08-12,7", 0, 0),
    "another digit": ("delapan satu tiga", "812", 1, 0),
    "a lost digit": ("nol delapan satu satu", "081", 1, 0),
    "a number as a number": ("delapan ratus dua belas", "812", 0, 0),
    "a half": ("satu setengah juta", "1,5 juta", 0, 0),
    "a day": ("tanggal dua puluh lima", "tanggal 25", 0, 0),
    "another day": ("tanggal dua puluh lima", "tanggal 24", 1, 0),
}


@pytest.mark.parametrize("name", CASES)
def test_errors_of_a_text(name: str) -> None:
    label, heard, wrong, inserted = CASES[name]
    said = words(label, "id")
    assert count_errors(said, ways(heard, "id")) == Errors(len(said), wrong, inserted)


WORDS = st.lists(st.sampled_from("abc"), max_size=8)


@given(WORDS, WORDS)
def test_it_is_the_edit_distance(label: Sequence[str], heard: Sequence[str]) -> None:
    errors = count_errors(label, [((word,),) for word in heard])
    assert errors.wrong == Levenshtein.distance(label, heard)
    assert max(0, len(heard) - len(label)) <= errors.inserted <= errors.wrong


@given(WORDS, st.lists(st.lists(st.lists(st.sampled_from("abc"), max_size=2), min_size=1, max_size=3), max_size=4))
def test_the_best_ways_are_taken_together(label: Sequence[str], pieces: list[list[list[str]]]) -> None:
    texts: list[list[str]] = [[]]
    for piece in pieces:
        texts = [[*text, *way] for text in texts for way in piece]
    heard = [tuple(tuple(way) for way in piece) for piece in pieces]
    assert count_errors(label, heard).wrong == min(Levenshtein.distance(label, text) for text in texts)


def test_errors_add_up() -> None:
    assert sum([Errors(3, 1, 0), Errors(2, 2, 1)], Errors()) == Errors(5, 3, 1)
