"""Numbers side by side -> what they mean together: about, less, more, a share, a choice, a restart. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from assist.language.numbers.values import Number
from assist.language.words.vocabulary import word_set

_ABOUT = word_set(
    """sekitar kirakira kisaran minimal hampir maksimal maksimum setidaknya sekurangnya kurangnya seenggaknya nyaris
    sekitaran perkiraan estimasi mentok mentoknya banter banternya sedikitnya mendekati paruhan sakitar saeutikna"""
)
_AT_MOST = word_set("banyak banter mentok tinggi besar gede kecil dikit sedikit kurang ora henteu")
_OF_SUMS = word_set(
    """rp uang duit dana bayar di antara nya sebesar senilai angka nominal nominalnya ya lah pak bu mas mbak segitu
    sih mah itu cuma dari angsuran cicilan setor masuk saya bisa sanggup mampu kuat transfer kirim titip"""
)
_QUICKER = word_set("cepat cepet baik awal enak gampang murah mudah aman dulu suka lega tenang praktis hemat")
_TIMES = word_set("tanggal hari jam bulan minggu besok lusa")
_PADDING = word_set(
    "ya lah pak bu mas mbak kak bang deh gitu mungkin bisa juga malah kalau gak ribu dengan entah nya maksimal minimal"
)
_ABOUT_WINDOW = 3

Join = Callable[[Sequence[str], Number, Number], Number | None]


def join_numbers(words: Sequence[str], numbers: list[Number]) -> list[Number]:
    """`numbers` of the turn `words`, each that only changes the one before it made one with it."""
    if not numbers:
        return numbers
    out: list[Number] = []
    for number in (_marked(words, number) for number in numbers):
        joined = None
        if out and out[-1].kind in ("money", "bare"):
            joined = next((one for join in _JOINS if (one := join(words, out[-1], number)) is not None), None)
        if joined is None:
            out.append(number)
        else:
            out[-1] = joined
    return out


def _marked(words: Sequence[str], number: Number) -> Number:
    """A sum or day said with "about"."""
    if number.kind in ("day", "bare") and set(words[max(0, number.first - 2) : number.first]) & _ABOUT:
        return replace(number, approx=True)
    if number.kind == "money" and (_about_before(words, number.first) or _about_behind(words, number.last)):
        return replace(number, approx=True)
    return number


def _about_before(words: Sequence[str], first: int) -> bool:
    for at in range(first - 1, max(-1, first - 1 - _ABOUT_WINDOW), -1):
        before = words[at - 1] if at else ""
        if words[at] in _ABOUT:
            return not (words[at] == "minimal" and before in ("pembayaran", "tagihan", "angsuran"))
        if words[at] in _AT_MOST and before == "paling":
            return True
        if words[at] in ("atas", "bawah") and before == "di":
            return True
        if words[at] == "sampai" and before in ("gak", "belum"):
            return True
        if words[at] == "dari" and before in ("lebih", "kurang"):
            return True
        if words[at] not in _OF_SUMS:
            return False
    return False


def _about_behind(words: Sequence[str], last: int) -> bool:
    word = words[last] if last < len(words) else ""
    after = words[last + 1] if last + 1 < len(words) else ""
    if word == "lebih":
        return after not in _QUICKER
    return word in ("an", "lebihan") or (word in ("sekitar", "kirakira") and after not in _TIMES and after[:1] != "1")


def _rupiah(number: Number) -> int | None:
    """What a number means beside a sum: a bare one is thousands."""
    if number.value is None or number.kind not in ("money", "bare"):
        return None
    return number.value * 1000 if number.kind == "bare" else number.value


def _less_or_more(words: Sequence[str], one: Number, other: Number) -> Number | None:
    """ "A kurang B", "A lebih B"."""
    link = list(words[one.last : other.first])
    if one.kind != "money" or link not in (["kurang"], ["dikurangi"], ["dikurang"], ["lebih"]):
        return None
    whole, part = _rupiah(one), _rupiah(other)
    if other.kind not in ("money", "bare"):
        return None
    value = None
    if whole is not None and part is not None and part < whole:
        value = whole + part if link == ["lebih"] else whole - part
    about = other.approx or (one.approx and link != ["lebih"])
    return Number("money", value, one.first, other.last, about)


def _shared_out(words: Sequence[str], one: Number, other: Number) -> Number | None:
    """ "sejuta dibagi dua": the first of equal parts."""
    link = [word for word in words[one.last : other.first] if word not in ("saya", "itu", "mau", "ya", "kita", "aja")]
    if one.kind != "money" or link not in (["dibagi"], ["bagi"]) or other.kind not in ("bare", "count"):
        return None
    if one.value is None or not other.value or one.value % (other.value * 1000):
        return Number("money", None, one.first, other.last, one.approx)
    return Number("money", one.value // other.value, one.first, other.last, one.approx)


def _choice(words: Sequence[str], one: Number, other: Number) -> Number | None:
    """ "A sampai B", "A atau B", "entah A entah B": of two sums none is sure."""
    if other.kind != "money":
        return None
    link = [word for word in words[one.last : other.first] if word not in _PADDING]
    raw = words[one.last : other.first]
    between = "antara" in words[max(0, one.first - 2) : one.first]
    either = link in (["sampai"], ["atau"], ["apa"]) or (between and link in (["dan"], ["sama"]))
    either = either or (not link and raw != [] and list(words[max(0, one.first - 2) : one.first]) == ["kalau", "gak"])
    either = either or (not link and ("entah" in raw or list(raw[:2]) == ["kalau", "gak"]))
    return Number("money", None, one.first, other.last, True) if either else None


def _again(words: Sequence[str], one: Number, other: Number) -> Number | None:
    """Two sums with nothing between: begun anew or put right, the second counts; "tiga ratus empat ratus" is a span."""
    if one.kind != "money" or other.kind != "money" or one.last != other.first:
        return None
    if one.value is None or other.value is None:
        return Number("money", None, one.first, other.last, True)
    if words[one.first] == words[other.first]:
        return replace(other, first=one.first)
    denied = words[max(0, one.first - 1)] in ("eh", "bukan", "jangan")
    meant = words[other.last : other.last + 1] in (["maksudnya"], ["aja"], ["deh"])
    return other if denied or meant else Number("money", None, one.first, other.last, True)


_JOINS: tuple[Join, ...] = (_less_or_more, _shared_out, _choice, _again)
