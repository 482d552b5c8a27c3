"""What makes a promise conditional: a condition, a hedge, hearsay, God's will; and what makes it certain. Pure."""

from collections.abc import Sequence

from assist.language.terms.paying import is_pay_word
from assist.language.terms.relations import is_relation
from assist.language.words.number_words import is_number_word
from assist.language.words.vocabulary import word_set

VOCATIVES = word_set(
    """pak bu mas mbak kak bang bapak ibu mbaknya masnya mba neng om tante kakak abang bos dik mbakyu teh kang uda
    uni"""
)
_HEDGES = word_set(
    """jika bila asal asalkan tergantung semoga mudahan usahakan mungkin kayaknya rencananya rencana rencanakan
    berencana merencanakan direncanakan niatnya niat katanya kabarnya konon insyaallah kemungkinan barangkali
    misal misalnya seandainya andai andaikan sekiranya andaikata berusaha doakan doain doanya
    usahanya nyoba dicoba mencoba
    siapatahu semisal selama diusahakan maunya kira harapannya berharap selagi harusnya seharusnya mestinya target
    targetnya palingan bilangnya inginnya estimasi perkiraan rasanya bergantung sepanjang umpama ikhtiar pengennya"""
)
_WAITS = word_set("""tunggu nunggu menunggu nungguin tungguin nantikan ditunggu menanti nanti-nanti ngarep ngarepin""")
_INCOME = word_set(
    """kiriman transferan gaji gajian cair uang uangnya dana dananya panen laku bonus thr pembayaran bayaran orderan
    proyek bos klien pencairan hasil masuk turun rezeki rejeki dibayar kirim dikirim pinjaman pemasukan cairan honor
    komisi tagihan invoice jual kejual terjual ada"""
)
_EVENTS = word_set(
    """cair masuk turun laku ada sudah dapat dapet jadi keluar lancar diizinkan boleh dikasih dihapus dikurangi gak
    belum sempat sehat ramai rame sembuh terkumpul cukup terjual dibayar dikirim ditransfer dipotong gajian panen rezeki
    rejeki kekumpul kumpul dikirimin nemu jual gajiannya selesai mau kejual pulang hujan diterima tembus kasih
    dihilangkan dihapuskan dibebaskan lungsur memungkinkan halangan pinjam balik kembali nutup aman acc disetujui"""
)
_SAYS_LITTLE = word_set("gak belum sudah boleh mau jadi ada")
_MATTERS = word_set("soal masalah urusan untuk tentang mengenai perihal bab")
_TOPICS = word_set(
    """denda dendanya sisanya pelunasan tagihan segitu gitu begitu saya kami angsuran cicilan lewat pakai indomaret
    alfamart setengahnya separuhnya setengah separuh sebagian"""
)
_SUPERLATIVE = word_set("gampang mudah dekat enak murah aman praktis simpel besar kecil penting bagus")
_LEAVE = word_set("bisa boleh diizinkan diperbolehkan berkenan dibolehkan diperkenankan bapak ibu")
_TRIES = word_set("saya mau nanti dulu kita tak akan lagi")
_DAYS = word_set(
    """tanggal hari besok lusa senin selasa rabu kamis jumat sabtu ahad minggu bulan sekarang nanti malam sore pagi
    siang"""
)
_FAVOURS = word_set("""dihapus dihapuskan dihilangkan dikurangi dipotong didiskon dibebaskan dibebasin dihapusin""")
"""Behind "tapi" these set a condition ("saya bayar tapi dendanya dihapus")."""
_FINE = word_set("bisa sanggup mampu kuat")
_CERTAIN = word_set("pasti janji dijamin")


def is_condition(words: Sequence[str]) -> bool:
    """Whether a condition, a hedge or hearsay stands in the clause."""
    if words[:1] == ["tapi"] and not _FAVOURS.isdisjoint(words):
        return True
    return any(_sets_condition(words, at, word) for at, word in enumerate(words) if word in _MARKS)


def _sets_condition(words: Sequence[str], at: int, word: str) -> bool:
    ahead = list(words[at + 1 : at + 7])
    before = words[at - 1] if at else ""
    match word:
        case "kalau":
            return _real_condition(ahead)
        case "paling":
            return not ahead or (before != "yang" and ahead[0] not in _SUPERLATIVE)
        case "begitu":
            return bool(ahead) and at == 0 and ahead[0] not in VOCATIVES | {"ya", "aja", "juga"}
        case "usaha":
            return bool(ahead) and is_pay_word(ahead[0])
        case "coba" | "cobain":
            return before in _TRIES or ahead[:1] == ["usahakan"]
        case "kali":
            last = not ahead or ahead[0] in VOCATIVES or ahead[0] in ("ya", "deh", "saya")
            return last and (before in _DAYS or is_pay_word(before) or "tanggal" in words[max(0, at - 4) : at])
        case "kata":
            return _is_hearsay(before, ahead)
        case "bisa":
            return ahead[:1] == ["jadi"]
        case "penting":
            return before == "yang" and bool(set(ahead[:3]) & {"dulu", *_INCOME}) and not any(map(is_pay_word, ahead))
        case "baru":
            first = _INCOME - {"gajian", "gaji"} | _EVENTS - _SAYS_LITTLE - {"gajian"}
            return before == "dulu" and bool(set(words[max(0, at - 4) : at - 1]) & first)
        case "kira":
            return "ternyata" not in ahead and "sudah" not in ahead[:4]  # "saya kira sudah jalan": a mistaken belief
        case "target" | "rencana" | "niat":
            return ahead[:1] != ["gak"]
    return _waits(words, at) if word in _WAITS else True


_MARKS = _HEDGES | _WAITS | word_set("kalau paling palingan begitu usaha coba cobain kali kata bisa penting baru")


def _is_hearsay(before: str, ahead: Sequence[str]) -> bool:
    """ "kata istri saya", "kata dia"; not "kata ibu tadi", which quotes who is spoken to, nor "ada kata lain"."""
    if not ahead or before in ("ada", "kata") or (ahead[0] in VOCATIVES and ahead[1:2] not in (["saya"], ["mertua"])):
        return False
    return is_relation(ahead[0]) or ahead[0] in ("dia", "orang", "beliau", "mereka")


def _waits(words: Sequence[str], at: int) -> bool:
    """Whether a payment waits for something; not "tunggu ya", nor somebody who waits for a bus while on the phone."""
    ahead = words[at + 1 : at + 5]
    if ahead[:1] in (["aja"], ["ya"], ["kabar"], ["telepon"]) or (words[at] == "ditunggu"):
        return False
    if words[max(0, at - 1) : at] == ["eh"] or ahead[:1] in (["bukan"], ["sebentar"]):
        return False
    busy = bool({"lagi", "sedang", "masih"} & set(words[max(0, at - 2) : at]))
    return not busy or bool(_INCOME & set(ahead))


def _real_condition(ahead: list[str]) -> bool:
    """Whether what follows *kalau* is an event, rather than a topic ("kalau indomaret kan dekat rumah")."""
    until = next((n for n, word in enumerate(ahead) if n and is_pay_word(word)), len(ahead))
    body = ahead[:until]
    if "kan" in body[:4] or not body or body[0] in ("gitu", "begitu") or body[0] in _MATTERS:
        return False
    events = set(body) & _EVENTS
    if is_number_word(body[0]) and not _FINE.isdisjoint(body) and not events - _SAYS_LITTLE | {"boleh"} & events:
        return False  # "kalau dua ratus bisa besok" takes up a sum
    if body[0] == "memang":
        return bool(events)
    if body[0] in _DAYS:
        return bool(events - _SAYS_LITTLE)
    if events:
        return True
    return body[0] not in _TOPICS and not body[0].isdigit()


def is_certain(words: Sequence[str]) -> bool:
    """Whether the speaker stresses that it is sure ("pasti", "janji")."""
    return any(
        word in _CERTAIN and words[max(0, at - 1) : at] not in (["gak"], ["belum"]) for at, word in enumerate(words)
    )
