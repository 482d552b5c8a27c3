"""What the words beside a run of number words say of its first and last piece, and which runs are codes. Pure."""

from collections.abc import Sequence

from assist.language.numbers.values import Kind, Number, below_hundred, below_thousand, digit_pair, figure
from assist.language.terms.ways import BANKS
from assist.language.words.calendar_words import MONTHS, WEEKDAYS
from assist.language.words.number_words import is_number_word
from assist.language.words.vocabulary import word_set

SMALL: dict[Kind, range] = {
    "day": range(1, 32), "month": range(1, 13), "year": range(1950, 2060), "ordinal": range(1, 400),
    "clock": range(25), "count": range(1, 100),
}  # fmt: skip
"""Which values a small number of a kind may have."""
COUNTED = word_set(
    """hari minggu bulan tahun kali orang anak persen jam menit angsuran cicilan bulanan unit motor mobil karyawan
    tahunan bulannya hektar kilo ekor duanya tenor mingguan harian malam tahunnya"""
)
_CUES: dict[str, Kind] = {"tanggal": "day", "ke": "ordinal", "jam": "clock", "pukul": "clock"}
_CUES |= dict.fromkeys((*MONTHS, "tahun"), "year")
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
_PLATES = word_set("polisi plat nopol nopolnya")
_UNITS = word_set("puluh ratus ribu juta seratus seribu sejuta setengah")
"""With one of these a number is no code, though an account was just named ("dari rekening saya lima ratus")."""
_ACCOUNTS = word_set("nomor no norek rekening kontrak va")
_NUMBERED = word_set("nomor no norek")
_OF_IT = BANKS | word_set("nya saya yang itu ini kan adalah bank tadi ya pak bu mas mbak")
"""Between the name of an account and its digits."""
_TO_ANOTHER_DAY = word_set("sampai atau dan sama eh ralat maksudnya bukan")


def left_cue(words: Sequence[str], start: int, end: int, before: list[Number]) -> Kind | None:
    """What the words before the run say of its first piece."""
    previous = words[start - 1] if start else ""
    if previous in _CUES:
        return _CUES[previous]
    if len(previous) == 1 and previous.isalpha() and not _PLATES.isdisjoint(words[max(0, start - 3) : start]):
        return "code"
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


def right_cue(words: Sequence[str], end: int) -> Kind | None:
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
    return (below_hundred(words[at:end]) or 99) in SMALL["month"]


def is_model(words: Sequence[str], start: int, end: int) -> bool:
    """Whether the number is that of an engine behind a make ("beat seratus sepuluh")."""
    return words[start - 1] in _MODELS and (below_thousand(words[start:end]) or 0) in _ENGINES


def is_code(words: list[str]) -> bool:
    """A telephone, account or contract number; sums from a milliard on are none of ours."""
    if "miliar" in words or any(
        (len(word) > 10 and figure(word) is None) or (word[:1] == "0" and word[1:] not in ("", "00")) for word in words
    ):
        return True
    return len(words) >= 5 and all(word == "nol" or digit_pair(["satu", word]) is not None for word in words)
