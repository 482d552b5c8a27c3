from assist.language.promise.reading import Reading
from assist.language.slots.sums import NamedSum
from assist.language.words.tokens import Token

SUM = NamedSum(200_000, "payment", 0, 1)


def test_nothing_said() -> None:
    assert (Reading().words, Reading().slots) == ([], 0)


def test_a_sum_is_one_slot_however_it_is_said() -> None:
    assert Reading(amount=SUM, months=2, share="half").slots == 1


def test_pointing_fills_a_slot_where_it_chooses() -> None:
    chosen = [Token(word, 0, 1) for word in ("tagihannya", "aja")]
    assert Reading(points_at="total").slots == 0
    assert Reading(tokens=chosen, points_at="total").slots == 1
