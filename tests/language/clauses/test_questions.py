import pytest

from assist.language.clauses.questions import is_question, is_request
from assist.language.words.normalise import normalise
from assist.language.words.tokens import words_of

QUESTIONS = (
    "berapa dendanya", "masih kena denda gak ya", "gimana caranya bayar", "kodenya apa ya", "bayar pakai apa",
    "sudah masuk belum", "kok bisa jadi dua juta",
)  # fmt: skip
NO_QUESTIONS = ("gimana ya pak saya bayar besok", "mau gimana lagi", "berapa pun saya lunasi", "gak usah tanya siapa",
                "hari ini belum")  # fmt: skip
REQUESTS = (
    "boleh gak saya bayar setengah", "apa boleh saya bayar dua ratus", "gimana kalau saya nyicil",
    "saya bayar jumat deal gak", "minta tolong dimundurkan", "tapi dendanya dihapus ya gimana",
)  # fmt: skip
NO_REQUESTS = ("ada potongan gak kalau saya bayar", "saya bayar ya boleh dicatat", "boleh pak", "besok saya bayar")


def _words(text: str) -> list[str]:
    return words_of(normalise(text))


@pytest.mark.parametrize(
    ("text", "wanted"), [*((text, True) for text in QUESTIONS), *((text, False) for text in NO_QUESTIONS)]
)
def test_questions(text: str, wanted: bool) -> None:
    assert is_question(_words(text)) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"), [*((text, True) for text in REQUESTS), *((text, False) for text in NO_REQUESTS)]
)
def test_requests(text: str, wanted: bool) -> None:
    assert is_request(_words(text)) == wanted
