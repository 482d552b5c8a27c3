from datetime import date

import pytest

from assist.account import Account, Scheme
from assist.events import Signal
from tests.detectors.following import signals

SCHEMES = Account(
    allowed_schemes=(
        Scheme(id="cicil2", label="cicil dua kali", max_parts=2),
        Scheme(id="cicil3", label="cicil tiga kali", max_parts=3),
        Scheme(id="potong", label="potongan denda 20 %", discount_pct=20),
    )
)
BEYOND = {
    "agent: tunggakannya bisa dicicil enam kali ya pak": ("parts", 6, 3, "cicil tiga kali"),
    "agent: kami bagi jadi empat kali bayar bu": ("parts", 4, 3, "cicil tiga kali"),
    "agent: bisa dicicil selama enam bulan": ("parts", 6, 3, "cicil tiga kali"),
    "agent: boleh lima kali cicilan pak": ("parts", 5, 3, "cicil tiga kali"),
    "agent: nanti ada potongan denda lima puluh persen bu": ("discount", 50, 20, "potongan denda 20 %"),
    "agent: kami kasih diskon 30 persen kalau lunas": ("discount", 30, 20, "potongan denda 20 %"),
    "agent: kami kasih diskon 30% kalau lunas": ("discount", 30, 20, "potongan denda 20 %"),
    "customer: boleh gak saya cicil sepuluh kali\nagent: boleh pak": ("parts", 10, 3, "cicil tiga kali"),
    "customer: saya minta diskon lima puluh persen\nagent: oke bu setuju": ("discount", 50, 20, "potongan denda 20 %"),
}
WITHIN = [
    "agent: tunggakannya bisa dicicil tiga kali ya pak",
    "agent: tunggakannya bisa dicicil dua kali",
    "agent: maaf pak belum bisa dicicil enam kali",
    "agent: bukan dicicil enam kali",
    "agent: bapak sudah lima kali janji",
    "agent: saya sudah telepon empat kali hari ini",
    "agent: cicilannya sudah nunggak lima kali",
    "agent: bapak mau dicicil tunggakan enam bulan itu ya",
    "agent: potongan denda dua puluh persen ya bu",
    "agent: bunganya lima puluh persen pak",
    "customer: saya mau dicicil sepuluh kali",
    "customer: boleh gak saya cicil sepuluh kali\nagent: maaf belum bisa pak",
    "customer: boleh gak saya cicil sepuluh kali\nagent: bisanya dicicil tiga kali pak",
    "customer: boleh gak saya cicil dua kali\nagent: boleh pak",
]


def offered(call: str, account: Account | None) -> list[Signal]:
    return signals(call, "beyond_authority", account)


@pytest.mark.parametrize("call", BEYOND)
def test_what_no_scheme_allows(call: str) -> None:
    (signal,) = offered(call, SCHEMES)
    fields = signal.fields
    assert (fields["what"], fields["said"], fields["allowed"], fields["option"]) == BEYOND[call]
    assert signal.by == "agent"
    assert signal.evidence and all(evidence.speaker == "agent" and evidence.words for evidence in signal.evidence)


@pytest.mark.parametrize("call", WITHIN)
def test_what_is_allowed_refused_or_no_offer(call: str) -> None:
    assert offered(call, SCHEMES) == []


@pytest.mark.parametrize("call", BEYOND)
def test_an_account_without_schemes_forbids_nothing(call: str) -> None:
    assert offered(call, Account(amount_due_idr=500_000)) == []
    assert offered(call, Account(allowed_schemes=(Scheme(id="x", label="bicara dengan kepala tim"),))) == []


def test_a_scheme_that_has_passed_does_not_count() -> None:
    old = Scheme(id="lama", label="cicil enam kali", max_parts=6, until=date(2026, 10, 31))
    account = SCHEMES.model_copy(update={"allowed_schemes": (*SCHEMES.allowed_schemes, old)})
    assert len(offered("agent: bisa dicicil enam kali ya pak", account)) == 1
    open_ = account.model_copy(update={"allowed_schemes": (old.model_copy(update={"until": date(2026, 11, 23)}),)})
    assert offered("agent: bisa dicicil enam kali ya pak", open_) == []
