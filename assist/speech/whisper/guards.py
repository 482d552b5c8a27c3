"""What keeps text that nobody said from being shown: whisper invents words for noise, and falls into loops."""

import zlib
from collections.abc import Sequence

NO_SPEECH = 0.6
"""Above this probability of no speech a text is refused whose tokens are unsure too.

By itself the probability says nothing in a short window: it is above 0.8 for one in seven of real digit strings.
"""
SURE_SPEECH = 0.71
"""Where voice activity is on average less sure of speech than this, an unsure text is refused as well.

Of 150 hard sounds (strings, formants, coughs, humming) none left a text so; of 320 real utterances one was refused.
"""
UNSURE_LOG_PROBABILITY = -1.0
"""Below this mean log-probability of its tokens a text is unsure."""
COMPRESSION_RATIO = 2.0
"""Text that zlib makes smaller by more than this repeats itself. (Whisper's own limit is 2.4, for 30 s of text.)"""
LOOP_TIMES = 5
LOOP_TOKENS = 12
"""A run of tokens said LOOP_TIMES in a row, with LOOP_TOKENS or more in all, is a loop; "ya ya ya ya ya" is not."""
LONGEST_PHRASE = 12


def is_invented(text: str, log_probability: float, no_speech: float, speech_probability: float) -> bool:
    """Whether a decoded text is to be refused.

    `log_probability` is the mean of its tokens, `no_speech` whisper's probability of no speech, `speech_probability`
    how sure voice activity was. Measured against silence, noise, hum, ringback, hold tones, DTMF, breathing and clicks.
    """
    if not any(letter.isalnum() for letter in text):
        return True
    return log_probability < UNSURE_LOG_PROBABILITY and (no_speech > NO_SPEECH or speech_probability < SURE_SPEECH)


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
