"""What a clause tells beside paying: a reason, a duty, what is left to pay, that somebody will be asked. Pure."""

from itertools import pairwise

from assist.language.clauses.boundaries import PROTESTS
from assist.language.dates.named import DateSpan
from assist.language.numbers.cues import COUNTED
from assist.language.terms.paying import is_pay_word
from assist.language.words.number_words import is_number_word
from assist.language.words.vocabulary import word_set

COMPLAINTS = word_set(
    "lapor laporin laporkan melapor melaporkan adukan aduin ngadu mengadu viralin viralkan tuntut gugat"
)
"""What is threatened with."""
CONTACT = COMPLAINTS | word_set(
    """hubungi dihubungi kabari kabarin ngabarin dikabari kabarkan telepon ditelepon cek dicek ngecek tanya tanyain
    tanyakan nanya kontak omongin diomongin bicarakan pikir pikirin pikirkan mikir rundingkan rundingan rembukan rembug
    diskusi bilang wa chat lihat liat cari nyari komplain protes musyawarah konsultasi
    ketemu bertemu nemuin temui menemui"""
)
"""What puts off or turns to somebody else, where no paying is spoken of."""


def _tells_what_remains(inner: list[str]) -> bool:
    """ "angsurannya tinggal tiga bulan lagi", "tinggal dua kali bayar": how much is left, without a doer."""
    for at, word in enumerate(inner):
        if word in ("tinggal", "sisa") and is_number_word((*inner[at + 1 : at + 2], "")[0]):
            counted = not COUNTED.isdisjoint(inner[at + 2 : at + 5])
            return counted and not any(a in ("saya", "kami") and is_pay_word(b) for a, b in pairwise(inner))
    return False


def tells_how_it_is(inner: list[str]) -> bool:
    """Whether a clause tells what is left to pay, or whose duty it is, so that nobody promises it."""
    return _tells_what_remains(inner) or _tells_duty(inner)


def _tells_duty(inner: list[str]) -> bool:
    """ "dia yang harusnya bayar": whose duty it is, which nobody promises."""
    return any(
        a == "yang" and b in DUTY and any(map(is_pay_word, inner[at + 2 : at + 4])) and inner[at - 1] != "saya"
        for at, (a, b) in enumerate(pairwise(inner))
    )


DUTY = word_set("harusnya seharusnya mestinya semestinya wajib")


def gives_reason(inner: list[str], own: list[DateSpan]) -> bool:
    """ "padahal saya setor", "soalnya saya bayar di sana", "kok bayarnya jadi segitu": a reason or a protest."""
    if inner[0] == "kok" and len(inner) > 1:
        return inner[1] in PROTESTS or inner[2:3] == ["yang"] or inner[1].endswith("nya")
    ahead = any(not span.past for span in own)
    if inner[0] not in ("soalnya", "karena"):
        return inner[0] == "padahal"
    at = next((at for at, word in enumerate(inner) if is_pay_word(word)), 0)
    return not ahead and at <= _SOON


_SOON = 3
"""So near behind "soalnya" a verb of paying is the reason itself; further on it is a plan."""
