"""Whether what is offered or agreed is within the account's allowed schemes: parts and discounts. Pure.

A scheme that says nothing of parts (or of a discount) sets no limit for them; where none does, nothing is judged.
Schemes whose last day has passed when the call is made do not count.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pydantic import JsonValue

from assist.account import Scheme
from assist.detectors.agent_turns import Finding
from assist.detectors.statements import Statements
from assist.detectors.turn_words import TurnWords
from assist.events import CallStarted, Heard, Signal
from assist.language.numbers.values import Number
from assist.language.words.vocabulary import word_set

_SPLITS = word_set(
    """cicil dicicil nyicil mencicil cicilkan angsur diangsur ngangsur mengangsur bagi dibagi membagi pecah dipecah
    memecah bertahap dijadikan"""
)
_CUTS = word_set("diskon diskonnya potongan potongannya potong dipotong memotong keringanan korting cashback")
_LINKS = word_set(
    "jadi menjadi sampai selama dalam bisa boleh denda dendanya bunga bunganya sebesar ya pak bu sebanyak"
)
_TIMES = word_set("kali tahap termin")
_NOT_OFFERED = word_set("gak belum bukan jangan kemarin tadi sudah kalaupun biasanya pernah kecuali")
_AGREES = word_set("boleh bisa baik oke setuju silakan silahkan deal sepakat disetujui kabulkan")
_WALK = 5
_CLAUSE = 8


def standing_schemes(start: CallStarted) -> tuple[Scheme, ...]:
    """The account's schemes that are still open on the day of the call."""
    schemes = start.account.allowed_schemes
    return tuple(scheme for scheme in schemes if scheme.until is None or scheme.until >= start.reference_date)


class AuthorityCheck:
    """Signals `beyond_authority` (by the agent).

    Fields: `what` ("parts" or "discount"), `said` and `allowed` (times, or percent), `option` the scheme's label.
    The agent offers it, or says yes to what the customer asked for in the turn before.
    """

    def __init__(self) -> None:
        self._schemes: tuple[Scheme, ...] = ()
        self._statements = Statements("beyond_authority", self._judge)

    def follow(self, event: Heard | Signal, signals: Sequence[Signal]) -> Iterable[Signal]:
        """The signals of turns that are over."""
        if isinstance(event, CallStarted):
            self._schemes = standing_schemes(event)
        return self._statements.feed(event)

    def _judge(self, text: str, before: str) -> Iterable[Finding]:
        if not self._schemes:
            return
        limits = _limits(self._schemes)
        turn = TurnWords.of(text)
        own = [offer for offer in _offers(turn, text) if offer.what in limits]
        for offer in own:
            if offer.value > limits[offer.what].value:
                yield _finding(offer, limits, turn.characters(offer.first, offer.last))
        agrees = next((at for at, word in enumerate(turn.words[:_WALK]) if word in _AGREES), None)
        if own or agrees is None or set(turn.words[:_CLAUSE]) & _NOT_OFFERED:
            return
        for asked in _offers(TurnWords.of(before), before):
            if asked.what in limits and asked.value > limits[asked.what].value:
                yield _finding(asked, limits, turn.characters(agrees, agrees + 1))


@dataclass(frozen=True, slots=True)
class _Offer:
    """So many parts, or so many percent less, in tokens `first` to `last` (exclusive)."""

    what: str
    value: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Limit:
    """The most that a scheme allows, and its label."""

    value: float
    option: str


def _limits(schemes: Iterable[Scheme]) -> dict[str, _Limit]:
    limits: dict[str, _Limit] = {}
    for scheme in schemes:
        for what, most in (("parts", scheme.max_parts), ("discount", scheme.discount_pct)):
            if most is not None and (what not in limits or most > limits[what].value):
                limits[what] = _Limit(most, scheme.label)
    return limits


def _finding(offer: _Offer, limits: Mapping[str, _Limit], place: tuple[int, int]) -> Finding:
    limit = limits[offer.what]
    fields: dict[str, JsonValue] = {
        "what": offer.what,
        "said": offer.value,
        "allowed": limit.value,
        "option": limit.option,
    }
    return Finding(fields, *place)


def _offers(turn: TurnWords, text: str) -> Iterator[_Offer]:
    for number in turn.numbers:
        value = number.value if number.kind in ("count", "bare") else None
        if value is None or number.approx or turn.words[number.first - 1 : number.first] == ["koma"]:
            continue
        first, cue = _cue(turn, number)
        if _refused(turn.before(first, _WALK) + turn.words[first : number.first]) or "kurang" in turn.behind(
            number.last + 1, 1
        ):
            continue
        unit = turn.behind(number.last, 1)
        if cue == "parts" and (set(unit) & _TIMES or (unit == ["bulan"] and _lasts(turn, number))):
            yield _Offer("parts", value, first, number.last + 1)
        elif cue == "discount" and (unit == ["persen"] or _percent_sign(turn, number, text)):
            yield _Offer("discount", value, first, number.last + (unit == ["persen"]))


def _refused(words: Sequence[str]) -> bool:
    """Whether it is told as not offered; "boleh gak" only asks."""
    return any(
        word in _NOT_OFFERED and not (word == "gak" and words[at - 1 : at] in (["boleh"], ["bisa"]))
        for at, word in enumerate(words)
    )


def _cue(turn: TurnWords, number: Number) -> tuple[int, str | None]:
    """The word before the number that says what it counts, and where it stands; "enam kali cicil" has it behind."""
    behind = turn.behind(number.last, 2)
    if behind[:1] == ["kali"] and set(behind[1:]) & (_SPLITS | {"cicilan", "angsuran"}):
        return number.first, "parts"
    for at in range(number.first - 1, max(-1, number.first - _WALK - 1), -1):
        if turn.words[at] in _SPLITS:
            return at, "parts"
        if turn.words[at] in _CUTS:
            return at, "discount"
        if turn.words[at] not in _LINKS and not turn.words[at].endswith("nya"):
            break
    return number.first, None


def _lasts(turn: TurnWords, number: Number) -> bool:
    """Whether months are how long it takes ("dicicil selama enam bulan"), not what is owed ("dicicil tiga bulan")."""
    return bool({"selama", "dalam"} & set(turn.words[max(0, number.first - 2) : number.first]))


def _percent_sign(turn: TurnWords, number: Number, text: str) -> bool:
    return text[turn.tokens[number.last - 1].end :].lstrip()[:1] == "%"
