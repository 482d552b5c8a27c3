from datetime import date

from assist.language.promise.agent import heard_agent
from assist.language.promise.reader import read
from assist.language.promise.state import Dialogue

MONDAY = date(2026, 6, 15)


def _hear(dialogue: Dialogue, text: str, turn: int = 0) -> Dialogue:
    return heard_agent(dialogue, read(text, MONDAY, by_agent=True), turn)


def test_a_debt_told_is_kept_by_its_name_and_proposes_nothing() -> None:
    after = _hear(Dialogue(MONDAY), "angsuran bapak enam ratus ribu ya pak")
    assert after.sums["instalment"].value == 600_000
    assert after.proposal is None and after.stated == "instalment"


def test_a_correction_of_a_debt_is_no_proposal() -> None:
    told = _hear(Dialogue(MONDAY), "angsuran bapak enam ratus ribu ya pak")
    after = _hear(told, "eh salah maksud saya tujuh ratus ribu", 1)
    assert after.sums["instalment"].value == 700_000
    assert after.proposal is None


def test_a_correction_of_a_plan_keeps_the_rest_of_it() -> None:
    planned = _hear(Dialogue(MONDAY), "lusa bisa ditransfer enam ratus ribu ya pak")
    after = _hear(planned, "eh maaf maksud saya tujuh ratus ribu", 1)
    assert after.proposal is not None and after.proposal.restated == planned.proposal


def test_a_hail_leaves_the_question_open() -> None:
    asked = _hear(Dialogue(MONDAY), "lusa bisa ditransfer enam ratus ribu ya pak")
    assert _hear(asked, "halo pak suara saya kedengaran", 1).proposal == asked.proposal
