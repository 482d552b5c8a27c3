"""Do both channels hear the same? Then one of them hears the wrong device, and the customer would become the agent."""

import math

import numpy as np
import numpy.typing as npt

from assist.events import SAMPLE_RATE_HZ, SPEAKERS, Samples, Speaker

WINDOW_S = 1.5
"""How much of the agent's channel is looked for in the customer's."""
MARGIN_S = 0.5
"""Two streams of one device come apart by no more than this."""
ALIKE = 0.9
"""Correlation from which both are one source. The same source twice gives 0.99; a headset's sound that a microphone
picks up has gone through a room and stays far below."""
FLOOR = 10 ** (-50 / 20)
"""Level (root mean square, -50 dBFS) below which noise alone would be compared."""
STEP_S = 0.5
"""How often it is looked at."""
VERDICTS = 2
"""Looks in a row that have to agree."""

ALIKE_IN_LOUDNESS = 0.7
"""One source twice swells and falls together (0.95 and more); below this nothing else need be compared."""
_BLOCK = round(0.025 * SAMPLE_RATE_HZ)

_MARGIN = round(MARGIN_S * SAMPLE_RATE_HZ)
_LENGTH = round(WINDOW_S * SAMPLE_RATE_HZ) + 2 * _MARGIN


def likeness(agent: Samples, customer: Samples) -> float:
    """The highest normalised correlation (0..1) of the middle of `agent` with any place of `customer`.

    Both have the same length, WINDOW_S + 2 * MARGIN_S at SAMPLE_RATE_HZ. Differences of neighbouring samples are
    compared, which takes the weight off mains hum. 0.0 where either is silent.
    """
    wanted, place = np.diff(agent[_MARGIN:-_MARGIN].astype(np.float64)), np.diff(customer.astype(np.float64))
    size = 1 << (len(place) + len(wanted) - 1).bit_length()
    product = np.fft.irfft(np.fft.rfft(place, size) * np.conj(np.fft.rfft(wanted, size)), size)
    energy = np.concatenate([[0.0], np.cumsum(place**2)])
    local = energy[len(wanted) :] - energy[: -len(wanted)]
    scale = np.sqrt(np.maximum(local, 1e-12) * max(float(np.sum(wanted**2)), 1e-12))
    return float(np.max(np.abs(product[: len(local)]) / scale)) if scale.max() > 1e-6 else 0.0


def loudness_likeness(agent: Samples, customer: Samples) -> float:
    """The highest correlation (-1..1) of the loudness of the middle of `agent` with any place of `customer`.

    Loudness in blocks of 25 ms: a hundredth of the work of `likeness`, which it bounds from above in practice.
    """
    wanted, place = _loudness(agent[_MARGIN:-_MARGIN]), _loudness(customer)
    places = np.lib.stride_tricks.sliding_window_view(place, len(wanted))
    places = places - places.mean(axis=1, keepdims=True)
    wanted = wanted - wanted.mean()
    scale = np.sqrt(np.sum(places**2, axis=1) * np.sum(wanted**2))
    return float(np.max(places @ wanted / np.maximum(scale, 1e-12)))


def _loudness(samples: Samples) -> npt.NDArray[np.float64]:
    blocks = samples[: len(samples) // _BLOCK * _BLOCK].reshape(-1, _BLOCK).astype(np.float64)
    loudness: npt.NDArray[np.float64] = np.sqrt(np.mean(np.square(np.diff(blocks, axis=1)), axis=1))
    return loudness


class LikenessWatch:
    """Follows both channels, as they are heard and at the same times, and says whether they are one source.

    `duplicated` changes after VERDICTS looks in a row agree; while neither channel is loud enough it stays. Channels
    whose levels differ by more than `within_db` are not one source: two devices may hear one source at any levels, but
    in a recording that is what leaked from the other channel.
    """

    def __init__(self, within_db: float = math.inf) -> None:
        self.duplicated = False
        self._within_db = within_db
        self._recent: dict[Speaker, Samples] = {speaker: np.zeros(_LENGTH, np.float32) for speaker in SPEAKERS}
        self._against = 0
        self._looked_s = 0.0

    def accept(self, speaker: Speaker, samples: Samples) -> None:
        """Takes a channel's next samples, before anything is muted."""
        self._recent[speaker] = np.concatenate([self._recent[speaker], samples])[-_LENGTH:]

    def look(self, now_s: float) -> bool:
        """Whether both are one source at `now_s`; compares them every STEP_S."""
        if now_s - self._looked_s < STEP_S:
            return self.duplicated
        self._looked_s = now_s
        agent, customer = self._recent["agent"], self._recent["customer"]
        levels = sorted((_level(agent[_MARGIN:-_MARGIN]), _level(customer[_MARGIN:-_MARGIN])))
        if levels[1] < FLOOR:
            return self.duplicated
        alike = (
            levels[0] * 10 ** (self._within_db / 20) >= levels[1]
            and loudness_likeness(agent, customer) >= ALIKE_IN_LOUDNESS
            and likeness(agent, customer) >= ALIKE
        )
        self._against = self._against + 1 if alike != self.duplicated else 0
        if self._against >= VERDICTS:
            self.duplicated, self._against = not self.duplicated, 0
        return self.duplicated


def _level(samples: Samples) -> float:
    return float(np.sqrt(np.mean(np.square(samples))))
