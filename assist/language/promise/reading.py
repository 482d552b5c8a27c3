"""One turn -> what it says about a payment: its sum, day, way, payer, kind, and what it does. Pure."""

from dataclasses import dataclass, field
from typing import Literal

from assist.language.dates.named import DateSpan
from assist.language.slots.kinds import AmountKind
from assist.language.slots.payers import Payer
from assist.language.slots.sums import NamedSum
from assist.language.terms.debts import SumOf
from assist.language.terms.ways import Method
from assist.language.words.tokens import Token


@dataclass(frozen=True, slots=True)
class Reading:
    """What a turn says about a payment. A field is None where the turn does not name it.

    `aside` are the places of words about what is past or about another call. `bare` is whether little but the fields
    themselves is said, so that the turn answers a question without a verb.
    """

    tokens: list[Token] = field(default_factory=list)
    promises: bool = False
    hedged: bool = False
    certain: bool = False
    denies: bool = False
    refuses: bool = False
    retracts: bool = False
    asks: bool = False
    requests: bool = False
    assents: bool = False
    sums: tuple[NamedSum, ...] = ()
    amount: NamedSum | None = None
    points_at: SumOf | None = None
    share: Literal["half", "some"] | None = None
    months: int | None = None
    day: DateSpan | None = None
    method: Method | None = None
    kind: AmountKind | None = None
    payer: Payer | Literal[False] | None = False
    relation: bool = False
    relative: bool = False
    several: bool = False
    aside: frozenset[int] = frozenset()
    bare: bool = False
    half_digit: NamedSum | None = None
    """A digit and a half without a unit ("tiga setengah"): 350 thousand or 3.5 million, in thousands and a half."""
    denies_day: bool = False
    """Whether all that is denied is a day ("hari ini gak bisa, besok bisa")."""

    @property
    def words(self) -> list[str]:
        """The normal forms of the turn's words."""
        return [token.text for token in self.tokens]

    @property
    def slots(self) -> int:
        """How many of the fields that make a promise are named."""
        pointed = self.points_at is not None and bool({"aja", "dulu"} & set(self.words))
        amount = self.amount is not None or self.months is not None or self.share is not None or pointed
        return sum((amount, self.day is not None, self.method is not None))
