"""One utterance on its way to a server: what is still to be sent, and what came back. Used by two threads.

The recogniser adds audio and waits for text; the courier takes messages and brings answers. Audio is kept until the
final is there, so that a lost connection costs nothing but the time to send it again.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from time import monotonic

from assist.speech.remote.vosk_protocol import END, SAMPLE_BYTES, Answer
from assist.speech.words import TimedWord

LEAST_MESSAGE_S = 0.1
"""Audio is collected to messages of at least this, as each costs the server an answer."""
LONGEST_MESSAGE_S = 1.0
"""What waited is sent in messages of at most about this, so that answers show that the server is at work."""


@dataclass(frozen=True)
class Heard:
    """The words of an utterance, timed from its first sample; `lost_s` seconds of its audio did not arrive."""

    words: tuple[TimedWord, ...]
    lost_s: float


class Delivery:
    """The audio of one utterance at `rate_hz`; what could not be sent within `backlog_s` is dropped, oldest first."""

    def __init__(self, rate_hz: int, backlog_s: float, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._bytes_per_s = rate_hz * SAMPLE_BYTES
        self._backlog_s = backlog_s
        self._changed = threading.Condition()
        self._pieces: list[tuple[float, bytes]] = []
        self._dropped = 0
        self._complete = False
        self._abandoned = False
        self._final = False
        self.restart()

    # ---- the recogniser's side ----

    def add(self, pcm: bytes) -> None:
        """More of the utterance."""
        with self._changed:
            self._pieces.append((self._clock(), pcm))

    def complete(self) -> None:
        """There is no more of it: the final may come."""
        with self._changed:
            self._complete = True

    def partial(self, wait_s: float) -> str:
        """The text so far, once all that is worth a message is answered, or after `wait_s`."""
        with self._changed:
            self._changed.wait_for(lambda: self._abandoned or self._is_answered(), wait_s)
            words = [word.text for word in self._words]
            return " ".join([*words, self._partial] if self._partial else words)

    def final(self, wait_s: float) -> Heard | None:
        """The utterance as heard; None where there is no final within `wait_s`: it is abandoned then."""
        with self._changed:
            self._changed.wait_for(lambda: self._final or self._abandoned, wait_s)
            self._abandoned = self._abandoned or not self._final
            if self._abandoned:
                return None
            lost_s = self._dropped / self._bytes_per_s
            moved = tuple(replace(w, start_s=w.start_s + lost_s, end_s=w.end_s + lost_s) for w in self._words)
            return Heard(moved, lost_s)

    def abandon(self) -> None:
        """Nobody wants it any more."""
        with self._changed:
            self._abandoned = True
            self._changed.notify_all()

    # ---- the courier's side ----

    @property
    def over(self) -> bool:
        """Whether there is nothing left to do for it."""
        with self._changed:
            return self._final or self._abandoned

    @property
    def final_came(self) -> bool:
        """Whether the server brought it to its end."""
        with self._changed:
            return self._final

    @property
    def waits_for_answer(self) -> bool:
        """Whether something was sent that the server has not answered."""
        with self._changed:
            return self._asked > self._answered

    def restart(self) -> None:
        """A new connection, which has heard nothing: all is to be sent again, less what is too old by now."""
        with self._changed:
            oldest_s = self._clock() - self._backlog_s
            while self._pieces and self._pieces[0][0] < oldest_s:
                self._dropped += len(self._pieces.pop(0)[1])
            self._sent = self._asked = self._answered = 0
            self._ended = False
            self._words: list[TimedWord] = []
            self._partial = ""

    def next_message(self) -> bytes | str | None:
        """What is to be sent now: audio, the end, or nothing yet."""
        with self._changed:
            if self._ended or self._abandoned:
                return None
            message: bytes | str = self._next_audio()
            if not message and self._complete:
                message, self._ended = END, True
            if not message:
                return None
            self._asked += 1
            return message

    def take(self, answer: Answer) -> None:
        """An answer; the one to the end makes the utterance final."""
        with self._changed:
            self._answered += 1
            self._partial = answer.partial
            self._words += answer.words  # a server may end utterances within ours
            self._final = self._ended and self._answered >= self._asked
            self._changed.notify_all()

    def _next_audio(self) -> bytes:
        first, size = self._sent, 0
        if self._is_worth_sending():
            while self._sent < len(self._pieces) and size < LONGEST_MESSAGE_S * self._bytes_per_s:
                size += len(self._pieces[self._sent][1])
                self._sent += 1
        return b"".join(pcm for _, pcm in self._pieces[first : self._sent])

    def _is_worth_sending(self) -> bool:
        size = sum(len(pcm) for _, pcm in self._pieces[self._sent :])
        return size > 0 if self._complete else size >= LEAST_MESSAGE_S * self._bytes_per_s

    def _is_answered(self) -> bool:
        return self._asked == self._answered and not self._is_worth_sending()
