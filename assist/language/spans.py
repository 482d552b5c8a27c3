"""Runs of number words -> typed numbers: days, sums, counts, clock times, codes. Pure.

A run such as "tanggal dua satu juta" has several readings; the words before and behind it say which kinds its first and
last piece may be, and the cheapest division of the whole run wins (here the 2nd, and one million).
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from assist.language.debts import debt_of
from assist.language.money import read_sum
from assist.language.normalise import Token
from assist.language.number_joins import join_numbers
from assist.language.numbers import (
    CURRENCY,
    Kind,
    below_hundred,
    below_thousand,
    digit,
    digit_pair,
    figure,
    is_number_word,
)
from assist.language.numbers import Number as Number
from assist.language.vocabulary import word_set
from assist.language.ways import BANKS

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
_CUES |= dict.fromkeys(word_set("blok rt rw gang kelas lantai kamar kavling loket gerbong jalur"), "ordinal")
_THINGS = word_set(
    """kali persen ekor karyawan hektar hektare kilo kilogram meter km porsi bungkus biji buah lembar watt cc liter
    siswa murid penumpang pohon butir"""
)
_TIMES_OF = {
    "hari": word_set("ini minggu"), "minggu": word_set("depan ini pagi sore siang besok"),
    "bulan": word_set("depan ini"), "malam": word_set("minggu ini nanti besok tahun lebaran takbiran"),
}  # fmt: skip
"""Behind a number these begin a day of their own, where they do not count."""
_ENGINES = {100, 110, 115, 125, 135, 150, 155, 160, 200, 250}
_MODELS = word_set("vario beat nmax pcx aerox scoopy mio supra revo jupiter vixion ninja cbr satria avanza xenia brio")
_CODE_CUES = word_set("nomor no rekening wa hp kontrak kode polisi umur usia pin otp norek pasal")
_UNITS = word_set("puluh ratus ribu juta seratus seribu sejuta setengah")
"""With one of these a number is no code, though an account was just named ("dari rekening saya lima ratus")."""
_ACCOUNTS = word_set("nomor no norek rekening kontrak va")
_NUMBERED = word_set("nomor no norek")
_OF_IT = BANKS | word_set("nya saya yang itu ini kan adalah bank tadi ya pak bu mas mbak")
"""Between the name of an account and its digits."""
_MOST_INSTALMENTS = 12
_LONGEST_RUN, _LONGEST_PIECE = 24, 18
_PIECE, _BARE, _JUNK = 0.5, 2.5, 5.0
_TURNS_TO = word_set("bukan jangan eh maksudnya iya ya oke benar jadi deh")
_TO_ANOTHER_DAY = word_set("sampai atau dan sama eh ralat maksudnya bukan")
_SMALL: dict[Kind, range] = {
    "day": range(1, 32), "month": range(1, 13), "year": range(2020, 2060), "ordinal": range(1, 400),
    "clock": range(25), "count": range(1, 100),
}  # fmt: skip


def find_numbers(tokens: list[Token], expect_day: bool = False) -> list[Number]:
    """All numbers of `tokens` in order, typed; a sum less another ("sejuta kurang seratus ribu") is one.

    `expect_day`: a small number without a unit at the beginning, or behind a correction, is a day of the month.
    """
    found: list[Number] = []
    words = _with_zeros([token.text for token in tokens])
    at = 0
    while at < len(words):
        if not is_number_word(words[at]):
            at += 1
            continue
        end = _run_end(tokens, words, at)
        cue = _left_cue(words, at, end, found)
        if expect_day and cue is None and (at == 0 or words[at - 1] in _TURNS_TO or _instead(words, at)):
            cue = "day"
        if expect_day and cue is None and _dates_weekday(words, at, end):
            cue = "day"
        found += _divide(words, (at, end), cue)
        at = end
    return join_numbers(words, _without_the_unsure(words, found))


def _without_the_unsure(words: Sequence[str], numbers: list[Number]) -> list[Number]:
    """`numbers`, where "dua puluh dua setengah juta" leaves open which day and sum are meant: both without value."""
    out = list(numbers)
    for at in range(len(out) - 1):
        day, money = out[at], out[at + 1]
        if day.kind != "day" or money.kind != "money" or day.last != money.first or words[day.last - 1] != "puluh":
            continue
        one = digit(words[money.first])
        halves = words[money.first + 1 : money.first + 3] == ["setengah", "juta"]
        if one and halves and (day.value or 0) + one in _SMALL["day"]:
            out[at], out[at + 1] = replace(day, value=None), replace(money, value=None)
    return out


def _with_zeros(words: list[str]) -> list[str]:
    """`words`, with "kosong" as a zero where it stands in a row of digits ("lima kosong lima")."""
    if "kosong" not in words:
        return words
    out = list(words)
    for at, word in enumerate(words):
        first, last = _row(words, at)
        inside = last - first >= 3 and (at + 1 < last or words[first - 1 : first] != ["tanggal"])
        if word == "kosong" and (inside or (words[at - 1] in ("juta", "sejuta", "koma") and last > at + 1)):
            out[at] = "nol"
    return out


def _row(words: Sequence[str], at: int) -> tuple[int, int]:
    """The row of digits around `at`."""
    first, last = at, at + 1
    while first and (digit(words[first - 1]) or words[first - 1] in ("kosong", "nol")):
        first -= 1
    while last < len(words) and (digit(words[last]) or words[last] in ("kosong", "nol")):
        last += 1
    return first, last


def _instead(words: Sequence[str], at: int) -> bool:
    """Whether a form of address and a denied number stand before ("bukan sepuluh pak, dua belas")."""
    return "bukan" in words[max(0, at - 5) : at] and is_number_word(words[at - 2])


def _dates_weekday(words: Sequence[str], at: int, end: int) -> bool:
    """Whether two digits behind a weekday are its date ("senin aja dua satu")."""
    near = words[at - 2 : at] if words[at - 1] == "aja" else ["", words[at - 1]]
    day = digit_pair(words[at:end]) if end - at == 2 else None
    return day in _SMALL["day"] and not WEEKDAYS.keys().isdisjoint(near)


def _run_end(tokens: list[Token], words: Sequence[str], start: int) -> int:
    end = start + 1
    while end < len(words) and end - start < _LONGEST_RUN and is_number_word(words[end]):
        if tokens[end].after_break:
            break
        end += 1
    if end < len(words) and (words[end] == "an" or words[end] in CURRENCY):
        end += 1
    return end


def _divide(all_words: list[str], run: tuple[int, int], cue: Kind | None) -> list[Number]:
    """The cheapest division of the run into pieces; words that fit nowhere are left out."""
    start, end = run
    words = all_words[start:end]
    if words in (["setengah"], ["koma"], ["rp"], ["nol"], ["perempat"]):
        return []
    if len(words) == 2 and words[0] == "setengah" and (hour := digit(words[1])):
        return [Number("clock", hour, start, end)]
    model = all_words[start - 1] in _MODELS and (below_thousand(words) or 0) in _ENGINES
    if cue == "code" or model or _is_code(words):
        return [Number("code", None, start, end)]
    right = _right_cue(all_words, end)
    if cue == "day" and all_words[end : end + 1] == ["anak"] and (below_hundred(words) or 0) in _SMALL["day"]:
        right = None  # "tanggal dua puluh lima anak saya transfer"
    bonus = 0.0 if debt_of(all_words[end] if end < len(all_words) else "") else 0.6
    not_this = not {"bukan", "jangan"}.isdisjoint(all_words[max(0, start - 2) : start])
    best: list[tuple[float, list[Number]]] = [(0.0, [])]
    for stop in range(1, len(words) + 1):
        options = []
        for begin in range(max(0, stop - _LONGEST_PIECE), stop):
            head = cue if begin == 0 or (cue == "day" and not_this) else None
            tail = right if stop == len(words) else None
            tail = None if head and tail in ("count", "code") else tail
            for kind, value, cost, approx in _readings(words[begin:stop], head, tail, bonus):
                pieces = [*best[begin][1]]
                if kind is not None:
                    pieces.append(Number(kind, value, start + begin, start + stop, approx))
                options.append((best[begin][0] + cost + _PIECE, pieces))
        best.append(min(options, key=lambda option: option[0]))
    return best[-1][1]


Reading = tuple[Kind | None, int | None, float, bool]


def _readings(words: list[str], head: Kind | None, tail: Kind | None, bonus: float) -> Iterator[Reading]:
    """What a piece may be, with its cost; `bonus` is taken off where the word behind it says what it is."""
    if len(words) == 1:
        yield None, None, _JUNK, False
    small = below_hundred(words)
    pair = digit_pair(words)
    if tail == "code" and (things := below_thousand(words)):
        yield "count", things, -0.6, False
    for kind in (head, tail):
        if kind == "clock" and words[0] == "setengah" and (half := below_hundred(words[1:])):
            yield kind, half, 0.0, False
        if kind is None or kind == "code":
            continue
        if kind == "year":
            value, cost = _year(words), -0.3
        elif small is not None:
            value, cost = small, 0.0
        else:
            value, cost = pair if kind != "count" else None, 0.2
        if value is not None and value in _SMALL[kind] and (bonus or kind != tail or value <= _MOST_INSTALMENTS):
            yield kind, value, cost - (bonus if kind == tail else 0.0), False
    if (found := read_sum(words)) is not None:
        yield "money", found.idr, found.cost + (1.0 if head else 0.0), found.approx
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


def _left_cue(words: Sequence[str], start: int, end: int, before: list[Number]) -> Kind | None:
    """What the words before the run say of its first piece."""
    previous = words[start - 1] if start else ""
    if previous in _CUES:
        return _CUES[previous]
    named = start > 1 and previous in ("saya", "nya", "yang") and words[start - 2].removesuffix("nya") in _CODE_CUES
    if (
        previous in _CODE_CUES
        or _is_of_an_account(words, start, end)
        or (named and _UNITS.isdisjoint(words[start:end]))
    ):
        return "code"
    near_day = bool(before) and before[-1].kind == "day"
    if previous == "bulan":
        behind = words[end : end + 1] == ["tanggal"]
        return "month" if behind or (near_day and before[-1].last == start - 1) else None
    if not near_day or not 1 <= start - before[-1].last <= 3:
        return None
    return "day" if _TO_ANOTHER_DAY & set(words[before[-1].last : start]) else None


def _is_of_an_account(words: Sequence[str], start: int, end: int) -> bool:
    """Whether digits without a unit are read out of an account ("nomor rekeningnya yang tiga tujuh ...")."""
    if not _UNITS.isdisjoint(words[start:end]):
        return False
    at = start - 1
    while at > 0 and start - at < 5 and words[at] in _OF_IT:
        at -= 1
    account = at >= 0 and words[at].removesuffix("nya") in _ACCOUNTS
    return account and (words[at].endswith("nya") or not _NUMBERED.isdisjoint(words[max(0, at - 1) : at + 1]))


def _right_cue(words: Sequence[str], end: int) -> Kind | None:
    """What the words behind the run say of its last piece."""
    word = words[end] if end < len(words) else ""
    after = words[end + 1] if end + 1 < len(words) else ""
    if word in MONTHS:
        return "day"
    if word in _TIMES_OF and (after in WEEKDAYS or after in _TIMES_OF[word]):
        return None
    if word == "bulan" and (after in MONTHS or _names_month(words, end + 1)):
        return None
    return "code" if word in _THINGS else "count" if word in COUNTED else None


def _names_month(words: Sequence[str], at: int) -> bool:
    """Whether a number from one to twelve stands at `at` by itself ("bulan empat")."""
    end = at
    while end < len(words) and end - at < 4 and is_number_word(words[end]):
        end += 1
    return (below_hundred(words[at:end]) or 99) in _SMALL["month"]


def _is_code(words: list[str]) -> bool:
    """A telephone, account or contract number; sums from a milliard on are none of ours."""
    if "miliar" in words or any(
        (len(word) > 10 and figure(word) is None) or (word[:1] == "0" and word[1:] not in ("", "00")) for word in words
    ):
        return True
    return len(words) >= 5 and all(word == "nol" or digit_pair(["satu", word]) is not None for word in words)
