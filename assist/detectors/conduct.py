"""What is said, by phrase list: conduct of the agent, hardship and objections of the customer. Pure."""

from collections.abc import Iterator, Sequence

from assist.events import TAKEN_BACK, CallStarted, Evidence, Heard, Signal, Utterance
from assist.language.phrases import PhraseList, PhraseMatch, matcher_for

ALWAYS_WITH = {"self_harm": "distress"}
"""A signal that never comes alone (LABELS.md, part B)."""


class ConductDetector:
    """A signal for each phrase list that stands in a final utterance, with the words that matched as evidence.

    Where a correction no longer says it, the signal is taken back, so that no note rests on what was misheard.
    """

    def __init__(self, lists: Sequence[PhraseList]) -> None:
        self._matcher = matcher_for(tuple(lists))
        self._given: dict[str, frozenset[str]] = {}

    def feed(self, event: Heard) -> Iterator[Signal]:
        """The signals of `event`. A signal is given once an utterance, however often the utterance is revised."""
        if isinstance(event, CallStarted):
            self._given.clear()
        elif isinstance(event, Utterance) and event.final:
            yield from self._conduct(event)

    def _conduct(self, said: Utterance) -> Iterator[Signal]:
        found: dict[str, Signal] = {}
        for match in self._matcher.find(said.text, said.speaker):
            signal = match.phrases.signal
            for name in (signal, *([ALWAYS_WITH[signal]] if signal in ALWAYS_WITH else [])):
                found.setdefault(name, _signal(said, name, match))
        before = self._given.get(said.utterance_id, frozenset())
        self._given[said.utterance_id] = frozenset(found)
        yield from (signal for name, signal in found.items() if name not in before)
        yield from (_taken_back(said, name) for name in sorted(before - found.keys()))


def _signal(said: Utterance, name: str, match: PhraseMatch) -> Signal:
    evidence = Evidence(
        speaker=said.speaker,
        start_s=said.start_s,
        end_s=said.end_s,
        utterance_id=said.utterance_id,
        words=said.text[match.start : match.end],
    )
    return Signal(known_at_s=said.known_at_s, name=name, by=said.speaker, evidence=(evidence,))


def _taken_back(said: Utterance, name: str) -> Signal:
    evidence = Evidence(speaker=said.speaker, start_s=said.start_s, end_s=said.end_s, utterance_id=said.utterance_id)
    fields = {"signal": name}
    return Signal(known_at_s=said.known_at_s, name=TAKEN_BACK, by=said.speaker, fields=fields, evidence=(evidence,))
