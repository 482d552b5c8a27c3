"""What a turn puts into the promise: the slots that an answer, a correction or a yes to a proposal fills. Pure."""

from assist.language.promise.own import half_or_all, own_slots
from assist.language.promise.proposals import Proposal
from assist.language.promise.reading import Reading
from assist.language.promise.state import Dialogue, Promise, Slot, Status, slot_of
from assist.language.terms.debts import debt_of
from assist.language.words.vocabulary import word_set

_SHORT = 4
_NEXT = word_set("kedua keduanya ketiga keempat")
"""What begins the telling of a later payment ("yang kedua tanggal sekian")."""
_CHANGES = word_set("eh aja jadi jadinya maksudnya ganti bukan jangan")


def updated(dialogue: Dialogue, reading: Reading, turn: int) -> Promise:
    """The promise after a turn that promises, answers or corrects."""
    promise, proposal = dialogue.promise, dialogue.proposal
    slots = dict(promise.slots)
    approx = promise.approx
    accepts = proposal is not None and not (reading.denies and not _moves_day(proposal, reading))
    if accepts and proposal is not None and (proposal.offers or proposal.asked):
        offered = _offered(proposal)
        if reading.amount is not None or reading.share or reading.months:
            offered.pop("amount_idr", None)
        again = proposal.recap and not (_is_next(proposal) and promise.date is not None)
        slots |= {name: slot for name, slot in offered.items() if name not in slots or again}
    own = own_slots(dialogue, reading, turn)
    if "amount_idr" in own:
        approx = reading.amount is not None and reading.amount.approx
    asked_rest = proposal is not None and bool(proposal.asked) and _tells_the_rest(proposal.reading)
    if promise.date is not None and (asked_rest or _is_next(proposal) or _tells_the_rest(reading)):
        own = {name: slot for name, slot in own.items() if name not in ("amount_idr", "date")}
    if "method" in own and _only_says_transfer(proposal, reading, slots.get("method")):
        del own["method"]
    slots |= own
    slots = {name: slot for name, slot in slots.items() if slot.value is not None}
    slots.setdefault("payer", _default_payer(dialogue, reading, turn))
    status = _status(promise, proposal, reading)
    confirmed = bool(
        accepts and proposal and proposal.offers and reading.assents and not own.keys() & {"amount_idr", "date"}
    )
    return Promise(status, {n: s for n, s in slots.items() if s.value is not None}, approx, confirmed)


def _moves_day(proposal: Proposal, reading: Reading) -> bool:
    """Whether only the day proposed is refused and another named: all else that was proposed stands."""
    proposed, own = proposal.reading.day, reading.day
    return reading.denies_day and proposed is not None and own is not None and own.day != proposed.day


def _is_next(proposal: Proposal | None) -> bool:
    """Whether the agent proposes a later payment of a plan ("yang kedua tanggal sekian ya")."""
    return proposal is not None and any(word in _NEXT for word in proposal.reading.words[:_SHORT])


def _tells_the_rest(reading: Reading) -> bool:
    """Whether only a later payment is told, beside the first one that stands ("sisanya minggu depan")."""
    rest = any(debt_of(word) == "rest" or word in _NEXT for word in reading.words[:_SHORT])
    return rest and not (_CHANGES & set(reading.words) or "pertama" in reading.words)


def _only_says_transfer(proposal: Proposal | None, reading: Reading, known: Slot | None) -> bool:
    """Whether "iya nanti saya transfer" only repeats a way through a bank that was agreed, with less in it."""
    asked = proposal is not None and "method" in proposal.asked
    if asked or known is None or str(reading.method) != "transfer" or _CHANGES & set(reading.words):
        return False
    return str(known.value).split(":")[0] in ("transfer", "virtual_account", "mobile_banking", "atm", "teller")


def accepted(dialogue: Dialogue, reading: Reading, turn: int) -> Promise:
    """The promise after a plain yes to a proposal or recap."""
    proposal = dialogue.proposal
    if proposal is None:
        return dialogue.promise
    offered = _offered(proposal)
    slots = dict(dialogue.promise.slots)
    if _tells_the_rest(proposal.reading):
        offered = {name: slot for name, slot in offered.items() if name not in slots}
        if _is_next(proposal):
            slots.setdefault("amount_kind", slot_of(proposal.reading, "partial", 0, 1, proposal.turn))
    slots |= {name: slot for name, slot in offered.items() if dialogue.promise.value(name) != slot.value}
    slots.setdefault("payer", _default_payer(dialogue, reading, turn))
    approx = proposal.amount.approx if proposal.amount else dialogue.promise.approx
    told = bool(offered.keys() & {"amount_idr", "date"})
    return Promise("conditional" if reading.hedged else "firm", slots, approx, told)


def _status(promise: Promise, proposal: Proposal | None, reading: Reading) -> Status:
    if reading.hedged:
        return "conditional"
    answer_only = proposal is not None and bool(proposal.asked) and not reading.certain
    if promise.status == "conditional" and (answer_only or not reading.promises):
        return "conditional"
    return "firm"


def _offered(proposal: Proposal) -> dict[str, Slot]:
    """The slots that the agent's proposal or question names."""
    reading, turn = proposal.reading, proposal.turn
    slots: dict[str, Slot] = _offered(proposal.restated) if proposal.restated else {}
    named = proposal.amount
    if named is not None and named.idr is not None:
        slots["amount_idr"] = slot_of(reading, half_or_all(reading, named), named.first, named.last, turn)
    if reading.day is not None and reading.day.day is not None:
        slots["date"] = slot_of(reading, reading.day.day, reading.day.first, reading.day.last, turn)
    if reading.method is not None:
        slots["method"] = slot_of(reading, str(reading.method), reading.method.at, reading.method.at + 1, turn)
    kind = reading.kind or ("partial" if reading.several else None)
    if named is None and kind == "partial" and [one.of for one in reading.sums] == ["penalty"]:
        kind = None
    if kind is not None:
        slots["amount_kind"] = slot_of(reading, kind, 0, len(reading.tokens), turn)
    if reading.payer == "third_party":
        slots["payer"] = slot_of(reading, reading.payer, 0, len(reading.tokens), turn)
    return slots


def repeats(promise: Promise, proposal: Proposal) -> bool:
    """Whether the proposal only reads back what was promised."""
    told = {name: slot for name, slot in _offered(proposal).items() if name not in ("amount_kind", "payer")}
    return all(promise.value(name) == slot.value for name, slot in told.items())


def _default_payer(dialogue: Dialogue, reading: Reading, turn: int) -> Slot:
    """The speaker pays unless somebody else, or on purpose nobody, is named."""
    payer = None if reading.payer is None else "third_party" if dialogue.relative else "self"
    return slot_of(reading, payer, 0, len(reading.tokens), turn)
