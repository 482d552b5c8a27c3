"""What every engine publishes: utterances numbered within a channel, their words placed in the call."""

from collections.abc import Sequence

from assist.events import Speaker, Utterance, Word
from assist.language.words.lexicon import NO_WORDS, Lexicon
from assist.speech.segmenter import Segment
from assist.speech.words import TimedWord


class UtteranceMaker:
    """Makes the utterances of one channel: `{speaker}-{n}`, partials with growing revisions, then one final.

    A text that an engine holds back is not made: where it had a partial, the next utterance takes over its id, and so
    replaces that partial.
    """

    def __init__(self, speaker: Speaker, lexicon: Lexicon = NO_WORDS) -> None:
        self._speaker = speaker
        self.lexicon = lexicon
        self._number = 1
        self._revision = 0

    def make(self, segment: Segment, text: str, words: Sequence[TimedWord], now_s: float) -> Utterance:
        """The utterance of a segment, known at `now_s`; final where the segment is closed.

        Word times count from the segment's first sample; they are moved into the call and kept inside the speech. A
        partial may come without words. The words are put right by the lexicon; `raw` keeps what was heard.
        """
        name = f"{self._speaker}-{self._number}"
        utterance = self._utterance(segment, (name, self._revision), text, words, now_s)
        self._number, self._revision = (self._number + 1, 0) if segment.closed else (self._number, self._revision + 1)
        return utterance

    def correct(self, said: Utterance, segment: Segment, words: Sequence[TimedWord], now_s: float) -> Utterance:
        """A final again, with the words of a second look at its segment: the same id, the next revision."""
        return self._utterance(segment, (said.utterance_id, said.revision + 1), "", words, now_s)

    def _utterance(
        self, segment: Segment, named: tuple[str, int], text: str, words: Sequence[TimedWord], now_s: float
    ) -> Utterance:
        start_s, end_s = round(segment.speech_start_s, 3), round(segment.speech_end_s, 3)

        def inside(time_s: float) -> float:
            return round(min(max(segment.start_s + time_s, start_s), end_s), 3)

        heard = [word.text for word in words] or text.split()
        meant = self.lexicon.put_right(heard, [word.confidence for word in words])
        raw, text = " ".join(heard), " ".join(word.text for word in meant)
        return Utterance(
            known_at_s=round(now_s, 3),
            utterance_id=named[0],
            speaker=self._speaker,
            start_s=start_s,
            end_s=end_s,
            text=text,
            raw="" if raw == text else raw,
            words=tuple(
                Word(
                    text=word.text,
                    start_s=inside(words[word.first].start_s),
                    end_s=inside(words[word.after - 1].end_s),
                    confidence=round(min(part.confidence for part in words[word.first : word.after]), 3),
                )
                for word in (meant if words else ())
            ),
            final=segment.closed,
            revision=named[1],
        )
