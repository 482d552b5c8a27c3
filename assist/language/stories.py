"""What is told beside paying: an income, an illness, another debt; and how much is said beside the fields. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from assist.language.dates import DateSpan
from assist.language.methods import is_way
from assist.language.normalise import Token
from assist.language.payers import is_pay_word, is_relation
from assist.language.spans import Number
from assist.language.vocabulary import word_set

_STORY = word_set(
    """sejak gaji gajinya biaya biayanya kontrakan sewa listrik spp sekolah kuliah sakit rumahsakit dirawat rawat
    operasi kerja dipecat phk melahirkan meninggal kecelakaan"""
)
_PLACED = word_set("dekat deket depan samping sebelah seberang hari jam tempat")
_ABLE = word_set("sanggup sanggupnya bisanya mampunya adanya kuatnya janji sisihkan siapkan kasih usahakan coba")
_DEBTS = word_set("utang utangnya hutang hutangnya cicilan angsuran tagihan pinjaman tunggakan kredit")
_FEW = 2
"""So many words may stand beside the fields of an answer without a verb."""
_GRAMMAR = word_set(
    """pak bu mas mbak kak bang bapak ibu ya iya oke deh dong lah kok kan sih kalau jadi tapi terus soalnya untuk
        buat di ke dari lewat pakai dengan sama dan atau yang ini itu nanti aja dulu lagi juga baru paling sekitar
        kirakira tanggal hari bulan minggu malam pagi siang sore jam gajian habis setelah pas sebelum saya kami kita
        nya sendiri bisa mau akan siap boleh gak belum bukan sudah pasti dekat rumah uang rekening nomor minta tolong
        angsuran cicilan tagihan tunggakan denda pelunasan lunas sebulan per maksimal minimal deadline sampai
        sisanya sisa setengah setengahnya separuh separuhnya sebagian semuanya kali satu semua total totalnya
        segitu segini seluruhnya tabungan langsung potong dipotong ambil
    tagihannya angsurannya cicilannya setorannya dendanya tunggakannya minimum minimumnya pelunasannya iya benar deal
    setuju sepakat mangga monggo gitu cocok aman tentu yasudah eh ralat maksudnya maksud salah ganti jangan keliru
    sori"""
)
_WORKPLACES = word_set(
    """pabrik pabriknya toko tokonya warung warungnya kios kiosnya usaha usahanya kantor kantornya perusahaan bengkel
    restoran rumahmakan kafe pasar salon proyek hotel sekolah tempat bank loket gerai cabang atm indomaret alfamart"""
)
_SETTLED = word_set("semuanya lunas kontrak kontraknya pinjaman pinjamannya kartu utang hutang kredit akun")


def closed_business(tokens: list[Token]) -> list[Token]:
    """The tokens, with a "tutup" that says of a workplace that it closed or of a call, put in other words."""
    words = [token.text for token in tokens]
    return [
        replace(token, text="bangkrut")
        if token.text in ("tutup", "ditutup", "nutup")
        and (_WORKPLACES | {"telepon", "teleponnya"}) & {*words[max(0, at - 4) : at], *words[at + 1 : at + 2]}
        and not _SETTLED & set(words[at + 1 : at + 2])
        else token
        for at, token in enumerate(tokens)
    ]


def is_plan(words: Sequence[str]) -> bool:
    """Whether `words` speak of paying, or of what one is able to pay."""
    return bool(_ABLE & set(words)) or any(is_pay_word(word) for word in words)


def is_story(words: Sequence[str]) -> bool:
    """Whether the clause tells of an income, an illness, another bill or another debt, and not of paying this one."""
    plan = is_plan(words)
    for at, word in enumerate(words):
        before = words[at - 1] if at else ""
        if word == "lain" and before in ("tempat", "orang", "bank", "pinjol", "leasing") and _DEBTS & set(words[:at]):
            return True
        if word in _STORY and not plan:
            near = set(words[max(0, at - 2) : at])
            if not near & _PLACED and not (word.startswith("gaji") and near & {"habis", "setelah", "pas"}):
                return True
    return False


def is_bare(words: list[str], numbers: list[Number], dates: list[DateSpan], fields: int) -> bool:
    """Whether hardly a word stands outside the numbers and days that is neither grammar nor of a field.

    Two words may where several `fields` are named, one where a single one is.
    """
    named = {at for number in numbers for at in range(number.first, number.last)}
    named |= {at for span in dates for at in range(span.first, span.last)}
    told = [
        word
        for at, word in enumerate(words)
        if at not in named and not (word in _GRAMMAR or is_way(word) or is_relation(word))
    ]
    return len(told) <= (_FEW if fields > 1 else 1)
