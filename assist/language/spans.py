"""Runs of number words -> typed numbers: days, sums, counts, clock times, codes. Pure.

A run such as "tanggal dua satu juta" has several readings; the words before and behind it say which kinds its first and
last piece may be, and the cheapest division of the whole run wins (here the 2nd, and one million).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from assist.language.money import read_sum
from assist.language.normalise import Token
from assist.language.numbers import below_hundred, below_thousand, digit_pair, figure, is_number_word
from assist.language.vocabulary import word_set

Kind = Literal["money", "day", "month", "year", "ordinal", "clock", "count", "bare", "code"]

_MONTH_NAMES = "januari februari maret april mei juni juli agustus september oktober november desember"
_DAY_NAMES = "senin selasa rabu kamis jumat sabtu ahad"
MONTHS = {name: n + 1 for n, name in enumerate(_MONTH_NAMES.split())}
WEEKDAYS = {name: n for n, name in enumerate(_DAY_NAMES.split())}
COUNTED = word_set(
    """hari minggu bulan tahun kali orang anak persen jam menit angsuran cicilan bulanan unit motor mobil karyawan
    tahunan bulannya hektar kilo ekor duanya tenor mingguan harian malam tahunnya"""
)
_CUES: dict[str, Kind] = {"tanggal": "day", "ke": "ordinal", "jam": "clock", "pukul": "clock"}
_CUES |= dict.fromkeys(MONTHS, "year")
_CODE_CUES = word_set("nomor no rekening wa hp kontrak kode polisi umur usia blok rt rw pin otp norek")
_LONGEST_RUN = 14
_PIECE, _BARE, _JUNK = 0.5, 2.5, 5.0
_APPROXIMATELY = word_set("sekitar kirakira kisaran minimal hampir maksimal setidaknya sekurangnya kurangnya")
_TURNS_TO = word_set("bukan eh maksudnya iya ya oke benar jadi deh")
_SMALL: dict[Kind, range] = {
    "day": range(1, 32), "month": range(1, 13), "year": range(2020, 2060), "ordinal": range(1, 400),
    "clock": range(25), "count": range(1, 100),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Number:
    """A number of tokens `first` to `last` (exclusive).

    `value` is rupiah for money, else the plain number; None where a span or choice was named (`high` then is None too).
    """

    kind: Kind
    value: int | None
    first: int
    last: int
    approx: bool = False


def find_numbers(tokens: list[Token], expect_day: bool = False) -> list[Number]:
    """All numbers of `tokens` in order, typed; a sum less another ("sejuta kurang seratus ribu") is one.

    `expect_day`: a small number without a unit at the beginning, or behind a correction, is a day of the month.
    """
    found: list[Number] = []
    at = 0
    while at < len(tokens):
        if not is_number_word(tokens[at].text):
            at += 1
            continue
        end = _run_end(tokens, at)
        cue = _left_cue(tokens, at, end, found)
        if expect_day and cue is None and (at == 0 or tokens[at - 1].text in _TURNS_TO or _instead(tokens, at)):
            cue = "day"
        found += _divide(tokens, (at, end), cue)
        at = end
    words = [token.text for token in tokens]
    return _spans_of_choice(words, _less(words, [_marked(words, number) for number in found]))


def _instead(tokens: list[Token], at: int) -> bool:
    """Whether a form of address and a denied number stand before ("bukan sepuluh pak, dua belas")."""
    return "bukan" in [token.text for token in tokens[max(0, at - 5) : at]] and is_number_word(tokens[at - 2].text)


def _run_end(tokens: list[Token], start: int) -> int:
    end = start + 1
    while end < len(tokens) and end - start < _LONGEST_RUN and is_number_word(tokens[end].text):
        if tokens[end].after_break:
            break
        end += 1
    if end < len(tokens) and tokens[end].text == "an":
        end += 1
    return end


def _divide(tokens: list[Token], run: tuple[int, int], cue: Kind | None) -> list[Number]:
    """The cheapest division of the run into pieces; words that fit nowhere are left out."""
    start, end = run
    words = [token.text for token in tokens[start:end]]
    if words in (["setengah"], ["koma"], ["rp"], ["nol"]):
        return []
    if cue == "code" or _is_code(words):
        return [Number("code", None, start, end)]
    right = _right_cue(tokens, end)
    not_this = "bukan" in (token.text for token in tokens[max(0, start - 2) : start])
    best: list[tuple[float, list[Number]]] = [(0.0, [])]
    for stop in range(1, len(words) + 1):
        options = []
        for begin in range(max(0, stop - 9), stop):
            head = cue if begin == 0 or (cue == "day" and not_this) else None
            tail = right if stop == len(words) else None
            for kind, value, cost, approx in _readings(
                words[begin:stop], head, None if head and tail == "count" else tail
            ):
                pieces = [*best[begin][1]]
                if kind is not None:
                    pieces.append(Number(kind, value, start + begin, start + stop, approx))
                options.append((best[begin][0] + cost + _PIECE, pieces))
        best.append(min(options, key=lambda option: option[0]))
    return best[-1][1]


Reading = tuple[Kind | None, int | None, float, bool]


def _readings(words: list[str], head: Kind | None, tail: Kind | None) -> Iterator[Reading]:
    """What a piece may be, with its cost."""
    if len(words) == 1:
        yield None, None, _JUNK, False
    small = below_hundred(words)
    pair = digit_pair(words)
    for kind in (head, tail):
        if kind == "clock" and words[0] == "setengah" and (half := below_hundred(words[1:])):
            yield kind, half, 0.0, False
        if kind is None or kind == "code":
            continue
        if kind == "year":
            value, cost = _year(words), 0.0
        elif small is not None:
            value, cost = small, 0.0
        else:
            value, cost = pair if kind != "count" else None, 0.2
        if value is not None and value in _SMALL[kind]:
            yield kind, value, cost - (0.6 if kind == tail else 0.0), False
    if (found := read_sum(words)) is not None:
        yield "money", found.idr, found.cost, found.approx
    elif (value := below_thousand(words) or pair) is not None:
        yield "bare", value, _BARE, False
    elif words[-1] in ("belasan", "puluhan", "sepuluhan", "an") and len(words) <= 3:
        yield "bare", None, _BARE, True


def _year(words: list[str]) -> int | None:
    if len(words) == 1:
        return figure(words[0])
    if words[:2] == ["dua", "ribu"] and (tail := below_hundred(words[2:])):
        return 2000 + tail
    return None


def _left_cue(tokens: list[Token], start: int, end: int, before: list[Number]) -> Kind | None:
    """What the words before the run say of its first piece."""
    previous = tokens[start - 1].text if start else ""
    if previous in _CUES:
        return _CUES[previous]
    if previous in _CODE_CUES or (start > 1 and previous in ("saya", "nya") and tokens[start - 2].text in _CODE_CUES):
        return "code"
    near_day = bool(before) and before[-1].kind == "day"
    if previous == "bulan":
        behind = end < len(tokens) and tokens[end].text == "tanggal"
        return "month" if behind or (near_day and before[-1].last == start - 1) else None
    if near_day and 1 <= start - before[-1].last <= 3:
        links = {token.text for token in tokens[before[-1].last : start]}
        if links & {"sampai", "atau", "dan", "sama", "eh", "ralat", "maksudnya", "bukan"}:
            return "day"
    return None


def _right_cue(tokens: list[Token], end: int) -> Kind | None:
    """What the words behind the run say of its last piece."""
    word = tokens[end].text if end < len(tokens) else ""
    after = tokens[end + 1].text if end + 1 < len(tokens) else ""
    if word in MONTHS:
        return "day"
    if word == "hari" and (after in WEEKDAYS or after in ("ini", "minggu")):
        return None
    if word == "minggu" and after in ("depan", "ini", "pagi", "sore", "siang", "besok"):
        return None
    if word == "bulan" and after in ("depan", "ini"):
        return None
    return "count" if word in COUNTED else None


def _is_code(words: list[str]) -> bool:
    """A telephone, account or contract number; sums from a milliard on are none of ours."""
    if "miliar" in words or any(len(word) > 10 or (word[0] == "0" and len(word) > 2) for word in words):
        return True
    return len(words) >= 5 and all(word == "nol" or digit_pair(["satu", word]) is not None for word in words)


def _marked(words: list[str], number: Number) -> Number:
    """A sum or day said with "about"."""
    near = set(words[max(0, number.first - 2) : number.first])
    behind = words[number.last] if number.last < len(words) else ""
    about = bool(near & _APPROXIMATELY) or (number.kind == "money" and behind in ("lebih", "an", "lebihan"))
    if not about or number.kind not in ("money", "day", "bare"):
        return number
    return Number(number.kind, number.value, number.first, number.last, True)


def _less(words: list[str], numbers: list[Number]) -> list[Number]:
    """Joins "A kurang B"."""
    out: list[Number] = []
    for number in numbers:
        last = out[-1] if out else None
        if last and number.kind == last.kind == "money" and words[last.last : number.first] == ["kurang"]:
            both = last.value is not None and number.value is not None and number.value < last.value
            value = (last.value or 0) - (number.value or 0) if both else None
            out[-1] = Number("money", value, last.first, number.last, last.approx or number.approx)
        else:
            out.append(number)
    return out


def _spans_of_choice(words: list[str], numbers: list[Number]) -> list[Number]:
    """Joins "A sampai B" and "A atau B": of two sums none is sure."""
    out: list[Number] = []
    for number in numbers:
        last = out[-1] if out else None
        link = words[last.last : number.first] if last else []
        between = bool(last) and "antara" in words[max(0, last.first - 2) : last.first] if last else False
        linked = link in (["sampai"], ["atau"], ["sampai", "dengan"]) or (between and link in (["dan"], ["sama"]))
        if last and number.kind == "money" and last.kind in ("money", "bare") and linked:
            out[-1] = Number("money", None, last.first, number.last, True)
        else:
            out.append(number)
    return out
