"""How much both sides talk, and how much of it at the same time. Pure."""

from assist.events import Speaker, SpeechEnded, SpeechStarted
from assist.parts import SpeakingPart, TalkPart

KEPT_S = 120.0
"""Finished speech older than this overlaps with nothing that ends now: an utterance is cut long before."""


class Talk:
    """Follows one call; `part` is what is shown now."""

    def __init__(self) -> None:
        self.part = TalkPart()
        self._finished: dict[Speaker, list[tuple[float, float]]] = {"agent": [], "customer": []}

    def feed(self, event: SpeechStarted | SpeechEnded) -> None:
        """Takes an event in. Overlap counts once both stretches have ended, each pair once."""
        speaking = self.part.speaking.model_copy(update={event.speaker: isinstance(event, SpeechStarted)})
        self.part = self.part.model_copy(update={"speaking": speaking})
        if isinstance(event, SpeechEnded):
            self._add(event)

    def stop(self) -> None:
        """The call is over: nobody speaks."""
        self.part = self.part.model_copy(update={"speaking": SpeakingPart()})

    def _add(self, ended: SpeechEnded) -> None:
        own, other = ended.speaker, self._finished["customer" if ended.speaker == "agent" else "agent"]
        both_s = sum(max(0.0, min(ended.end_s, end_s) - max(ended.start_s, start_s)) for start_s, end_s in other)
        kept = [stretch for stretch in self._finished[own] if stretch[1] > ended.end_s - KEPT_S]
        self._finished[own] = [*kept, (ended.start_s, ended.end_s)]
        spoken_s = (self.part.agent_s if own == "agent" else self.part.customer_s) + ended.end_s - ended.start_s
        update = {f"{own}_s": round(spoken_s, 2), "overlap_s": round(self.part.overlap_s + both_s, 2)}
        self.part = self.part.model_copy(update=update)
