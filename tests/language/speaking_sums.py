"""Says sums the ways people do. A style answers None where it cannot say a sum so that only that sum can be meant."""

from collections.abc import Callable

from tests.language.speaking import UNITS, below_thousand, grouped, in_words, mixed

MILLION = 1_000_000
Style = Callable[[int], str | None]

SLANG = {
    1_000: "seceng", 2_000: "noceng", 5_000: "goceng", 10_000: "ceban", 20_000: "noban", 25_000: "jigo",
    50_000: "gocap", 100_000: "cepek", 150_000: "pekgo", 200_000: "nopek", 300_000: "sapek", 500_000: "gopek",
    1_000_000: "sejeti",
}  # fmt: skip
SLANG_AFTER = {10: "ceban", 20: "noban", 25: "jigo", 50: "gocap"}
JAVANESE = ["", "satus", "rong atus", "telung atus", "patang atus", "limang atus", "enem atus", "pitung atus",
            "wolung atus", "sangang atus"]  # fmt: skip
SUNDANESE = ["", "saratus", "dua ratus", "tilu ratus", "opat ratus", "lima ratus", "genep ratus", "tujuh ratus",
             "dalapan ratus", "salapan ratus"]  # fmt: skip


def _thousands(idr: int, most: int = 999) -> int | None:
    """The whole thousands of a sum below `most` thousand, else None."""
    return idr // 1_000 if idr % 1_000 == 0 and idr <= most * 1_000 else None


def _digits(n: int) -> list[str]:
    return [UNITS[int(figure)] for figure in str(n)]


def all_words(idr: int) -> str | None:
    """A rest below a thousand right behind *juta* would mean thousands ("sejuta dua ratus")."""
    return None if idr >= MILLION and 0 < idr % MILLION < 1_000 else in_words(idr)


def rupiah(idr: int) -> str | None:
    return f"{said} rupiah" if (said := all_words(idr)) else None


def se_juta(idr: int) -> str | None:
    """ "sejuta" for "satu juta"."""
    said = all_words(idr)
    return said.replace("satu juta", "sejuta", 1) if said and said.startswith("satu juta") else None


def ellipsis(idr: int) -> str | None:
    """ "sejuta dua ratus": *ribu* is left out; below ten thousand the digit would mean hundred thousands."""
    count, rest = divmod(idr, MILLION)
    if not count or rest % 1_000 or rest < 10_000:
        return None
    return f"{_millions(count)} {below_thousand(rest // 1_000)}"


def one_digit(idr: int) -> str | None:
    """ "sejuta dua" is 1,200,000."""
    count, rest = divmod(idr, MILLION)
    return f"{_millions(count)} {UNITS[rest // 100_000]}" if count and rest and rest % 100_000 == 0 else None


def digits_behind(idr: int) -> str | None:
    """ "sejuta enam dua lima" is 1,625,000."""
    count, rest = divmod(idr, MILLION)
    if not count or rest % 1_000 or rest < 100_000 or "0" in str(rest // 1_000):
        return None
    return f"{_millions(count)} {' '.join(_digits(rest // 1_000))}"


def _millions(count: int) -> str:
    return "sejuta" if count == 1 else f"{below_thousand(count)} juta"


def bare(idr: int) -> str | None:
    """Without a unit a hundred and more are thousands; less may be anything."""
    count = _thousands(idr)
    return below_thousand(count) if count and count >= 100 else None


def digit_string(idr: int) -> str | None:
    """ "empat dua lima"; three like digits may be a stutter."""
    count = _thousands(idr)
    if not count or count < 100 or count % 10 == 0 or len(set(str(count))) == 1:
        return None
    return " ".join(_digits(count))


def digit_string_with_unit(idr: int) -> str | None:
    return f"{said} ribu" if (said := digit_string(idr)) else None


def hundred_left_out(idr: int) -> str | None:
    """ "enam lima puluh"; "dua tiga puluh" may be a span, "lima lima puluh" a stutter."""
    count = _thousands(idr)
    if not count or count < 200:
        return None
    hundred, rest = divmod(count, 100)
    if rest < 20 or rest // 10 in (hundred, hundred + 1):
        return None
    return f"{UNITS[hundred]} {below_thousand(rest)}"


def figures(idr: int) -> str:
    return str(grouped(idr)).removeprefix("Rp")


def figures_ungrouped(idr: int) -> str | None:
    """From 10,000 on: "2027" may be a year, and "1500" thousands."""
    return str(idr) if idr >= 10_000 else None


def rp_apart(idr: int) -> str:
    return f"rp {figures(idr)}"


def with_ribu_glued(idr: int) -> str | None:
    return f"{count}rb" if (count := _thousands(idr)) else None


def with_k(idr: int) -> str | None:
    return f"{count}k" if (count := _thousands(idr)) else None


def figure_ellipsis(idr: int) -> str | None:
    """ "2 juta 350"; below a hundred it may be hundred thousands left out."""
    count, rest = divmod(idr, MILLION)
    return f"{count} juta {rest // 1_000}" if count and rest % 1_000 == 0 and rest >= 100_000 else None


def words_and_figures(idr: int) -> str | None:
    """ "3 ratus 50 ribu"."""
    count = _thousands(idr)
    if not count or count < 200 or not count % 100:
        return None
    return f"{count // 100} ratus {count % 100} ribu"


def decimal_words(idr: int) -> str | None:
    """ "satu koma dua lima juta", where two places are exact."""
    count, rest = divmod(idr, MILLION)
    if not count or not rest or rest % 10_000:
        return None
    places = f"{rest // 10_000:02}".rstrip("0")
    return f"{below_thousand(count)} koma {' '.join(UNITS[int(place)] for place in places)} juta"


def decimal_figures(idr: int) -> str | None:
    count, rest = divmod(idr, MILLION)
    if not count or not rest or rest % 10_000:
        return None
    return f"{count},{f'{rest // 10_000:02}'.rstrip('0')} juta"


def decimal_glued(idr: int) -> str | None:
    return said.replace(" juta", "jt") if (said := decimal_figures(idr)) else None


def half(idr: int) -> str | None:
    """ "dua setengah juta"; from a hundred million on nobody speaks so."""
    count, rest = divmod(idr, MILLION)
    if rest != MILLION // 2 or count > 99:
        return None
    return f"{below_thousand(count)} setengah juta" if count else "setengah juta"


def half_behind(idr: int) -> str | None:
    count, rest = divmod(idr, MILLION)
    return f"{_millions(count)} setengah" if count and rest == MILLION // 2 else None


def slang(idr: int) -> str | None:
    """One market word, or a hundred and a smaller one ("gopek gocap")."""
    if idr in SLANG:
        return SLANG[idr]
    hundreds, rest = divmod(idr // 1_000, 100)
    whole = SLANG.get(hundreds * 100_000)
    return f"{whole} {SLANG_AFTER[rest]}" if idr % 1_000 == 0 and whole and rest in SLANG_AFTER else None


def less(idr: int) -> str | None:
    """ "dua juta kurang seratus ribu"."""
    short = -idr % MILLION
    if not short or short % 1_000 or idr < MILLION // 2:
        return None
    return f"{_millions(idr // MILLION + 1)} kurang {in_words(short)}"


def javanese(idr: int) -> str | None:
    """Round hundreds of thousands: "rong atus ewu"."""
    count = _thousands(idr)
    return f"{JAVANESE[count // 100]} ewu" if count and count % 100 == 0 else None


def sundanese(idr: int) -> str | None:
    count = _thousands(idr)
    return f"{SUNDANESE[count // 100]} rebu" if count and count % 100 == 0 else None


def _replaced(words: dict[str, str]) -> Style:
    """All words, some as a recogniser garbles them; None where none of them occurs."""

    def say(idr: int) -> str | None:
        said = all_words(idr)
        garbled = [words.get(word, word) for word in said.split()] if said else []
        return " ".join(garbled) if said and garbled != said.split() else None

    return say


def _between(filler: str) -> Style:
    """All words with a filler behind every unit that another number follows."""

    def say(idr: int) -> str | None:
        said = all_words(idr)
        if not said:
            return None
        return said.replace("juta ", f"juta {filler} ").replace("ribu ", f"ribu {filler} ")

    return say


STYLES: dict[str, Style] = {
    "all words": all_words, "rupiah": rupiah, "sejuta": se_juta, "ribu left out": ellipsis, "one digit": one_digit,
    "digits behind juta": digits_behind, "bare thousands": bare, "digit string": digit_string,
    "digit string and ribu": digit_string_with_unit, "hundred left out": hundred_left_out, "Rp": grouped,
    "rp apart": rp_apart, "figures": figures, "figures ungrouped": figures_ungrouped, "rb": with_ribu_glued,
    "k": with_k, "figures and units": mixed, "figures without ribu": figure_ellipsis,
    "words and figures": words_and_figures, "koma": decimal_words, "decimal": decimal_figures,
    "decimal glued": decimal_glued, "setengah": half, "setengah behind": half_behind, "slang": slang, "kurang": less,
    "javanese": javanese, "sundanese": sundanese, "fillers": _between("eee"), "hesitation": _between("hmm"),
    "variants": _replaced({"tujuh": "tuju", "delapan": "dlapan", "ribu": "rebu", "enam": "anam", "empat": "ampat"}),
    "other variants": _replaced({"delapan": "lapan", "sembilan": "sembelan", "juta": "jeti"}),
    "split": _replaced({"sembilan": "sem bilan", "delapan": "de lapan", "seratus": "se ratus", "sebelas": "se belas"}),
    "stutter": _replaced({"juta": "juta juta", "ribu": "ribu ribu"}),
}  # fmt: skip
