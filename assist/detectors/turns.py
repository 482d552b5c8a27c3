"""Turns of a call: consecutive final utterances of one speaker are one turn. Pure."""

from collections import Counter

from assist.events import Speaker, Utterance


class Turns:
    """Counts them; whoever waits for so many turns counts alike."""

    def __init__(self) -> None:
        self.begun: Counter[Speaker] = Counter()
        """How many turns each speaker has begun."""
        self._last: Speaker | None = None
        self._known: set[str] = set()

    def feed(self, said: Utterance) -> bool:
        """Whether a turn begins with `said`: not with a partial, an empty text, or a correction of an earlier one."""
        if not said.final or not said.text.strip() or said.utterance_id in self._known:
            return False
        self._known.add(said.utterance_id)
        begins = said.speaker != self._last
        if begins:
            self._last = said.speaker
            self.begun[said.speaker] += 1
        return begins

    def over(self, speaker: Speaker) -> int:
        """How many of a speaker's turns are over: the other one's next words are known."""
        return self.begun[speaker] - (self._last == speaker)

    def over_after(self, turns: int, speaker: Speaker) -> int:
        """What `over` is once so many turns more, which have not begun yet, are over; with 0 turns what it is now."""
        return self.over(speaker) + turns + (turns > 0 and self._last == speaker)
