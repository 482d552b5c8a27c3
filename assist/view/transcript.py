"""The lines of the transcript as they are shown: new, revised, taken away. Pure."""

from pydantic import JsonValue

from assist.events import Utterance
from assist.view.parts import LinePart

TRANSCRIPT_LINES = 50
"""Lines that are kept and that a snapshot carries: a few minutes of talk, well under 20 kB."""


class Transcript:
    """The last TRANSCRIPT_LINES lines, in order of their start."""

    def __init__(self) -> None:
        self._lines: dict[str, Utterance] = {}

    def lines(self) -> list[JsonValue]:
        """All lines, as JSON."""
        return [_line(line) for line in self._lines.values()]

    def take(self, new: Utterance) -> list[JsonValue]:
        """The line as JSON where `new` changes something: not when it is older than what stands there, or empty."""
        old = self._lines.get(new.utterance_id)
        if old is None and not new.text.strip():
            return []
        if old is not None and (new.revision < old.revision or (old.final and not new.final)):
            return []
        kept = [line for line in self._lines.values() if line.utterance_id != new.utterance_id]
        if old is None:
            # a correction may be of a line that has left; what is being said now began later, and stays
            kept = [o for o in kept if o.final or o.speaker != new.speaker or o.start_s > new.start_s]
        if new.text.strip():
            kept.append(new)
        kept.sort(key=lambda line: line.start_s)
        self._lines = {line.utterance_id: line for line in kept[-TRANSCRIPT_LINES:]}
        return [_line(new)]

    def clear(self) -> list[JsonValue]:
        """Takes every line away; returns the empty lines that say so."""
        gone = [_line(line.model_copy(update={"text": ""})) for line in self._lines.values()]
        self._lines = {}
        return gone


def _line(utterance: Utterance) -> JsonValue:
    shown = utterance.model_dump(include={"utterance_id", "speaker", "start_s", "final"})
    line: JsonValue = LinePart(**shown, text=utterance.text.strip()).model_dump(mode="json")
    return line
