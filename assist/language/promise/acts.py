"""What a turn does, whatever it names: agree, hedge, deny, ask, take back. Pure."""

from itertools import pairwise

from assist.language.clauses.clause import Clause
from assist.language.clauses.conditions import is_certain
from assist.language.clauses.telling import CONTACT
from assist.language.promise.assent import assents
from assist.language.promise.reading import Reading
from assist.language.slots.payers import relative_speaks
from assist.language.slots.sums import NamedSum
from assist.language.terms.debts import debt_of
from assist.language.terms.paying import is_pay_word
from assist.language.words.tokens import Token


def thinks_better(words: list[str], parts: list[Clause]) -> bool:
    """Whether the turn ends in a refusal that corrects what it said before ("besok saya bayar eh gak bisa deh")."""
    last = parts[-1]
    return len(parts) > 1 and last.refuses and words[last.first] == "eh"


def acts_of(tokens: list[Token], parts: list[Clause], retracts: bool, sums: tuple[NamedSum, ...]) -> Reading:
    """What the turn does, without what it names (but its `sums`)."""
    words = [token.text for token in tokens]
    return Reading(
        tokens=tokens,
        hedged=_hedged(words, parts),
        certain=any(part.live and is_certain(words[part.first : part.last]) for part in parts),
        denies=any(part.denied and not _only_hedges(words, part) for part in parts),
        refuses=any(part.refuses and not part.past and not _only_hedges(words, part) for part in parts),
        asks=any(part.asked for part in parts),
        requests=any(part.requests for part in parts),
        assents=assents(tokens, parts),
        relative=relative_speaks(words),
        retracts=retracts,
        sums=sums,
    )


def _hedged(words: list[str], parts: list[Clause]) -> bool:
    hedged = [
        part
        for part in parts
        if part.condition and not (part.past or part.asked or _stalls(words, part) or _of_the_rest(words, part))
    ]
    asking = [part for part in parts if part.requests]
    only_god_willing = all("insyaallah" in words[part.first : part.last] for part in hedged)
    if hedged and only_god_willing and "pasti" in words:
        return bool(asking)
    return bool(hedged or asking)


def _only_hedges(words: list[str], part: Clause) -> bool:
    """ "saya usahakan tapi gak janji ya": what will be tried is not refused."""
    said = words[part.first : part.last]
    return "usahakan" in words and "janji" in said and not any(map(is_pay_word, said))


def _of_the_rest(words: list[str], part: Clause) -> bool:
    """ "dua ratus dulu, sisanya kalau sudah gajian": the first payment has no condition."""
    around = words[max(0, part.first - 1) : part.first + 1]
    return "dulu" in words[: part.first] and any(debt_of(word) == "rest" for word in around)


def _stalls(words: list[str], part: Clause) -> bool:
    """ "kalau sudah ada nanti saya kabari" sets a condition on a call, not on a payment."""
    said = words[part.first : part.last]
    return part.elsewhere and any(a in ("saya", "kami", "nanti") and b in CONTACT for a, b in pairwise(said))
