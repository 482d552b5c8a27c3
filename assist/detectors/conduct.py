"""What is said: conduct of the agent, hardship and objections of the customer. Pure."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise

from assist.events import TAKEN_BACK, CallStarted, Evidence, Heard, Signal, Utterance
from assist.language.dates.hours import outside_hours
from assist.language.terms.paying import is_pay_word
from assist.language.terms.relations import is_relation
from assist.language.turns.frames import takes_back
from assist.language.turns.model import NOTHING, SpeakerModel, TurnModel
from assist.language.words.known_words import TITLES
from assist.language.words.normalise import normalise
from assist.language.words.phrases import PhraseList, matcher_for
from assist.language.words.tokens import Token, words_of
from assist.language.words.vocabulary import word_set

ALWAYS_WITH = {"self_harm": "distress"}
"""A signal that never comes alone (LABELS.md, part B)."""
POSSIBLE = 0.1
"""Where the model thinks a label less likely (0..1), its phrases do not count: the words stand there, but they mean
something else ("mati lampu"). Chosen by k-fold over the training turns (`script/train`)."""

MARGIN = 0.12
"""How much more likely (0..1) it may be that a turn does nothing than that it has a label it is given."""
_GIVES_NAME = word_set("saya aku nama kula kenalkan perkenalkan dengan")
_CALLS = word_set(
    "bicara berbicara ngobrol ngomong terhubung tersambung menghubungi hubungi menelepon telepon sedang bisa"
)
_NAMES = word_set("nama namanya")
_OFFICES = word_set("rt rw lurah kades camat hrd bos bosnya pimpinan pimpinannya satpam penjamin penjaminnya")
OWNER_WORDS = 4
"""So many words before "siapa" it may stand whose name is asked for."""
_LATE = word_set(
    """telat terlambat keterlambatan tempo lewat batas nunggak menunggak tertunggak tunggakan jatuh mundur harusnya
    seharusnya"""
)


def _names_another(words: Sequence[str]) -> bool | None:
    """False for `self_name` where only another is named: "saya bicara dengan bapak hendra"."""
    pairs = list(pairwise(words))
    another = any(first in ("dengan", "sama") and second in TITLES for first, second in pairs)
    own = any(first in _GIVES_NAME and second not in _CALLS | _GIVES_NAME | TITLES for first, second in pairs)
    return False if another and not own else None


def _names_third_party(words: Sequence[str]) -> bool | None:
    """False for `identity_verification` where it is asked what somebody else is called: "bosnya ibu siapa namanya"."""
    for at, word in enumerate(words):
        if word == "siapa" and set(words[at + 1 : at + 3]) & _NAMES:
            before = words[max(0, at - OWNER_WORDS) : at]
            if any(other in _OFFICES or (is_relation(other) and other not in TITLES) for other in before):
                return False
    return None


def _thanks_for_payment(words: Sequence[str]) -> bool | None:
    """False for `due_date_statement` where a payment is thanked for and nothing is late: "... tepat waktu"."""
    thanked = bool({"terimakasih", "makasih"} & set(words)) and any(map(is_pay_word, words))
    return False if thanked and not set(words) & _LATE else None


CHECKS: Mapping[str, Callable[[Sequence[str]], bool | None]] = {
    "hours_violation": outside_hours,
    "self_name": _names_another,
    "identity_verification": _names_third_party,
    "due_date_statement": _thanks_for_payment,
    **dict.fromkeys(("refuses", "stall", "anger", "threat", "false_authority"), takes_back),
}
"""What can be worked out from the words: True for the label, False against it, None where the words do not tell."""
CONFIRMED = 0.2
"""From this probability (0..1) on the model gives a label that its check confirms."""


class ConductDetector:
    """A signal for everything that a final utterance does, with the telling words as evidence.

    A phrase list gives its signal where its words stand in the utterance and the model of turns, if it knows that
    signal, thinks it possible; the model alone gives it from its own threshold on. Where a correction no longer says
    it, the signal is taken back, so that no note rests on what was misheard.
    """

    def __init__(self, lists: Sequence[PhraseList], model: TurnModel | None = None) -> None:
        self._matcher = matcher_for(tuple(lists))
        self._model = model
        self._given: dict[str, frozenset[str]] = {}

    def feed(self, event: Heard) -> Iterator[Signal]:
        """The signals of `event`. A signal is given once an utterance, however often the utterance is revised."""
        if isinstance(event, CallStarted):
            self._given.clear()
        elif isinstance(event, Utterance) and event.final:
            yield from self._conduct(event)

    def _conduct(self, said: Utterance) -> Iterator[Signal]:
        found: dict[str, Signal] = {}
        for signal, start, end in self._found(said, normalise(said.text)):
            for name in (signal, *([ALWAYS_WITH[signal]] if signal in ALWAYS_WITH else [])):
                found.setdefault(name, _signal(said, name, start, end))
        before = self._given.get(said.utterance_id, frozenset())
        self._given[said.utterance_id] = frozenset(found)
        yield from (signal for name, signal in found.items() if name not in before)
        yield from (_taken_back(said, name) for name in sorted(before - found.keys()))

    def _found(self, said: Utterance, tokens: list[Token]) -> Iterator[tuple[str, int, int]]:
        """Signals with the places of their words in the text; phrases first, since they say why."""
        if self._model is None:
            yield from ((m.phrases.signal, m.start, m.end) for m in self._matcher.find(tokens, said.speaker))
            return
        model = self._model.speakers[said.speaker]
        chances = _chances(model, tokens)
        impossible = {label for label, chance in chances.items() if chance < POSSIBLE}
        for match in self._matcher.find(tokens, said.speaker, impossible):
            yield match.phrases.signal, match.start, match.end
        for at, label in enumerate(model.labels):
            if chances[label] >= model.thresholds[at]:
                first, last = model.telling(tokens, at)
                yield label, tokens[first].start, tokens[last - 1].end


def _chances(model: SpeakerModel, tokens: list[Token]) -> dict[str, float]:
    """How likely the model thinks each label, once what can be worked out is counted; 0 for what it is beaten by."""
    chances = dict(zip(model.labels, model.probabilities(tokens).tolist(), strict=True))
    words = words_of(tokens)
    for label, check in CHECKS.items():
        if label in chances and (holds := check(words)) is not None:
            confirmed = holds and chances[label] >= CONFIRMED
            chances[label] = 1.0 if confirmed else chances[label] if holds else 0.0
    nothing = chances[NOTHING]
    return {label: chance if chance > nothing - MARGIN else 0.0 for label, chance in chances.items()}


def _signal(said: Utterance, name: str, start: int, end: int) -> Signal:
    evidence = Evidence(
        speaker=said.speaker,
        start_s=said.start_s,
        end_s=said.end_s,
        utterance_id=said.utterance_id,
        words=said.text[start:end],
    )
    return Signal(known_at_s=said.known_at_s, name=name, by=said.speaker, evidence=(evidence,))


def _taken_back(said: Utterance, name: str) -> Signal:
    evidence = Evidence(speaker=said.speaker, start_s=said.start_s, end_s=said.end_s, utterance_id=said.utterance_id)
    fields = {"signal": name}
    return Signal(known_at_s=said.known_at_s, name=TAKEN_BACK, by=said.speaker, fields=fields, evidence=(evidence,))
