"""A recogniser that outlives failures of its engine: it is made anew, and what it held is counted as lost."""

from collections import deque
from functools import partial
from typing import Protocol, runtime_checkable

from assist.audio.gate import SpeechGate
from assist.config import Settings
from assist.errors import ModelError
from assist.events import AudioChunk, Speaker, Utterance
from assist.speech.recogniser import Recogniser, RecogniserMaker

MOST_FAILURES = 3
"""So many failures within WITHIN_S, and the engine counts as broken: the call ends, and says so."""
WITHIN_S = 60.0


@runtime_checkable
class Losing(Protocol):
    """What may lose audio it was given, and counts it."""

    @property
    def lost_s(self) -> float:
        """Seconds of audio that were lost so far."""
        ...


def lost_by(recogniser: Recogniser) -> float:
    """Seconds of audio that a recogniser lost so far; 0 for one that does not count them."""
    return recogniser.lost_s if isinstance(recogniser, Losing) else 0.0


def steady(make: RecogniserMaker, settings: Settings) -> RecogniserMaker:
    """The same engine, but its recognisers are made anew when they fail."""
    return partial(SteadyRecogniser, make, settings)


class SteadyRecogniser:
    """A `Recogniser` over one that may raise: then another takes its place with the next chunk.

    What the failed one had heard of the running utterance is lost, and is counted in `lost_s`; what comes after is
    an utterance of its own. Raises ModelError once it has failed MOST_FAILURES times within WITHIN_S of audio; from
    then on it is of no more use, except that `finish` gives nothing.
    """

    def __init__(self, make: RecogniserMaker, settings: Settings, speaker: Speaker) -> None:
        activity = settings.voice_activity
        self._engine = settings.speech.engine
        self._make, self._speaker = make, speaker
        self._recogniser: Recogniser | None = make(speaker)
        self._gate = SpeechGate(activity.start_s, activity.end_s)
        self._numbering = Numbering(speaker)
        self._failures_s: deque[float] = deque(maxlen=MOST_FAILURES)
        self.lost_s = 0.0
        """Seconds of audio that failures cost so far, and what the engine itself counts. Any thread may read it."""
        self._failures_cost_s = 0.0
        self._done_s = 0.0  # speech up to here has its final, or is counted as lost
        self._now_s = 0.0

    def accept(self, chunk: AudioChunk) -> list[Utterance]:
        """What became known with this chunk; nothing where the engine failed on it."""
        self._now_s = chunk.end_s
        turn = self._gate.accept(bool(chunk.speech), chunk.start_s, chunk.end_s)
        since_s = self._gate.speaking_since_s if turn is None else turn.start_s
        try:
            if self._recogniser is None:
                self._recogniser = self._make(self._speaker)
            return self._published(self._recogniser.accept(chunk))
        except Exception as error:  # whatever an engine's library raises
            self._lose(chunk.start_s if since_s is None else min(since_s, chunk.start_s))
            self._failures_s.append(chunk.end_s)
            if len(self._failures_s) == MOST_FAILURES and chunk.end_s - self._failures_s[0] < WITHIN_S:
                raise self._broken(error) from error
            return []

    def finish(self) -> list[Utterance]:
        """The final of what was still being said; a failure here only counts as loss, since nothing comes after."""
        if self._recogniser is None:
            return []
        since_s = self._gate.speaking_since_s
        try:
            return self._published(self._recogniser.finish())
        except Exception:
            self._lose(self._now_s if since_s is None else since_s)
            return []

    def _broken(self, error: Exception) -> ModelError:
        reason = f"{type(error).__name__}: {error}".splitlines()[0]
        return ModelError(
            f"engine {self._engine} failed {MOST_FAILURES} times within {WITHIN_S:.0f} s, at last with {reason[:200]};"
            " the call ended there. Check `assist models list`, or set another [speech] engine or model"
        )

    def _published(self, utterances: list[Utterance]) -> list[Utterance]:
        for utterance in utterances:
            if utterance.final:
                self._done_s = max(self._done_s, utterance.end_s)
        if self._recogniser is not None:
            self.lost_s = self._failures_cost_s + lost_by(self._recogniser)
        return [self._numbering.carry_on(utterance) for utterance in utterances]

    def _lose(self, from_s: float) -> None:
        self._failures_cost_s = self.lost_s + max(0.0, self._now_s - max(from_s, self._done_s))
        self.lost_s = self._failures_cost_s
        self._done_s = self._now_s
        self._recogniser = None
        self._numbering.begin_again()


class Numbering:
    """Lets the ids of a channel's utterances go on when another recogniser, which counts from 1, takes over.

    A partial that will get no final is replaced by the next utterance: it takes over the id, with a higher revision.
    """

    def __init__(self, speaker: Speaker) -> None:
        self._speaker = speaker
        self._before = 0
        self._revisions_before = 0
        self._finals = 0
        self._open_revisions = 0

    def begin_again(self) -> None:
        """From now on utterances come from another recogniser."""
        self._before, self._revisions_before = self._finals, self._open_revisions

    def carry_on(self, utterance: Utterance) -> Utterance:
        """The utterance under the id (`{speaker}-{n}`) and revision that it has in the call."""
        own = int(utterance.utterance_id.rpartition("-")[2])
        number = self._before + own
        revision = utterance.revision + (self._revisions_before if own == 1 else 0)
        if number > self._finals:
            self._open_revisions = 0 if utterance.final else revision + 1
            self._finals = number if utterance.final else self._finals
        name = {"utterance_id": f"{self._speaker}-{number}", "revision": revision}
        return utterance.model_copy(update=name)
