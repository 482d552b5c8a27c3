"""Who talks how much: the agent's share of speech, monologues, and talking too fast. Pure."""

from collections.abc import Iterator, Mapping, Sequence

from pydantic import JsonValue

from assist.config import TalkSettings
from assist.detectors.own_speech import OwnSpeech, Stretch
from assist.detectors.speed import Speed
from assist.events import (
    SPEAKERS,
    UNHEARD,
    Activity,
    CallEnded,
    CallStarted,
    Evidence,
    Heard,
    HearingHealth,
    Prosody,
    Signal,
    Speaker,
    Tick,
)

LOOK_S = 1.0
"""How often share and stretches are looked at between changes."""
TELL_S = 5.0
"""How often the figures of the talk are told, where they changed."""
LEAST_SPEECH = 0.5
"""A share means something once so much of the window (0..1) was speech."""
CALMER = 0.1
"""A share that was told is told again only after it had fallen this far below the limit."""


class TalkFollower:
    """Gives `monologue`, `talk_share`, `too_fast`, and `talk`: the figures of the call so far, for overlay and note.

    Shares rest on both sides, so what is told of them waits while a side is not heard.
    """

    def __init__(self, settings: TalkSettings) -> None:
        self._settings = settings
        self._begin()

    def _begin(self) -> None:
        self._own = {speaker: OwnSpeech(self._settings.share_window_s) for speaker in SPEAKERS}
        agent, customer = (self._own[speaker] for speaker in SPEAKERS)
        self._stretches: dict[Speaker, Stretch] = {
            "agent": Stretch(agent, customer, self._settings.turn_s),
            "customer": Stretch(customer, agent, self._settings.turn_s),
        }
        self._speeds = {speaker: Speed(self._settings) for speaker in SPEAKERS}
        self._unheard: set[Speaker] = set()
        self._heard_since_s = self._looked_s = self._told_s = 0.0
        self._longest_s = 0.0
        self._interruptions = 0
        self._both_since_s: float | None = None
        self._overlap_s = 0.0
        self._share_told = False
        self._figures: Mapping[str, JsonValue] = {}

    def follow(self, event: Heard | Signal, signals: Sequence[Signal]) -> Iterator[Signal]:
        """The signals of one step."""
        now_s = event.known_at_s
        for signal in signals:
            self._interruptions += signal.name == "interruption" and signal.by == "agent"
        if isinstance(event, Tick):
            if now_s - self._looked_s >= LOOK_S:
                self._looked_s = now_s
                yield from self._look(now_s)
        elif isinstance(event, CallStarted):
            self._begin()
        elif isinstance(event, HearingHealth):
            self._take_health(event)
        elif isinstance(event, Activity):
            self._own[event.speaker].feed(event)
            self._take_overlap(event.at_s)
            yield from self._look(max(now_s, event.at_s))
        elif isinstance(event, Prosody):
            yield from self._speed(event)
        if isinstance(event, CallEnded) or now_s - self._told_s >= TELL_S:
            self._told_s = now_s
            yield from self._told(now_s)

    def _take_overlap(self, at_s: float) -> None:
        both = all(own.active for own in self._own.values())
        if both and self._both_since_s is None:
            self._both_since_s = at_s
        elif not both and self._both_since_s is not None:
            self._overlap_s += max(0.0, at_s - self._both_since_s)  # an onset may be dated back
            self._both_since_s = None

    def _take_health(self, health: HearingHealth) -> None:
        if health.state in UNHEARD:
            self._unheard.add(health.speaker)
        else:
            self._unheard.discard(health.speaker)
        self._heard_since_s = health.known_at_s

    def _look(self, now_s: float) -> Iterator[Signal]:
        lengths_s = {speaker: stretch.look(now_s) for speaker, stretch in self._stretches.items()}
        if self._unheard:
            return
        self._longest_s = max(self._longest_s, lengths_s["agent"])
        for speaker, stretch in self._stretches.items():
            if lengths_s[speaker] >= self._settings.monologue_s and not stretch.told:
                stretch.told = True
                start_s = stretch.start_s or 0.0
                yield _signal("monologue", speaker, (start_s, now_s), {"monologue_s": round(lengths_s[speaker], 1)})
        yield from self._share(now_s)

    def _share(self, now_s: float) -> Iterator[Signal]:
        since_s = now_s - self._settings.share_window_s
        if since_s < self._heard_since_s:
            return
        agent_s, customer_s = (self._own[speaker].within_s(since_s, now_s) for speaker in SPEAKERS)
        if agent_s + customer_s < LEAST_SPEECH * self._settings.share_window_s:
            return
        share = agent_s / (agent_s + customer_s)
        if share > self._settings.share and not self._share_told:
            self._share_told = True
            measured = {
                "talk_share_pct": round(100 * share),
                "agent_s": round(agent_s, 1),
                "customer_s": round(customer_s, 1),
            }
            yield _signal("talk_share", "agent", (since_s, now_s), measured)
        elif share < self._settings.share - CALMER:
            self._share_told = False

    def _speed(self, heard: Prosody) -> Iterator[Signal]:
        speed = self._speeds[heard.speaker]
        measured = speed.feed(heard)
        if measured is not None:
            yield _signal("too_fast", heard.speaker, (speed.since_s, heard.end_s), measured, heard.known_at_s)

    def _told(self, now_s: float) -> Iterator[Signal]:
        """The figures of the call so far, where they are others than those told last."""
        agent_s, customer_s = (round(self._own[speaker].total_s(now_s), 1) for speaker in SPEAKERS)
        speed = self._speeds["agent"]
        figures: dict[str, JsonValue] = {
            "agent_s": agent_s,
            "customer_s": customer_s,
            "overlap_s": round(self._overlap_s, 1),
            "longest_s": round(self._longest_s, 1),
            "interruptions": self._interruptions,
            "speed_sps": speed.now,
            "own_speed_sps": speed.own,
            "too_fast": speed.fast,
        }
        if figures != self._figures and agent_s + customer_s > 0:
            self._figures = figures
            yield Signal(known_at_s=now_s, name="talk", by="agent", fields=figures)


def _signal(
    name: str, by: Speaker, span_s: tuple[float, float], measured: Mapping[str, float], known_at_s: float | None = None
) -> Signal:
    start_s, end_s = span_s
    evidence = Evidence(speaker=by, start_s=start_s, end_s=end_s, measured=measured)
    return Signal(
        known_at_s=end_s if known_at_s is None else known_at_s,
        name=name,
        by=by,
        fields=dict(measured),
        evidence=(evidence,),
    )
