import pytest

from assist.language.words.forms import in_one_form
from assist.language.words.tokens import Token

CASES = {
    "telungatus": "tiga ratus",
    "limaratus": "lima ratus",
    "sembelan": "sembilan",
    "duitnya": "uangnya",
    "jum'at": "jumat",
    "bayar": "bayar",
    "lapang": "lapang",
}


@pytest.mark.parametrize(("word", "wanted"), CASES.items(), ids=CASES)
def test_one_form(word: str, wanted: str) -> None:
    assert " ".join(token.text for token in in_one_form(Token(word, 0, len(word)))) == wanted


def test_several_words_for_one_share_its_place() -> None:
    assert {(token.start, token.end) for token in in_one_form(Token("rongatus", 3, 11))} == {(3, 11)}
