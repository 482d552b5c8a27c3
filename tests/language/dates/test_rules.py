from datetime import date

import pytest

from assist.language.dates.rules import RULES, Rule

ALL = {rule for rules in RULES.values() for rule in rules}


def _ending(symbols: str) -> list[Rule]:
    start = symbols[0] if symbols[0].isupper() else symbols.split()[0]
    return [rule for rule in RULES.get(start, ()) if rule.pattern.fullmatch(symbols)]


@pytest.mark.parametrize(
    "symbols",
    [
        "tanggal D5", "W3 depan", "akhir bulan", "N3 hari lagi", "D5 M4 Y2027", "habis lebaran", "bulan depan awal",
        "waktu N3 hari", "hari W4 minggu depan", "habis jumatan", "N2 hari sebelum lebaran",
    ],
)  # fmt: skip
def test_a_rule_reads_the_symbols_to_the_end(symbols: str) -> None:
    assert any(rule.day(found, date(2026, 4, 6)) for rule in _ending(symbols) if (found := rule.pattern.match(symbols)))


@pytest.mark.parametrize(
    ("symbols", "kind"),
    [
        ("jam J3 sore", "hour"),
        ("habis isya", "hour"),
        ("tadi sore", "past"),
        ("W0 lalu", "past"),
        ("besoknya", "after"),
    ],
)
def test_kinds(symbols: str, kind: str) -> None:
    assert [rule.kind for rule in _ending(symbols)] == [kind]


@pytest.mark.parametrize("symbols", ["minggu kedua bulan depan", "lebaran haji", "besok besok", "beberapa hari lagi"])
def test_what_gives_no_day(symbols: str) -> None:
    found = [rule.day(match, date(2026, 4, 6)) for rule in _ending(symbols) if (match := rule.pattern.match(symbols))]
    assert found == [None]


def test_rules_end_at_a_word() -> None:
    assert not any(rule.pattern.match("besokan") or rule.pattern.match("kemarinnya") for rule in ALL)
