"""A promise to pay: what has been promised so far, and what is still missing. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from assist.account import Account
from assist.detectors.doubt import Doubt
from assist.events import CallStarted, Evidence, Heard, Signal, Speaker, Utterance
from assist.language.dates.calendar import Day, DayRange
from assist.language.dates.days_off import day_off, national_holiday
from assist.language.promise.state import SLOTS, Dialogue, Promise, Slot
from assist.language.promise.step import step
from assist.language.terms.debts import SumOf

TURN_GAP_S = 3.0
"""Utterances of one speaker this close together are one turn: a recogniser cuts at every breath."""
LONGEST_TURN = 12
"""Utterances in one turn at most, so that the work an utterance costs stays bounded."""


@dataclass(frozen=True, slots=True)
class _Turn:
    """Consecutive utterances of one speaker, and the state before them."""

    said: tuple[Utterance, ...]
    before: Dialogue

    @property
    def speaker(self) -> Speaker:
        return self.said[0].speaker

    @property
    def text(self) -> str:
        return " ".join(part.text for part in self.said)

    def after(self, number: int) -> Dialogue:
        """The state after the turn, which is the `number`th of the call."""
        return step(self.before, self.speaker, self.text, number)

    def part_at(self, offset: int) -> tuple[Utterance, int]:
        """The utterance that holds a character of `text`, and where it begins in `text`."""
        start = 0
        for part in self.said:
            if offset < start + len(part.text) + 1:
                return part, start
            start += len(part.text) + 1
        return self.said[-1], start - len(self.said[-1].text) - 1


class CommitmentDetector:
    """One `commitment` signal whenever the promise concluded differs from the last one given.

    A correction of a cited utterance gives one also where the same promise now stands in others: what is cited says it.

    Its fields are those of LABELS.md, part A, with `said` (field -> utterance_id) and `doubtful` (what may have been
    misheard and was not read back yet: "date", "amount"); one piece of evidence a field. A
    promise that is lost or taken back is given as status "none" with nothing missing.
    """

    def __init__(self, ordinary: frozenset[str] = frozenset()) -> None:
        """`ordinary` are words that mean something: beside a figure, any other may be a misheard part of it."""
        self._ordinary = ordinary
        self._start = Dialogue(reference=date.min)
        self._turns: list[_Turn] = []
        self._given = _fields(Promise(), ())
        self._cited: dict[str, str | None] = {}

    def feed(self, event: Heard) -> Iterator[Signal]:
        """The signals of `event`. Only final utterances and the start of a call count."""
        if isinstance(event, CallStarted):
            self._start = Dialogue(event.reference_date, sums=_account_sums(event.account))
            self._turns = []
            self._given, self._cited = _fields(Promise(), ()), {}
        elif isinstance(event, Utterance) and event.final and event.text.strip():
            corrected = self._hear(event)
            state = self._turns[-1].after(len(self._turns) - 1)
            promise = state.promise
            doubt = Doubt(state, [turn.said for turn in self._turns], self._ordinary)
            fields = _fields(promise, doubt.doubtful())
            cited = {name: evidence.utterance_id for name, evidence in self._sources(promise).items()}
            elsewhere = corrected and event.utterance_id in self._cited.values() and cited != self._cited
            if fields != self._given or elsewhere:
                self._given, self._cited = fields, cited
                yield self._signal(event.known_at_s, promise)

    def _hear(self, said: Utterance) -> bool:
        """Adds an utterance, or puts a revision in the place of the earlier text and folds again from there.

        Returns whether it was such a correction.
        """
        for at, turn in enumerate(self._turns):
            for n, part in enumerate(turn.said):
                if part.utterance_id == said.utterance_id:
                    if said.revision > part.revision:
                        parts = (*turn.said[:n], said, *turn.said[n + 1 :])
                        self._turns[at] = replace(turn, said=parts)
                        self._fold_from(at + 1)
                    return True
        last = self._turns[-1] if self._turns else None
        goes_on = last is not None and last.speaker == said.speaker and len(last.said) < LONGEST_TURN
        if last is not None and goes_on and said.start_s - last.said[-1].end_s <= TURN_GAP_S:
            self._turns[-1] = replace(last, said=(*last.said, said))
        else:
            before = last.after(len(self._turns) - 1) if last is not None else self._start
            self._turns.append(_Turn((said,), before))
        return False

    def _fold_from(self, at: int) -> None:
        for n in range(at, len(self._turns)):
            self._turns[n] = replace(self._turns[n], before=self._turns[n - 1].after(n - 1))

    def _signal(self, known_at_s: float, promise: Promise) -> Signal:
        sources = self._sources(promise)
        said = {name: evidence.utterance_id for name, evidence in sources.items()}
        evidence = tuple(sources[name] for name in SLOTS if name in sources)
        fields = {**self._given, "said": dict(said)}
        return Signal(known_at_s=known_at_s, name="commitment", by="customer", fields=fields, evidence=evidence)

    def _sources(self, promise: Promise) -> dict[str, Evidence]:
        return {name: self._evidence(slot) for name, slot in promise.slots.items() if slot.turn >= 0}

    def _evidence(self, slot: Slot) -> Evidence:
        turn = self._turns[slot.turn]
        part, start = turn.part_at(slot.start)
        words = part.text[max(0, slot.start - start) : max(0, slot.end - start)]
        return Evidence(
            speaker=turn.speaker,
            start_s=part.start_s,
            end_s=part.end_s,
            utterance_id=part.utterance_id,
            words=words,
        )


def _fields(promise: Promise, doubts: tuple[str, ...]) -> dict[str, Any]:
    """The concluded state as signal fields, without the citations."""
    day = promise.date
    return {
        "status": promise.status,
        "amount_idr": promise.value("amount_idr"),
        "amount_approx": promise.approx,
        "amount_kind": promise.value("amount_kind"),
        "date": _as_json(day),
        "day_off": day_off(day) if isinstance(day, date) else None,
        "holiday": national_holiday(day) if isinstance(day, date) else None,
        "method": promise.value("method"),
        "payer": promise.value("payer"),
        "missing": list(promise.missing),
        "doubtful": list(doubts),
        "confirmed": promise.confirmed,
    }


def _as_json(day: Day) -> str | dict[str, str] | None:
    if isinstance(day, DayRange):
        return {"from": day.start.isoformat(), "to": day.end.isoformat()}
    return None if day is None else day.isoformat()


def _account_sums(account: Account) -> dict[SumOf, Slot]:
    """The account's sums, for when the customer points at one the agent did not name ("angsurannya")."""
    known: dict[SumOf, int | None] = {
        "instalment": account.instalment_idr,
        "total": account.amount_due_idr,
        "penalty": account.penalty_idr,
    }
    return {of: Slot(idr, -1, 0, 0) for of, idr in known.items() if idr is not None}
