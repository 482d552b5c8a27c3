from assist.language.clauses.clause import Clause


def test_what_may_be_part_of_a_promise() -> None:
    assert Clause(0, 3).live
    assert Clause(0, 3, condition=True).live
    assert not any(Clause(0, 3, **{act: True}).live for act in ("denied", "past", "asked", "elsewhere"))
