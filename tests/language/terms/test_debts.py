import pytest

from assist.language.terms.debts import debt_of, is_definite, is_elsewhere

OWED = {
    "angsuran": "instalment",
    "cicilanku": "instalment",
    "angsurane": "instalment",
    "cicilanna": "instalment",
    "setorannya": "instalment",
    "dendane": "penalty",
    "penaltinya": "penalty",
    "tunggakannyo": "arrears",
    "nunggak": "arrears",
    "minimumnya": "minimum",
    "minimalnya": "minimum",
    "pelunasan": "settlement",
    "tagihane": "total",
    "utangku": "total",
    "semuanya": "total",
    "sisanya": "rest",
    "kurangnya": "rest",
    "pokoknya": None,
    "minimal": None,
    "kurang": None,
    "sebulan": None,
}


@pytest.mark.parametrize(("word", "wanted"), OWED.items(), ids=OWED)
def test_names_of_what_is_owed(word: str, wanted: str | None) -> None:
    assert debt_of(word) == wanted


@pytest.mark.parametrize(
    ("word", "points"), {"angsurannya": True, "tagihane": True, "cicilan": False, "nya": False}.items()
)
def test_a_noun_with_an_ending_points(word: str, points: bool) -> None:
    assert is_definite(word) is points


@pytest.mark.parametrize(
    ("word", "elsewhere"), {"gajiku": True, "omzetnya": True, "uang": False, "motor": False}.items()
)
def test_money_of_elsewhere(word: str, elsewhere: bool) -> None:
    assert is_elsewhere(word) is elsewhere
