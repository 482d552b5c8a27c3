"""The names of months and weekdays. Pure."""

_MONTH_NAMES = "januari februari maret april mei juni juli agustus september oktober november desember"
_DAY_NAMES = "senin selasa rabu kamis jumat sabtu ahad"
MONTHS = {name: n + 1 for n, name in enumerate(_MONTH_NAMES.split())}
WEEKDAYS = {name: n for n, name in enumerate(_DAY_NAMES.split())}
