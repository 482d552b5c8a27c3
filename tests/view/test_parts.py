from datetime import date

import pytest

from assist.account import Account
from assist.view.parts import AccountPart

TODAY = date(2026, 11, 30)


def card(**fields: object) -> AccountPart:
    made = AccountPart.of(Account.model_validate(fields), TODAY, None)
    assert made is not None
    return made


def test_an_account_of_which_nothing_is_known_has_no_card() -> None:
    assert AccountPart.of(Account(), TODAY, None) is None
    assert AccountPart.of(Account(phone="0812"), TODAY, None) is None
    assert AccountPart.of(Account(), TODAY, "di luar jam") == AccountPart(hours_notice="di luar jam")


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"due_date": "2026-11-20"}, 10),
        ({"due_date": "2026-11-20", "days_past_due": 12}, 12),
        ({"due_date": "2026-12-20"}, None),
        ({"product": "motor"}, None),
    ],
)
def test_days_late_are_those_of_the_account_or_counted(fields: dict[str, object], expected: int | None) -> None:
    assert card(**fields).days_past_due == expected


def test_promises_whose_outcome_is_unknown_count_for_neither() -> None:
    promises = [{"date": "2026-01-01", "kept": kept} for kept in (True, False, False, None)]
    shown = card(promises=promises)
    assert (shown.promises_kept, shown.promises_broken) == (1, 2)


def test_the_newest_note_and_the_first_scheme_that_counts_today() -> None:
    notes = [{"date": "2026-03-01", "text": "baru"}, {"date": "2026-02-01", "text": "lama"}]
    schemes = [{"id": "a", "label": "lewat", "until": "2026-11-29"}, {"id": "b", "label": "cicil"}]
    shown = card(last_notes=notes, allowed_schemes=schemes)
    assert shown.last_note is not None
    assert (shown.last_note.text, shown.best_option) == ("baru", "cicil")
