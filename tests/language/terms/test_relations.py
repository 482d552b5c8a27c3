import pytest

from assist.language.terms.relations import is_relation


@pytest.mark.parametrize("word", ["suami", "kakaknya", "adikku", "anakku", "bossku"])
def test_relatives(word: str) -> None:
    assert is_relation(word)


@pytest.mark.parametrize("word", ["saya", "petugas", "nya", ""])
def test_others(word: str) -> None:
    assert not is_relation(word)
