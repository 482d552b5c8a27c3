import pytest

from assist.language.clauses.conditions import is_certain, is_condition
from assist.language.words.normalise import normalise
from assist.language.words.tokens import words_of

CONDITIONS = (
    "kalau panen saya berhasil dapat uang", "tunggu kiriman", "begitu gajian masuk", "saya usahakan", "insyaallah",
    "paling besok", "katanya mau transfer", "tergantung cuaca", "saya usaha bayar", "nek arto sampun wonten",
    "upami artosna aya", "jumat kali ya", "bisa jadi jumat", "yang penting panen dulu", "panen dulu baru saya bayar",
    "lagi nunggu transferan", "tapi dendanya dihapus", "jarene sesuk", "meureun isukan", "kalau boleh besok",
)  # fmt: skip
NO_CONDITIONS = (
    "kalau alfamart kan dekat", "kalau begitu besok", "kalau tanggal lima saya bisa", "tunggu ya pak",
    "usaha saya laundry", "deadline besok", "habis gajian", "begitu ya pak", "kalau soal denda gak masalah",
    "lagi nunggu bus", "dua kali bayar", "paling gampang lewat qris", "alfamart yang paling dekat",
    "kalau memang harus besok", "lima ratus dulu baru sisanya", "coba cek", "eh tunggu bukan itu",
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "wanted"), [*((text, True) for text in CONDITIONS), *((text, False) for text in NO_CONDITIONS)]
)
def test_conditions_and_hedges(text: str, wanted: bool) -> None:
    assert is_condition(words_of(normalise(text))) == wanted


def test_certainty() -> None:
    assert is_certain(["besok", "pasti"]) and not is_certain(["gak", "janji"])
