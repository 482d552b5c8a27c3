"""Sums, days and times as an Indonesian writes them. Pure."""

from datetime import date

DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip


def rupiah(amount_idr: int) -> str:
    """`1250000` -> `Rp1.250.000` (no space: PUEBI)."""
    return f"Rp{amount_idr:,}".replace(",", ".")


def day(value: date) -> str:
    """`2026-11-25` -> `Rabu, 25 November 2026`."""
    return f"{DAYS[value.weekday()]}, {value.day} {MONTHS[value.month - 1]} {value.year}"


def day_of_month(value: date) -> str:
    """`2026-11-25` -> `tanggal 25 November`."""
    return f"tanggal {value.day} {MONTHS[value.month - 1]}"


def clock(at_s: float) -> str:
    """Seconds from the start of the call as `mm:ss`."""
    return f"{int(at_s) // 60:02d}:{int(at_s) % 60:02d}"
