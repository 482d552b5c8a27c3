"""One speaker's device in a live call: what it gives, on the time of the call, and how well that is heard."""

from collections.abc import Iterator, Mapping

import numpy as np

from assist.audio.capture import Capture
from assist.audio.cutting import ChunkCutter
from assist.audio.devices import Device
from assist.audio.health import ChannelHealth, Condition
from assist.audio.timeline import Timeline
from assist.config import AudioSettings
from assist.events import AudioChunk, HearingHealth, Samples, Speaker

MEND_S = 2.0
"""How often a lost device is tried again."""


class Channel:
    """Begins without a device: `attach` gives it one, `detach` takes it away. Times are seconds of the call."""

    def __init__(self, speaker: Speaker, device: Device, settings: AudioSettings) -> None:
        self.speaker, self.device = speaker, device
        self.route: tuple[int, int] | None = None
        """The number of its stream and of the source that feeds it, where PulseAudio tells."""
        self._capture: Capture | None = None
        self._opened_s = self._tried_s = 0.0
        self._tried_apart = False
        self._timeline = Timeline()
        self._cutter = ChunkCutter(speaker)
        self._health = ChannelHealth(settings, speaker)

    def attach(self, capture: Capture, now_s: float) -> None:
        """Hears this device from now on."""
        self._capture, self._opened_s = capture, now_s
        self._timeline.restart(capture.rate_hz)
        self._health.begin(now_s)

    def detach(self, now_s: float) -> Capture | None:
        """Takes the device away, to be closed; until another is attached the channel is lost."""
        capture, self._capture, self.route, self._tried_s = self._capture, None, None, now_s
        self._tried_apart = self._tried_apart or self._health.state == "duplicated"
        return capture

    def take(self, now_s: float, started_s: float) -> Samples:
        """What came since the last call, at SAMPLE_RATE_HZ; `started_s` is the clock at the start of the call."""
        blocks = self._capture.take() if self._capture is not None else []
        pieces = [self._timeline.accept(block, block.arrived_s - started_s) for block in blocks]
        samples = np.concatenate([*pieces, self._timeline.wait(now_s)])
        self._health.hear(samples, now_s)
        return samples

    def judge(self, now_s: float, duplicated: bool) -> HearingHealth | None:
        """What changed in how it is heard."""
        called_s = max(self._opened_s, self._timeline.arrived_s or 0.0)
        lost_s = self._timeline.lost_s
        changed = self._health.judge(Condition(now_s, self._capture is not None, called_s, lost_s, duplicated))
        self._tried_apart = self._tried_apart and self._health.state in ("lost", "duplicated")
        return changed

    def chunks(self, samples: Samples) -> Iterator[AudioChunk]:
        """The chunks of what `take` gave; silence while the device is not the speaker's own."""
        muted = self._health.state in ("lost", "duplicated")
        return self._cutter.accept(np.zeros_like(samples) if muted else samples)

    def wants_mending(self, now_s: float) -> bool:
        """Whether its device should be opened again.

        A lost one every MEND_S; a duplicated one once: a device that is gone cannot be opened, which makes it lost.
        """
        if self._health.state == "duplicated":
            return not self._tried_apart
        return self._health.state == "lost" and now_s - self._tried_s >= MEND_S

    def moved(self, routes: Mapping[int, int], of_others: set[int]) -> bool:
        """Whether its stream is fed by another source than when it was opened.

        A stream that gave way to a new one (after an underrun) is followed.
        """
        if self.route is None:
            return False
        stream, source = self.route
        if stream not in routes:
            free = [number for number in routes if number not in of_others]
            if len(free) != 1:
                return False
            stream = free[0]
            self.route = (stream, source)
        return routes[stream] != source
