"""What is told beside paying: an income, an illness, another debt; and how much is said beside the fields. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from assist.language.clauses.papers import carries_paper
from assist.language.dates.named import DateSpan
from assist.language.numbers.values import Number
from assist.language.terms.paying import is_pay_word, moves_money
from assist.language.terms.relations import is_relation
from assist.language.terms.ways import is_way
from assist.language.words.tokens import Token
from assist.language.words.vocabulary import word_set

_STORY = word_set(
    """sejak gaji gajinya biaya biayanya kontrakan sewa listrik spp sekolah kuliah sakit rumahsakit dirawat rawat
    operasi kerja dipecat phk melahirkan meninggal kecelakaan lahiran butuh ongkos belanja beli obat kos kosan omzet
    arisan pajak stnk bpjs hajatan wisuda nikahan dicuri kecopetan banjir kebakaran bengkel servis serabutan umur"""
)
TROUBLE = word_set(
    """hilang blokir keblokir terblokir diblokir ketelan kecurian dibobol tertelan ketinggalan
    error eror gangguan rusak mati bermasalah"""
)
"""What befalls a card or a telephone; a bank named beside it is no way of paying."""
_OTHER_BILLS = word_set(
    """kontrakan kos kosan sewa listrik spp sekolah kuliah arisan pajak stnk bpjs obat rumahsakit operasi orangtua
    kampung semesteran les pdam wifi pulsa tetangga warung belanjaan karyawan pegawai"""
)
_NO_MONEY = word_set(
    """rincian rinciannya nomor nomornya no link linknya kode kodenya foto fotonya data datanya bukti buktinya surat
    lokasi dokumen berkas tagihannya va vanya qris qrisnya barcode orang pesan pesannya salam wa kontrak"""
)
"""What is sent that is no money."""
_PLACED = word_set("""dekat deket depan samping sebelah seberang hari jam tempat pulang sepulang habis setelah pas""")
_ABLE = word_set("sanggup sanggupnya bisanya mampunya adanya kuatnya janji usahakan")
_DEBTS = word_set("utang utangnya hutang hutangnya cicilan angsuran tagihan pinjaman tunggakan kredit")
OURS = word_set(" angsuran cicilan tagihan tunggakan angsurannya cicilannya tagihannya tunggakannya")
_MONEY = word_set("uang uangnya")
_FEW = 2
"""So many words may stand beside the fields of an answer without a verb."""
_GRAMMAR = word_set(
    """pak bu mas mbak kak bang bapak ibu ya iya oke deh dong lah kok kan sih kalau jadi tapi terus soalnya untuk
    buat di ke dari lewat pakai dengan sama dan atau yang ini itu nanti aja dulu lagi juga baru paling sekitar
    kirakira terlalu cepat lambat kecepetan kelamaan kebanyakan kemahalan kegedean tanggal hari bulan minggu malam
    pagi siang sore jam gajian habis setelah pas sebelum saya kami kita nya sendiri bisa mau akan siap boleh gak
    belum bukan sudah pasti dekat rumah uang rekening nomor minta tolong angsuran cicilan tagihan tunggakan denda
    pelunasan lunas sebulan per maksimal minimal deadline sampai sisanya sisa setengah setengahnya separuh
    separuhnya sebagian semuanya kali satu semua total totalnya segitu segini seluruhnya tabungan langsung potong
    dipotong ambil tagihannya angsurannya cicilannya setorannya dendanya tunggakannya minimum minimumnya
    pelunasannya iya benar deal setuju sepakat mangga monggo gitu cocok aman tentu yasudah eh ralat maksudnya
    maksud salah ganti jangan keliru sori dp panjar nyusul menyusul kurangnya kekurangannya kedua ketiga
    pertama termin tahap semoga doain doakan mudahan insyaallah kayaknya mungkin harusnya paling"""
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
    ours = any(is_way(word) or word in OURS or word in _MONEY for word in words)
    return bool(_ABLE & set(words)) or any(
        (is_pay_word(word) or (ours and moves_money(word))) and not pays_another(words, at)
        for at, word in enumerate(words)
    )


def pays_another(words: Sequence[str], at: int) -> bool:
    """Whether the verb at `at` pays a bill that is none of ours ("bayar kontrakan", "kirim ke orang tua")."""
    behind = words[at + 1 : at + 4]
    if not _OTHER_BILLS.isdisjoint(behind):
        return True
    if carries_paper(words, at):
        return True
    sends = "kirim" in words[at] or "titip" in words[at]
    return sends and any(w in _NO_MONEY and "ke" not in behind[:n] for n, w in enumerate(behind))


def is_story(words: Sequence[str], besides: bool = False) -> bool:
    """Whether the clause tells of an income, an illness, another bill or another debt, and not of paying this one."""
    plan = not besides and is_plan(words)
    for at, word in enumerate(words):
        before = words[at - 1] if at else ""
        if word == "lain" and before in ("tempat", "orang", "bank", "pinjol", "leasing") and _DEBTS & set(words[:at]):
            return True
        if word in _STORY and not plan:
            near = set(words[max(0, at - 2) : at])
            if not near & _PLACED:
                return True
    return False


def is_bare(words: list[str], inside: list[int], spans: Sequence[Number | DateSpan], fields: int) -> bool:
    """Whether hardly a live word stands outside the numbers and days (`spans`) that is neither grammar nor of a field.

    `inside` are the places of the live words. Two words may where several `fields` are named, one where one is.
    """
    if not TROUBLE.isdisjoint(words):
        return False
    named = {at for span in spans for at in range(span.first, span.last)}
    told = [words[at] for at in inside if at not in named]
    told = [word for word in told if not (word in _GRAMMAR or is_way(word) or is_relation(word))]
    return bool(inside) and len(told) <= (_FEW if fields > 1 else 1)
