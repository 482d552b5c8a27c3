"""What a clause takes from its neighbours. Pure."""

from dataclasses import replace
from itertools import pairwise

from assist.language.clauses.boundaries import OPENERS
from assist.language.clauses.clause import Clause
from assist.language.clauses.pasts import ends_ahead, follows_a_past_day, goes_on
from assist.language.clauses.telling import COMPLAINTS, DUTY
from assist.language.dates.named import DateSpan
from assist.language.terms.paying import is_pay_word
from assist.language.terms.relations import is_relation
from assist.language.terms.ways import is_way
from assist.language.words.number_words import is_number_word
from assist.language.words.vocabulary import word_set

_AND = word_set("sama dan plus termasuk beserta berikut")
_WISHES = word_set(
    """maunya pengennya inginnya niatnya niat rencananya rencana harapannya harusnya seharusnya mestinya targetnya
    target"""
)
_OWN = word_set("saya kami kita")
_FAILED = word_set(
    "kabar kabarnya dihubungi diharapin diharapkan bohong ingkar menghilang ngilang hilang kabur batal ternyata php"
)
_OF_MONEY = word_set("uang uangnya dana dananya mana")
_WHOLE = word_set("full penuh semua semuanya lunas sekaligus")
"""What cannot be paid besides a part."""


def in_context(words: list[str], clauses: list[Clause], days: list[list[DateSpan]]) -> list[Clause]:
    """What a clause takes from its neighbours: a *kalau* beside a question asks too, a date behind the past is past.

    `days` are the times in each clause.
    """
    out: list[Clause] = []
    for at, clause in enumerate(clauses):
        inner, first = words[clause.first : clause.last], words[clause.first]
        behind = clauses[at + 1] if at + 1 < len(clauses) else None
        beside_a_question = (bool(out) and out[-1].asked) or (behind is not None and behind.asked)
        protested = behind is not None and words[behind.first] == "kok" and not ends_ahead(inner, days[at])
        following = words[behind.first : behind.last] if behind is not None else []
        overruled = behind is not None and _overrules(words, clause, behind, bool(days[at]))
        if clause.condition and (overruled or _warns(inner, following)):
            clause = replace(clause, condition=False, elsewhere=True)
        elif _was_let_down(inner, following):
            clause = replace(clause, past=True)
        elif behind is not None and not days[at] and _wishes_in_vain(inner, behind, words):
            clause = replace(clause, elsewhere=True)
        elif (first in _AND and out and out[-1].asked and not any(map(is_pay_word, inner))) or (
            first == "kalau" and beside_a_question and not clause.requests
        ):
            clause = replace(clause, asked=True)
        elif clause.refuses and behind is not None and _resigns_to_a_way(words, behind):
            clause = replace(clause, denied=False, refuses=False)
        elif protested:  # "saya bayar tiap tanggal lima kok masih ditelepon"
            clause = replace(clause, past=True)
        elif out and first not in OPENERS and not clause.condition:
            behind_it = (out[-1].past and goes_on(inner, days[at])) or follows_a_past_day(
                inner, days[at], days[at - 1], clause.first
            )
            clause = replace(clause, past=clause.past or behind_it)
        out.append(clause)
    return out


def _warns(condition: list[str], behind: list[str]) -> bool:
    """ "kalau kalian teror terus saya lapor ojk": the condition is for a complaint, not for a payment."""
    complains = any(a in ("saya", "kami", "tak", "ku") and b in COMPLAINTS for a, b in pairwise(behind))
    return complains and not any(map(is_pay_word, (*condition, *behind)))


def _was_let_down(told: list[str], behind: list[str]) -> bool:
    """ "abang saya mau bayarin tapi orangnya gak bisa dihubungi": help that never came."""
    failed = behind[:1] in (["tapi"], ["eh"]) and not _FAILED.isdisjoint(behind) and _OWN.isdisjoint(behind)
    return failed and any(map(is_relation, told)) and not any(map(is_pay_word, behind))


def _wishes_in_vain(wish: list[str], behind: Clause, words: list[str]) -> bool:
    """ "saya mau bayar tapi uangnya belum ada", "... tapi uangnya dari mana": what is wanted cannot be."""
    said = words[behind.first : behind.last]
    wants = any(a == "mau" and is_pay_word(b) for a, b in pairwise(wish)) and not any(map(is_number_word, wish))
    against = behind.refuses or (behind.asked and not _OF_MONEY.isdisjoint(said))
    return wants and said[0] == "tapi" and against and _WHOLE.isdisjoint(said) and not any(map(is_pay_word, said))


def _resigns_to_a_way(words: list[str], plan: Clause) -> bool:
    """Whether what could not be was a way of paying, since another is taken for it ("seabank gak ada ya udah bca")."""
    said = words[plan.first : plan.last]
    return said[0] == "yasudah" and any(map(is_way, said)) and not any(map(is_number_word, said))


def _overrules(words: list[str], wish: Clause, plan: Clause, dated: bool) -> bool:
    """Whether a wish is followed by what will be done instead, or by why it cannot be.

    "pengennya lunas semua tapi besok saya transfer dulu sekian"; without a day "maunya bayar tapi uangnya belum ada".
    """
    said = words[plan.first : plan.last]
    if words[wish.first] in ("kalau", "jika", "asal"):
        return False
    wished = not _WISHES.isdisjoint(words[wish.first : wish.last])
    if wished and said[0] == "tapi" and plan.denied and not dated:
        return True
    if not DUTY.isdisjoint(words[wish.first : wish.last]) and said[0] == "tapi" and plan.elsewhere:
        return True  # "harusnya kemarin saya bayar tapi anak saya sakit"
    return wished and said[0] == "tapi" and plan.live and not plan.condition and any(map(is_pay_word, said))
