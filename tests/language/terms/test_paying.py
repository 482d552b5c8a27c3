import pytest

from assist.language.terms.paying import is_pay_word, moves_money, pays_alone

ALONE = "kubayarkan dibayarin mbayar nyetorin mentransfer nyicil dicicil ngangsur nalangin ngelunasin nyaur kukirim"
SETTLING = "titipin nitip menyerahkan masukin beresin diurus nutup menyelesaikan"
HANDING = "nganterin bawa ngasih sisihkan siapin dijemput nambahin"
OTHERS = "cicilannya pembayaran angsuran setoran kiriman masuk terus jurusan kursus siap pelunasan tanggungan lagi"


@pytest.mark.parametrize("word", ALONE.split())
def test_verbs_of_paying(word: str) -> None:
    assert pays_alone(word) and is_pay_word(word) and moves_money(word)


@pytest.mark.parametrize("word", SETTLING.split())
def test_verbs_of_settling(word: str) -> None:
    assert is_pay_word(word) and not pays_alone(word)


@pytest.mark.parametrize("word", HANDING.split())
def test_verbs_of_handing_over(word: str) -> None:
    assert moves_money(word) and not is_pay_word(word)


@pytest.mark.parametrize("word", OTHERS.split())
def test_nouns_and_other_words(word: str) -> None:
    assert not moves_money(word)
