"""The seam behind which every speech engine stands."""

from collections.abc import Callable
from typing import Protocol

from assist.events import AudioChunk, Speaker, Utterance
from assist.language.words.lexicon import Lexicon


class Recogniser(Protocol):
    """Makes text of one speaker's channel. Synchronous; used by one thread, and it shares nothing with its twin.

    `utterance_id` is `{speaker}-{n}`. Partials (`final=False`) of an utterance carry its id and a growing revision; the
    final comes once, and after it only corrections: finals of the same id with the next revision. `known_at_s` is the
    stream time at which the text came out. One that may lose audio counts it in `lost_s` (`steady.Losing`).
    """

    def accept(self, chunk: AudioChunk) -> list[Utterance]:
        """What became known with this chunk, which voice activity has judged. Chunks come in order and without gaps."""
        ...

    def finish(self) -> list[Utterance]:
        """The final of what was still being said when the audio ended."""
        ...


RecogniserMaker = Callable[[Speaker], Recogniser]
"""Makes the recogniser of a channel; what is heavy (the model) is loaded already and shared."""

LoadedEngine = Callable[[Lexicon], RecogniserMaker]
"""An engine with its model loaded, for one call after another: gets the words that a call is likely to hold."""
