"""What a recogniser makes of number words, weekdays and months, and what stays as it was heard."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assist.language.promise.state import Dialogue
from assist.language.promise.step import step
from assist.language.words.misheard import VOICED, goes_on, put_right
from assist.language.words.normalise import normalise
from assist.language.words.number_words import NUMBER_WORDS
from assist.language.words.plain_words import PLAIN
from assist.language.words.sounds import distance, sound
from assist.language.words.tokens import words_of
from assist.language.words.vocabulary import VARIANTS

MENDED = {
    "satu juta seratus tua puluh": "satu juta seratus dua puluh",
    "tanggal dua bulu lima": "tanggal dua puluh lima",
    "tika puluh ribu": "tiga puluh ribu",
    "tuat ratus ribu": "dua ratus ribu",
    "lima radus ribu": "lima ratus ribu",
    "lima ratus rimu": "lima ratus ribu",
    "dua juda tiga ratus": "dua juta tiga ratus",
    "semila puluh ribu": "sembilan puluh ribu",
    "dua melas juta": "dua belas juta",
    "talapan ratus": "delapan ratus",
    "enam pu lima ribu": "enam puluh lima ribu",
    "empat ratus sapuru ribu": "empat ratus sepuluh ribu",
    "hatu juta": "satu juta",
    "tujus puluh lima": "tujuh puluh lima",
    "tunu punu lima ribu": "tujuh puluh lima ribu",
    "500 rimu": "500 ribu",
    "tuapuluh lima ribu": "dua puluh lima ribu",
    "empat ratus digapuluh ribu": "empat ratus tiga puluh ribu",
    "mastiga ratus ribu": "mas tiga ratus ribu",
    "hari dumat": "hari jumat",
    "hari ramu": "hari rabu",
    "hari sapdu": "hari sabtu",
    "tanggal sepuluh jesember": "tanggal sepuluh desember",
    "tanggal lima abril": "tanggal lima april",
    "tanggal 5 oktomer": "tanggal 5 oktober",
    "bulan oktomer": "bulan oktober",
}
STAY = [
    "orang tua saya punya sepuluh",
    "dua puluh kaki ayam",
    "bayar besok tua",
    "bulu ayam lima",
    "lima bulu ayam",
    "lima tahun lagi",
    "hari raya",
    "hari libur",
    "hari itu",
    "hari hujan",
    "bulan puasa",
    "bulan madu",
    "tanggal muda",
    "tanggal tua",
    "tanggal merah",
    "tanggal lima bu tiga ratus ribu",
    "tanggal lima pas gajian",
    "dua ratus ribu dulu",
    "satu juga dua juga",
    "dua juta sama denda",
    "lima ratus lewat brimo",
    "sejuta kurang seratus",
    "tiga nol satu",
    "seratus ribu rupiah",
    "di tempat ratusan orang",
    "saya tinggal lima puluh meter dari pasar",
    "rimu dan juda",
]
JOINED = {
    "empat, ratus, ribu": "empat ratus ribu",
    "satu. juta": "satu juta",
    "empat, ratus, lima, belas, ribu": "empat ratus lima belas ribu",
    "tanggal, dua, pulu, lima": "tanggal dua puluh lima",
}
APART = ["tanggal lima, dua ratus ribu", "dua ratus ribu, tiga hari lagi", "seratus, dua ratus", "hari kamis, dua juta"]


def _text(heard: str) -> str:
    return " ".join(words_of(normalise(heard)))


@pytest.mark.parametrize(("heard", "meant"), MENDED.items(), ids=MENDED)
def test_a_garbled_word_between_number_words_is_put_right_and_marked(heard: str, meant: str) -> None:
    tokens = normalise(heard)
    assert words_of(tokens) == meant.split()
    assert [token.text for token in tokens if token.mended]
    assert not any(token.mended for token in tokens if heard[token.start : token.end] == token.text)


@pytest.mark.parametrize("heard", STAY)
def test_a_word_that_means_something_stays(heard: str) -> None:
    assert not any(token.mended for token in normalise(heard))


@pytest.mark.parametrize(("heard", "meant"), JOINED.items(), ids=JOINED)
def test_a_comma_in_a_number_does_not_break_it(heard: str, meant: str) -> None:
    tokens = normalise(heard)
    assert words_of(tokens) == meant.split()
    assert not any(token.after_break for token in tokens if token.text not in ("dua", "tanggal"))
    assert not any(token.mended for token in tokens)


@pytest.mark.parametrize("heard", APART)
def test_a_comma_between_two_numbers_stays(heard: str) -> None:
    assert [token.after_break for token in normalise(heard)].count(True) == 1


@pytest.mark.parametrize(
    ("text", "idr", "day"),
    [
        ("saya bayar lima radus rimu hari dumat", 500_000, date(2026, 6, 19)),
        ("saya transfer satu juda tika ratus ribu tanggal dua bulu lima", 1_300_000, date(2026, 6, 25)),
        ("Saya, bayar, tuapuluh, lima, ribu, besok", 25_000, date(2026, 6, 16)),
    ],
)
def test_a_promise_is_read_from_what_was_meant(text: str, idr: int, day: date) -> None:
    promise = step(Dialogue(date(2026, 6, 15)), "customer", text, 0).promise
    assert (promise.value("amount_idr"), promise.date) == (idr, day)


def test_places_are_those_of_the_words_given() -> None:
    assert put_right(["saya", "bayar", "lima", "radus", "tuapuluh", "ribu"]) == {3: "ratus", 4: "dua puluh"}
    assert goes_on(["empat", "ratus", "lima", "belas"], [1, 2]) == {1, 2}
    assert goes_on(["empat", "ratus", "lima", "belas"], [2]) == set()


def test_a_plain_word_is_no_number_word_and_no_variant_of_one() -> None:
    assert not PLAIN & NUMBER_WORDS
    assert not [word for word in PLAIN if VARIANTS.get(word) in NUMBER_WORDS]


@given(st.lists(st.sampled_from([*sorted(PLAIN), "dua", "ratus", "ribu", "hari", "tanggal", "7", "é"]), max_size=9))
def test_a_plain_word_is_taken_for_a_number_only_where_voice_alone_tells_them_apart(words: list[str]) -> None:
    for at, meant in put_right(words).items():
        assert words[at] in PLAIN
        assert distance(sound(words[at]), sound(meant), 1.0) <= VOICED
