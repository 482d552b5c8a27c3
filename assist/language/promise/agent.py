"""What an agent's turn changes: sums named, a proposal or question left open. Pure."""

from collections.abc import Iterator
from dataclasses import replace

from assist.language.promise.proposals import Proposal, checks_sum, corrects_itself, may_fix_call, read_proposal
from assist.language.promise.reading import Reading
from assist.language.promise.state import Dialogue, Slot, slot_of
from assist.language.promise.topics import topic_of
from assist.language.terms.debts import SumOf, debt_of
from assist.language.terms.paying import is_pay_word

_BACKCHANNEL = 3
"""An agent's turn of so few words that proposes nothing and names no sum only shows attention."""


def heard_agent(dialogue: Dialogue, reading: Reading, turn: int) -> Dialogue:
    """The state after an agent's turn: what it named, and what a "yes" or short answer would mean now."""
    corrects = corrects_itself(reading)
    sums, last = _with_sums(dialogue, reading, corrects, turn)
    dialogue = replace(dialogue, agent_told=(*dialogue.agent_told, *_told(reading, turn)))
    proposal = _proposal(dialogue, reading, corrects, turn)
    topic = topic_of(reading.words, bool(reading.sums or reading.slots), dialogue.told_paid)
    if topic == "payment" and proposal is None and len(reading.tokens) <= _BACKCHANNEL and not reading.sums:
        return dialogue  # it leaves the open question open
    if topic == "line" and proposal is None:
        return replace(dialogue, topic=topic)  # so does a hail
    if proposal is not None and dialogue.promise.status == "none":
        proposal = None if may_fix_call(proposal, dialogue.asked_call, dialogue.paying) else proposal
    stated, last_proposal = dialogue.stated, dialogue.last_proposal
    if reading.sums or reading.day:
        stated = None if proposal is not None else _stated(dialogue, reading, corrects)
        last_proposal = proposal
    return replace(
        dialogue,
        sums=sums,
        last_sum=last,
        proposal=proposal,
        topic=topic,
        paying=dialogue.paying or any(is_pay_word(word) or debt_of(word) for word in reading.words),
        bare_day=dialogue.bare_day or (proposal is not None and "date" in proposal.asked),
        stated=stated,
        last_proposal=last_proposal,
    )


def _with_sums(
    dialogue: Dialogue, reading: Reading, corrects: bool, turn: int
) -> tuple[dict[SumOf, Slot], Slot | None]:
    """The agent's sums by type with those of this turn, and the last one named."""
    sums, last = dict(dialogue.sums), dialogue.last_sum
    for named in reading.sums:
        if named.idr is not None and named.of not in ("other", "rest"):
            of = dialogue.stated if corrects and dialogue.stated and named.of == "payment" else named.of
            last = slot_of(reading, named.idr, named.first, named.last, turn)
            if of != "payment" or named.idr != dialogue.promise.value("amount_idr"):
                sums[of] = last  # what reads back a promise is no demand
    return sums, last


def _proposal(dialogue: Dialogue, reading: Reading, corrects: bool, turn: int) -> Proposal | None:
    """What the turn proposes or asks; a correction does what the turn did that it corrects."""
    proposal = read_proposal(reading, turn)
    if proposal is None and dialogue.promise.status != "none" and dialogue.promise.value("amount_idr") is None:
        proposal = checks_sum(reading, turn)
    if corrects and proposal is not None:
        return None if dialogue.stated else replace(proposal, restated=dialogue.last_proposal)
    return proposal


def _stated(dialogue: Dialogue, reading: Reading, corrects: bool) -> SumOf:
    """What the sum is of that a turn without a proposal tells."""
    of: list[SumOf] = [named.of for named in reading.sums if named.of not in ("other", "rest")]
    return of[-1] if of and not corrects else dialogue.stated or "payment"


def _told(reading: Reading, turn: int) -> Iterator[Slot]:
    """The sums and the day that a turn names; what stays to be paid later is no answer to a promise."""
    for named in reading.sums:
        if named.idr is not None and named.of != "rest":
            yield slot_of(reading, named.idr, named.first, named.last, turn)
    if reading.day is not None and reading.day.day is not None:
        yield slot_of(reading, reading.day.day, reading.day.first, reading.day.last, turn)
