import pytest

from assist.speech.guards import compression_ratio, is_invented, loops

REAL = "Saya bayar lima ratus ribu tanggal dua puluh lima ya, Bu."
TOKENS = list(range(20))

# text, tokens, probability of no speech, mean log-probability, refused
CASES = [
    (REAL, TOKENS, 0.1, -0.4, False),
    (REAL, TOKENS, 0.79, -0.9, False),
    (REAL, TOKENS, 0.59, -1.5, False),
    (REAL, TOKENS, 0.61, -1.1, True),
    (REAL, TOKENS, 0.81, -0.1, True),
    ("", [], 0.0, -0.1, True),
    ("... ... ...", TOKENS, 0.1, -0.4, True),
    ("ya", [1], 0.1, -0.4, False),
    ("Terima kasih. " * 8, TOKENS, 0.1, -0.4, True),
    (REAL, [7, 8] * 6, 0.1, -0.4, True),
]


@pytest.mark.parametrize(("text", "tokens", "no_speech", "log_probability", "refused"), CASES)
def test_guards(text: str, tokens: list[int], no_speech: float, log_probability: float, refused: bool) -> None:
    assert is_invented(text, tokens, no_speech, log_probability) is refused


LOOPS = [
    ([], False),
    ([1], False),
    ([1] * 5, False),  # ya ya ya ya ya
    ([1] * 11, False),  # eleven zeros of an account number
    ([1] * 12, True),
    ([1, 2] * 5, False),
    ([1, 2] * 6, True),
    ([9, 8, *([1, 2, 3] * 5)], True),
    ([*([1, 2, 3] * 4), 5], False),  # said four times
    ([*range(12)] * 5, True),
    ([*range(50)], False),
]


@pytest.mark.parametrize(("tokens", "found"), LOOPS)
def test_loops(tokens: list[int], found: bool) -> None:
    assert loops(tokens) is found


def test_compression_ratio_rises_with_repetition() -> None:
    assert compression_ratio(REAL) < 1.2
    assert compression_ratio("tidak " * 20) > 5
