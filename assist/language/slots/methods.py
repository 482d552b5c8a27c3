"""How a payment is made, of all the ways that a turn names (LABELS.md, `method`). Pure."""

from collections.abc import Sequence

from assist.language.terms.ways import Method, named_ways
from assist.language.words.number_words import is_number_word
from assist.language.words.vocabulary import word_set

PREFERENCE = (
    "virtual_account", "qris", "autodebit", "ewallet", "minimarket", "branch", "teller", "agent_outlet",
    "mobile_banking", "atm", "transfer",
)  # fmt: skip
"""Where two ways fit, the one the creditor sees first wins; before them all what fits with no other (pickup)."""

_BANK_CATEGORIES = word_set("transfer virtual_account mobile_banking atm teller autodebit branch")
_NEGATIONS = word_set("bukan gak jangan belum selain daripada biasanya kemarin selalu tanpa")
_ONCE = word_set("kemarin biasanya terakhir dulunya")
_CORRECTIONS = word_set("eh ralat maksudnya maksud ganti batal deng ding sori salah koreksi mending mendingan")
_BROKEN = word_set(
    """rusak error eror limit jauh diblokir keblokir hilang offline gangguan ribet bangkrut ilang kosong antri
    susah mahal trouble gagal mati repot males libur kejauhan ketelen tertelan dibekukan"""
)
_LIGHT = word_set("eh saya nya ya itu lagi kan memang sekarang kalau kayaknya masih pak bu mas mbak")
_FAILS = word_set("bisa jadi usah ada punya mau deh aktif berani suka pernah buka")


def find_method(words: Sequence[str]) -> Method | None:
    """The way of paying that `words` settle on, or None.

    A way taken back or corrected does not count; of several that fit, the first of PREFERENCE does; a bank belongs to
    the way it is said with, the destination's before the source's.
    """
    named = named_ways(words)
    kept = [way for n, way in enumerate(named) if not _dropped(words, named, n)]
    ways = [way for way in kept if way.category]
    if not ways:
        return Method("transfer", _bank(words, kept, None), kept[-1].at) if kept else None
    best = min(ways, key=lambda way: PREFERENCE.index(way.category) if way.category in PREFERENCE else -1)
    same = [way for way in ways if way.category == best.category]
    best = next((way for way in same if way.brand), best)
    if best.brand:
        choice = len({way.brand for way in same if way.brand}) > 1 and _offers_choice(words)
        return Method(best.category, "", best.at) if choice else best
    if best.category not in _BANK_CATEGORIES:
        return best
    return Method(best.category, _bank(words, kept, best), best.at)


def _offers_choice(words: Sequence[str]) -> bool:
    """ "alfamart atau indomaret", "mungkin alfamart mungkin indomaret"."""
    return "atau" in words or "entah" in words or words.count("mungkin") > 1


def _bank(words: Sequence[str], kept: list[Method], way: Method | None) -> str:
    """The bank meant: right behind its way, or the destination ("ke X"), or one that is not the source."""
    others = [m.at for m in kept if way and m.category not in ("", way.category)]
    banks = [m for m in kept if not m.category and m.at - 1 not in others]
    banks = banks or ([m for m in kept if not m.category] if not way or way.category != "virtual_account" else [])
    if way is not None:
        behind = next((m for m in banks if 0 < m.at - way.at <= 2), None)
        if behind and words[behind.at - 1] != "dari":
            return behind.brand
    for preposition in ("ke", "lewat"):
        for bank in banks:
            if preposition in words[max(0, bank.at - 3) : bank.at]:
                return bank.brand
    aside = [m for m in banks if "dari" not in words[max(0, m.at - 3) : m.at]]
    if not aside and way is not None and way.category == "virtual_account":
        return ""
    return (aside or banks)[-1].brand if banks else ""


def _dropped(words: Sequence[str], named: list[Method], n: int) -> bool:
    """Whether a way is denied ("bukan ovo"), does not work, or is replaced by a later one ("lewat ovo eh qris")."""
    start = named[n - 1].at + 1 if n else 0
    end = named[n + 1].at if n + 1 < len(named) else len(words)
    left, right = words[start : named[n].at], words[named[n].at + 1 : end]
    others = len(named) > 1
    negation = next((at for at in range(max(0, len(left) - 3), len(left)) if left[at] in _NEGATIONS), None)
    if negation is not None and not (n and _of_the_one_before(left, negation)):
        return others or left[negation] in ("bukan", "gak", "jangan")
    if others and (left[-2:] in (["lagi", "di"], ["masih", "di"], ["sedang", "di"]) or not _ONCE.isdisjoint(left[-6:])):
        return True
    fails = any(
        (word in _BROKEN and not (word == "kosong" and any(map(is_number_word, right[at + 1 : at + 2]))))
        or (word in ("gak", "belum") and not _FAILS.isdisjoint(right[at + 1 : at + 3]))
        for at, word in enumerate(right[:5])
    )
    later = n + 1 < len(named)
    return (fails and others) or (
        later
        and (
            (right[-1:] == ["jangan"] and _LIGHT.issuperset(right[:-1]) and "ya" not in right)
            or not _CORRECTIONS.isdisjoint(right)
        )
    )


def _of_the_one_before(left: Sequence[str], negation: int) -> bool:
    """Whether a negation between two ways belongs to the first ("ovo saya gak bisa, pakai dana aja")."""
    if left[negation] == "jangan":
        return "ya" not in left and _LIGHT.issuperset(left[:negation])
    resigned = "yasudah" in left[negation:]  # "transfer seabank gak ada, ya sudah bca aja"
    return left[negation] in ("gak", "belum") and (resigned or _LIGHT.issuperset(left[:negation]))
