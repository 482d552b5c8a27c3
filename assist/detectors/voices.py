"""When one speaker's own voice was heard in the last seconds. Pure."""

import math
from itertools import chain

Stretch = tuple[float, float]


class Voice:
    """Stretches of one speaker's voice, in order; the last may still go on. Times in seconds of the call.

    Whoever seems to speak still is credited with voice up to `unsure_s` before now: an end is known that late.
    """

    def __init__(self, unsure_s: float = 0.0) -> None:
        self._unsure_s = unsure_s
        self._stretches: list[Stretch] = []
        self._open_s: float | None = None

    def start(self, at_s: float) -> None:
        """The voice sets in."""
        self._open_s = at_s

    def stop(self, at_s: float) -> None:
        """It pauses."""
        if self._open_s is not None and at_s > self._open_s:
            self._stretches.append((self._open_s, at_s))
        self._open_s = None

    def forget(self, before_s: float) -> None:
        """Lets go of stretches that ended before."""
        self._stretches = [stretch for stretch in self._stretches if stretch[1] >= before_s]

    def spoken_s(self, from_s: float, to_s: float, now_s: float) -> float:
        """Seconds of voice between `from_s` and `to_s`, as known at `now_s`."""
        return _covered_s(self._all(now_s), from_s, to_s)

    def held_s(self, from_s: float, to_s: float, pause_s: float) -> float:
        """The same, where pauses shorter than `pause_s` count as voice: the speaker has not given up the turn.

        Voice that set in later than `to_s` tells nothing; what went on at `to_s` counts to its end.
        """
        before = [stretch for stretch in self._all(math.inf) if stretch[0] <= to_s]
        return _covered_s(_joined(before, pause_s), from_s, to_s)

    def spoken_near_s(self, other: "Voice", from_s: float, to_s: float, now_s: float, near_s: float) -> float:
        """Seconds of this voice in that time that lie on the other's, or within `near_s` of it."""
        wide = _joined([(start_s - near_s, end_s + near_s) for start_s, end_s in other._all(now_s)], 0.0)
        return sum(self.spoken_s(max(start_s, from_s), min(end_s, to_s), now_s) for start_s, end_s in wide)

    def turn_end_s(self, at_s: float, now_s: float, pause_s: float) -> float:
        """Where the turn that was going on at `at_s` ends; minus infinity where there was none.

        Pauses up to `pause_s` belong to it.
        """
        end_s = -math.inf
        for start_s, stop_s in self._all(now_s):
            if start_s <= at_s or start_s - end_s <= pause_s:
                end_s = stop_s
        return end_s

    def began_s(self, until_s: float) -> float:
        """Where the newest stretch until then began; minus infinity where there is none."""
        return max((start_s for start_s, _ in self._all(math.inf) if start_s <= until_s), default=-math.inf)

    def last_s(self, now_s: float) -> float:
        """Until when the voice was heard last; minus infinity where it never was."""
        every = self._all(now_s)
        return every[-1][1] if every else -math.inf

    def quiet_for_s(self, now_s: float) -> float:
        """How long it has been quiet."""
        return now_s - self.last_s(now_s)

    def _all(self, now_s: float) -> list[Stretch]:
        going_on = [] if self._open_s is None else [(self._open_s, max(self._open_s, now_s - self._unsure_s))]
        return list(chain(self._stretches, going_on))


def _joined(stretches: list[Stretch], pause_s: float) -> list[Stretch]:
    """The stretches with gaps shorter than `pause_s`, and overlaps, closed."""
    joined: list[Stretch] = []
    for start_s, end_s in stretches:
        if joined and start_s - joined[-1][1] <= pause_s:
            joined[-1] = (joined[-1][0], end_s)
        else:
            joined.append((start_s, end_s))
    return joined


def _covered_s(stretches: list[Stretch], from_s: float, to_s: float) -> float:
    return sum(max(0.0, min(end_s, to_s) - max(start_s, from_s)) for start_s, end_s in stretches)
