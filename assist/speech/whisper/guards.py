"""What keeps text that nobody said from being shown: whisper invents words for noise, and falls into loops."""

import zlib
from collections.abc import Sequence

NO_SPEECH = 0.35
UNSURE_LOG_PROBABILITY = -1.0
"""Above this probability of no speech a text is refused whose tokens' mean log-probability is below this.

By itself the probability says nothing in a short window: it is above 0.8 for one in seven of real digit strings.
"""
COMPRESSION_RATIO = 2.0
"""Text that zlib makes smaller by more than this repeats itself. (Whisper's own limit is 2.4, for 30 s of text.)"""
LOOP_TIMES = 5
LOOP_TOKENS = 12
"""A run of tokens said LOOP_TIMES in a row, with LOOP_TOKENS or more in all, is a loop; "ya ya ya ya ya" is not."""
LONGEST_PHRASE = 12


def is_invented(text: str, no_speech: float, log_probability: float) -> bool:
    """Whether a decoded text is to be refused.

    `no_speech` is whisper's probability of no speech, `log_probability` the mean of its tokens. The thresholds were
    measured against silence, noise, hum, ringback, hold tones, DTMF, breathing and clicks.
    """
    if not any(letter.isalnum() for letter in text):
        return True
    return no_speech > NO_SPEECH and log_probability < UNSURE_LOG_PROBABILITY


def is_loop(text: str, tokens: Sequence[int]) -> bool:
    """Whether a decoded text repeats itself as nobody speaks."""
    return compression_ratio(text) > COMPRESSION_RATIO or loops(tokens)


def compression_ratio(text: str) -> float:
    """Bytes of the text over its bytes once compressed; below 1 for short texts."""
    plain = text.encode()
    return len(plain) / len(zlib.compress(plain))


def loops(tokens: Sequence[int]) -> bool:
    """Whether a phrase of up to LONGEST_PHRASE tokens is repeated again and again without a break."""
    for size in range(1, LONGEST_PHRASE + 1):
        run = 0
        for index in range(size, len(tokens)):
            run = run + 1 if tokens[index] == tokens[index - size] else 0
            said = run + size
            if said >= LOOP_TIMES * size and said >= LOOP_TOKENS:
                return True
    return False
