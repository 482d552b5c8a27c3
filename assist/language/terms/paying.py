"""Verbs of paying and of handing money over, in the forms that speech gives them. Pure."""

import re
from functools import lru_cache

_BEFORE = r"(?:ku|tak|ta|sa|di|ke|ter|to)?"
_BEHIND = r"(?:kan|in|i|ken|aken|keun|no|ke|ne|on)?(?:nya|na|e|lah|ku|mu|ka|mi|ji|pi|ki|ma|o)?"


def _forms(verbs: str) -> re.Pattern[str]:
    return re.compile(f"{_BEFORE}(?:{'|'.join(verbs.split())}){_BEHIND}")


_PAYING = _forms(
    """(?:mem|nge|nga|m)?bayar mayar ma?m?bayia bayah mayah majar (?:me|nge)?n?transfer (?:me|nge|ng|nga)?lunas
    m?e?(?:s|ny)etor (?:men|m)?cicil m?e?nyicil m?e?ngicil (?:me)?(?:ng)?angsur m?[ea]?(?:k|ng)irim ng?intun kintun
    m?e?[tn]alang n?y?saur nyaur naur m?e?[tn]ebus bayia"""
)
"""Each is a promise by itself ("saya bayar ya"); regional ones: nyaur, majar, mayah, bayia, ngintun."""
_SETTLING = _forms(
    """m?e?[tn]anggung (?:mem|nge|m)?beres (?:me)?(?:ng)?urus m?e?[tn]utup m?e?[tn]itip m?e?(?:s|ny)erah m?e?[tn]aruh
    (?:me|ng)?utama(?=kan|in) (?:men|n)?dahulu(?=kan|in) (?:mem|m)?prioritas(?=kan|in)
    (?:me|nge)?masuk(?=kan|in|ken|keun|no|ke) m?e?(?:s|ny)elesai(?=kan|in|ken|keun)"""
)
"""Each needs a sum, a day or a way beside it ("saya titip lima ratus")."""
_HANDING = _forms(
    """(?:me)?(?:ng|ny)?ant(?:a|e|eu)r ma?antaa? (?:mem|nge|ma?m)?bawa m?e?(?:k|ng|ngek)asih (?:mem|m)?beri
    m?e?[tn]ambah m?e?(?:s|ny)(?:iap|isih|edia)(?=kan|in|ken|keun|no) (?:me)?(?:ng)?ambil (?:men|n)?jemput
    m?e?[tn]arik m?e?[pm]isah(?=kan|in) taro naro paringi maringi nyaosi masihan maparin (?:me)?(?:ng)?isi
    (?:men|n|nge)?scan (?:nge)?klik (?:me)?m?potong"""
)
"""Each is said of many things: it needs a sum, or a day and a way."""


@lru_cache(maxsize=20_000)
def is_pay_word(word: str) -> bool:
    """A verb of paying or settling in any form ("bayarin", "mentransfer", "dilunasi", "kubayarkan"), not its nouns."""
    return pays_alone(word) or bool(_SETTLING.fullmatch(word))


@lru_cache(maxsize=20_000)
def pays_alone(word: str) -> bool:
    """A verb that can mean nothing but paying."""
    return bool(_PAYING.fullmatch(word))


@lru_cache(maxsize=20_000)
def moves_money(word: str) -> bool:
    """A verb of paying, or one of handing over, which other things are handed over with too ("antar", "bawa")."""
    return is_pay_word(word) or bool(_HANDING.fullmatch(word))
