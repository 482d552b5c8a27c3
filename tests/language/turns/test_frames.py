import pytest

from assist.language.turns.frames import takes_back
from assist.language.words.normalise import normalise
from assist.language.words.tokens import words_of


@pytest.mark.parametrize(
    ("text", "taken_back"),
    [
        ("bukannya saya tidak mau bayar ya bu", False),
        ("bukan berarti saya menolak", False),
        ("jangan dikira saya marah", False),
        ("jangan salah paham saya mau bayar kok", False),
        ("siapa yang bilang ibu akan ditangkap", False),
        ("saya tidak mau bayar", None),
        ("bukan saya yang pinjam", None),
        ("", None),
    ],
)
def test_what_is_framed_is_not_meant(text: str, taken_back: bool | None) -> None:
    assert takes_back(words_of(normalise(text))) is taken_back
