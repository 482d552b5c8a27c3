"""Talking too fast: a speaker's syllable rate against the pace this speaker has in this call. Pure."""

from collections import deque
from collections.abc import Iterable
from statistics import median

from assist.config import TalkSettings
from assist.events import Prosody


class Speed:
    """One speaker's pace, from the syllable rates of stretches of speech (syllables a second, pauses left out)."""

    def __init__(self, settings: TalkSettings) -> None:
        self._settings = settings
        self._own: list[Prosody] = []
        self._recent: deque[Prosody] = deque()
        self.fast = False
        """Whether the recent pace is too fast."""

    def feed(self, heard: Prosody) -> dict[str, float] | None:
        """What was measured, at the stretch with which speech has become too fast; None otherwise.

        Said once until the pace has come down again.
        """
        if heard.syllables_per_s is None:
            return None
        if _length_s(self._own) < self._settings.baseline_s:
            self._own.append(heard)
        self._recent.append(heard)
        while _length_s(self._recent) - _length_s([self._recent[0]]) >= self._settings.fast_s:
            self._recent.popleft()
        now, own = self.now, self.own
        was_fast = self.fast
        self.fast = now is not None and own is not None and self._is_fast(now, own)
        if not self.fast or was_fast or now is None or own is None:
            return None
        return {"speed_sps": now, "own_speed_sps": own}

    @property
    def since_s(self) -> float:
        """Where the speech begins on which `now` rests."""
        return self._recent[0].start_s if self._recent else 0.0

    @property
    def now(self) -> float | None:
        """The pace of the last `fast_s` of speech; None before there is so much."""
        length_s = _length_s(self._recent)
        if length_s < self._settings.fast_s:
            return None
        return round(sum(_length_s([item]) * (item.syllables_per_s or 0.0) for item in self._recent) / length_s, 1)

    @property
    def own(self) -> float | None:
        """The speaker's own pace: the median of the first `baseline_s` of speech; None before there is so much."""
        if _length_s(self._own) < self._settings.baseline_s:
            return None
        return round(median(item.syllables_per_s or 0.0 for item in self._own), 1)

    def _is_fast(self, now: float, own: float) -> bool:
        return now > self._settings.fast_syllables_per_s and now > own * (1 + self._settings.fast_rise)


def _length_s(stretches: Iterable[Prosody]) -> float:
    return sum(item.end_s - item.start_s for item in stretches)
