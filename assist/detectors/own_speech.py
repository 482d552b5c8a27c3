"""How long one speaker has spoken, and for how long at a stretch: sums over `Activity`. Pure."""

from collections import deque

from assist.events import Activity

JOIN_S = 0.3
"""A pause shorter than this lies inside a spell of speech, as between words."""
BREAK_S = 3.0
"""After so long a silence of both nobody goes on speaking: it is a new stretch."""


class OwnSpeech:
    """One speaker's own speech. Times are seconds of the call, and `now_s` never goes back."""

    def __init__(self, keep_s: float) -> None:
        self._keep_s = keep_s
        self._spells: deque[tuple[float, float]] = deque()
        self._open_s: float | None = None
        self._finished_s = 0.0
        self.spell_start_s: float | None = None
        """Where the newest spell began; pauses shorter than JOIN_S do not end one."""
        self.last_end_s: float | None = None
        """Where the newest finished piece of speech ended."""

    @property
    def active(self) -> bool:
        """Whether the speaker speaks now."""
        return self._open_s is not None

    def feed(self, event: Activity) -> None:
        """Takes a beginning or an end in; one that says nothing new is passed over."""
        if event.active and self._open_s is None:
            self._open_s = event.at_s
            if self.last_end_s is None or event.at_s - self.last_end_s >= JOIN_S:
                self.spell_start_s = event.at_s
        elif not event.active and self._open_s is not None:
            self._spells.append((self._open_s, event.at_s))
            self._finished_s += event.at_s - self._open_s
            self.last_end_s, self._open_s = event.at_s, None
            while self._spells[0][1] < event.at_s - self._keep_s:
                self._spells.popleft()

    def end_s(self, now_s: float) -> float:
        """Up to when the newest speech went, or goes."""
        return now_s if self._open_s is not None else self.last_end_s or 0.0

    def spell_s(self, now_s: float) -> float:
        """How long the newest spell is."""
        return 0.0 if self.spell_start_s is None else self.end_s(now_s) - self.spell_start_s

    def total_s(self, now_s: float) -> float:
        """Seconds spoken in this call."""
        return self._finished_s + (now_s - self._open_s if self._open_s is not None else 0.0)

    def within_s(self, since_s: float, now_s: float) -> float:
        """Seconds spoken from `since_s` on, which lies no further back than `keep_s`."""
        spells = [*self._spells, *([(self._open_s, now_s)] if self._open_s is not None else [])]
        return sum(max(0.0, end_s - max(start_s, since_s)) for start_s, end_s in spells)


class Stretch:
    """Since when one speaker has held the floor: the other said nothing longer than `turn_s`, and nobody paused."""

    def __init__(self, own: OwnSpeech, other: OwnSpeech, turn_s: float) -> None:
        self._own, self._other, self._turn_s = own, other, turn_s
        self.start_s: float | None = None
        self.told = False
        """For whoever tells of it: once a stretch."""

    def look(self, now_s: float) -> float:
        """How long it is at `now_s`, in seconds; look after each `Activity`, and now and then between."""
        taken = self._other.spell_s(now_s) >= self._turn_s and self._other.end_s(now_s) >= self._own_spell_s()
        silent_since_s = max(self._own.end_s(now_s), self._other.end_s(now_s))
        if taken or now_s - silent_since_s >= BREAK_S:
            self.start_s, self.told = None, False
        elif self.start_s is None and self._own.active:
            self.start_s = self._own.spell_start_s
        return 0.0 if self.start_s is None else self._own.end_s(now_s) - self.start_s

    def _own_spell_s(self) -> float:
        """Where the own newest spell began: what the other said before is no interruption of it."""
        return 0.0 if self._own.spell_start_s is None else self._own.spell_start_s
