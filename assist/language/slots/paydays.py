"""Which of the days of a turn is the day of payment. Pure.

Each day belongs to what is said right behind it, else right before it; the first day that belongs to paying wins over
one that belongs to nothing, and that over the day of another event ("besok gajian, lusa saya bayar").
"""

from assist.language.clauses.clause import Clause
from assist.language.dates.named import DateSpan
from assist.language.terms.debts import debt_of
from assist.language.terms.paying import is_pay_word, moves_money
from assist.language.terms.ways import is_way
from assist.language.words.number_words import is_number_word
from assist.language.words.vocabulary import word_set

_PAYDAYS = word_set(
    """gaji gajinya gajian gajiannya jatuhtempo temponya tempo cair cairnya masuk masuknya turun turunnya keluar
    bonus thr lembur arisan panen kiriman dikirim dikirimin lewat dapat dapet terima"""
)
_CORRECTIONS = word_set("eh ralat maksudnya maksud salah ganti keliru sori deng ding koreksi jangan bukan")
_CHOSEN = word_set("aja deh lah dah dulu baru insyaallah pasti janji bisa sanggup siap")
_LIGHT = word_set(
    """saya kami kita ya iya kan kok pak bu mas mbak kak bang bapak ibu pasti mungkin mau akan bakal nanti itu ini
    juga langsung udah sudah yang tak ku jadi nah aja deh lah dah baru bisa siap insyaallah janji sanggup usahakan
    coba buat untuk ke lewat pakai di dari bawa pagi siang sore malam paling mah teh atuh mang teteh ta tuh ji mi
    pi to kami dong oke sekitar jam dulu"""
)
_BILLS = word_set(
    """angsuran angsurannya cicilan cicilannya tagihan tagihannya tunggakan tunggakannya denda dendanya pelunasan
    pelunasannya segitu semuanya setengahnya separuhnya separuh setengah sebagian dp bayarnya setoran kedua ketiga
    sisanya sisa terus sama dan"""
)
_UNFIT = word_set(
    """gajian gaji terima nerima dapat libur bangkrut kosong masih lagi ada acara kerja kondangan hajatan rapat
    ulangan ujian sekolah ulangtahun lahiran nikah kontrol berobat operasi pulang berangkat gak belum jangan bukan
    jatuhtempo ketemu nunggu tunggu proyek borongan bonus thr arisan panen kiriman transferan cair"""
)
_OTHER_BILLS = word_set(
    """kontrakan kos kosan kost sewa listrik air pdam pln token spp sekolah kuliah ukt arisan belanja hutang utang
    pinjol koperasi pajak stnk bensin wifi internet pulsa bpjs obat berobat tukang kuli gaji karyawan modal lain
    zakat kurban"""
)
_STILL = word_set("tinggal masih ada kan itu ini ya jadi nah yang pak bu mas mbak")
"""Between "sekarang" and what is left these pay nothing."""
_ANSWERED = word_set("aja deh ya pak bu mas mbak kak bang lah bapak ibu om tante")
_CANNOT = word_set("bisa mau sanggup mampu jadi sempat keburu langsung ada bayar kuat janji berani")


def choose_day(words: list[str], dates: list[DateSpan], parts: list[Clause]) -> DateSpan | None:
    """The day of (the first) payment: not past, not denied; the last correction wins; payday and due day give way."""
    part = {n: next(p for p in parts if p.first <= span.first < p.last) for n, span in enumerate(dates)}
    open_days = [
        n
        for n, span in enumerate(dates)
        if not (span.past or part[n].asked or _warned_off(words, span, dates, part[n]))
    ]
    live = [n for n in open_days if part[n].live] or [n for n in open_days if part[n].condition]
    live = live or [n for n in open_days if not part[n].past and _stands(words, dates, n, part[n])]
    kept: list[int] = []
    for n in live:
        said_so = words[dates[n].last : dates[n].last + 1] == ["maksudnya"]  # "kamis eh jumat maksudnya"
        if kept and (said_so or not _CORRECTIONS.isdisjoint(words[dates[kept[-1]].last : dates[n].first])):
            kept.pop()
        kept.append(n)
    kept = [n for n in kept if not (dates[n].weak and _tells_what_is_left(_around(words, dates, n)[1]))] or kept
    rest = {n for n in kept if _of_the_rest(_around(words, dates, n)[0]) or _of_the_penalty(words, dates[n].first)}
    if rest and rest == set(kept) and _first_is_told(words[: dates[min(rest)].first]):
        return None  # "setengahnya dulu, sisanya tanggal dua puluh"
    kept = [n for n in kept if n not in rest] or kept
    kept = [n for n in kept if not dates[n].weak or _begins_a_plan(words, dates, n)] or kept
    best = max(kept, key=lambda n: _score(dates[n], n == 0, *_around(words, dates, n)), default=None)
    return None if best is None else dates[best]


def _tells_what_is_left(right: list[str]) -> bool:
    """Whether "sekarang" tells what is still owed ("sekarang sisa tunggakannya sekian, saya transfer besok")."""
    first = next((word for word in right if word not in _STILL), "")
    return first.startswith("sisa") or first == "kurangnya" or (first != "" and right[0] == "tinggal")


def _begins_a_plan(words: list[str], dates: list[DateSpan], n: int) -> bool:
    """Whether a "sekarang" is the first of several days with a sum each ("sekarang tiga ratus, lusa tiga ratus")."""
    if dates[n].hour or n + 1 >= len(dates):
        return False
    return all(
        _around(words, dates, at)[1][:1] != [] and is_number_word(_around(words, dates, at)[1][0]) for at in (n, n + 1)
    )


def _of_the_penalty(words: list[str], first: int) -> bool:
    """Whether a day is that of a penalty left for later ("angsuran dulu, dendanya tanggal sepuluh")."""
    named = next((at for at in range(first - 1, max(-1, first - 4), -1) if debt_of(words[at]) == "penalty"), None)
    return named is not None and "dulu" in words[:named] and not any(map(is_pay_word, words[named:first]))


def _first_is_told(before: list[str]) -> bool:
    """Whether a first payment is told before the rest."""
    at = next((at for at, word in enumerate(before) if word.startswith("sisa") or debt_of(word) == "penalty"), 0)
    return "dulu" in before[:at]


def _of_the_rest(left: list[str]) -> bool:
    """Whether the words before a day say that a later payment is meant ("sisanya lusa", "dua ratus lagi lusa")."""
    return any(
        word.startswith("sisa") or word == "sesana" or (word == "lagi" and at and is_number_word(left[at - 1]))
        for at, word in enumerate(left)
    )


def _stands(words: list[str], dates: list[DateSpan], n: int, part: Clause) -> bool:
    """Whether a day in a clause that denies or tells of something else is still a day of payment."""
    near = _around(words, dates, n)
    if part.denied:
        return not _refused(*near)
    if near[1][:1] != [] and near[1][0] in _ANSWERED:
        return True
    pays = any(is_pay_word(word) for word in words[part.first : part.last])
    return pays and _score(dates[n], n == 0, *near) > -1


def _around(words: list[str], dates: list[DateSpan], n: int) -> tuple[list[str], list[str]]:
    """The words between the day before and this one, and between this one and the next."""
    start = dates[n - 1].last if n else 0
    end = dates[n + 1].first if n + 1 < len(dates) else len(words)
    return words[start : dates[n].first], words[dates[n].last : end]


def _score(span: DateSpan, first: bool, left: list[str], right: list[str]) -> int:
    """How well a day, the `first` of its turn or a later one, fits as the day of payment."""
    heading = next((word for word in left if word not in _LIGHT), "")
    payday = not _PAYDAYS.isdisjoint(left[-4:]) and (first or heading not in _PAYDAYS | _UNFIT)
    ahead = next((word for word in right if word not in _LIGHT), "")
    behind = next((word for word in reversed(left) if word not in _LIGHT), "")
    paid = next((at for at, word in enumerate(right) if is_pay_word(word)), None)
    pays = paid is not None or _of_paying(ahead) or _of_paying(behind)
    elsewhere = paid is not None and not _OTHER_BILLS.isdisjoint(right[paid + 1 : paid + 4])
    return (
        2 * pays
        + (right[:1] != [] and right[0] in _CHOSEN)
        - 3 * (ahead in _UNFIT)
        - 3 * (payday and span.kind != "after")
        - 4 * elsewhere
        - (span.kind in ("month", "feast"))
        + (span.kind == "after")
        - (span.by_date and left[-1:] != [] and left[-1] in _BILLS)
    )


def _of_paying(word: str) -> bool:
    return bool(word) and (moves_money(word) or word in _BILLS or is_way(word) or is_number_word(word))


def _refused(left: list[str], right: list[str]) -> bool:
    """Whether this very day is refused ("besok saya gak bisa"), and not something else in its clause."""
    for words in (left[-3:], right[:5]):
        for at, word in enumerate(words):
            if word in ("gak", "belum") and not _CANNOT.isdisjoint(words[at + 1 : at + 3]):
                return True
    return False


def _warned_off(words: list[str], span: DateSpan, dates: list[DateSpan], part: Clause) -> bool:
    """Whether a "jangan" or "bukan" refuses this day ("jumat ya jangan kamis"), not the one before ("senin jangan")."""
    at = span.first - (2 if words[max(0, span.first - 1)] == "hari" else 1)
    if at < 0 or words[at] not in ("jangan", "bukan"):
        return False
    return words[at] == "bukan" or at == part.first or not any(other.last == at for other in dates)
