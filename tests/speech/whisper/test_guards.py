import pytest

from assist.speech.whisper.guards import compression_ratio, is_invented, is_loop, loops

REAL = "Saya bayar lima ratus ribu tanggal dua puluh lima ya, Bu."
TOKENS = list(range(20))

# text, probability of no speech, mean log-probability, refused
CASES = [
    (REAL, 0.1, -0.4, False),
    (REAL, 0.95, -0.7, False),  # real digits in a short window
    (REAL, 0.34, -1.5, False),
    (REAL, 0.36, -1.1, True),
    ("ya", 0.1, -0.4, False),
    ("", 0.0, -0.1, True),
    ("... ... ...", 0.1, -0.4, True),
]


@pytest.mark.parametrize(("text", "no_speech", "log_probability", "refused"), CASES)
def test_invented(text: str, no_speech: float, log_probability: float, refused: bool) -> None:
    assert is_invented(text, no_speech, log_probability) is refused


@pytest.mark.parametrize(
    ("text", "tokens", "loop"),
    [
        (REAL, TOKENS, False),
        ("ya", [1], False),
        ("", [], False),
        ("Terima kasih. " * 8, TOKENS, True),
        (REAL, [7, 8] * 6, True),
    ],
)
def test_a_loop_is_noticed_by_its_text_or_its_tokens(text: str, tokens: list[int], loop: bool) -> None:
    assert is_loop(text, tokens) is loop


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
