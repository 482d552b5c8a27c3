"""What an agent asks for, and what the call is said to be for. Pure."""

from collections.abc import Sequence

from assist.language.clauses.conditions import VOCATIVES
from assist.language.promise.topics import asks_payer
from assist.language.terms.debts import debt_of
from assist.language.words.vocabulary import word_set

PROPOSING = word_set(
    """bisa bisakah mau gimana bagaimana tawarkan tawarin sanggup boleh mohon tolong harap berarti jadi catat ulangi
    konfirmasi deal sepakat setuju usulkan kasih opsinya dicatat jadwalkan pastikan bantu rekap simpulkan ditunggu"""
)
PROPOSING |= word_set("program programnya promo promonya")
"""Words by which an agent turns to paying."""
_ANNOUNCING = word_set(
    """mengingatkan ingatkan ngingetin ingetin menyampaikan sampaikan nyampein menginformasikan informasikan infokan
    menginfokan memberitahukan beritahukan memberitahu kabarkan mengabarkan bahas membahas membicarakan bicarakan
    konfirmasi mengonfirmasi mengkonfirmasi menanyakan tanyakan tanya nanya menjelaskan jelaskan jelasin"""
)
"""What an agent says the call is for; "mau" before it proposes nothing."""


def without_announcing(words: list[str]) -> list[str]:
    """The words without those by which the agent tells what this turn is for ("saya mau mengingatkan")."""
    return [
        word
        for at, word in enumerate(words)
        if not (word in PROPOSING and words[at + 1 : at + 2] != [] and words[at + 1] in _ANNOUNCING)
    ]


def asks_what_for(words: Sequence[str]) -> bool:
    """ "itu buat angsurannya ya", "itu untuk cicilan kan pak"."""
    asks = not {"ya", "kan", "benar"}.isdisjoint(words[-2:])
    return asks and any(
        a in ("itu", "ini") and b == "untuk" and debt_of(c)
        for a, b, c in zip(words, words[1:], words[2:], strict=False)
    )


def asked_for(words: Sequence[str]) -> frozenset[str]:
    """The slots that the agent asks for: date, amount, payer, method."""
    asked: set[str] = set()
    if [word for word in words if word not in VOCATIVES and word != "ya"][-1:] == ["tanggal"]:
        asked.add("date")  # "oke bu tanggalnya?"
    for at, word in enumerate(words):
        before = words[at - 1] if at else ""
        if before in ("sejak", "dari", "semenjak"):
            continue
        if word in ("kapan", "kapannya") or (word in ("berapa", "apa") and before in ("tanggal", "hari", "jam")):
            asked.add("date")
        elif word in ("berapa", "berapanya", "nominalnya", "nominal", "jumlahnya", "besarnya"):
            asked.add("amount")
        elif word in ("komitmennya", "kepastiannya", "janjinya") and before in ("minta", "mohon", "boleh", "untuk"):
            asked.add("date")
        elif word in ("siapa", "siapanya") and asks_payer(words):
            asked.add("payer")
        elif (
            (word == "apa" and before in ("lewat", "pakai", "cara"))
            or (word == "mana" and before in ("di", "ke", "lewat"))
            or word in ("caranya", "metodenya")
        ):
            asked.add("method")
    return frozenset(asked)
