"""Dead air: nobody has spoken for too long. Pure."""

from collections.abc import Iterator, Sequence, Set

from assist.config import DeadAirSettings
from assist.events import (
    SPEAKERS,
    UNHEARD,
    Activity,
    CallStarted,
    Evidence,
    Heard,
    HearingHealth,
    HearingState,
    HoldSet,
    PauseSet,
    Signal,
    Speaker,
    Tick,
    Utterance,
)
from assist.language.clauses.questions import is_question
from assist.language.terms.paying import is_pay_word
from assist.language.words.normalise import normalise
from assist.language.words.tokens import words_of
from assist.language.words.vocabulary import word_set

THINKING, WAITING = 2, 10
"""So many times longer a silence is dead air where it is fine: somebody thinks (the agent asked, thanked, or the
customer told something hard), or waiting was announced ("mohon tunggu sebentar"). Chosen: 6 and 30 s beside 3 s."""
HARD = ("anger", "distress", "self_harm", "service_complaint", "threatens_complaint")
"""With every `hardship_*` what is told in them deserves a moment of silence."""
BLIP_S = 0.2
"""Sound shorter than this is a click or a breath, and breaks no silence."""
_WAITS = word_set("tunggu ditunggu menunggu tungguin sebentar bentar")
_NO_WAIT = word_set(
    """gak jangan belum lama apa kapan kenapa waktu waktunya ganggu bicara ngobrol boleh tanggal besok pembayaran
    pembayarannya kabar kabarnya itikad"""
)
"""With one of these it is a question, or waiting for another day."""
_INVITES = word_set("silakan silahkan monggo mangga")


def announces_waiting(text: str) -> bool:
    """Whether somebody says that there will be silence now: "silakan saya tunggu", "sebentar ya"."""
    words = words_of(normalise(text))
    found = set(words)
    return bool(found & _WAITS) and not found & _NO_WAIT and not any(is_pay_word(word) for word in words)


class DeadAirFollower:
    """Gives `dead_air`, then `dead_air_long` where it goes on, and `dead_air_over` once somebody speaks.

    By the agent, who can end it; fields `silence_s` and `after`, who spoke last. Nothing before both have spoken (it
    rings), nor while a side is not heard (it may be speaking) or plays music, the customer is on hold or listening is
    paused.
    """

    def __init__(self, settings: DeadAirSettings) -> None:
        self._stages = (("dead_air", settings.tip_s), ("dead_air_long", settings.alarm_s))
        self._begin()

    def _begin(self) -> None:
        self._health: dict[Speaker, HearingState] = dict.fromkeys(SPEAKERS, "ok")
        self._voices: dict[Speaker, float] = {}
        self._have_spoken: set[Speaker] = set()
        self._quiet_since_s, self._after, self._stage = 0.0, SPEAKERS[0], 0
        self._said_s, self._patience = 0.0, 1
        self._closing = False
        self._suspended: set[str] = set()

    def follow(self, event: Heard | Signal, signals: Sequence[Signal]) -> Iterator[Signal]:
        """The signals of one step; a silence is judged on the grid."""
        if isinstance(event, Tick):
            if self._stage == len(self._stages) and not self._voices:
                return
        elif isinstance(event, CallStarted):
            self._begin()
        elif isinstance(event, HearingHealth):
            self._health[event.speaker] = event.state
            self._quiet_since_s, self._stage = event.known_at_s, 0
        elif isinstance(event, HoldSet | PauseSet):
            (self._suspended.add if event.on else self._suspended.discard)(event.type)
            self._quiet_since_s, self._stage = event.known_at_s, 0
        elif isinstance(event, Utterance) and event.final:
            self._take_words(event, signals)
        broken_s = self._broken_at(event)
        if broken_s is not None:
            if self._stage:
                yield self._signal("dead_air_over", broken_s, event.known_at_s)
            self._stage = 0
        elif isinstance(event, Tick) and self._stage < len(self._stages) and self._is_quiet():
            name, silence_s = self._stages[self._stage]
            if event.known_at_s - self._quiet_since_s >= silence_s * self._patience:
                self._stage += 1
                yield self._signal(name, event.known_at_s, event.known_at_s)
        if isinstance(event, Activity):
            self._hear(event)

    def _is_quiet(self) -> bool:
        if self._voices or self._suspended or len(self._have_spoken) < len(SPEAKERS):
            return False
        return all(state not in UNHEARD and state != "music" for state in self._health.values())

    def _broken_at(self, event: Heard | Signal) -> float | None:
        """Since when somebody speaks for long enough to break the silence."""
        if not self._voices:
            return None
        now_s = event.at_s if isinstance(event, Activity) else event.known_at_s
        return min((since_s for since_s in self._voices.values() if now_s - since_s >= BLIP_S), default=None)

    def _hear(self, event: Activity) -> None:
        if event.active:
            self._voices[event.speaker] = event.at_s
            return
        since_s = self._voices.pop(event.speaker, event.at_s)
        if event.at_s - since_s >= BLIP_S:
            self._have_spoken.add(event.speaker)
            self._quiet_since_s, self._after = event.at_s, event.speaker

    def _take_words(self, said: Utterance, signals: Sequence[Signal]) -> None:
        """How long a silence may be after the newest words."""
        if said.start_s < self._said_s or not said.text.strip():
            return
        self._said_s, self._patience = said.start_s, 1
        names = {signal.name for signal in signals}
        if said.speaker == "agent":
            self._closing = "thanks" in names  # what the customer answers is a goodbye
        if announces_waiting(said.text):
            self._patience = WAITING
        elif self._closing or (_asks(said) if said.speaker == "agent" else _is_hard(names)):
            self._patience = THINKING

    def _signal(self, name: str, end_s: float, known_at_s: float) -> Signal:
        measured = {"silence_s": round(end_s - self._quiet_since_s, 2)}
        evidence = Evidence(speaker="agent", start_s=self._quiet_since_s, end_s=end_s, measured=measured)
        fields = {**measured, "after": self._after}
        return Signal(known_at_s=known_at_s, name=name, by="agent", fields=fields, evidence=(evidence,))


def _asks(said: Utterance) -> bool:
    """Whether the agent asked, or asked to go on."""
    words = words_of(normalise(said.text))
    return is_question(words) or not _INVITES.isdisjoint(words)


def _is_hard(names: Set[str]) -> bool:
    return any(name in HARD or name.startswith("hardship_") for name in names)
