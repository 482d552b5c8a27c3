"""The due date and the days late that an agent states, against the account's. Pure."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date

from assist.account import Account
from assist.detectors.agent_turns import Finding
from assist.detectors.owed_sums import mismatch
from assist.detectors.turn_words import TurnWords
from assist.language.words.calendar_words import MONTHS, WEEKDAYS
from assist.language.words.vocabulary import word_set

_WALK = 12
SHORTEST_MONTH = 28
_DUE = word_set("jatuhtempo temponya")
_DUE_LINKS = word_set(
    """itu ini ibu bapak pak bu mas mbak kak angsuran cicilan tagihan pinjaman kredit angsurannya cicilannya tagihannya
    pembayaran pada di tanggal sudah lewat dari sejak kemarin adalah hari kan ya yang setiap tiap bulan nya tepatnya"""
) | set(WEEKDAYS)
_MOVES = word_set(
    """geser digeser mundur dimundurkan mundurkan undur diundur pindah dipindah pindahkan ubah diubah perpanjang jadi
    diperpanjang menjadi ganti diganti kalau jika bila apabila berikutnya selanjutnya depan bukan baru atau janji"""
)
_LATE = word_set("telat terlambat keterlambatan keterlambatannya menunggak nunggak tertunggak tunggakannya")
_LATE_LINKS = word_set("sudah selama ini itu ya ibu bapak pak bu mas mbak kan pembayaran pembayarannya jalan")
_NOT_LATE = word_set(
    """kalau jika bila apabila atas lebih maksimal minimal setiap tiap per janji lagi depan sebelum dalam hampir sekitar
    kirakira belum bukan sampai batas toleransi sanggup atau bisa"""
)


def wrong_due_days(turn: TurnWords, account: Account) -> Iterator[Finding]:
    """The due dates said that are not the account's; where several are due, another month's is no mistake."""
    due = account.due_date
    for number in turn.numbers:
        first = number.first - 1
        while first >= 0 and turn.words[first] in _DUE_LINKS:
            first -= 1
        behind = turn.behind(number.last, 4)
        named = number.kind == "day" and number.value is not None and not number.approx
        if due is None or first < 0 or not named or turn.words[first] not in _DUE:
            continue
        if set(turn.before(first, _WALK) + turn.words[first : number.first] + behind) & _MOVES:
            continue
        month = MONTHS.get(behind[0]) if behind else None
        day = number.value or 0
        same_day = day == due.day or min(day, due.day) > SHORTEST_MONTH - 1  # a month may lack the due day
        if same_day and (month is None or month == due.month or _owes_several(account)):
            continue
        yield mismatch(turn, (first, number.last + (month is not None)), "due_date", _near(due, day, month), due)


def _near(due: date, day: int, month: int | None) -> date | str:
    """The day said, in the year of the due date where there is such a day."""
    with suppress(ValueError):
        return due.replace(month=month or due.month, day=day)
    return str(day)


def wrong_days_late(turn: TurnWords, account: Account, today: date) -> Iterator[Finding]:
    """The days late said that are not the account's, nor those since its due date."""
    counted = (today - account.due_date).days if account.due_date else None
    known = [days for days in (account.days_past_due, counted) if days is not None and days >= 0]
    if not known:
        return
    for at, number in enumerate(turn.numbers):
        touches = at > 0 and turn.numbers[at - 1].last == number.first
        if number.kind != "count" or touches or number.value is None or turn.behind(number.last, 1) != ["hari"]:
            continue
        first = number.first - 1
        while first >= 0 and turn.words[first] in _LATE_LINKS:
            first -= 1
        past_due = turn.words[first] == "jatuhtempo" and "lewat" in turn.words[max(0, first - 1) : first]
        if first < 0 or not (turn.words[first] in _LATE or past_due):
            continue
        if set(turn.before(first, _WALK) + turn.behind(number.last + 1, 2)) & _NOT_LATE:
            continue
        if all(abs(number.value - days) > 1 for days in known):  # the account may be of yesterday
            yield mismatch(turn, (first, number.last + 1), "days_past_due", number.value, known[0])


def _owes_several(account: Account) -> bool:
    """Whether more than one instalment is due, so that more than one due date is true."""
    due, instalment = account.amount_due_idr, account.instalment_idr
    return bool(due and instalment and due > instalment + (account.penalty_idr or 0))
