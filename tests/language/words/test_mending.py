import pytest

from assist.language.words.mending import Mender, Spelling

MENDER = Mender(
    [
        Spelling.of("Ratna", "Ratna", is_name=True),
        Spelling.of("Bunga", "Bunga", is_name=True),
        Spelling.of("Indomaret", "Indomaret"),
        Spelling.of("jatuh tempo", "jatuh tempo"),
        Spelling.of("kris", "QRIS"),
    ],
    frozenset({"bunga", "warna", "tempo", "jatuh"}),
)
CASES = {
    "a name": (("ratna",), "", ("Ratna",)),
    "sounds like the name": (("Radna",), "", ("Ratna",)),
    "already right": (("Ratna",), "", None),
    "an ordinary word near a name": (("warna",), "bu", None),
    "a name that is an ordinary word": (("bunga",), "", None),
    "and the same after a title": (("bunga",), "bu", ("Bunga",)),
    "split, with a month": (("indo", "maret"), "", ("Indomaret",)),
    "split and misheard": (("indo", "marit"), "", ("Indomaret",)),
    "a month alone": (("maret",), "", None),
    "one word of two misheard": (("jadu", "tempo"), "", ("jatuh", "tempo")),
    "both words misheard": (("jadu", "dempo"), "", ("jatuh", "tempo")),
    "a pattern of the playbook": (("Kris",), "", ("QRIS",)),
    "a number beside": (("indo", "lima"), "", None),
    "far": (("rumania",), "", None),
}


@pytest.mark.parametrize("name", CASES)
def test_what_is_put_for_words(name: str) -> None:
    words, before, meant = CASES[name]
    assert MENDER.mend(words, before, sure=False) == meant
