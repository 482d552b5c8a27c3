"""One call: heard events in, concluded events out. Lists the detectors. Pure.

Live, demo, replay, evaluation and tests all run `Session.feed`. Time is data: before an event is looked at, a grid of
0.125 s is advanced to the event's `known_at_s`, so that dead air, expiry and "still missing after 60 s" happen at the
same moments whether the call runs live or again.
"""

from collections.abc import Iterable, Sequence
from typing import Protocol

from assist.config import Settings
from assist.detectors.account_check import AccountCheck
from assist.detectors.account_promise import PromiseCheck
from assist.detectors.authority import AuthorityCheck
from assist.detectors.calling_hours import CallingHoursFollower
from assist.detectors.calming import CalmingFollower
from assist.detectors.commitment import CommitmentDetector
from assist.detectors.conduct import ConductDetector
from assist.detectors.course import CourseFollower
from assist.detectors.dead_air import DeadAirFollower
from assist.detectors.emotion import EmotionFollower
from assist.detectors.interruption import InterruptionDetector
from assist.detectors.presence import PresenceFollower
from assist.detectors.privacy import PrivacyFollower
from assist.detectors.swapped import SwappedFollower
from assist.detectors.talk import TalkFollower
from assist.events import CallStarted, Concluded, Heard, Signal, Tick
from assist.playbook import Playbook
from assist.tips.tips import Tips

GRID_S = 0.125
"""A power of two, so that n * GRID_S is exact; small, since an interruption is said on the grid (README, Decisions)."""


class Detector(Protocol):
    """Notices one kind of thing: heard events in, signals out. Pure."""

    def feed(self, event: Heard) -> Iterable[Signal]:
        """The signals that `event` gives."""


class Follower(Protocol):
    """Notices what only shows in other signals, or in the passing of time. Pure."""

    def follow(self, event: Heard | Signal, signals: Sequence[Signal]) -> Iterable[Signal]:
        """The signals of one step: of `event` (each step of the grid is a `Tick`) and of the `signals` it gave.

        `signals` are those of the detectors and of the followers before this one.
        """


class Session:
    """Folds the events of one call. Feed them in the order of `known_at_s`, `CallStarted` first."""

    def __init__(self, playbook: Playbook, settings: Settings) -> None:
        interruption = InterruptionDetector(settings.interruption, settings.voice_activity.end_s)
        self._detectors: tuple[Detector, ...] = (
            interruption,
            CommitmentDetector(playbook.ordinary),
            ConductDetector(playbook.phrases, playbook.turns),
        )
        self._timed: tuple[Detector, ...] = (interruption,)
        self._followers: tuple[tuple[Follower, bool], ...] = (
            (CallingHoursFollower(settings.calling_hours), True),
            (PresenceFollower(), False),
            (PrivacyFollower(), False),
            (AccountCheck(), True),
            (AuthorityCheck(), True),
            (PromiseCheck(), False),
            (CourseFollower(playbook.stages), True),
            (EmotionFollower(settings.emotion), False),
            (CalmingFollower(), False),
            (SwappedFollower(ConductDetector(playbook.phrases, playbook.turns)), False),
            (DeadAirFollower(settings.dead_air), True),
            (TalkFollower(settings.talk), True),
        )
        """Each with whether the mere passing of time tells it something; the others are not asked on a quiet step."""
        self._tips = Tips(playbook, settings.tips)
        self._grid_steps = 0

    def feed(self, event: Heard | Signal) -> list[Concluded]:
        """What is concluded up to and from `event`. A `Signal` fed in counts as if a detector had given it."""
        concluded: list[Concluded] = []
        while (grid_s := (self._grid_steps + 1) * GRID_S) <= event.known_at_s:
            self._grid_steps += 1
            concluded += self._step(Tick(known_at_s=grid_s))
        if not isinstance(event, Tick):
            concluded += self._step(event)
        return concluded

    def _step(self, event: Heard | Signal) -> list[Concluded]:
        passing = isinstance(event, Tick)
        if isinstance(event, Signal):
            signals = [event]
        else:
            signals = []
            for detector in self._timed if passing else self._detectors:
                signals += detector.feed(event)
            signals += self._tips.misheard(event)
        if isinstance(event, CallStarted):
            started = Signal(known_at_s=event.known_at_s, name="call_started", by="agent")
            signals.append(started)
        for follower, timed in self._followers:
            if timed or signals or not passing:
                signals += follower.follow(event, signals)
        return [*signals, *self._tips.step(event, signals)]


def run(events: Iterable[Heard | Signal], playbook: Playbook, settings: Settings) -> list[Concluded]:
    """Everything a whole call concludes, in order."""
    session = Session(playbook, settings)
    return [concluded for event in events for concluded in session.feed(event)]
