from itertools import pairwise

import pytest
from tokenizers import Tokenizer

from assist.speech.whisper.decoder import WhisperModel
from assist.speech.words import TimedTokens, likelihood, split_at_timestamps, timed_words

TEXT, END, STAMP = 10, 100, 200

SPLITS = [
    ([], []),
    ([1, 2], [TimedTokens(0.0, (1, 2))]),
    ([200, 1, 2, 250], [TimedTokens(0.0, (1, 2))]),
    ([210, 1, 250, 260, 2, 3, 300], [TimedTokens(0.2, (1,)), TimedTokens(1.2, (2, 3))]),
    ([200, 1, 250, 250, 2], [TimedTokens(0.0, (1,)), TimedTokens(1.0, (2,))]),
    ([200, 1, END], [TimedTokens(0.0, (1,))]),
    ([200, 250], []),
]


@pytest.mark.parametrize(("tokens", "runs"), SPLITS)
def test_split_at_timestamps(tokens: list[int], runs: list[TimedTokens]) -> None:
    found = split_at_timestamps(tokens, first_timestamp=STAMP, first_special=END)
    assert [run.tokens for run in found] == [run.tokens for run in runs]
    assert [run.start_s for run in found] == pytest.approx([run.start_s for run in runs])


@pytest.fixture(scope="module")
def tokenizer(whisper: WhisperModel) -> Tokenizer:
    return whisper.tokenizer


def test_words_carry_their_punctuation_times_and_confidence(tokenizer: Tokenizer) -> None:
    tokens = tokenizer.encode(" Saya bayar, ya.", add_special_tokens=False).ids
    steps = [(index, index * 10) for index in range(len(tokens) + 1)]
    words = timed_words(tokens, steps, [0.5] * len(tokens), tokenizer)
    assert [word.text for word in words] == ["Saya", "bayar,", "ya."]
    assert words[0].start_s == 0.0
    assert words[-1].end_s == pytest.approx(len(tokens) * 0.2)
    assert all(earlier.end_s == later.start_s for earlier, later in pairwise(words))
    assert {word.confidence for word in words} == {0.5}


def test_tokens_that_the_path_skips_stay_in_order(tokenizer: Tokenizer) -> None:
    tokens = tokenizer.encode(" satu dua tiga", add_special_tokens=False).ids
    words = timed_words(tokens, [(0, 5), (len(tokens), 50)], [0.9] * len(tokens), tokenizer)
    assert [word.start_s for word in words] == pytest.approx([0.1] * len(words))
    assert words[-1].end_s == pytest.approx(1.0)


def test_a_letter_of_several_bytes_stays_whole(tokenizer: Tokenizer) -> None:
    tokens = tokenizer.encode(" café 你好", add_special_tokens=False).ids
    words = timed_words(tokens, [], [1.0] * len(tokens), tokenizer)
    assert [word.text for word in words] == ["café", "你好"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (" nomor 0-8-1-2, ya", ["nomor", "0", "8", "1", "2,", "ya"]),
        (" 4-2-3.", ["4", "2", "3."]),
        (" 3.4.7, ya", ["3", "4", "7,", "ya"]),
        (" 1,5 juta", ["1,5", "juta"]),
        (" Rp1.500.000", ["Rp1.500.000"]),
        (" tanggal 5-10", ["tanggal", "5-10"]),
        (" 25-26 Mei", ["25-26", "Mei"]),
        (" sama-sama", ["sama-sama"]),
    ],
)
def test_digits_that_are_spelt_out_are_words(text: str, expected: list[str], tokenizer: Tokenizer) -> None:
    tokens = tokenizer.encode(text, add_special_tokens=False).ids
    words = timed_words(tokens, [(n, n) for n in range(len(tokens) + 1)], [0.5] * len(tokens), tokenizer)
    assert [word.text for word in words] == expected
    assert [token for word in words for token in word.tokens] == tokens
    assert all(len(word.logs) == len(word.tokens) for word in words)


def test_no_tokens_no_words(tokenizer: Tokenizer) -> None:
    assert timed_words([], [], [], tokenizer) == []


def test_of_two_texts_the_longer_is_not_less_likely_for_its_length() -> None:
    assert likelihood([-0.2, -0.3, -0.2]) > likelihood([-0.2, -0.3])
    assert likelihood([-0.2, -0.3, -5.0]) < likelihood([-0.2, -0.3])
