import pytest
from hypothesis import given
from hypothesis import strategies as st

from assist.language.words.normalise import normalise
from assist.language.words.tokens import quote, raw_tokens, words_of

CASES = {
    "Saya BAYAR, ya.": "saya bayar ya",
    "Rp 500.000,-": "rp 500.000",
    "20-25": "20 sampai 25",
    "0812-3344-5566": "0812 3344 5566",
    "12/6 atau 1/7/2026": "12/6 atau 1/7/2026",
    "500rb": "500 rb",
    "nol²": "nol",
}


@pytest.mark.parametrize(("text", "wanted"), CASES.items(), ids=CASES)
def test_words_and_figures(text: str, wanted: str) -> None:
    assert " ".join(words_of(raw_tokens(text))) == wanted


def test_evidence_quotes_the_original_words() -> None:
    text = "Eh, saya bayar di Indo Maret, Bu."
    tokens = normalise(text)
    at = words_of(tokens).index("indomaret")
    assert quote(text, tokens, at, at + 1) == "Indo Maret"
    assert quote(text, tokens, at, at) == ""


def test_punctuation_is_remembered() -> None:
    assert [token.after_break for token in raw_tokens("lima ratus. Tanggal 25")] == [False, False, True, False]


@given(st.text(max_size=300))
def test_a_token_is_what_stands_at_its_place(text: str) -> None:
    for token in raw_tokens(text):
        assert 0 <= token.start < token.end <= len(text)
