from datetime import date
from typing import Any

import pytest

from assist.language.promise.own import own_slots
from assist.language.promise.reader import read
from assist.language.promise.state import Dialogue
from assist.language.promise.step import step

MONDAY = date(2026, 6, 15)
DUE = "angsuran bapak enam ratus ribu dendanya lima puluh ribu"
CASES: dict[str, dict[str, Any]] = {
    "saya bayar tiga ratus": {"amount_idr": 300_000, "amount_kind": "partial"},
    "saya bayar enam ratus": {"amount_idr": 600_000, "amount_kind": "instalment"},
    "angsurannya saja saya bayar": {"amount_idr": 600_000, "amount_kind": "instalment"},
    "setengah angsurannya dulu": {"amount_idr": 300_000, "amount_kind": "partial"},
    "dua bulan sekalian saya bayar": {"amount_idr": 1_200_000, "amount_kind": "instalment"},
    "sebagian dulu saya bayar": {"amount_idr": None, "amount_kind": "partial"},
}


@pytest.mark.parametrize(("text", "wanted"), CASES.items(), ids=CASES)
def test_the_sum_and_kind_beside_what_is_due(text: str, wanted: dict[str, Any]) -> None:
    dialogue = step(Dialogue(MONDAY), "agent", DUE, 0)
    slots = own_slots(dialogue, read(text, MONDAY), 1)
    assert {name: slots[name].value for name in wanted} == wanted
