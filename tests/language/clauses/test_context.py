import pytest

from assist.language.clauses.clause import Clause
from assist.language.clauses.context import in_context


def _clauses(text: str, **acts: dict[str, bool]) -> tuple[list[str], list[Clause]]:
    words: list[str] = []
    clauses = []
    for name, part in zip(("first", "second"), text.split("|"), strict=True):
        clauses.append(Clause(len(words), len(words) + len(part.split()), **acts.get(name, {})))
        words += part.split()
    return words, clauses


def test_a_wish_in_vain_promises_nothing() -> None:
    words, clauses = _clauses("saya mau bayar | tapi uangnya gak ada", second={"denied": True, "refuses": True})
    assert in_context(words, clauses, [[], []])[0].elsewhere


def test_a_way_resigned_to_leaves_the_plan() -> None:
    said = "rabu saya transfer seabank gak ada | yasudah bca aja"
    words, clauses = _clauses(said, first={"denied": True, "refuses": True})
    plan = in_context(words, clauses, [[], []])[0]
    assert plan.live and not plan.refuses


@pytest.mark.parametrize("asked", [True, False])
def test_a_condition_beside_a_question_asks_too(asked: bool) -> None:
    words, clauses = _clauses("berapa dendanya | kalau telat", first={"asked": asked}, second={"condition": True})
    assert in_context(words, clauses, [[], []])[1].asked == asked
