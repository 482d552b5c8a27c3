from datetime import date

import pytest

from assist.language.date_rules import PAST, RULES, WEAK


@pytest.mark.parametrize(
    "symbols", ["tanggal D5", "W3 depan", "akhir bulan", "N3 hari lagi", "D5 M4 Y2027", "habis lebaran"]
)
def test_a_rule_reads_the_symbols_to_the_end(symbols: str) -> None:
    found = [rule(match, date(2026, 4, 6)) for pattern, rule in RULES if (match := pattern.fullmatch(symbols))]
    assert any(found)


def test_rules_end_at_a_word() -> None:
    assert not any(pattern.match("besokan") for pattern, _ in RULES)
    assert PAST.match("kemarin sore") and not PAST.match("kemarinnya")
    assert WEAK.match("jam J3 sore")
