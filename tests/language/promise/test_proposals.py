from datetime import date

import pytest

from assist.language.promise.proposals import Proposal, read_proposal
from assist.language.promise.reader import read

STATEMENTS = (
    "tunggakannya tujuh ratus ribu ya pak",
    "ibu telat sepuluh hari",
    "jatuh temponya tanggal sepuluh",
    "kalau lewat tanggal dua puluh kena denda",
    "kalau telat dendanya lima puluh ribu mulai tanggal sepuluh",
    "ibu gajian tanggal dua puluh lima ya",
    "angsurannya lima ratus ribu setiap tanggal lima betul bu",
    "ibu pinjam dua juta tanggal lima januari ya",
)
OFFERS = (
    "bisa besok tiga ratus ribu",
    "jadi hari senin lewat indomaret ya",
    "bagaimana kalau dibayar lusa",
    "baik tiga ratus ribu tanggal lima",
)


def _read(text: str) -> Proposal | None:
    return read_proposal(read(text, date(2026, 6, 15), by_agent=True), 0)


@pytest.mark.parametrize("text", STATEMENTS)
def test_a_statement_of_the_debt_offers_nothing(text: str) -> None:
    assert _read(text) is None


@pytest.mark.parametrize("text", OFFERS)
def test_offers(text: str) -> None:
    proposal = _read(text)
    assert proposal is not None and proposal.offers


@pytest.mark.parametrize(
    ("text", "asked"),
    {
        "kapan bisa dibayar": "date",
        "nominalnya berapa": "amount",
        "lewat apa": "method",
        "siapa yang bayar": "payer",
    }.items(),
)
def test_questions(text: str, asked: str) -> None:
    proposal = _read(text)
    assert proposal is not None and proposal.asked == {asked}


def test_two_sums_side_by_side_are_not_one_offer() -> None:
    proposal = _read("angsuran lima ratus ribu denda dua puluh ribu bisa dibayar besok")
    assert proposal is not None and proposal.amount is None
