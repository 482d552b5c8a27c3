"""The words that numbers are made of, and what each is worth. Pure."""

from assist.language.words.vocabulary import word_set

DIGITS = {
    word: n
    for n, word in enumerate(["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"])
    if n > 0
}
_HOKKIEN = {"ce": 1, "no": 2, "sa": 3, "si": 4, "go": 5, "lak": 6, "cit": 7, "pek": 8, "kau": 9}
SLANG = {
    **{f"{one}pek": n * 100 for one, n in _HOKKIEN.items()},
    **{f"{one}pekgo": n * 100 + 50 for one, n in _HOKKIEN.items()},
    **{f"{one}cap": n * 10 for one, n in _HOKKIEN.items() if n > 1},
    **{f"{one}ceng": n for one, n in _HOKKIEN.items()},
    **{f"{one}tiau": n * 1000 for one, n in _HOKKIEN.items()},
    "ceban": 10, "noban": 20, "goban": 50, "jicap": 20, "jigo": 25, "pekgo": 150,
    "gopekceng": 500, "cepekceng": 100, "nopekceng": 200,
}  # fmt: skip
"""Hokkien-born market words, always meant in thousands of rupiah here."""
ZERO = ("nol", "0")
CURRENCY = ("rupiah", "perak")
WHOLE = {"sepuluh": 10, "sebelas": 11}
APPROXIMATE = {
    "belasan": "belas", "puluhan": "puluh", "ratusan": "ratus", "ribuan": "ribu", "jutaan": "juta",
    "seratusan": "seratus", "sejutaan": "sejuta", "seribuan": "seribu", "sepuluhan": "sepuluh",
    "limaan": "lima", "setengahan": "setengah", **{f"{word}an": word for word in SLANG},
}  # fmt: skip
"""A number word with -an means "about"."""
NUMBER_WORDS = (
    frozenset(DIGITS) | frozenset(SLANG) | frozenset(WHOLE) | frozenset(APPROXIMATE)
    | word_set("belas puluh ratus ribu juta miliar seratus seribu sejuta setengah seperempat perempat koma rp nol")
)  # fmt: skip


def is_number_word(word: str) -> bool:
    """Whether `word` may stand in a number."""
    return word in NUMBER_WORDS or (word[:1].isdecimal() and "/" not in word)
