"""Whose voice is it? The guard against what leaks from one channel into the other.

What a headset or an echo on the line brings over is the other's voice, later, softer and duller, and voice activity
takes it for speech. For each direction the guard takes out what an echo canceller can explain, and learns from the time
while only the other is heard how loud the rest gets beside the other's loudest moment just before (leakage is 5 to 120
ms late). What is clearly above that, and above the own channel's noise, is the own voice. A single loud syllable
vouches for a few chunks around it, so that words spoken over the other are not torn.
"""

import math
from collections import deque
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from assist.audio.cutting import CHUNK_SAMPLES
from assist.audio.echo import BLOCK, PARTITIONS, EchoCanceller, HalfRate
from assist.events import SAMPLE_RATE_HZ, AudioChunk, Samples

PIECES = 4
"""Levels a chunk, each of 8 ms."""
PIECE_S = CHUNK_SAMPLES / SAMPLE_RATE_HZ / PIECES
MEMORY_CHUNKS = 6
"""The other's loudest moment of the last 0.19 s is what leakage is compared with."""
HISTORY_CHUNKS = 190
"""Six seconds of the other's speech tell the coupling."""
NOISE_CHUNKS = 160
"""Five seconds hold a pause: their quietest tenth is noise."""
NOISE_BIAS = 1.3
"""... and the mean of noise lies so far above its quietest tenth."""
LEAST_CHUNKS = 10
"""Before so much of the other was heard the coupling is a guess."""
ABOVE_LEAKAGE = 6.0
"""Power over the median leakage (8 dB) from which a voice is the own."""
REMOVED = 1.0
"""... and it is more than this share of what the canceller took out of the chunk: a canceller never takes out all of
what leaked, but it takes little out of the own voice."""
ABOVE_NOISE = 10**0.5
"""Power over the noise (5 dB) that own voice has while the other speaks."""
LIKELY, LIKELY_ON = 0.3, 0.15
"""Voice activity is late in noise and with some voices: so probable, at first and then on, is speech ..."""
CLEAR = 10**0.8
"""... that has this power over the noise (8 dB)."""
AUDIBLE = 10**0.4
"""Power over the noise (4 dB) of the first and last piece of a voice."""
NEVER_LEAKAGE = 2.0
"""Leakage is not louder (by 3 dB) than the voice that it is of: such chunks teach nothing."""
GUESS = 10**-1.2
ONE_SOURCE_DB = 0.5
"""Where both channels rise and fall together, chunk by chunk, closer than this (half of all chunks), they hear one
source: leakage is never that alike. Then nobody's words are taken away, and health tells the agent."""
ALIKE_CHUNKS = 32
"""One second of it tells, and it is over as quickly."""
VOUCHED_CHUNKS = 7
"""How long a loud chunk vouches for softer ones (0.22 s: about a syllable)."""
EDGE_PIECES = 25
"""An end is looked for up to 0.2 s before voice activity has it."""
REVIEW_CHUNKS = 8
"""How often the medians are taken anew."""
SILENCE = 1e-11

Powers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Sound:
    """A chunk that voice activity has judged, at half rate, with the power of its pieces and the number of its time."""

    chunk: AudioChunk
    half: Samples
    powers: Powers
    loudest: float
    slot: int


class Listener:
    """One channel as it is heard, whoever speaks: keeps the last sounds for the guard of the other channel."""

    def __init__(self) -> None:
        self._half = HalfRate()
        self._recent: deque[Sound] = deque(maxlen=2 * MEMORY_CHUNKS)

    def hear(self, chunk: AudioChunk) -> Sound:
        """The next chunk, judged by voice activity."""
        half = self._half.accept(chunk.samples)
        powers = piece_powers(half)
        slot = round(chunk.start_s * SAMPLE_RATE_HZ / CHUNK_SAMPLES)
        sound = Sound(chunk, half, powers, float(powers.max()), slot)
        self._recent.append(sound)
        return sound

    def at(self, slot: int) -> Samples:
        """The half-rate block of a time; silence where it has not been heard."""
        found = [sound.half for sound in self._recent if sound.slot == slot]
        return found[0] if found else np.zeros(BLOCK, np.float32)

    def before(self, slot: int) -> list[Sound]:
        """The sounds of the last MEMORY_CHUNKS up to and with `slot`."""
        return [sound for sound in self._recent if slot - MEMORY_CHUNKS < sound.slot <= slot]


@dataclass(frozen=True)
class Own:
    """What a chunk has of the own voice: `voice` for certain, `speech` with what is vouched for.

    `audible` are its pieces, true where they are loud enough to be the voice's first or last.
    """

    voice: bool
    speech: bool
    audible: tuple[bool, ...]


class LeakageGuard:
    """Judges the chunks of one channel against the other. Pure numpy, about 0.1 ms a chunk while the other speaks."""

    def __init__(self) -> None:
        self._canceller = EchoCanceller()
        self._next = 0
        self._number = 0
        self._vouched = 0
        self._faint = False
        self._noise = SILENCE
        self._levels: deque[float] = deque(maxlen=NOISE_CHUNKS)
        self._rest = _Coupling(GUESS)
        self._likeness = _Likeness()

    def judge(self, own: Sound, other: Listener) -> Own:
        """What of the chunk is the own voice. Chunks come in order; a gap in time is bridged with silence."""
        before = other.before(own.slot)
        loudest = max((sound.loudest for sound in before), default=0.0)
        other_speaks = any(sound.chunk.speech for sound in before)
        powers = self._cleaned(own, other) if other_speaks else own.powers
        whole, level = float(own.powers.mean()), float(powers.mean())
        self._learn(level, loudest if other_speaks else 0.0)
        if other_speaks and before[-1].slot == own.slot:
            self._likeness.add(whole / float(before[-1].powers.mean()))
        leakage = self._rest.value * loudest if other_speaks and not self._likeness.one_source else 0.0
        enough = self._noise * ABOVE_NOISE + leakage * ABOVE_LEAKAGE
        heard = self._heard(own.chunk, level)
        removed = whole - level
        voice = heard and (not leakage or level > max(enough, removed * REMOVED))
        audible = tuple((powers > self._noise * AUDIBLE + leakage * ABOVE_LEAKAGE).tolist())
        self._vouched = VOUCHED_CHUNKS if voice else self._vouched - 1
        return Own(voice, bool(own.chunk.speech) and self._vouched >= 0, audible)

    def _heard(self, chunk: AudioChunk, level: float) -> bool:
        """Whether somebody is heard: voice activity says so, or half says so of what is well above noise."""
        probability = chunk.speech_probability or 0.0
        faint = probability >= (LIKELY_ON if self._faint else LIKELY)
        self._faint = bool(chunk.speech) or (faint and level > self._noise * CLEAR)
        return self._faint

    def _follow(self, slot: int, other: Listener) -> None:
        """Lets the canceller hear the other up to `slot`: all that it looks at and has not heard, and one more."""
        first = max(self._next, slot - PARTITIONS)
        for number in range(first, slot + 1):
            self._canceller.hear(other.at(number))
        self._next = slot + 1

    def _cleaned(self, own: Sound, other: Listener) -> Powers:
        """The powers of the pieces without what leaked in; a canceller that makes it worse does not count."""
        self._follow(own.slot, other)
        cleaned = piece_powers(self._canceller.clean(own.half))
        return cleaned if cleaned.mean() < own.powers.mean() else own.powers

    def _learn(self, level: float, loudest: float) -> None:
        self._levels.append(level)
        self._number += 1
        if self._number % REVIEW_CHUNKS == 0 or self._number < 2 * LEAST_CHUNKS:
            ordered = sorted(self._levels)
            self._noise = max(SILENCE, ordered[len(ordered) // 10] * NOISE_BIAS)
        if loudest > SILENCE:
            self._rest.add(level, loudest, self._noise)


class _Coupling:
    """The median of the power beyond noise beside the other's, of the chunks while the other speaks."""

    def __init__(self, guess: float) -> None:
        self.value = guess
        self._ratios: deque[float] = deque(maxlen=HISTORY_CHUNKS)
        self._number = 0

    def add(self, power: float, loudest: float, noise: float) -> None:
        """A chunk while the other speaks; the own voice is among them, but not most of the time."""
        if power >= loudest * NEVER_LEAKAGE:
            return
        self._ratios.append(max(power - 1.5 * noise, SILENCE / 10) / loudest)
        self._number += 1
        count = len(self._ratios)
        if count >= LEAST_CHUNKS and (self._number % REVIEW_CHUNKS == 0 or count < 2 * LEAST_CHUNKS):
            self.value = sorted(self._ratios)[count // 2]


class _Likeness:
    """Whether both channels hear one source."""

    def __init__(self) -> None:
        self.one_source = False
        self._ratios_db: deque[float] = deque(maxlen=ALIKE_CHUNKS)
        self._number = 0

    def add(self, ratio: float) -> None:
        """The power of a chunk over that of the other channel at the same time, while the other speaks."""
        self._ratios_db.append(10 * math.log10(ratio))
        self._number += 1
        if len(self._ratios_db) >= LEAST_CHUNKS and self._number % REVIEW_CHUNKS == 0:
            ordered = sorted(self._ratios_db)
            quarter = len(ordered) // 4
            self.one_source = ordered[-1 - quarter] - ordered[quarter] < ONE_SOURCE_DB


def piece_powers(half: Samples) -> Powers:
    """The power of each piece of a half-rate block, never zero; shape [PIECES]."""
    pieces = half.reshape(PIECES, -1)
    powers: Powers = np.einsum("ij,ij->i", pieces, pieces, dtype=np.float64) / pieces.shape[1] + SILENCE
    return powers
