"""What an agent's clause does not propose: a call to come, a payment that is past. Pure."""

from collections.abc import Sequence
from itertools import pairwise

from assist.language.clauses.clause import Clause
from assist.language.terms.paying import is_pay_word
from assist.language.words.vocabulary import word_set

_CALLS = word_set(
    """telepon teleponnya menelepon ditelepon hubungi menghubungi dihubungi kabari kabarin mengabari dikabari kabarnya
    datang berkunjung kunjungi ingatkan mengingatkan ingetin ngingetin diingatkan cek dicek ngecek mengecek"""
)
_SENDS = word_set("transfer kirim kirimkan kirimin transferkan")
_TOLD = word_set("pembayaran pembayarannya janji janjinya berjanji bilang bilangnya dibilang sepakat komitmen")
_GONE = word_set("terakhir lalu kemarin tadi sudah")
_NEW_PLAN = word_set(
    """bisa mau jadi catat dicatat ulangi sanggup mohon tolong gimana bagaimana berarti sisa sisanya besok"""
)


def _once(words: Sequence[str]) -> bool:
    """ "dulu ibu janji ...", "waktu itu bilangnya ...": what was agreed then."""
    return words[0] in ("dulu", "dulunya", "awalnya", "semula") or any(
        a == "waktu" and b == "itu" for a, b in pairwise(words)
    )


def proposed(part: Clause, words: Sequence[str], sums: bool) -> Clause:
    """An agent's clause, `words` being its own: a question proposes; a call to come or what is past does not (`past`).

    `sums`: a sum stands in the clause, so that a "nanti saya telepon" behind it does not take it away.
    """
    said = set(words)
    pays = any(is_pay_word(word) for word in words)
    calls = bool(said & _CALLS) and not pays and not sums
    calls = calls or (not sums and any(a in ("saya", "kami") and b in _SENDS for a, b in pairwise(words)))
    warns = words[0] == "kalau" and any(a in ("gak", "belum") and is_pay_word(b) for a, b in pairwise(words[:5]))
    told = (bool(said & _GONE) or _once(words)) and (pays or bool(said & _TOLD)) and not said & _NEW_PLAN
    return Clause(part.first, part.last, part.denied, part.past or calls or told or warns, condition=part.condition)
