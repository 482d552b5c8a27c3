import pytest

from assist.audio.gate import SpeechGate, Turn

# each letter is a chunk of 0.1 s: s is speech, . is silence; onset 0.2 s, silence 0.3 s
FIRST, FIRST_ENDED = Turn("started", 0.0, 0.2), Turn("ended", 0.0, 0.2)
CASES = [
    ("", [], None),
    ("....", [], None),
    ("s...", [], None),
    ("s.s.s....", [], None),
    ("ss", [FIRST], FIRST_ENDED),
    (".ss...", [Turn("started", 0.1, 0.3), Turn("ended", 0.1, 0.3)], None),
    ("ss..ss", [FIRST], Turn("ended", 0.0, 0.6)),
    ("ss..s...", [FIRST, Turn("ended", 0.0, 0.5)], None),
    ("ss...s", [FIRST, FIRST_ENDED], None),
    ("ss...ss", [FIRST, FIRST_ENDED, Turn("started", 0.5, 0.7)], Turn("ended", 0.5, 0.7)),
]


@pytest.mark.parametrize(("pattern", "turns", "at_the_end"), CASES)
def test_gate(pattern: str, turns: list[Turn], at_the_end: Turn | None) -> None:
    gate = SpeechGate(onset_s=0.2, silence_s=0.3)
    found = [gate.accept(letter == "s", index / 10, (index + 1) / 10) for index, letter in enumerate(pattern)]
    assert [turn for turn in found if turn is not None] == turns
    assert gate.finish() == at_the_end
    assert gate.speaking_since_s is None
    assert gate.finish() is None
