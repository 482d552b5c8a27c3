"""Says numbers, sums and days the way people do, for the property tests."""

from datetime import date

from assist.language.words.calendar_words import MONTHS as MONTH_NUMBERS

UNITS = ["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"]
MONTHS = list(MONTH_NUMBERS)


def below_thousand(n: int) -> str:
    """1 to 999 in standard words."""
    if n < 10:
        return UNITS[n]
    if n < 20:
        return {10: "sepuluh", 11: "sebelas"}.get(n) or f"{UNITS[n - 10]} belas"
    if n < 100:
        return f"{UNITS[n // 10]} puluh" + (f" {UNITS[n % 10]}" if n % 10 else "")
    hundreds = "seratus" if n < 200 else f"{UNITS[n // 100]} ratus"
    return hundreds + (f" {below_thousand(n % 100)}" if n % 100 else "")


def in_words(idr: int) -> str:
    """1,000 to 999,999,999 with every unit said."""
    parts: list[str] = []
    for unit, size in (("juta", 1_000_000), ("ribu", 1_000)):
        count, idr = divmod(idr, size)
        if count == 1:
            parts.append(f"se{unit}" if unit == "ribu" and not parts else f"satu {unit}")
        elif count:
            parts.append(f"{below_thousand(count)} {unit}")
    return " ".join([*parts, *([below_thousand(idr)] if idr else [])])


def grouped(idr: int) -> str:
    """As a recogniser prints it: Rp1.250.000."""
    return f"Rp{idr:,}".replace(",", ".")


def mixed(idr: int) -> str:
    """Figures with units: 1 juta 250 ribu."""
    millions, rest = divmod(idr, 1_000_000)
    thousands, units = divmod(rest, 1_000)
    said = [f"{millions} juta"] if millions else []
    said += [f"{thousands} ribu"] if thousands else []
    return " ".join([*said, *([str(units)] if units else [])])


def day_in_words(day: date) -> str:
    return f"tanggal {below_thousand(day.day)} {MONTHS[day.month - 1]}"


def day_in_figures(day: date) -> str:
    return f"Tanggal {day.day} {MONTHS[day.month - 1].title()} {day.year}."


def day_in_slashes(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year}"


def day_by_month_number(day: date) -> str:
    return f"bulan {below_thousand(day.month)} tanggal {below_thousand(day.day)}"


def day_in_pairs(day: date) -> str:
    """ "tanggal dua lima april": tens and ones said as two digits."""
    if day.day < 21 or day.day % 10 == 0:
        return day_in_words(day)
    return f"tanggal {UNITS[day.day // 10]} {UNITS[day.day % 10]} {MONTHS[day.month - 1]}"
