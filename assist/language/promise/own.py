"""The slots that the customer's own words fill: their sum and kind, also where they point at the agent's. Pure."""

from dataclasses import replace

from assist.language.dates.joins import inside
from assist.language.promise.reading import Reading
from assist.language.promise.state import Dialogue, Slot, slot_of
from assist.language.slots.kinds import HALF, OF_SUM, names_whole_debt
from assist.language.slots.sums import NamedSum
from assist.language.terms.debts import SumOf

_OWN_DUE: dict[str, tuple[SumOf, ...]] = {
    "instalment": ("instalment",), "arrears_plus_penalty": ("arrears",),
}  # fmt: skip
"""The sums due that a payment of a kind is held against."""


def own_slots(dialogue: Dialogue, reading: Reading, turn: int) -> dict[str, Slot]:
    """The slots that the customer's own words fill (or, with None, empty)."""
    own: dict[str, Slot] = {}
    amount = _amount(dialogue, reading, turn)
    if amount is not None:
        own["amount_idr"] = amount
    if reading.day is not None:
        asked = dialogue.proposal.reading.day if dialogue.proposal else None
        day = inside(asked.day if asked and asked.day else dialogue.promise.date or dialogue.week, reading.day)
        own["date"] = slot_of(reading, day, reading.day.first, reading.day.last, turn)
    if reading.method is not None:
        own["method"] = slot_of(reading, str(reading.method), reading.method.at, reading.method.at + 1, turn)
    kind = reading.kind or _kind_of_named(dialogue, reading)
    if kind == "full_settlement":
        kind = _kind_of_bill(dialogue, reading) or kind
    if _is_with_penalty(dialogue, reading):
        kind = "arrears_plus_penalty"
    if kind not in ("partial", "full_settlement") and _less_than_due(dialogue, reading, kind):
        kind = "partial"
    if kind is None and reading.several:
        kind = "partial"
    if kind is not None:
        own["amount_kind"] = slot_of(reading, kind, 0, len(reading.tokens), turn)
    if reading.payer or dialogue.relative:
        payer = "third_party" if dialogue.relative and reading.payer in (False, "self") else reading.payer
        if payer:
            own["payer"] = slot_of(reading, payer, 0, len(reading.tokens), turn)
    return own


def _amount(dialogue: Dialogue, reading: Reading, turn: int) -> Slot | None:
    """The sum in the customer's own words, or the agent's that they point at. A Slot of None: it has to be asked."""
    if reading.amount is not None:
        named = reading.amount
        return slot_of(reading, half_or_all(reading, named), named.first, named.last, turn)
    nothing = slot_of(reading, None, 0, len(reading.tokens), turn)
    if reading.half_digit is not None:
        return _half(dialogue, reading, reading.half_digit, turn) or nothing
    if reading.share == "half":
        base = dialogue.sums.get(reading.points_at or "total") or dialogue.last_sum
        return nothing if base is None or base.value % 2 else replace(base, value=base.value // 2)
    if reading.share == "some":
        return nothing
    if reading.months is not None:
        base = dialogue.sums.get("instalment")
        return nothing if base is None else replace(base, value=base.value * reading.months)
    if reading.kind == "arrears_plus_penalty" and reading.points_at in ("instalment", "penalty"):
        offered = dialogue.proposal.amount if dialogue.proposal is not None else None
        whole = dialogue.sums.get("total") or dialogue.sums.get("arrears")
        return whole or (None if offered is not None and offered.of not in ("instalment", "penalty") else nothing)
    return _pointed(dialogue, reading.points_at) if reading.points_at is not None else None


def _half(dialogue: Dialogue, reading: Reading, said: NamedSum, turn: int) -> Slot | None:
    """ "tiga setengah" beside sums that were named: what comes near the last of them, else nothing is sure."""
    near = dialogue.promise.value("amount_idr") or (dialogue.last_sum.value if dialogue.last_sum else None)
    for idr in (said.idr or 0, 10 * (said.idr or 0)):
        if near is not None and near <= 2 * idr and idr <= 2 * near:
            return slot_of(reading, idr, said.first, said.last, turn)
    return None


def half_or_all(reading: Reading, named: NamedSum) -> int | None:
    """The sum, or half of it: "tagihan sejuta, separuhnya", "setengahnya dari enam ratus"."""
    words = reading.words
    from_it = "dari" in words[max(0, named.first - 2) : named.first] and any(map(HALF.fullmatch, words[: named.first]))
    of_it = named.of in ("total", "arrears") and any(map(HALF.fullmatch, words[named.last :]))
    return named.idr // 2 if named.idr is not None and (from_it or of_it) else named.idr


def _kind_of_named(dialogue: Dialogue, reading: Reading) -> str | None:
    """The kind of the agent's sum that the customer points at or says after the agent, where it has one."""
    pointed = _pointed(dialogue, reading.points_at) if reading.amount is None and reading.points_at else None
    value = reading.amount.idr if reading.amount is not None else pointed.value if pointed is not None else None
    if value is None:
        return None
    of = {of for of, slot in dialogue.sums.items() if slot.value == value}
    kind = next((OF_SUM[one] for one in dialogue.sums if one in of & OF_SUM.keys()), None)
    if kind is None and "total" in of:
        if {"instalment", "penalty"} <= dialogue.sums.keys():
            return "arrears_plus_penalty"
        return "full_settlement" if "minimum" in dialogue.sums else None
    return kind


def _kind_of_bill(dialogue: Dialogue, reading: Reading) -> str | None:
    """ "saya lunasi semuanya" in answer to "kapan dilunasi tunggakannya" is of the bill's kind."""
    asked = dialogue.proposal.reading.kind if dialogue.proposal is not None else None
    whole = names_whole_debt(reading.words) or reading.amount is not None
    return asked if asked in ("instalment", "arrears_plus_penalty") and not whole else None


def _is_with_penalty(dialogue: Dialogue, reading: Reading) -> bool:
    """Whether the customer means the agent's instalment and penalty together, by their sum or by "semuanya"."""
    both = _both(dialogue)
    if both is None:
        return False
    if reading.amount is not None:
        return bool(reading.amount.idr == both.value)
    return reading.points_at == "total" and "total" not in dialogue.sums


def _both(dialogue: Dialogue) -> Slot | None:
    """The agent's instalment and penalty as one sum, where both were named."""
    instalment, penalty = dialogue.sums.get("instalment"), dialogue.sums.get("penalty")
    if instalment is None or penalty is None:
        return None
    last = max(instalment, penalty, key=lambda slot: (slot.turn, slot.start))
    return replace(last, value=instalment.value + penalty.value)


def _pointed(dialogue: Dialogue, points_at: SumOf) -> Slot | None:
    """The agent's sum that is pointed at."""
    if points_at == "payment":
        return dialogue.last_sum
    if points_at == "total":
        return dialogue.sums.get("total") or _both(dialogue) or dialogue.last_sum
    return dialogue.sums.get(points_at)


def _less_than_due(dialogue: Dialogue, reading: Reading, kind: str | None) -> bool:
    """Whether the sum is smaller than every sum due that the agent named, so that it is only a part."""
    paid = reading.amount.idr if reading.amount is not None else None
    recap = dialogue.proposal is not None and dialogue.proposal.recap
    offered = dialogue.proposal.amount if dialogue.proposal is not None else None
    if offered is not None and offered.idr == paid:
        return False
    asked: tuple[SumOf, ...] = () if recap else ("payment",)  # a recap's sum is no demand
    wanted: tuple[SumOf, ...] = ("instalment", "arrears", "minimum", "total", "settlement", *asked)
    wanted = _OWN_DUE.get(kind or "", wanted)
    due = [slot.value for of, slot in dialogue.sums.items() if of in wanted and slot.turn >= 0]
    own = [n.idr for n in reading.sums if n.of in ("total", "arrears") and n.idr is not None and n != reading.amount]
    return paid is not None and bool(due or own) and paid < min(due + own)
