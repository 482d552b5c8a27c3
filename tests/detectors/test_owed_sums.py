import pytest

from assist.account import Account
from assist.detectors.owed_sums import wrong_sums
from assist.detectors.turn_words import TurnWords
from tests.detectors.following import ACCOUNT

RIGHT = [
    "tunggakan ibu ratna satu juta dua ratus ribu ya bu",
    "tunggakannya satu juta dua bisa dibayar kapan bu",
    "angsuran lima ratus ribu sama denda dua ratus ribu",
    "total tunggakan dua bulan satu juta",
    "total berikut denda satu juta empat ratus ribu",
    "totalnya tujuh ratus ribu angsuran berikut denda",
    "angsuran tiga bulan satu juta lima ratus ribu",
    "kalau telat lagi dendanya lima puluh ribu",
    "dendanya sepuluh ribu per hari",
    "denda sehari lima ribu",
    "ibu bisa bayar angsurannya tiga ratus ribu dulu",
    "bagaimana kalau cicilannya kami jadikan tiga ratus ribu",
    "angsurannya jadi tiga ratus ribu sebulan",
    "jadi angsurannya nanti tiga ratus ribu",
    "tunggakannya satu juta eh maaf satu juta dua ratus ribu",
    "tunggakannya sekitar satu juta seratus ribu",
    "tunggakannya satu juta seratusan bu",
    "sisa tunggakannya tinggal tujuh ratus ribu",
    "denda kami potong jadi seratus ribu",
    "tunggakannya bukan satu juta lima ratus ribu bu",
    "tunggakannya satu juta sampai satu juta lima ratus ribu",
    "pembayaran tiga ratus ribu kemarin sudah masuk ya bu",
    "jadi ibu bayar tujuh ratus ribu tanggal lima belas",
    "gaji ibu berapa sekitar tiga juta",
    "tunggakan ibu nomor kontrak 0812 3300 4455",
    "angsuran minimal tiga ratus ribu",
    "Itu soal tunggakan, bu. Dua juta itu gaji bapak, ya?",
]
WRONG = {
    "tunggakan ibu ratna satu juta lima ratus ribu ya bu": ("amount", 1_500_000, 1_200_000),
    "tunggakannya dua juta bisa dibayar kapan bu": ("amount", 2_000_000, 1_200_000),
    "total tagihan bapak tercatat 1.750.000": ("amount", 1_750_000, 1_200_000),
    "jadi total tunggakan ibu berikut denda satu juta sembilan ratus ribu": ("amount", 1_900_000, 1_200_000),
    "saya ingatkan tunggakan bapak saat ini sebesar dua juta tiga ratus ribu": ("amount", 2_300_000, 1_200_000),
    "tunggakannya sekitar dua juta": ("amount", 2_000_000, 1_200_000),
    "angsurannya tujuh ratus lima puluh ribu per bulan ya bu": ("instalment", 750_000, 500_000),
    "cicilan bulanannya enam ratus ribu": ("instalment", 600_000, 500_000),
    "Tunggakan, dua juta rupiah.": ("amount", 2_000_000, 1_200_000),
    "dendanya tiga ratus ribu": ("penalty", 300_000, 200_000),
}


@pytest.mark.parametrize("text", RIGHT)
def test_what_agrees_or_states_no_debt_is_no_mismatch(text: str) -> None:
    assert list(wrong_sums(TurnWords.of(text), ACCOUNT)) == []


@pytest.mark.parametrize("text", WRONG)
def test_a_sum_that_the_account_does_not_know(text: str) -> None:
    (found,) = wrong_sums(TurnWords.of(text), ACCOUNT)
    assert (found.fields["what"], found.fields["said"], found.fields["account"]) == WRONG[text]
    assert found.fields["amount_idr"] == WRONG[text][2]
    assert text[found.start : found.end].split()[0] in text


ODD = Account(amount_due_idr=1_247_350, penalty_idr=0)


@pytest.mark.parametrize(
    "said", ["satu juta dua ratus empat puluh tujuh ribu", "satu juta dua ratus empat puluh delapan ribu"]
)
def test_nobody_speaks_the_last_three_digits(said: str) -> None:
    assert list(wrong_sums(TurnWords.of(f"tunggakannya {said} ya"), ODD)) == []


def test_a_sum_a_thousand_off_is_wrong() -> None:
    (found,) = wrong_sums(TurnWords.of("tunggakannya satu juta dua ratus lima puluh ribu ya"), ODD)
    assert found.fields["said"] == 1_250_000


@pytest.mark.parametrize("text", WRONG)
def test_what_the_account_does_not_say_cannot_differ(text: str) -> None:
    assert list(wrong_sums(TurnWords.of(text), Account(customer_name="Ratna"))) == []
