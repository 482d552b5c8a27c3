"""What every engine publishes: utterances numbered within a channel, their words placed in the call."""

from collections.abc import Iterable

from assist.events import Speaker, Utterance, Word
from assist.speech.segmenter import Segment
from assist.speech.words import TimedWord


class UtteranceMaker:
    """Makes the utterances of one channel: `{speaker}-{n}`, partials with growing revisions, then one final.

    A text that an engine holds back is not made: where it had a partial, the next utterance takes over its id, and so
    replaces that partial.
    """

    def __init__(self, speaker: Speaker) -> None:
        self._speaker = speaker
        self._number = 1
        self._revision = 0

    def make(self, segment: Segment, text: str, words: Iterable[TimedWord], now_s: float) -> Utterance:
        """The utterance of a segment, known at `now_s`; final where the segment is closed.

        Word times count from the segment's first sample; they are moved into the call and kept inside the speech.
        """
        start_s, end_s = round(segment.speech_start_s, 3), round(segment.speech_end_s, 3)

        def inside(time_s: float) -> float:
            return round(min(max(segment.start_s + time_s, start_s), end_s), 3)

        utterance = Utterance(
            known_at_s=round(now_s, 3),
            utterance_id=f"{self._speaker}-{self._number}",
            speaker=self._speaker,
            start_s=start_s,
            end_s=end_s,
            text=text,
            words=tuple(
                Word(text=w.text, start_s=inside(w.start_s), end_s=inside(w.end_s), confidence=round(w.confidence, 3))
                for w in words
            ),
            final=segment.closed,
            revision=self._revision,
        )
        self._number, self._revision = (self._number + 1, 0) if segment.closed else (self._number, self._revision + 1)
        return utterance
