from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assist.language.words.sounds import distance, sound

SAME = {
    "tunggakan": "tungakan",
    "shopee pay": "Sopi Pay",
    "Rakhmat": "Rachmat",
    "Djoko": "joko",
    "Soeharto": "Suharto",
    "BRILink": "briling",
    "cicilannya": "cicilannia",
    "Budhi": "Budi",
    "Andy": "Andi",
    "René": "rene",
}


@pytest.mark.parametrize(("one", "other"), SAME.items(), ids=SAME)
def test_written_differently_it_sounds_the_same(one: str, other: str) -> None:
    assert sound(one) == sound(other)


NEARER = [
    ("budi", "pudi", "rudi"),
    ("siti", "sidi", "sari"),
    ("cicilan", "cecilan", "cocilan"),
    ("indomaret", "indomare", "indomar"),
    ("alfamart", "alpamart", "alsamart"),
    ("rahmat", "ramat", "ramat".replace("r", "s")),
    ("rina", "rini", "lina"),
    ("gunawan", "kunawan", "hunawan"),
]


@pytest.mark.parametrize(("word", "near", "far"), NEARER, ids=[word for word, _, _ in NEARER])
def test_what_ears_mistake_is_nearer(word: str, near: str, far: str) -> None:
    assert 0 < distance(word, near, 9) < distance(word, far, 9)


@given(st.text("abdeghiknprstu", max_size=8), st.text("abdeghiknprstu", max_size=8))
def test_it_is_a_distance(one: str, other: str) -> None:
    assert distance(one, one, 0) == 0
    assert distance(one, other, 99) == pytest.approx(distance(other, one, 99))
    away = distance(one, other, 1)
    assert away == inf or away == pytest.approx(distance(one, other, 99))
