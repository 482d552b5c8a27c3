"""How far a voice is raised above its own baseline: a small linear model over differences. Pure.

Nobody's voice is judged by itself: every measure counts as its difference from the median of the same speaker's calm
speech in this call, so that who speaks high, loud or over a dull line is not taken for upset.
"""

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log2

import numpy as np
import numpy.typing as npt

from assist.config import EmotionSettings
from assist.detectors.emotion_weights import SCALES, WITH_LEVEL, WITHOUT_LEVEL
from assist.events import Prosody

MEASURES = tuple(SCALES)
"""Names of the numbers that a difference holds, in its order."""
CLIP = 1.0
"""One measure counts at most as a difference of so many scales: none is enough alone, be it ever so wrong, nor is a
pitch with nothing else (an octave error, or another person at the telephone). On unseen speakers 2.5 is no better."""
SMOOTHING_PER_S, MOST_SMOOTHING = 0.43, 0.65
"""Weight of the newest window against all before it, by the speech in it: half for a usual one, less for the first
second of an utterance, which tells less."""
STALE_S = 30.0
"""After a silence this long the smoothing begins anew."""
USUAL_SPREAD = 0.5
"""Of the strength of calm windows, in the median speaker (1.48 median absolute deviations) ..."""
SPREAD_WINDOWS = 12
"""... which counts as so many windows beside the speaker's own: who sways more at rest must rise more to be raised."""
MOST_STRENGTHS = 60
"""The newest calm windows whose spread is looked at."""
LEAST_SPREAD, MOST_SPREAD = 0.8, 1.5
"""Strengths are divided by the own spread over the usual one, held between these."""
HELD_SPREAD_DB = 1.2
"""Levels of a baseline that spread less (1.48 median absolute deviations) are held by an automatic gain ..."""
HELD_LEAST_WINDOWS = 8
"""... if there are so many of them: fewer spread little by chance."""

Vector = npt.NDArray[np.float64]
_LEVEL = MEASURES.index("level")


def vector(heard: Prosody) -> Vector:
    """The measures of one window [MEASURES]; nan where one is missing. Frequencies become semitones."""
    measured = {
        "pitch": _semitones(heard.pitch_hz),
        "pitch_high": _semitones(heard.pitch_high_hz),
        "pitch_spread": heard.pitch_spread_semitones,
        "pitch_movement": heard.pitch_movement_semitones_s,
        "jitter": heard.jitter_percent,
        "level": heard.level_dbfs if heard.level_voiced_dbfs is None else heard.level_voiced_dbfs,
        "level_spread": heard.level_spread_db,
        "tilt": heard.tilt_db,
        "slope": heard.slope_db_octave,
        "hammarberg": heard.hammarberg_db,
        "centroid": _semitones(heard.centroid_hz),
        "low_centroid": _semitones(heard.low_centroid_hz),
        "flux": heard.flux_db,
        "voiced": heard.voiced_share,
        "periodicity": heard.periodicity,
        "syllables": heard.syllables_per_s,
    }
    return np.array([np.nan if measured[name] is None else measured[name] for name in MEASURES], np.float64)


def _semitones(hz: float | None) -> float | None:
    return 12 * log2(hz) if hz is not None and hz > 0 else None


@dataclass(frozen=True)
class Weights:
    """A linear model: strength is `weights` @ clipped differences; 1.0 is where a voice counts as raised."""

    weights: Vector

    def strength(self, difference: Vector) -> float:
        """Of a difference [MEASURES] in scales; 0 as at rest, negative for a voice that sank."""
        clipped = np.clip(np.nan_to_num(difference), -CLIP, CLIP)
        # a level that falls while the rest rises is a hand on the microphone or a gain at work, and speaks for nothing
        clipped[_LEVEL] = max(clipped[_LEVEL], 0.0)
        return float(self.weights @ clipped)


def weights_of(table: Mapping[str, float]) -> Weights:
    """From a table by measure; what is not in it counts nothing."""
    return Weights(np.array([table.get(name, 0.0) for name in MEASURES]))


class Baseline:
    """What one speaker sounds like at rest: the median of the first speech and of the latest that was not raised."""

    def __init__(self, settings: EmotionSettings) -> None:
        self._settings = settings
        self._first: list[Vector] = []
        self._first_s = 0.0
        self._recent: deque[tuple[Vector, float]] = deque()
        self._median: Vector | None = None
        self._strengths: deque[float] = deque(maxlen=MOST_STRENGTHS)

    @property
    def ready(self) -> bool:
        """Whether enough was heard to judge anything."""
        return self._first_s >= self._settings.baseline_least_s

    def add(self, measured: Vector, length_s: float) -> None:
        """Takes in a window that is not raised, with `length_s` of new speech."""
        self._median = None
        if self._first_s < self._settings.baseline_s:
            self._first.append(measured)
            self._first_s += length_s
            return
        self._recent.append((measured, length_s))
        while sum(length for _, length in self._recent) > self._settings.baseline_recent_s:
            self._recent.popleft()

    def difference(self, measured: Vector) -> Vector:
        """Of a window from the median, in the measures' own units; nan where a measure is missing."""
        if self._median is None:
            self._median = _nanmedian(self._windows())
        return measured - self._median

    def note(self, strength: float) -> None:
        """Takes in the strength of a window that is not raised."""
        self._strengths.append(strength)

    def spread(self) -> float:
        """Of the strength of this speaker's calm windows, over the usual one; 1.0 while nothing is known."""
        count = len(self._strengths)
        own = _spread(np.array(self._strengths)) / USUAL_SPREAD if count else 1.0
        ratio = ((SPREAD_WINDOWS + count * own**2) / (SPREAD_WINDOWS + count)) ** 0.5
        return float(min(max(ratio, LEAST_SPREAD), MOST_SPREAD))

    def level_held(self) -> bool:
        """Whether the levels spread so little that an automatic gain must hold them."""
        levels = self._windows()[:, _LEVEL]
        levels = levels[~np.isnan(levels)]
        if len(levels) < HELD_LEAST_WINDOWS:
            return False
        return _spread(levels) < HELD_SPREAD_DB

    def _windows(self) -> Vector:
        return np.array([*self._first, *(measured for measured, _ in self._recent)])


def _spread(values: Vector) -> float:
    """The standard deviation, as the median absolute deviation tells it."""
    return float(1.48 * np.median(np.abs(values - np.median(values))))


def _nanmedian(windows: Vector) -> Vector:
    """By column, nan only where a column has no number; without numpy's warning about such columns."""
    known = ~np.isnan(windows).all(axis=0)
    result = np.full(windows.shape[1], np.nan)
    result[known] = np.nanmedian(windows[:, known], axis=0)
    return result


@dataclass(frozen=True)
class Rise:
    """How a window lies above the baseline.

    `strength` is smoothed over windows, `before` is that of the window before; `now` is that of this one alone.
    """

    strength: float
    before: float
    now: float
    start_s: float
    end_s: float
    measured: Mapping[str, float]


def smoothed(before: float, now: float, window_s: float) -> float:
    """The strength after a window of `window_s` of speech. A voice that sank before is not held down by it now."""
    share = min(SMOOTHING_PER_S * window_s, MOST_SMOOTHING)
    return share * now + (1 - share) * max(before, 0.0)


def is_rise(strength: float, before: float, settings: EmotionSettings) -> bool:
    """Whether two windows in a row are a rise: one that is raised, after one that was on its way there."""
    return strength >= settings.raised and before >= settings.rising


class RiseMeter:
    """Follows one speaker's windows."""

    def __init__(self, settings: EmotionSettings, tables: Sequence[Mapping[str, float]] = ()) -> None:
        """`tables` are weights with and without level to use instead of those that are shipped."""
        self._settings = settings
        with_level, without = tables or (WITH_LEVEL, WITHOUT_LEVEL)
        self._with_level, self._without_level = weights_of(with_level), weights_of(without)
        self._baseline = Baseline(settings)
        self._strength: float | None = None
        self._heard_until_s = 0.0

    def feed(self, heard: Prosody) -> Rise | None:
        """How raised the window is; None while there is no baseline yet."""
        measured, length_s = vector(heard), heard.end_s - heard.start_s
        if not self._baseline.ready:
            self._baseline.add(measured, length_s)
            return None
        difference = self._baseline.difference(measured)
        plain = self._strength_of(difference / _SCALES)
        now = plain / self._baseline.spread()
        if heard.start_s > self._heard_until_s + STALE_S:
            self._strength = None
        self._heard_until_s = heard.end_s
        before = self._strength or 0.0
        self._strength = smoothed(before, now, heard.window_s or length_s)
        if max(self._strength, now) < self._settings.raised * FREEZE:
            self._baseline.add(measured, length_s)
            self._baseline.note(plain)
        start_s = heard.end_s - (heard.window_s or length_s)
        return Rise(self._strength, before, now, max(start_s, 0.0), heard.end_s, _told(difference))

    def _strength_of(self, difference: Vector) -> float:
        """By the weights that the headset's gain allows; level speaks for a rise, and never against one."""
        without = self._without_level.strength(difference)
        gain = self._settings.automatic_gain
        if gain == "on" or (gain == "auto" and self._baseline.level_held()):
            return without
        return max(without, self._with_level.strength(difference))


FREEZE = 0.68
"""The baseline takes in nothing of this share of the raised strength or more: a slow rise must not become the rest."""
TOLD = {
    "pitch": ("pitch_semitones", 1),
    "level": ("level_db", 1),
    "tilt": ("brightness_db", 1),
    "syllables": ("syllables_per_s", 1),
}
"""What evidence says of a difference, by measure: name with unit, and decimals."""
_SCALES = np.array([SCALES[name] for name in MEASURES])


def _told(difference: Vector) -> dict[str, float]:
    values = dict(zip(MEASURES, np.nan_to_num(difference), strict=True))
    return {name: round(float(values[measure]), places) for measure, (name, places) in TOLD.items()}
