"""Taking back what was said: a whole promise ("gak jadi deh"), or a part for another ("gak jadi rabu, kamis"). Pure."""

from dataclasses import replace

from assist.language.clauses.stories import is_story
from assist.language.dates.named import DateSpan
from assist.language.numbers.values import Number
from assist.language.terms.debts import is_definite
from assist.language.terms.paying import is_pay_word, moves_money
from assist.language.terms.ways import is_way
from assist.language.words.number_words import is_number_word
from assist.language.words.tokens import Token
from assist.language.words.vocabulary import word_set

_PHRASES = tuple(
    tuple(phrase.split())
    for phrase in (
        "eh jangan", "gak jadi", "batal", "dibatalkan", "batalkan", "dibatalin", "batalin", "jangan dicatat",
        "saya tarik", "lupakan", "ditarik lagi", "saya cabut", "hapus aja catatannya",
    )
)  # fmt: skip
_MOST = 4
_NO_MATTER = word_set("masalah apa soal kendala perkara")
_OURS = (("yang", "ini"), ("yang", "sini"), ("yang", "situ"), ("untuk", "ini"), ("untuk", "sini"), ("di", "sini"))
_PUT_OFF = word_set("gak belum kosong libur")
_SMALL = word_set("yang ke di lewat pakai hari tanggal")


def take_back(
    tokens: list[Token], numbers: list[Number], dates: list[DateSpan]
) -> tuple[list[Token], list[Number], list[DateSpan], bool]:
    """The turn without what it corrects itself, with "eh" in its place; and whether it takes back everything.

    What stands right behind "gak jadi" is what is taken back; a sum, day or way further on is said instead of it.
    """
    words = [token.text for token in tokens]
    for first, last in _found(words)[:_MOST]:
        starts = {**{n.first: n.last for n in numbers if n.kind == "money"}, **{d.first: d.last for d in dates}}
        last = _object_end(words, last, starts)
        after = words[last:]
        instead = any(at >= last for at in starts) or any(map(is_way, after))
        if not instead or (is_story(after) and not any(map(is_pay_word, after))):
            if words[first] == "eh":
                continue
            return tokens, numbers, dates, True
        tokens = [replace(t, text="eh") if first <= at < last else t for at, t in enumerate(tokens)]
        words = [token.text for token in tokens]
        numbers = [number for number in numbers if not first <= number.first < last]
        dates = [span for span in dates if not first <= span.first < last]
    return tokens, numbers, dates, False


def _found(words: list[str]) -> list[tuple[int, int]]:
    """Where words of taking back stand."""
    line = " ".join(words)
    if not any(phrase in line for phrase in _LINES):
        return []
    return [
        (at, at + len(phrase))
        for at in range(len(words))
        for phrase in _PHRASES
        if tuple(words[at : at + len(phrase)]) == phrase and not set(words[at + len(phrase) :][:1]) & _NO_MATTER
    ]


_LINES = tuple(" ".join(phrase) for phrase in _PHRASES)


def _object_end(words: list[str], at: int, starts: dict[int, int]) -> int:
    """Behind the sum, day or way that is taken back, if one stands right there."""
    reach = at
    while reach < len(words) and reach not in starts and words[reach] in _SMALL and reach < at + 3:
        reach += 1
    if reach in starts:
        instead = "aja" in words[starts[reach] : starts[reach] + 2]
        again = any(later > reach for later in starts)
        return at if instead or (words[at - 1] == "jangan" and not again) else starts[reach]
    named = reach < len(words) and is_way(words[reach])
    return reach + 1 if named and any(map(is_way, words[reach + 1 :])) and "aja" not in words[reach : reach + 2] else at


def leaves_this_debt(words: list[str]) -> bool:
    """ "besok saya bayar cicilan motor, yang ini nanti dulu": another debt is paid, and this one is not."""
    for at in range(1, len(words)):
        behind = words[at + 2 :]
        if tuple(words[at : at + 2]) not in _OURS or any(map(is_pay_word, behind)) or any(map(is_number_word, behind)):
            continue
        before = words[: at - 1] if words[at - 1] == "untuk" else words[:at]
        of_ours = "yang" in before or any(map(is_definite, before))
        put_off = behind[:2] == ["nanti", "dulu"] or not _PUT_OFF.isdisjoint(behind[:2])
        if put_off and not of_ours and any(map(moves_money, before)):
            return True
    return False
