from datetime import date

import pytest

from assist.language.clauses import is_condition, is_question, is_request, split
from assist.language.dates import find_dates
from assist.language.normalise import normalise, words_of
from assist.language.spans import find_numbers

CONDITIONS = (
    "kalau panen saya berhasil dapat uang",
    "tunggu kiriman",
    "begitu gajian masuk",
    "saya usahakan",
    "insyaallah",
    "paling besok",
    "katanya mau transfer",
    "tergantung cuaca",
    "saya usaha bayar",
    "nek arto sampun wonten",
)
NO_CONDITIONS = (
    "kalau alfamart kan dekat",
    "kalau begitu besok",
    "kalau tanggal lima saya bisa",
    "tunggu ya pak",
    "usaha saya laundry",
    "deadline besok",
    "habis gajian",
    "begitu ya pak",
)


@pytest.mark.parametrize("text", CONDITIONS)
def test_conditions_and_hedges(text: str) -> None:
    assert is_condition(words_of(normalise(text)))


@pytest.mark.parametrize("text", NO_CONDITIONS)
def test_what_is_no_condition(text: str) -> None:
    assert not is_condition(words_of(normalise(text)))


def test_questions_and_requests() -> None:
    assert is_question(words_of(normalise("berapa dendanya")))
    assert is_question(words_of(normalise("masih kena denda gak ya")))
    assert is_request(words_of(normalise("boleh gak saya bayar setengah")))
    assert not is_request(words_of(normalise("ada potongan gak kalau saya bayar")))


@pytest.mark.parametrize(
    ("text", "kinds"),
    {
        "hari ini belum bisa besok saya bayar": ["denied", "live"],
        "kemarin sudah saya bayar": ["past"],
        "biasanya saya bayar tanggal lima": ["past"],
        "saya bayar gak bakal telat": ["live"],
        "nanti saya kabari": ["elsewhere"],
        "Belum ada, Pak. Besok saya bayar.": ["denied", "live", "live"],
        "berapa ya totalnya": ["asked"],
    }.items(),
)
def test_what_clauses_do(text: str, kinds: list[str]) -> None:
    tokens = normalise(text)
    numbers = find_numbers(tokens)
    found = split(tokens, numbers, find_dates(tokens, numbers, date(2026, 6, 15)))
    names = ("denied", "past", "asked", "elsewhere", "live")
    assert [next(name for name in names if getattr(clause, name)) for clause in found] == kinds
