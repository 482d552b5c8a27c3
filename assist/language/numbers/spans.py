"""Runs of number words -> typed numbers: days, sums, counts, clock times, codes. Pure.

A run such as "tanggal dua satu juta" has several readings; the words before and behind it say which kinds its first and
last piece may be, and the cheapest division of the whole run wins (here the 2nd, and one million).
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from assist.language.numbers.cues import SMALL, is_code, is_model, left_cue, right_cue
from assist.language.numbers.joins import join_numbers
from assist.language.numbers.money import read_sum
from assist.language.numbers.values import Kind, Number, below_hundred, below_thousand, digit, digit_pair, figure
from assist.language.terms.debts import debt_of
from assist.language.words.calendar_words import WEEKDAYS
from assist.language.words.number_words import CURRENCY, is_number_word
from assist.language.words.tokens import Token
from assist.language.words.vocabulary import word_set

_MOST_INSTALMENTS = 12
_LONGEST_RUN, _LONGEST_PIECE = 24, 18
_SMALLEST_PAID, _TINY = 10_000, 0.8
"""Below it a sum is hardly ever paid: "enam ratus tujuh lima ribu" is one sum and not two."""
_PIECE, _BARE, _JUNK = 0.5, 2.5, 5.0
_TURNS_TO = word_set("yang bukan jangan eh maksudnya iya ya oke benar jadi deh")


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
        cue = left_cue(words, at, end, found)
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
        if one and halves and (day.value or 0) + one in SMALL["day"]:
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
    return day in SMALL["day"] and not WEEKDAYS.keys().isdisjoint(near)


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
    if cue == "code" or is_model(all_words, start, end) or is_code(words):
        return [Number("code", None, start, end)]
    right = right_cue(all_words, end)
    if cue == "day" and all_words[end : end + 1] == ["anak"] and (below_hundred(words) or 0) in SMALL["day"]:
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
        if value is not None and value in SMALL[kind] and (bonus or kind != tail or value <= _MOST_INSTALMENTS):
            yield kind, value, cost - (bonus if kind == tail else 0.0), False
    if (found := read_sum(words)) is not None:
        small_change = _TINY if found.idr is not None and found.idr < _SMALLEST_PAID else 0.0
        yield "money", found.idr, found.cost + (1.0 if head else 0.0) + small_change, found.approx
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
