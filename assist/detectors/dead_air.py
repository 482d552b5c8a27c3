"""Dead air: nobody has spoken for too long. Pure."""

from collections.abc import Iterable

from assist.config import DeadAirSettings
from assist.events import Evidence, Heard, Signal, Speaker, SpeechEnded, SpeechStarted, Tick


class DeadAirDetector:
    """One `dead_air` signal (by the agent, who can end it) for each silence; field `silence_s`."""

    def __init__(self, settings: DeadAirSettings) -> None:
        self._silence_s = settings.silence_s
        self._speaking: set[Speaker] = set()
        self._quiet_since_s: float | None = None

    def feed(self, event: Heard) -> Iterable[Signal]:
        """The signal, at the grid step on which the silence has become too long."""
        if isinstance(event, SpeechStarted):
            self._speaking.add(event.speaker)
            self._quiet_since_s = None
        elif isinstance(event, SpeechEnded):
            self._speaking.discard(event.speaker)
            if not self._speaking:
                self._quiet_since_s = event.end_s
        elif isinstance(event, Tick) and self._quiet_since_s is not None:
            quiet_s = event.known_at_s - self._quiet_since_s
            if quiet_s >= self._silence_s:
                since_s, self._quiet_since_s = self._quiet_since_s, None
                measured = {"silence_s": round(quiet_s, 2)}
                evidence = Evidence(speaker="agent", start_s=since_s, end_s=event.known_at_s, measured=measured)
                yield Signal(
                    known_at_s=event.known_at_s, name="dead_air", by="agent", fields=measured, evidence=(evidence,)
                )
