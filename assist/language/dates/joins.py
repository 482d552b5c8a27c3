"""Times named one by one -> the days that are meant: ranges, a day within its week or month, deadlines. Pure."""

from dataclasses import replace
from datetime import date, timedelta

from assist.language.dates.bounds import AT_THE_LATEST, bounded
from assist.language.dates.calendar import Day, DayRange, first_of, last_of, make_day
from assist.language.dates.named import DateSpan, named_days
from assist.language.numbers.values import Number
from assist.language.terms.paying import is_pay_word
from assist.language.words.tokens import Token
from assist.language.words.vocabulary import word_set

_LINKS = word_set("hari tanggal di ya sama dan atau apa sampai dengan ke antara")
_LIGHT = word_set(
    "hari tanggal di ya itu kan yaitu berarti alias pas nya lah aja pak bu mas mbak kak jatuh persis tepatnya"
)
_BREAKS = word_set("terus lagi sisanya lalu kemudian kedua eh atau bukan jangan sama dan sampai")
_BILLS = word_set(
    """angsuran angsurannya angsuranku cicilan cicilannya cicilanku tagihan tagihannya tagihanku tunggakan
    tunggakannya denda dendanya setoran setorannya kewajiban iuran bulanan kreditan pembayaran bayaran jatah bagian
    periode"""
)
_ASIDES = word_set("kan itu memang nya pak bu mas mbak ya juga")
_ALREADY = word_set("sudah telanjur terlanjur keburu")
_OVER = word_set("lewat kelewat kelewatan terlewat berlalu lunas beres dibayar kebayar habis")
_REMAINING = word_set("tinggal sisa sisanya kurang kurangnya")
_GREETS = word_set("sugeng wilujeng")
"""Before "enjing", which is tomorrow elsewhere, these wish a good morning."""
_FOR = word_set("yang untuk periode punya")
_WITH_FEAST = word_set("thr kue baju mudik libur liburan cuti kado belanja buat untuk kumpul acara uang sangu")


def find_dates(tokens: list[Token], numbers: list[Number], reference: date) -> list[DateSpan]:
    """The times meant in `tokens`, in order and apart from each other, counted from `reference`.

    A deadline is one day ("paling lambat X" is X, "sebelum X" the day before), two days offered are a range, "about" a
    day is that day and its neighbours; "angsuran bulan ini" names a bill and no time.
    """
    words = [token.text for token in tokens]
    out: list[DateSpan] = []
    bills = -1
    in_numbers = {at for number in numbers for at in range(number.first, number.last)}
    for span in named_days(tokens, numbers, reference):
        if words[max(0, span.first - 1)] in _GREETS:
            continue
        if span.kind == "month" and _is_over(words, span):
            continue
        if words[span.last - 1] == "lagi" and not _REMAINING.isdisjoint(words[max(0, span.first - 1) : span.first]):
            if out and out[-1].last == span.first - 1:
                out.pop()  # "lebaran tinggal seminggu lagi" tells when it is, not when one pays
            continue
        if _is_a_month(words, span) and _of_a_bill(words, span, bills, in_numbers):
            bills = span.last
        elif not (span.kind == "feast" and words[span.first - 1 : span.first] and words[span.first - 1] in _WITH_FEAST):
            if _since(words, span):
                span = replace(span, kind="past")
            both = _joined(words, out[-1], span, reference) if out else None
            out[-1 if both else len(out) :] = [both or span]
    return [bounded(words, span, reference) for span in out]


def _is_a_month(words: list[str], span: DateSpan) -> bool:
    """Whether a month is named, one that is over too ("angsuran bulan lalu")."""
    return span.kind == "month" or (span.past and words[span.first] == "bulan")


def _of_a_bill(words: list[str], span: DateSpan, bills: int, numbers: set[int]) -> bool:
    """Whether a month only says which bill is meant ("cicilan saya bulan ini", "yang april")."""
    if words[span.last - 1] in ("depan", "besok"):
        return False
    if words[max(0, span.first - 1) : span.first][:1] and words[span.first - 1] in _FOR:
        return True
    if bills == span.first or (bills == span.first - 1 and words[bills] in ("sama", "dan")):
        return True
    for at in range(span.first - 1, max(-1, span.first - 5), -1):
        if is_pay_word(words[at]) or at in numbers:
            return False
        if words[at] in _BILLS:
            return True
    return False


def _is_over(words: list[str], span: DateSpan) -> bool:
    """Whether a month is told as past ("maret kan sudah lewat")."""
    if words[span.last - 1] in ("depan", "besok"):
        return False
    behind = [word for word in words[span.last : span.last + 5] if word not in _ASIDES]
    return behind[:1] != [] and behind[0] in _ALREADY and behind[1:2] != [] and behind[1] in _OVER


def _since(words: list[str], span: DateSpan) -> bool:
    """ "telat dari tanggal dua", but not "dari tanggal dua sampai lima" or "mulai dari besok"."""
    before, behind = words[max(0, span.first - 2) : span.first], words[span.last : span.last + 1]
    return before[-1:] in (["dari"], ["sejak"]) and before[0] != "mulai" and behind not in (["sampai"], ["ke"])


def _joined(words: list[str], last: DateSpan, span: DateSpan, reference: date) -> DateSpan | None:
    """Two times next to each other as one, or None where they stay two."""
    if last.past or span.past:
        return None
    gap = words[last.last : span.first]
    if words[max(0, last.first - 1)] in ("jangan", "bukan"):
        return None
    if len(gap) <= 3 and _tells_today(last, span, reference):
        return replace(last, last=span.last, kind="weak")
    if len(gap) <= 4 and (day := _offered(words, last, span)):
        return day
    if last.weak or span.weak or "after" in (last.kind, span.kind):
        return None
    if _LIGHT.issuperset(gap) and (same := _same_day(last, span, reference)):
        return same
    near = len(gap) <= 3 or not any(map(is_pay_word, words[span.last :]))
    if not _BREAKS.isdisjoint(gap):
        return None
    return _within(last, span, reference) or (_within(span, last, reference) if near and len(gap) <= 2 else None)


def _offered(words: list[str], last: DateSpan, span: DateSpan) -> DateSpan | None:
    """ "X atau Y", "X sampai Y", "antara X dan Y", "jumat sabtu", "kalau gak X ya Y"."""
    gap = words[last.last : span.first]
    link = set(gap)
    before = words[max(0, last.first - 2) : last.first]
    if {"atau", "dan", "sampai"} & link and link & AT_THE_LATEST - {"sampai", "dalam"}:
        return span  # "besok atau paling lambat lusa"
    between = "antara" in before and (bool(link & {"dan", "sama"}) or not gap)
    either = bool(link & {"atau", "sampai", "apa"}) or (
        gap == ["ya"] and before in (["kalau", "gak"], ["kalau", "bukan"])
    )
    start, end = first_of(last.day), last_of(span.day)
    neighbours = not gap and last.kind == span.kind == "weekday" and before[-1:] not in (["jangan"], ["bukan"])
    neighbours = neighbours and words[span.last : span.last + 1] != ["maksudnya"]
    follows = bool(neighbours and start and end and end - start == timedelta(1))
    if not (link <= _LINKS and (either or between or follows)):
        return None
    day = DayRange(start, end) if start and end and start < end else None
    first = last.first - (1 if "antara" in before[-1:] else 0)
    return DateSpan(day, first, span.last, "day" if last.kind == "weekday" else last.kind)


def _tells_today(last: DateSpan, span: DateSpan, reference: date) -> bool:
    """ "hari ini senin", "sekarang tanggal empat": what day it is."""
    if last.day != reference or last.number is not None or last.kind not in ("day", "weak"):
        return False
    if span.kind == "weekday":
        return last.weak and span.number == reference.weekday()
    return span.by_date and span.day == reference


def _same_day(last: DateSpan, span: DateSpan, reference: date) -> DateSpan | None:
    """A weekday and a date said together; where they contradict each other the agent has to ask."""
    kinds = {last.kind, span.kind}
    if not kinds <= {"date", "weekday", "day"} or isinstance(last.day, DayRange) or isinstance(span.day, DayRange):
        return None
    if last.day is None or span.day is None or kinds in ({"weekday"}, {"date"}):
        return None
    both = replace(last, day=span.day, last=span.last, kind="date" if "date" in kinds else "day", number=None)
    if last.day == span.day:
        return both
    for day, other in ((last, span), (span, last)):
        if (
            day.kind == "weekday"
            and other.by_date
            and isinstance(other.day, date)
            and other.day.weekday() == day.number
        ):
            return replace(both, day=other.day)
    if last.day == reference:
        return None
    adjacent = last.last + 1 >= span.first
    return replace(both, day=None) if adjacent and kinds != {"day"} else None


def _within(whole: DateSpan, part: DateSpan, reference: date) -> DateSpan | None:
    """A day or part inside a week, month or part that is said beside it ("minggu depan ... hari kamis")."""
    if not isinstance(whole.day, DayRange) or whole.kind not in ("week", "month", "part", "feast"):
        return None
    day: Day = part.day
    if part.number is not None and part.kind == "weekday" and whole.kind == "week":
        day = whole.day.end + timedelta(part.number - whole.day.end.weekday())
    elif part.number is not None and part.kind == "date" and whole.kind in ("month", "part"):
        day = make_day(whole.day.end.year, whole.day.end.month, part.number)
    elif part.kind == whole.kind or part.kind == "month":
        return None
    start, end = first_of(day), last_of(day)
    if start is None or end is None or start < reference or start < whole.day.start or end > whole.day.end:
        return None
    return replace(part, day=day, number=None)


def inside(whole: Day, span: DateSpan) -> Day:
    """The day of a span that answers a week or month named before ("minggu depan" - "hari apa?" - "rabu")."""
    if not isinstance(whole, DayRange) or span.number is None:
        return span.day
    days = [whole.start + timedelta(n) for n in range((whole.end - whole.start).days + 1)]
    fits = [day for day in days if (day.day if span.by_date else day.weekday()) == span.number]
    return fits[0] if len(fits) == 1 else span.day
