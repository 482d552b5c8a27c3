"""The state of a promise to pay, folded over the turns of a call (LABELS.md, part A). Pure.

A turn changes the state only by what is said in it; the agent's words count once the customer accepts them, a sum also
when it stands in the question that is answered or is pointed at.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from assist.events import Speaker
from assist.language.date_joins import inside
from assist.language.debts import SumOf, debt_of
from assist.language.kinds import HALF, OF_SUM, names_whole_debt
from assist.language.paying import is_pay_word
from assist.language.proposals import Proposal, may_fix_call, read_proposal
from assist.language.reading import Reading, read
from assist.language.state import Dialogue, Promise, Slot, Status
from assist.language.sums import NamedSum
from assist.language.topics import answers_topic, asks_for_call, topic_of
from assist.language.vocabulary import word_set

_OWN_DUE: dict[str, tuple[SumOf, ...]] = {
    "instalment": ("instalment",), "arrears_plus_penalty": ("arrears",),
}  # fmt: skip
"""The sums due that a payment of a kind is held against."""

_SHORT = 4
_NEXT = word_set("kedua keduanya ketiga keempat")
"""What begins the telling of a later payment ("yang kedua tanggal sekian")."""
_CHANGES = word_set("eh aja jadi jadinya maksudnya ganti bukan jangan")
_PAYING = word_set("bisa sanggup jadi mampu bayar uang mau punya kuat cukup")


def step(dialogue: Dialogue, speaker: Speaker, text: str, turn: int) -> Dialogue:
    """The state after one more turn."""
    agent = speaker == "agent"
    asked_sum = not agent and dialogue.proposal is not None and "amount" in dialogue.proposal.asked
    reading = read(text, dialogue.reference, dialogue.bare_day, agent, asked_sum)
    if not reading.tokens:
        return dialogue
    by_date = reading.day is not None and reading.day.by_date
    if agent:
        return _agent(replace(dialogue, bare_day=by_date), reading, turn)
    dialogue = replace(dialogue, relative=dialogue.relative or reading.relative, bare_day=by_date)
    after = _customer(dialogue, reading, turn)
    after = replace(after, told_paid=_tells_paid(reading), asked_call=asks_for_call(reading.words))
    return replace(after, proposal=None) if len(reading.tokens) > 1 or reading.assents else after


def _agent(dialogue: Dialogue, reading: Reading, turn: int) -> Dialogue:
    sums = dict(dialogue.sums)
    last = dialogue.last_sum
    for named in reading.sums:
        if named.idr is not None and named.of not in ("other", "rest"):
            last = sums[named.of] = _slot(reading, named.idr, named.first, named.last, turn)
    dialogue = replace(dialogue, agent_told=(*dialogue.agent_told, *_told(reading, turn)))
    proposal = read_proposal(reading, turn)
    topic = topic_of(reading.words, bool(reading.sums or reading.slots), dialogue.told_paid)
    if topic == "payment" and proposal is None and len(reading.tokens) <= 3:
        return dialogue  # a backchannel leaves the open question open
    if proposal is not None and dialogue.promise.status == "none":
        proposal = None if may_fix_call(proposal, dialogue.asked_call, dialogue.paying) else proposal
    paying = dialogue.paying or any(is_pay_word(word) or debt_of(word) for word in reading.words)
    dialogue = replace(dialogue, topic=topic, paying=paying)
    asked_day = proposal is not None and "date" in proposal.asked
    return replace(dialogue, sums=sums, last_sum=last, proposal=proposal, bare_day=dialogue.bare_day or asked_day)


def _told(reading: Reading, turn: int) -> Iterator[Slot]:
    """The sums and the day that a turn names; what stays to be paid later is no answer to a promise."""
    for named in reading.sums:
        if named.idr is not None and named.of != "rest":
            yield _slot(reading, named.idr, named.first, named.last, turn)
    if reading.day is not None and reading.day.day is not None:
        yield _slot(reading, reading.day.day, reading.day.first, reading.day.last, turn)


def _customer(dialogue: Dialogue, reading: Reading, turn: int) -> Dialogue:
    proposal, promise = dialogue.proposal, dialogue.promise
    if proposal is not None and proposal.purpose and promise.status == "none":
        proposal = None
    if proposal is not None and "payer" in proposal.asked and reading.relation and not reading.payer:
        reading = replace(reading, payer="third_party")
    active = promise.status != "none"
    coming = reading.day is not None and not (reading.day.by_date or reading.day.weak)
    if answers_topic(dialogue.topic, reading.words, coming):
        return dialogue
    if _asks_what_if_unpaid(reading):
        return dialogue
    named = reading.slots + (reading.points_at is not None or reading.kind is not None)
    if reading.retracts:
        return replace(dialogue, promise=Promise())
    plan = reading.amount or reading.day or reading.share or reading.months or reading.kind == "partial"
    if reading.requests and not plan:
        return dialogue  # "bisa bayar di alfamart gak" only asks
    answers = bool(named or reading.payer) and (active or proposal is not None)
    if (
        reading.promises
        or ((reading.slots >= 2 or answers) and _means_it(reading, proposal))
        or (reading.hedged and not reading.denies and proposal is not None)
    ):
        if reading.asks and not (reading.promises or reading.hedged or reading.slots):
            return dialogue
        return replace(dialogue, promise=_updated(dialogue, reading, turn))
    if reading.assents and proposal is not None and proposal.offers:
        agreed = _updated if reading.slots or reading.kind else _accepted
        return replace(dialogue, promise=agreed(dialogue, reading, turn))
    if active and proposal is None and len(reading.tokens) <= _SHORT and not _PAYING & set(reading.words):
        return dialogue  # "gak ada bu" answers something else
    if reading.refuses or (reading.denies and proposal is not None and proposal.offers):
        counter = active and proposal is not None and not _repeats(promise, proposal)
        return dialogue if counter else replace(dialogue, promise=Promise())
    return dialogue


def _tells_paid(reading: Reading) -> bool:
    """Whether the turn tells of a payment that is past, and of none to come."""
    return not reading.promises and any(is_pay_word(reading.words[at]) for at in reading.aside)


def _asks_what_if_unpaid(reading: Reading) -> bool:
    """ "kalau saya gak bayar motornya ditarik ya": a question, in which nothing else is paid or named."""
    words = reading.words
    pays = [at for at, word in enumerate(words) if is_pay_word(word)]
    if len(pays) != 1 or reading.slots or words[-1] not in ("ya", "gak", "gimana", "bagaimana", "kan"):
        return False
    at = pays[0]
    return words[at - 1] in ("gak", "belum") and "kalau" in words[max(0, at - 4) : at - 1]


def _means_it(reading: Reading, proposal: Proposal | None) -> bool:
    """Whether a turn without a verb of paying is an answer rather than a story that holds a day or a sum."""
    names_way = proposal is not None and "method" in proposal.asked and reading.method is not None
    return reading.hedged or reading.bare or bool(reading.payer) or names_way


def _updated(dialogue: Dialogue, reading: Reading, turn: int) -> Promise:
    """The promise after a turn that promises, answers or corrects."""
    promise, proposal = dialogue.promise, dialogue.proposal
    slots = dict(promise.slots)
    approx = promise.approx
    accepts = proposal is not None and not reading.denies
    if accepts and proposal is not None and (proposal.offers or proposal.asked):
        offered = _offered(proposal)
        if reading.amount is not None or reading.share or reading.months:
            offered.pop("amount_idr", None)
        again = proposal.recap and not (_is_next(proposal) and promise.date is not None)
        slots |= {name: slot for name, slot in offered.items() if name not in slots or again}
    own = _own(dialogue, reading, turn)
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


def _accepted(dialogue: Dialogue, reading: Reading, turn: int) -> Promise:
    """The promise after a plain yes to a proposal or recap."""
    proposal = dialogue.proposal
    if proposal is None:
        return dialogue.promise
    offered = _offered(proposal)
    slots = dict(dialogue.promise.slots)
    if _tells_the_rest(proposal.reading):
        offered = {name: slot for name, slot in offered.items() if name not in slots}
        if _is_next(proposal):
            slots.setdefault("amount_kind", _slot(proposal.reading, "partial", 0, 1, proposal.turn))
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


def _own(dialogue: Dialogue, reading: Reading, turn: int) -> dict[str, Slot]:
    """The slots that the customer's own words fill (or, with None, empty)."""
    own: dict[str, Slot] = {}
    amount = _amount(dialogue, reading, turn)
    if amount is not None:
        own["amount_idr"] = amount
    if reading.day is not None:
        asked = dialogue.proposal.reading.day if dialogue.proposal else None
        day = inside(asked.day if asked and asked.day else dialogue.promise.date, reading.day)
        own["date"] = _slot(reading, day, reading.day.first, reading.day.last, turn)
    if reading.method is not None:
        own["method"] = _slot(reading, str(reading.method), reading.method.at, reading.method.at + 1, turn)
    kind = reading.kind or _kind_of_named(dialogue, reading)
    if kind == "full_settlement":
        kind = _kind_of_bill(dialogue, reading) or kind
    if kind not in ("partial", "full_settlement") and _less_than_due(dialogue, reading, kind):
        kind = "partial"
    if kind is None and reading.several:
        kind = "partial"
    if kind is not None:
        own["amount_kind"] = _slot(reading, kind, 0, len(reading.tokens), turn)
    if reading.payer or dialogue.relative:
        payer = "third_party" if dialogue.relative and reading.payer in (False, "self") else reading.payer
        if payer:
            own["payer"] = _slot(reading, payer, 0, len(reading.tokens), turn)
    return own


def _amount(dialogue: Dialogue, reading: Reading, turn: int) -> Slot | None:
    """The sum in the customer's own words, or the agent's that they point at. A Slot of None: it has to be asked."""
    if reading.amount is not None:
        named = reading.amount
        return _slot(reading, _half_or_all(reading, named), named.first, named.last, turn)
    nothing = _slot(reading, None, 0, len(reading.tokens), turn)
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


def _half_or_all(reading: Reading, named: NamedSum) -> int | None:
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


def _pointed(dialogue: Dialogue, points_at: SumOf) -> Slot | None:
    """The agent's sum that is pointed at."""
    if points_at == "payment":
        return dialogue.last_sum
    if points_at == "total":
        return dialogue.sums.get("total") or dialogue.last_sum
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


def _offered(proposal: Proposal) -> dict[str, Slot]:
    """The slots that the agent's proposal or question names."""
    reading, turn = proposal.reading, proposal.turn
    slots: dict[str, Slot] = {}
    named = proposal.amount
    if named is not None and named.idr is not None:
        slots["amount_idr"] = _slot(reading, _half_or_all(reading, named), named.first, named.last, turn)
    if reading.day is not None and reading.day.day is not None:
        slots["date"] = _slot(reading, reading.day.day, reading.day.first, reading.day.last, turn)
    if reading.method is not None:
        slots["method"] = _slot(reading, str(reading.method), reading.method.at, reading.method.at + 1, turn)
    kind = reading.kind or ("partial" if reading.several else None)
    if named is None and kind == "partial" and [one.of for one in reading.sums] == ["penalty"]:
        kind = None
    if kind is not None:
        slots["amount_kind"] = _slot(reading, kind, 0, len(reading.tokens), turn)
    if reading.payer == "third_party":
        slots["payer"] = _slot(reading, reading.payer, 0, len(reading.tokens), turn)
    return slots


def _repeats(promise: Promise, proposal: Proposal) -> bool:
    """Whether the proposal only reads back what was promised."""
    told = {name: slot for name, slot in _offered(proposal).items() if name not in ("amount_kind", "payer")}
    return all(promise.value(name) == slot.value for name, slot in told.items())


def _default_payer(dialogue: Dialogue, reading: Reading, turn: int) -> Slot:
    """The speaker pays unless somebody else, or on purpose nobody, is named."""
    payer = None if reading.payer is None else "third_party" if dialogue.relative else "self"
    return _slot(reading, payer, 0, len(reading.tokens), turn)


def _slot(reading: Reading, value: Any, first: int, last: int, turn: int) -> Slot:
    tokens = reading.tokens
    return Slot(value, turn, tokens[first].start, tokens[last - 1].end)
