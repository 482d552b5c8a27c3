"""A turn -> clauses, each with what it does: promise, deny, ask, tell what is past, set a condition. Pure."""

from bisect import bisect_left
from dataclasses import dataclass, replace
from itertools import pairwise

from assist.language.clauses.boundaries import OPENERS, PROTESTS, answer_end, begins
from assist.language.clauses.conditions import is_condition
from assist.language.clauses.denials import negated
from assist.language.clauses.pasts import ends_ahead, follows_a_past_day, goes_on, tells_the_past
from assist.language.clauses.questions import is_question, is_request
from assist.language.clauses.stories import is_plan, is_story
from assist.language.dates.named import DateSpan
from assist.language.numbers.cues import COUNTED
from assist.language.numbers.values import Number
from assist.language.terms.debts import debt_of
from assist.language.terms.paying import is_pay_word
from assist.language.terms.ways import is_way
from assist.language.words.number_words import is_number_word
from assist.language.words.tokens import Token
from assist.language.words.vocabulary import word_set

CONTACT = word_set(
    """hubungi dihubungi kabari kabarin ngabarin dikabari kabarkan telepon ditelepon cek dicek ngecek tanya tanyain
    tanyakan nanya kontak omongin diomongin bicarakan pikir pikirin pikirkan mikir rundingkan rundingan rembukan rembug
    lapor diskusi bilang wa chat lihat liat cari nyari komplain protes musyawarah konsultasi
    ketemu bertemu nemuin temui menemui"""
)
"""What puts off or turns to somebody else, where no paying is spoken of."""


_AND = word_set("sama dan plus termasuk beserta berikut")
_WISHES = word_set(
    """maunya pengennya inginnya niatnya niat rencananya rencana harapannya harusnya seharusnya mestinya targetnya
    target"""
)


_OF_MONEY = word_set("uang uangnya dana dananya mana")
_WHOLE = word_set("full penuh semua semuanya lunas sekaligus")
"""What cannot be paid besides a part."""


@dataclass(frozen=True, slots=True)
class Clause:
    """Tokens `first` to `last` (exclusive) and what they do."""

    first: int
    last: int
    denied: bool = False
    past: bool = False
    asked: bool = False
    condition: bool = False
    elsewhere: bool = False
    """Tells of something other than paying: a call back, an income."""
    refuses: bool = False
    """Denies paying itself, so that it takes a promise back."""
    requests: bool = False

    @property
    def live(self) -> bool:
        """Whether what it names may be part of a promise."""
        return not (self.denied or self.past or self.asked or self.elsewhere)


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
    return _in_context(words, clauses, own)


def _with_its_name(words: list[str], first: int) -> int:
    """Where the sum at `first` begins together with the name of its debt ("cicilan yang empat ratus")."""
    at = first - 1 if words[first - 1 : first] in (["yang"], ["saya"], ["rp"]) else first
    return at - 1 if at and debt_of(words[at - 1]) else first


def _in_context(words: list[str], clauses: list[Clause], days: list[list[DateSpan]]) -> list[Clause]:
    """What a clause takes from its neighbours: a *kalau* beside a question asks too, a date behind the past is past.

    `days` are the times in each clause.
    """
    out: list[Clause] = []
    for at, clause in enumerate(clauses):
        inner, first = words[clause.first : clause.last], words[clause.first]
        behind = clauses[at + 1] if at + 1 < len(clauses) else None
        beside_a_question = (bool(out) and out[-1].asked) or (behind is not None and behind.asked)
        protested = behind is not None and words[behind.first] == "kok" and not ends_ahead(inner, days[at])
        if clause.condition and behind is not None and _overrules(words, clause, behind, bool(days[at])):
            clause = replace(clause, condition=False, elsewhere=True)
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
    if not _DUTY.isdisjoint(words[wish.first : wish.last]) and said[0] == "tapi" and plan.elsewhere:
        return True  # "harusnya kemarin saya bayar tapi anak saya sakit"
    return wished and said[0] == "tapi" and plan.live and not plan.condition and any(map(is_pay_word, said))


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
        elsewhere=contact
        or _gives_reason(inner, days)
        or is_story(inner)
        or _tells_what_remains(inner)
        or _tells_duty(inner),
        refuses=denial == "refused" and not (days and all(span.past for span in days)),
        requests=requests,
    )


def _tells_what_remains(inner: list[str]) -> bool:
    """ "angsurannya tinggal tiga bulan lagi", "tinggal dua kali bayar": how much is left, without a doer."""
    for at, word in enumerate(inner):
        if word in ("tinggal", "sisa") and is_number_word((*inner[at + 1 : at + 2], "")[0]):
            counted = not COUNTED.isdisjoint(inner[at + 2 : at + 5])
            return counted and not any(a in ("saya", "kami") and is_pay_word(b) for a, b in pairwise(inner))
    return False


def _tells_how_it_is(inner: list[str]) -> bool:
    return _tells_what_remains(inner) or _tells_duty(inner)


def _tells_duty(inner: list[str]) -> bool:
    """ "dia yang harusnya bayar": whose duty it is, which nobody promises."""
    return any(
        a == "yang" and b in _DUTY and any(map(is_pay_word, inner[at + 2 : at + 4])) and inner[at - 1] != "saya"
        for at, (a, b) in enumerate(pairwise(inner))
    )


_DUTY = word_set("harusnya seharusnya mestinya semestinya wajib")


def _gives_reason(inner: list[str], own: list[DateSpan]) -> bool:
    """ "padahal saya setor", "soalnya saya bayar di sana", "kok bayarnya jadi segitu": a reason or a protest."""
    if inner[0] == "kok" and len(inner) > 1:
        return inner[1] in PROTESTS or inner[2:3] == ["yang"] or inner[1].endswith("nya")
    ahead = any(not span.past for span in own)
    if inner[0] not in ("soalnya", "karena"):
        return inner[0] == "padahal"
    at = next((at for at, word in enumerate(inner) if is_pay_word(word)), 0)
    return not ahead and at <= _SOON


_SOON = 3
"""So near behind "soalnya" a verb of paying is the reason itself; further on it is a plan."""
