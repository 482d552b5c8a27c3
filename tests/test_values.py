from datetime import date
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from assist.values import Idr, WrittenDay, ZoneName, readable, unseen


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ratna Dewi", "Ratna Dewi"),
        ("Ратна 🙂", "Ратна 🙂"),
        ("satu\ndua\ttiga\r", "satu dua tiga "),
        ("\x1b[31mmerah\x07", "?[31mmerah?"),
        ("\u202ebalik", "?balik"),
        ("\ud800", "?"),
    ],
)
def test_what_is_not_for_eyes_is_not_printed(text: str, expected: str) -> None:
    assert readable(text) == expected
    assert unseen(readable(text)) is None


FAULTS: list[tuple[Any, object]] = [
    (WrittenDay, "25-11-2026"),
    (WrittenDay, "1899-01-01"),
    (WrittenDay, 20261125),
    (Idr, True),
    (Idr, -1),
    (Idr, 10**12 + 1),
    (ZoneName, "Mars/Olympus"),
]


@pytest.mark.parametrize(("kind", "value"), FAULTS, ids=str)
def test_what_cannot_be_is_refused(kind: Any, value: object) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(kind).validate_python(value)


def test_a_day_is_read_from_text() -> None:
    assert TypeAdapter(WrittenDay).validate_python("2026-11-25") == date(2026, 11, 25)
