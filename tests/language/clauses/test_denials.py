import pytest

from assist.language.clauses.denials import negated
from assist.language.words.normalise import normalise
from assist.language.words.tokens import words_of

CASES = {
    "saya gak bisa": "refused",
    "gak mau bayar": "refused",
    "jangankan bayar cicilan": "refused",
    "belum ada uang": "refused",
    "ogah": "refused",
    "gak keangkat": "aside",
    "belum tahu": "aside",
    "saya gak pegang hp": "aside",
    "saya gak bisa jalan": "aside",
    "saya bayar gak bakal telat": None,
    "bisa gak": None,
    "saya bayar besok biar gak repot": None,
    "jangan kirim orang dulu": None,
    "gak kuat antri anak saya yang bayar": None,
    "besok": None,
}


@pytest.mark.parametrize(("text", "wanted"), CASES.items(), ids=CASES)
def test_what_a_negation_does(text: str, wanted: str | None) -> None:
    assert negated(words_of(normalise(text))) == wanted
