"""Which of the days of a turn is the day of payment. Pure."""

from assist.language.clauses import Clause
from assist.language.dates import DateSpan
from assist.language.payers import is_pay_word
from assist.language.vocabulary import word_set

_SCHEDULED = word_set("gaji gajian jatuhtempo cair masuk temponya gajinya bonus lewat")
_CORRECTIONS = word_set("eh ralat maksudnya maksud salah bukan ganti jangan keliru sori")


def choose_day(words: list[str], dates: list[DateSpan], parts: list[Clause]) -> DateSpan | None:
    """The day of (the first) payment: not past, not denied; the last correction wins; payday and due day give way."""

    def clause(span: DateSpan) -> Clause:
        return next(part for part in parts if part.first <= span.first < part.last)

    open_days = [span for span in dates if not span.past and words[max(0, span.first - 1)] != "bukan"]
    open_days = [span for span in open_days if not _warned_off(words, span, dates, clause(span))]
    open_days = [s for s in open_days if clause(s).live or (clause(s).condition and not clause(s).asked)]
    kept: list[DateSpan] = []
    for span in open_days:
        if kept and set(words[kept[-1].last : span.first]) & _CORRECTIONS:
            kept[-1] = span
        else:
            kept.append(span)
    kept = [span for span in kept if not span.weak] or kept
    kept = [span for span in kept if clause(span).live] or kept
    kept = [span for span in kept if not _scheduled(words, span, clause(span))] or kept
    paying = [s for s in kept if any(is_pay_word(w) for w in words[clause(s).first : clause(s).last])]
    return next(iter(paying or kept), None)


def _warned_off(words: list[str], span: DateSpan, dates: list[DateSpan], part: Clause) -> bool:
    """Whether a "jangan" refuses this day ("jumat ya jangan kamis"), not the one before it ("senin jangan, selasa")."""
    at = span.first - (2 if words[max(0, span.first - 1)] == "hari" else 1)
    if at < 0 or words[at] != "jangan":
        return False
    return at == part.first or not any(other.last == at for other in dates)


def _scheduled(words: list[str], span: DateSpan, part: Clause) -> bool:
    """Whether the day is a payday or due day rather than the day of payment."""
    return bool(set(words[max(part.first, span.first - 4) : span.first]) & _SCHEDULED)
