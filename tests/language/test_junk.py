"""What nobody would say: it never raises, and never costs much more than ordinary talk of the same length."""

import random
import sys
from datetime import date
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assist.events import SPEAKERS, Speaker
from assist.language.promise.state import Dialogue
from assist.language.promise.step import step
from assist.language.words.number_words import DIGITS as DIGIT_WORDS
from assist.language.words.vocabulary import word_set

REFERENCE = date(2026, 6, 15)
MOST_TIMES = 10
"""So many times an ordinary turn of as many characters; 4 measured at most, and such a turn takes some 15 ms."""
ORDINARY = "besok saya bayar dua ratus ribu lewat bca " * 60
DRAWN = random.Random(3)
DIGITS = sorted(DIGIT_WORDS)
NUMBERS = [*DIGITS, *sorted(word_set("puluh ratus ribu juta belas setengah koma sejuta 25 500.000 1,5 gopek kurang"))]
TIMES = sorted(word_set("tanggal hari minggu depan akhir bulan sebelum sampai atau besok malam 31 mei lagi habis"))
REST = sorted(word_set("saya bayar gak kalau lewat bca iya denda angsuran berapa eh bukan sudah suami yang dulu boleh"))
NEGATIONS = sorted(word_set("bukan gak jangan tidak belum enggak"))
PIECES = sorted(word_set("se ra tus be sok ka mis lu sa ju ta ri bu al fa mart indo maret b c a"))
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def soup(words: list[str], count: int = 10_000) -> str:
    return " ".join(DRAWN.choices(words, k=count))


JUNK = {
    "digits": soup(DIGITS),
    "one digit": "dua " * 10_000,
    "numbers": soup(NUMBERS),
    "days of digits": " ".join(f"tanggal {soup(DIGITS, 8)}" for _ in range(1_000)),
    "times": soup(TIMES),
    "times and numbers": soup(TIMES + NUMBERS),
    "everything": soup(TIMES + NUMBERS + REST),
    "negations": soup(NEGATIONS),
    "promises": "kalau besok saya bayar dua ratus ribu " * 1_500,
    "unknown words": " ".join("".join(DRAWN.choices(LETTERS, k=DRAWN.randint(2, 9))) for _ in range(10_000)),
    "split words": soup(PIECES),
    "letters": soup(list(LETTERS)),
    "glued": "limaratus" * 300,
    "one word": "a" * 10_000,
    "10,000 figures": "7" * 10_000,
    "10,000 figures apart": "7 " * 10_000,
    "groups": "1.000." * 2_000,
    "commas": "1," * 5_000,
    "slashes": "1/" * 5_000,
    "spans": "25-26-" * 400,
    "repairs": "eh bukan eh " * 800,
    "sums less sums": "sejuta kurang " * 400,
    "superscripts": "² ³ ¼ Ⅳ ① bayar ² juta rp ² tanggal ² " * 60,
    "Arabic digits": "٢٥٠ ribu tanggal ٢٥ " * 150,
    "full width": "tanggal \uff12\uff15 \uff15\uff10\uff10 ribu " * 150,
    "emoji": "\U0001f600\U0001f64f\U0001f3fd\U0001f468\u200d\U0001f469 bayar " * 300,
    "right to left": "\u202eمرحبا سأدفع غدا " * 200,
    "Chinese": "你好我明天付款" * 400,
    "Javanese script": "ꦲꦏ꧀ꦱꦫꦗꦮ " * 200,
    "control characters": "\x00\x07\x1b[31m\x7f bayar " * 200,
    "lone surrogates": "\ud800 besok \udfff" * 200,
    "combining": "b\u0337\u0322a\u0338y\u0335a\u0336r\u0337 " * 300,
    "line breaks": "besok\n\r\u2028\u200b" * 500,
    "empty": "",
    "blank": " \t\n" * 900,
}


def forget() -> None:
    """Empties the caches of words: what a call says for the first time has to be quick enough too."""
    modules = [module for name, module in sys.modules.items() if name.startswith("assist.language")]
    for cached in [value for module in modules for value in vars(module).values() if hasattr(value, "cache_clear")]:
        cached.cache_clear()


def spent_s(speaker: Speaker, text: str) -> float:
    """Processor seconds of a turn behind a question."""
    dialogue = step(Dialogue(REFERENCE), "agent", "kapan bisa dibayar tagihannya satu juta pak", 0)
    forget()
    began_s = process_time()
    step(dialogue, speaker, text, 1)
    return process_time() - began_s


@pytest.mark.parametrize("speaker", SPEAKERS)
@pytest.mark.parametrize("name", JUNK)
def test_junk_costs_little_more_than_talk(name: str, speaker: Speaker) -> None:
    """What else the machine does can only slow one down, so it is tried again before it fails."""
    for _ in range(5):
        if spent_s(speaker, JUNK[name]) < MOST_TIMES * spent_s(speaker, ORDINARY):
            return
    pytest.fail(f"more than {MOST_TIMES} times an ordinary turn")


@settings(max_examples=200, derandomize=True, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(SPEAKERS), st.text(max_size=400)), max_size=5))
def test_any_text_never_raises(turns: list[tuple[Speaker, str]]) -> None:
    dialogue = Dialogue(REFERENCE)
    for number, (speaker, text) in enumerate(turns):
        dialogue = step(dialogue, speaker, text, number)


WORDS = st.one_of(
    st.sampled_from(TIMES + NUMBERS + REST), st.text(st.characters(categories=("Nd", "No", "Nl")), max_size=3)
)


@settings(max_examples=500, derandomize=True, deadline=None)
@given(st.lists(WORDS, max_size=40))
def test_soup_never_raises(words: list[str]) -> None:
    step(Dialogue(REFERENCE), "customer", " ".join(words), 0)
