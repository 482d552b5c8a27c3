"""The state of a promise to pay, folded over the turns of a call (LABELS.md, part A). Pure.

A turn changes the state only by what is said in it; the agent's words count once the customer accepts them, a sum also
when it stands in the question that is answered or is pointed at.
"""

from dataclasses import replace
from itertools import pairwise

from assist.events import Speaker
from assist.language.dates.calendar import DayRange
from assist.language.promise.agent import heard_agent
from assist.language.promise.assent import only_names, tells_payday
from assist.language.promise.filling import accepted, repeats, updated
from assist.language.promise.proposals import Proposal
from assist.language.promise.reader import read
from assist.language.promise.reading import Reading
from assist.language.promise.state import Dialogue, Promise
from assist.language.promise.topics import answers_topic, asks_for_call
from assist.language.terms.paying import is_pay_word
from assist.language.words.vocabulary import word_set

_SHORT = 4
_FOLLOWS = word_set("kena nambah bertambah ditambah didenda hangus disita ditarik naik dihapus hilang dipotong")
"""What comes of paying, or of not paying, told behind it."""
_OWN_WILL = word_set("mau siap sanggup dulu aja deh")
_PAYING = word_set("bisa sanggup jadi mampu bayar uang mau punya kuat cukup")


def step(dialogue: Dialogue, speaker: Speaker, text: str, turn: int) -> Dialogue:
    """The state after one more turn."""
    agent = speaker == "agent"
    asked_sum = not agent and dialogue.proposal is not None and "amount" in dialogue.proposal.asked
    reading = read(text, dialogue.reference, dialogue.bare_day, agent, asked_sum)
    if not reading.tokens:
        return dialogue
    if reading.day is not None and reading.day.hour and _has_day(dialogue):
        reading = replace(reading, day=None)  # the hour is of the day that is spoken of
    by_date = reading.day is not None and reading.day.by_date
    if agent:
        return heard_agent(replace(dialogue, bare_day=by_date, agent_spoke=True), reading, turn)
    dialogue = replace(dialogue, relative=dialogue.relative or reading.relative, bare_day=by_date)
    after = _customer(dialogue, reading, turn)
    week = dialogue.week
    if reading.day is not None and reading.day.day is not None:
        week = reading.day.day if isinstance(reading.day.day, DayRange) else None
    answered = len(reading.tokens) > 1 or reading.assents
    return replace(
        after,
        told_paid=_tells_paid(reading),
        asked_call=asks_for_call(reading.words),
        week=week,
        proposal=None if answered else after.proposal,
    )


def _has_day(dialogue: Dialogue) -> bool:
    """Whether a day is promised or proposed already."""
    proposed = dialogue.proposal.reading.day if dialogue.proposal is not None else None
    return dialogue.promise.date is not None or (proposed is not None and not proposed.hour)


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
    if _asks_what_if_unpaid(reading) or only_names(reading.words) or tells_payday(reading.words):
        return dialogue
    named = reading.slots + (reading.points_at is not None or reading.kind is not None)
    if reading.retracts:
        return replace(dialogue, promise=Promise())
    if active and not reading.slots and _is_unsure(reading.words):
        return replace(dialogue, promise=replace(promise, status="conditional"))
    if not dialogue.agent_spoke and _opens_with_a_day(reading):
        reading = replace(reading, promises=True)
    if _refuses_that_day(dialogue, reading):
        withdrawn = reading.day is not None and reading.day.day == promise.date
        return replace(dialogue, promise=Promise()) if withdrawn else dialogue
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
        return replace(dialogue, promise=updated(dialogue, reading, turn))
    if reading.assents and proposal is not None and proposal.offers:
        agreed = updated if reading.slots or reading.kind else accepted
        return replace(dialogue, promise=agreed(dialogue, reading, turn))
    if active and proposal is None and len(reading.tokens) <= _SHORT and not _PAYING & set(reading.words):
        return dialogue  # "gak ada bu" answers something else
    if reading.refuses or (reading.denies and proposal is not None and proposal.offers):
        counter = active and proposal is not None and not repeats(promise, proposal)
        return dialogue if counter else replace(dialogue, promise=Promise())
    return dialogue


def _tells_paid(reading: Reading) -> bool:
    """Whether the turn tells of a payment that is past, and of none to come."""
    return not reading.promises and any(is_pay_word(reading.words[at]) for at in reading.aside)


def _opens_with_a_day(reading: Reading) -> bool:
    """ "insyaallah pasti bu tanggal sepuluh", before anybody asked: hardly more than a day, and how sure it is."""
    day = reading.day is not None and not reading.day.weak
    sure = reading.certain or reading.hedged
    return day and reading.bare and sure and not (reading.denies or reading.asks or reading.requests)


def _is_unsure(words: list[str]) -> bool:
    """ "saya belum pasti", "gak tentu juga"."""
    return any(a in ("belum", "gak") and b in ("pasti", "tentu", "yakin") for a, b in pairwise(words))


def _refuses_that_day(dialogue: Dialogue, reading: Reading) -> bool:
    """Whether the turn says no and names the very day that was agreed or proposed ("kayaknya gak bisa deh besok")."""
    if not reading.refuses or reading.promises or reading.day is None or reading.day.day is None:
        return False
    proposed = dialogue.proposal.reading.day if dialogue.proposal is not None else None
    spoken_of = (dialogue.promise.date, proposed.day if proposed is not None else None)
    instead = not {"aja", "tetap"}.isdisjoint(reading.words)
    return reading.slots == 1 and not instead and reading.day.day in spoken_of


def _asks_what_if_unpaid(reading: Reading) -> bool:
    """ "kalau saya gak bayar motornya ditarik ya": a question, in which nothing else is paid or named.

    So is "kalau bayar besok kena denda lagi", by what comes of paying.
    """
    words = reading.words
    pays = [at for at, word in enumerate(words) if is_pay_word(word)]
    if len(pays) == 1 and _FOLLOWS & set(words[pays[0] + 1 :]) and "kalau" in words[max(0, pays[0] - 3) : pays[0]]:
        return not _OWN_WILL & set(words)
    if len(pays) != 1 or reading.slots or words[-1] not in ("ya", "gak", "gimana", "bagaimana", "kan"):
        return False
    at = pays[0]
    return words[at - 1] in ("gak", "belum") and "kalau" in words[max(0, at - 4) : at - 1]


def _means_it(reading: Reading, proposal: Proposal | None) -> bool:
    """Whether a turn without a verb of paying is an answer rather than a story that holds a day or a sum."""
    names_way = proposal is not None and "method" in proposal.asked and reading.method is not None
    return reading.hedged or reading.bare or bool(reading.payer) or names_way
