"""From whisper's tokens to segments and words."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from tokenizers import Tokenizer

TIMESTAMP_S = 0.02
"""The step of whisper's timestamp tokens, and of its alignment."""
LEAST_PROBABILITY = 1e-5
"""A token that the audio does not give at all counts as this likely."""
SPELT_OUT = re.compile(r"\d([-.,]\d){2,}\W*")
"""Single digits, three or more: "0-8-1-2", "4,5,7."; not "5-10", "1,5" or "1.500"."""
TOKEN_BONUS = 0.8
"""Added to the log-probability of each token: without it, the shorter of two texts would mostly be the likelier."""
WORD_START = "\u0120"
"""How byte-level BPE writes the space before a word."""


@dataclass(frozen=True)
class TimedTokens:
    """Text tokens between two timestamp tokens, of which the first said `start_s` (from the start of the window)."""

    start_s: float
    tokens: tuple[int, ...]


@dataclass(frozen=True)
class TimedWord:
    """A word with its times from the start of the window and its confidence (the mean probability of its tokens).

    `tokens` are whisper's, and `logs` the log-probability of each by the audio alone; other engines give none.
    """

    text: str
    start_s: float
    end_s: float
    confidence: float
    tokens: tuple[int, ...] = ()
    logs: tuple[float, ...] = ()


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
    for first, after, inner in _word_spans(tokens, tokenizer):
        text = tokenizer.decode(list(tokens[first:after])).strip(" -.," if inner else None)
        if text:
            own = np.maximum(probabilities[first:after], LEAST_PROBABILITY)
            times_s = float(starts_s[first]), float(starts_s[after])
            logs = tuple(np.log(own).tolist())
            words.append(TimedWord(text, *times_s, float(np.mean(own)), tuple(tokens[first:after]), logs))
    return words


def _word_spans(tokens: Sequence[int], tokenizer: Tokenizer) -> list[tuple[int, int, bool]]:
    """Index ranges of `tokens` that make a word each; punctuation stays with the word before it.

    Digits that are spelt out are words of their own; true for those whose punctuation only parts them from the next.
    """
    firsts = [
        index
        for index, token in enumerate(tokens)
        if index == 0 or (tokenizer.id_to_token(token) or "").startswith(WORD_START)
    ]
    spans = list(zip(firsts, [*firsts[1:], len(tokens)], strict=True)) if firsts else []
    return [part for first, after in spans for part in _spelt_out(first, after, tokens, tokenizer)]


def _spelt_out(first: int, after: int, tokens: Sequence[int], tokenizer: Tokenizer) -> list[tuple[int, int, bool]]:
    if not SPELT_OUT.fullmatch(tokenizer.decode(list(tokens[first:after])).strip()):
        return [(first, after, False)]
    starts = [at for at in range(first, after) if at == first or tokenizer.decode([tokens[at]]).strip()[:1].isdigit()]
    return [(at, end, end < after) for at, end in zip(starts, [*starts[1:], after], strict=True)]


def likelihood(logs: Iterable[float]) -> float:
    """How likely a text is, from the log-probabilities of its tokens; to be compared for the same audio only."""
    return sum(log + TOKEN_BONUS for log in logs)


def plain(words: Iterable[str]) -> list[str]:
    """The words without case and punctuation; what holds neither letter nor digit is left out."""
    kept = ("".join(letter for letter in word.casefold() if letter.isalnum()) for word in words)
    return [word for word in kept if word]
