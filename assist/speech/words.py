"""From whisper's tokens to segments and words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from tokenizers import Tokenizer

TIMESTAMP_S = 0.02
"""The step of whisper's timestamp tokens, and of its alignment."""
WORD_START = "\u0120"
"""How byte-level BPE writes the space before a word."""


@dataclass(frozen=True)
class TimedTokens:
    """Text tokens between two timestamp tokens, of which the first said `start_s` (from the start of the window)."""

    start_s: float
    tokens: tuple[int, ...]


@dataclass(frozen=True)
class TimedWord:
    """A word with its times from the start of the window and its confidence (the mean probability of its tokens)."""

    text: str
    start_s: float
    end_s: float
    confidence: float


def split_at_timestamps(tokens: Sequence[int], first_timestamp: int, first_special: int) -> list[TimedTokens]:
    """The runs of text tokens (ids below `first_special`), each with the timestamp (`first_timestamp` up) before it."""
    runs: list[TimedTokens] = []
    start_s, run = 0.0, []
    for token in tokens:
        if token < first_special:
            run.append(token)
            continue
        if run:
            runs.append(TimedTokens(start_s, tuple(run)))
            run = []
        if token >= first_timestamp:
            start_s = (token - first_timestamp) * TIMESTAMP_S
    return [*runs, TimedTokens(start_s, tuple(run))] if run else runs


def timed_words(
    tokens: Sequence[int],
    alignment: Iterable[tuple[int, int]],
    probabilities: Sequence[float],
    tokenizer: Tokenizer,
) -> list[TimedWord]:
    """The words of `tokens`, timed.

    `alignment` holds (token index, time index) pairs in order, the end of text counting as one more token;
    `probabilities` one number a token.
    """
    starts_s = np.full(len(tokens) + 1, np.nan)
    for token, step in alignment:
        if token <= len(tokens) and np.isnan(starts_s[token]):
            starts_s[token] = step * TIMESTAMP_S
    # a token that the path skips starts with the one before it
    starts_s = np.maximum.accumulate(np.nan_to_num(starts_s))
    words = []
    for first, after in _word_spans(tokens, tokenizer):
        text = tokenizer.decode(list(tokens[first:after])).strip()
        if text:
            confidence = float(np.mean(probabilities[first:after]))
            words.append(TimedWord(text, float(starts_s[first]), float(starts_s[after]), confidence))
    return words


def _word_spans(tokens: Sequence[int], tokenizer: Tokenizer) -> list[tuple[int, int]]:
    """Index ranges of `tokens` that make a word each; punctuation stays with the word before it."""
    firsts = [
        index
        for index, token in enumerate(tokens)
        if index == 0 or (tokenizer.id_to_token(token) or "").startswith(WORD_START)
    ]
    return list(zip(firsts, [*firsts[1:], len(tokens)], strict=True)) if firsts else []


def plain(words: Iterable[str]) -> list[str]:
    """The words without case and punctuation; what holds neither letter nor digit is left out."""
    kept = ("".join(letter for letter in word.casefold() if letter.isalnum()) for word in words)
    return [word for word in kept if word]
