from datetime import date

from assist.account import Account, PastPromise, Scheme
from tests.detectors.following import corrected, signals

UNTIL = Account(allowed_schemes=(Scheme(id="a", label="cicil dua kali", max_parts=2, until=date(2026, 11, 30)),))
LATE = "customer: saya transfer lima ratus ribu tanggal lima desember"


def test_a_promise_after_the_last_day_of_every_scheme() -> None:
    (signal,) = signals(LATE, "beyond_authority", UNTIL)
    assert signal.by == "customer"
    assert signal.fields == {"what": "until", "said": "2026-12-05", "allowed": "2026-11-30", "date": "2026-11-30"}
    assert [evidence.words for evidence in signal.evidence]


def test_a_promise_in_time_or_with_an_open_scheme_is_within() -> None:
    assert signals("customer: saya transfer lima ratus ribu tanggal tiga puluh", "beyond_authority", UNTIL) == []
    both = UNTIL.model_copy(update={"allowed_schemes": (*UNTIL.allowed_schemes, Scheme(id="b", label="bebas"))})
    assert signals(LATE, "beyond_authority", both) == []
    assert signals("customer: mungkin tanggal lima desember saya bayar", "beyond_authority", UNTIL) == []


def test_a_promise_moved_into_time_takes_it_back() -> None:
    call = LATE + "\nagent: kalau lebih awal bagaimana bu\ncustomer: ya sudah saya transfer tanggal dua lima november"
    assert signals(call, "beyond_authority", UNTIL) == []


BROKEN = Account(
    promises=(
        PastPromise(date=date(2026, 10, 10), amount_idr=900_000, kept=False),
        PastPromise(date=date(2026, 9, 10), amount_idr=200_000, kept=True),
    )
)


def test_a_sum_that_was_promised_before_and_not_kept() -> None:
    (signal,) = signals("customer: besok saya transfer satu juta", "above_kept", BROKEN)
    assert signal.fields == {"amount_idr": 1_000_000, "kept_idr": 200_000}
    for smaller in ("dua ratus ribu", "lima ratus ribu"):
        assert signals(f"customer: besok saya transfer {smaller}", "above_kept", BROKEN) == []
    assert signals("customer: besok saya transfer satu juta", "above_kept", Account()) == []


def test_a_sum_that_was_kept_once_can_be_kept_again() -> None:
    kept = PastPromise(date=date(2026, 8, 10), amount_idr=1_000_000, kept=True)
    account = BROKEN.model_copy(update={"promises": (*BROKEN.promises, kept)})
    assert signals("customer: besok saya transfer satu juta", "above_kept", account) == []


OPTIONS = Account(
    allowed_schemes=(
        Scheme(id="cicil2", label="cicil dua kali", max_parts=2),
        Scheme(id="potong", label="potongan denda 20 %", discount_pct=20),
    )
)
ASKS = "customer: bisa minta potongan dendanya gak pak"


def test_who_asks_is_answered_with_the_scheme_that_grants_it() -> None:
    (signal,) = signals(ASKS, "scheme_allowed", OPTIONS)
    assert signal.fields == {"option": "potongan denda 20 %", "scheme": "potong", "asked": "asks_discount"}
    assert signals(ASKS, "scheme_allowed", Account()) == []
    assert signals("customer: besok saya bayar pak", "scheme_allowed", OPTIONS) == []


def test_what_was_not_asked_after_all_is_taken_back() -> None:
    assert signals(corrected(ASKS, "customer-1", "besok saya bayar pak", OPTIONS), "scheme_allowed", OPTIONS) == []
