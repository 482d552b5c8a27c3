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


FAULTS: dict[str, tuple[Any, object]] = {
    "a day of another order": (WrittenDay, "25-11-2026"),
    "a day of another century": (WrittenDay, "1899-01-01"),
    "a number as a day": (WrittenDay, 20261125),
    "yes as a sum": (Idr, True),
    "a negative sum": (Idr, -1),
    "a sum that nobody owes": (Idr, 10**12 + 1),
    "a zone of another planet": (ZoneName, "Mars/Olympus"),
    "a zone whose sign says the contrary": (ZoneName, "Etc/GMT+7"),
    "no zone of a place": (ZoneName, "localtime"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_what_cannot_be_is_refused(name: str) -> None:
    kind, value = FAULTS[name]
    with pytest.raises(ValidationError):
        TypeAdapter(kind).validate_python(value)


def test_a_day_is_read_from_text() -> None:
    assert TypeAdapter(WrittenDay).validate_python("2026-11-25") == date(2026, 11, 25)
