import pytest

from assist.speech.whisper.guards import compression_ratio, is_invented, is_loop, loops

REAL = "Saya bayar lima ratus ribu tanggal dua puluh lima ya, Bu."
TOKENS = list(range(20))

# text, mean log-probability, probability of no speech, of speech (voice activity), refused
CASES = [
    (REAL, -0.4, 0.1, 0.9, False),
    (REAL, -0.7, 0.95, 0.9, False),  # real digits in a short window
    (REAL, -1.1, 0.59, 0.9, False),  # heard badly, but surely speech
    (REAL, -1.1, 0.61, 0.9, True),
    (REAL, -1.1, 0.4, 0.70, True),
    (REAL, -0.9, 0.4, 0.60, False),
    ("ya", -0.4, 0.1, 0.9, False),
    ("", -0.1, 0.0, 1.0, True),
    ("... ... ...", -0.4, 0.1, 0.9, True),
]


@pytest.mark.parametrize(("text", "log_probability", "no_speech", "speech", "refused"), CASES)
def test_invented(text: str, log_probability: float, no_speech: float, speech: float, refused: bool) -> None:
    assert is_invented(text, log_probability, no_speech, speech) is refused


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
