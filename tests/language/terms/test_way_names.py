from assist.language.slots.methods import PREFERENCE
from assist.language.terms.way_names import WAYS
from assist.language.terms.ways import BANKS


def test_every_name_gives_its_way() -> None:
    for words, (category, brand) in WAYS.items():
        assert category or brand, words


def test_every_bank_and_every_way_that_may_be_preferred_has_a_name() -> None:
    assert {brand for category, brand in WAYS.values() if not category} == BANKS
    assert set(PREFERENCE) <= {category for category, _ in WAYS.values()}
