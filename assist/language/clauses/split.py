"""A turn -> clauses, each with what it does: promise, deny, ask, tell what is past, set a condition. Pure."""

from bisect import bisect_left
from dataclasses import replace

from assist.language.clauses.boundaries import answer_end, begins
from assist.language.clauses.clause import Clause
from assist.language.clauses.conditions import is_condition
from assist.language.clauses.context import in_context
from assist.language.clauses.denials import negated
from assist.language.clauses.pasts import tells_the_past
from assist.language.clauses.questions import is_question, is_request
from assist.language.clauses.stories import is_plan, is_story
from assist.language.clauses.telling import CONTACT, gives_reason, tells_how_it_is
from assist.language.dates.named import DateSpan
from assist.language.numbers.values import Number
from assist.language.terms.debts import debt_of
from assist.language.terms.paying import is_pay_word
from assist.language.words.tokens import Token


def split(tokens: list[Token], numbers: list[Number], dates: list[DateSpan]) -> list[Clause]:
    """The clauses of a turn. Punctuation helps where a recogniser gives it, but none is needed."""
    words = [token.text for token in tokens]
    places = [(n.first, n.last) for n in numbers] + [(d.first, d.last) for d in dates]
    inside = {at for first, last in places for at in range(first + 1, last)}
    days = {span.first for span in dates if not span.past}
    sums = {_with_its_name(words, number.first) for number in numbers if number.kind == "money"}
    answered = answer_end(words, dates)
    clauses: list[Clause] = []
    own: list[list[DateSpan]] = []
    firsts = [span.first for span in dates]
    start = 0
    for at in range(1, len(words) + 1):
        ends = at == len(words) or at == answered
        if at in inside or not (ends or begins(tokens, words, (start, at), days, sums)):
            continue
        inner = words[start:at]
        own.append(dates[bisect_left(firsts, start) : bisect_left(firsts, at)])
        clause = _label(inner, start, own[-1])
        told = bool(clauses) and inner[0] == "tapi" and is_story(words[clauses[-1].first : start])
        if told and all(span.past for span in own[-1]) and not is_plan(inner):
            clause = replace(clause, elsewhere=True)  # "gaji saya cuma dua juta": cuma reads as tapi
        clauses.append(clause)
        start = at
    return in_context(words, clauses, own)


def _with_its_name(words: list[str], first: int) -> int:
    """Where the sum at `first` begins together with the name of its debt ("cicilan yang empat ratus")."""
    at = first - 1 if words[first - 1 : first] in (["yang"], ["saya"], ["rp"]) else first
    return at - 1 if at and debt_of(words[at - 1]) else first


def _label(inner: list[str], start: int, days: list[DateSpan]) -> Clause:
    """The clause `inner` from token `start`, by itself; `days` are the times in it."""
    condition = is_condition(inner)
    denial = None if condition and inner[0] in ("kalau", "asal", "asalkan", "jika") else negated(inner)
    requests = is_request(inner)
    contact = not CONTACT.isdisjoint(inner) and not any(map(is_pay_word, inner))
    return Clause(
        first=start,
        last=start + len(inner),
        denied=denial is not None,
        past=tells_the_past(inner, days),
        asked=not requests and is_question(inner),
        condition=condition,
        elsewhere=contact or gives_reason(inner, days) or is_story(inner) or tells_how_it_is(inner),
        refuses=denial == "refused" and not (days and all(span.past for span in days)),
        requests=requests,
    )
