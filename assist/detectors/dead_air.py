"""Dead air: nobody has spoken for too long. Pure."""

from collections.abc import Iterable

from assist.config import DeadAirSettings
from assist.events import Evidence, Heard, Signal, Speaker, SpeechEnded, SpeechStarted, Tick, Utterance
from assist.language.terms.paying import is_pay_word
from assist.language.words.normalise import normalise
from assist.language.words.tokens import words_of
from assist.language.words.vocabulary import word_set

PATIENCE = 5
"""So many times longer a silence is when waiting was announced ("mohon tunggu sebentar"); chosen: 30 s beside 6 s."""
_WAITS = word_set("tunggu ditunggu menunggu tungguin sebentar bentar")
_NO_WAIT = word_set(
    """gak jangan belum lama apa kapan kenapa waktu waktunya ganggu bicara ngobrol boleh tanggal besok pembayaran
    pembayarannya kabar kabarnya itikad"""
)
"""With one of these it is a question, or waiting for another day."""


def announces_waiting(text: str) -> bool:
    """Whether somebody says that there will be silence now: "silakan saya tunggu", "sebentar ya"."""
    words = words_of(normalise(text))
    found = set(words)
    return bool(found & _WAITS) and not found & _NO_WAIT and not any(is_pay_word(word) for word in words)


class DeadAirDetector:
    """One `dead_air` signal (by the agent, who can end it) for each silence; field `silence_s`.

    After words that announce waiting, only a silence `PATIENCE` times as long is one.
    """

    def __init__(self, settings: DeadAirSettings) -> None:
        self._silence_s = settings.silence_s
        self._speaking: set[Speaker] = set()
        self._quiet_since_s: float | None = None
        self._said_s = 0.0
        self._waiting = False

    def feed(self, event: Heard) -> Iterable[Signal]:
        """The signal, at the grid step on which the silence has become too long."""
        if isinstance(event, SpeechStarted):
            self._speaking.add(event.speaker)
            self._quiet_since_s = None
        elif isinstance(event, SpeechEnded):
            self._speaking.discard(event.speaker)
            if not self._speaking:
                self._quiet_since_s = event.end_s
        elif isinstance(event, Utterance) and event.final and event.start_s >= self._said_s:
            self._said_s, self._waiting = event.start_s, announces_waiting(event.text)
        elif isinstance(event, Tick) and self._quiet_since_s is not None:
            quiet_s = event.known_at_s - self._quiet_since_s
            if quiet_s >= self._silence_s * (PATIENCE if self._waiting else 1):
                since_s, self._quiet_since_s = self._quiet_since_s, None
                measured = {"silence_s": round(quiet_s, 2)}
                evidence = Evidence(speaker="agent", start_s=since_s, end_s=event.known_at_s, measured=measured)
                yield Signal(
                    known_at_s=event.known_at_s, name="dead_air", by="agent", fields=measured, evidence=(evidence,)
                )
