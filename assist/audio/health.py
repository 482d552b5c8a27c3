"""How well a live channel is heard, from what is known of it. Pure: times are handed in, in seconds of the call."""

from dataclasses import dataclass

import numpy as np

from assist.audio.soundness import Soundness
from assist.config import AudioSettings
from assist.events import AudioChunk, HearingHealth, HearingState, Samples, Speaker

IMPAIRED_S = 5.0
"""A channel counts as impaired for this long after the last loss."""
TOLD_AGAIN_S = 1.0
"""While it goes on losing sound, this much more is told again."""


STARTING_S = 3.0
"""An idle device may take 2 s until it first calls back; what is missing meanwhile was not lost by it."""
CAUGHT_UP_S = 5.0
"""A recogniser that dropped nothing for this long hears well again."""


def is_sound(samples: Samples, floor: float) -> bool:
    """Whether anything in it rises above `floor` (a peak of 0..1), once its middle is taken out: DC is no sound."""
    return len(samples) > 0 and float(np.max(samples) - np.min(samples)) / 2 > floor


@dataclass(frozen=True)
class Condition:
    """A channel at `now_s`: whether its device is open, since when it has not called back, what it has lost so far."""

    now_s: float
    open: bool
    called_s: float
    lost_s: float
    duplicated: bool


class ChannelHealth:
    """Judges one channel; gives an event where the state changed, or where more was lost."""

    def __init__(self, settings: AudioSettings, speaker: Speaker) -> None:
        self.state: HearingState = "ok"
        self._settings, self._speaker = settings, speaker
        self._floor = 10 ** (settings.silent_dbfs / 20)
        self._loud_s = self._began_s = 0.0
        self._lost_s, self._lost_at_s, self._told_lost_s = 0.0, -IMPAIRED_S, 0.0

    def hear(self, samples: Samples, now_s: float) -> None:
        """Notes whether there is sound in what came."""
        if is_sound(samples, self._floor):
            self._loud_s = now_s

    def begin(self, now_s: float) -> None:
        """The device was opened (again): what was before does not count any more."""
        self._loud_s = self._began_s = now_s
        self._lost_at_s = now_s - IMPAIRED_S

    def judge(self, at: Condition) -> HearingHealth | None:
        """The event that tells of a change, if there is one."""
        if at.lost_s > self._lost_s:
            self._lost_s = at.lost_s
            if at.now_s - self._began_s > STARTING_S:
                self._lost_at_s = at.now_s
        state = self._state(at)
        if state == self.state and (state != "impaired" or at.lost_s - self._told_lost_s < TOLD_AGAIN_S):
            return None
        self.state, self._told_lost_s = state, at.lost_s
        return HearingHealth(
            known_at_s=round(at.now_s, 3), speaker=self._speaker, state=state, lost_s=round(at.lost_s, 2)
        )

    def _state(self, at: Condition) -> HearingState:
        """The worst that is true: no device before the wrong one, the wrong one before a silent one."""
        if not at.open or at.now_s - at.called_s > self._settings.lost_after_s:
            return "lost"
        if at.duplicated:
            return "duplicated"
        if at.now_s - self._loud_s > self._settings.silent_after_s:
            return "silent"
        return "impaired" if at.now_s - self._lost_at_s < IMPAIRED_S else "ok"


class ChannelHearing:
    """How one channel is heard on its way from the device to the recogniser: the worse of both counts."""

    def __init__(self, speaker: Speaker) -> None:
        self._device = HearingHealth(speaker=speaker, state="ok")
        self._sound = Soundness()
        self._sounds: HearingState = "ok"
        self._lost_s = self._told_lost_s = 0.0
        self._dropped_s: float | None = None

    def of_device(self, health: HearingHealth) -> HearingHealth:
        """The device's health, with what the recogniser lost."""
        self._device = health
        return self._now()

    def of_sound(self, chunk: AudioChunk) -> HearingHealth | None:
        """What changes with a chunk that voice activity has judged: whether it is distorted, or music."""
        self._sound.accept(chunk)
        if self._sound.state == self._sounds:
            return None
        before, self._sounds = self._now(), self._sound.state
        return None if self._now().state == before.state else self._now()

    def of_recogniser(self, lost_s: float, end_s: float, last: bool = False) -> HearingHealth | None:
        """What changes when `lost_s` had been dropped by the chunk that ends at `end_s`.

        A full queue drops a chunk for every one that comes, so growth is told by the second; with the `last` chunk all.
        """
        if lost_s > self._lost_s:
            is_news = self._dropped_s is None or last or lost_s - self._told_lost_s >= TOLD_AGAIN_S
            self._lost_s, self._dropped_s = lost_s, end_s
            return self._now() if is_news else None
        if last and self._lost_s > self._told_lost_s:
            return self._now()
        if self._dropped_s is not None and end_s - self._dropped_s >= CAUGHT_UP_S:
            self._dropped_s = None
            return self._now()
        return None

    def _now(self) -> HearingHealth:
        self._told_lost_s = self._lost_s
        state = self._device.state
        if state == "ok":
            state = "impaired" if self._dropped_s is not None else self._sounds
        lost_s = round(self._device.lost_s + self._lost_s, 2)
        return self._device.model_copy(update={"state": state, "lost_s": lost_s})
