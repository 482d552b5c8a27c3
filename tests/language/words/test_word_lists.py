import pytest
from pydantic import ValidationError

from assist.account import Account
from assist.language.words.phrases import PhraseList
from assist.language.words.word_lists import WordList, lexicon_of

NAMES = {
    "BUDI SANTOSO, S.E.": ("Budi", "Santoso"),
    "H. Ahmad Fauzi, SH": ("Ahmad", "Fauzi"),
    "ibu siti rahayu": ("Siti", "Rahayu"),
    "Hj. Nur'aini binti Umar": ("Nur", "aini".capitalize(), "Umar"),
    "Dua Lima": (),
    "I Made D": ("Made",),
    "": (),
}
LISTS = (
    WordList(kind="term", any=("cicilan",)),
    WordList(kind="brand", any=("GoPay", "DANA"), heard={"GoPay": ("go pay",)}),
    WordList(kind="ordinary", any=("motor", "dana")),
)


@pytest.mark.parametrize("full", NAMES)
def test_names_of_the_account(full: str) -> None:
    assert lexicon_of((), (), Account(customer_name=full)).names == NAMES[full]


def test_brands_come_before_terms_and_what_the_call_is_about_before_both() -> None:
    made = lexicon_of(LISTS, (), Account(product="Kredit motor Vario 125"), "Rita Lestari")
    assert made.words[-3:] == ("GoPay", "DANA", "cicilan")
    assert {"Vario", "Rita", "Lestari"} <= set(made.words)
    assert "motor" not in made.words
    assert made.misheard == (("go pay", "GoPay"),)


def test_phrase_words_are_ordinary_but_not_the_brands_in_them() -> None:
    phrases = [PhraseList("x", None, ("(saya|kami) gopay *",), ("tidak sudi",))]
    made = lexicon_of(LISTS, phrases, Account())
    assert {"saya", "kami", "sudi", "motor", "dana"} <= made.ordinary
    assert "gopay" not in made.ordinary


WRONG = {
    "a number": ({"kind": "brand", "any": ["Toko Lima"]}, "any: 'Toko Lima' holds 'lima', a number or a negation"),
    "a number heard": ({"kind": "brand", "any": ["A"], "heard": {"A": ["dua"]}}, "'dua', a number"),
    "of another": ({"kind": "brand", "any": ["A"], "heard": {"B": ["b"]}}, "heard: 'B' is no brand or term"),
    "ordinary": ({"kind": "ordinary", "any": ["a"], "heard": {"a": ["b"]}}, "heard: 'a' is no brand or term"),
    "empty": ({"kind": "term", "any": []}, "any"),
    "blank": ({"kind": "term", "any": [" "]}, "any.0"),
    "kind": ({"kind": "city", "any": ["Solo"]}, "kind"),
    "unknown": ({"kind": "term", "any": ["a"], "herd": {}}, "herd"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_list(name: str) -> None:
    table, expected = WRONG[name]
    with pytest.raises(ValidationError) as caught:
        WordList.model_validate(table)
    fault = caught.value.errors()[0]
    assert expected in f"{'.'.join(map(str, fault['loc']))}: {fault['msg'].removeprefix('Value error, ')}"
