"""When provisional texts are due, the same for every engine."""


class PartialPace:
    """The next partial of an utterance is due `every_s` after its onset, then `every_s` after the last; 0: never."""

    def __init__(self, every_s: float) -> None:
        self._every_s = every_s
        self._due_s: float | None = None

    def is_due(self, since_s: float, now_s: float) -> bool:
        """Whether a partial is due at `now_s` of an utterance that began at `since_s`."""
        if self._every_s == 0:
            return False
        if self._due_s is None:
            self._due_s = since_s + self._every_s
        return now_s >= self._due_s

    def made(self, now_s: float, took_s: float = 0.0) -> None:
        """One was made at `now_s`, which took `took_s` of real time.

        A machine that needs longer than the interval gets every second one only, or fewer.
        """
        self._due_s = now_s + max(self._every_s, 2 * took_s)

    def begin_again(self) -> None:
        """The utterance is over."""
        self._due_s = None
