import pytest

from assist.language.clauses.stories import closed_business, is_bare, is_plan, is_story
from assist.language.numbers.spans import find_numbers
from assist.language.words.normalise import normalise
from assist.language.words.tokens import words_of

STORIES = (
    "biaya sekolah dua juta",
    "ibu saya dirawat senin",
    "gaji saya dua juta",
    "utang di tempat lain harus dibayar",
)
PLANS = ("habis gaji tanggal lima", "indomaret dekat sekolah", "sewa aja dulu saya bayar", "dua hari kerja lagi")


@pytest.mark.parametrize(("text", "story"), [*((text, True) for text in STORIES), *((text, False) for text in PLANS)])
def test_a_story_tells_of_something_else(text: str, story: bool) -> None:
    assert is_story(words_of(normalise(text))) == story


def test_a_plan_speaks_of_paying_or_being_able() -> None:
    assert is_plan(["saya", "setor"]) and is_plan(["sanggupnya"]) and not is_plan(["anak", "sakit"])


@pytest.mark.parametrize(
    ("text", "bare"), [("iya pak lima ratus ribu aja", True), ("motor mogok ganti ban lima ratus ribu", False)]
)
def test_an_answer_is_bare(text: str, bare: bool) -> None:
    tokens = normalise(text)
    words = words_of(tokens)
    assert is_bare(words, list(range(len(words))), find_numbers(tokens), 1) == bare


@pytest.mark.parametrize(("text", "closed"), [("toko saya tutup", True), ("tutup semua pinjaman", False)])
def test_a_closed_shop_settles_nothing(text: str, closed: bool) -> None:
    assert ("tutup" not in words_of(closed_business(normalise(text)))) == closed
