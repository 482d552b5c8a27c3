import pytest

from assist.language.clauses.asides import proposed
from assist.language.clauses.clause import Clause


@pytest.mark.parametrize(
    ("text", "money", "aside"),
    [
        ("saya telepon lagi besok", False, True),
        ("besok saya telepon lagi", True, False),
        ("bapak sudah bayar", False, True),
        ("kemarin bapak janji tanggal", False, True),
        ("tadi bisa bayar tanggal", False, False),
        ("besok lewat indomaret", False, False),
    ],
)
def test_what_an_agent_does_not_propose(text: str, money: bool, aside: bool) -> None:
    words = text.split()
    clause = proposed(Clause(0, len(words), asked=True), words, money)
    assert clause.past == aside and not clause.asked
