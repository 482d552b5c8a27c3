"""The promise against what the account allows and remembers, and what it allows when the customer asks. Pure."""

from collections.abc import Iterable, Sequence
from datetime import date

from pydantic import JsonValue

from assist.account import PastPromise, Scheme
from assist.detectors.authority import standing_schemes
from assist.detectors.statements import taken_back
from assist.events import TAKEN_BACK, CallStarted, Evidence, Heard, Signal

ASKS = {"asks_discount": "discount_pct", "asks_extension": "max_parts"}
"""What a customer asks for, and the field of a scheme that can grant it."""


class PromiseCheck:
    """Signals by the customer about the promise, and about what may be offered.

    - `beyond_authority`: a firm promise for a day after the last day of every scheme (`what` "until", `said` and
      `allowed` ISO days).
    - `above_kept`: a firm promise of a sum that was promised before and not kept (`amount_idr`, `kept_idr` the largest
      sum that was kept, 0 without one).
    - `scheme_allowed`: a discount, parts or time were asked for and a scheme allows them (`option` its label, `asked`).
    """

    def __init__(self) -> None:
        self._schemes: tuple[Scheme, ...] = ()
        self._promises: tuple[PastPromise, ...] = ()
        self._given: dict[str, Signal] = {}
        self._options: list[Signal] = []

    def follow(self, event: Heard | Signal, signals: Sequence[Signal]) -> Iterable[Signal]:
        """What `signals` give, and take back."""
        if isinstance(event, CallStarted):
            self._schemes, self._promises = standing_schemes(event), event.account.promises
            self._given, self._options = {}, []
        for signal in signals:
            if signal.name == "commitment":
                yield from self._promised(signal)
            elif signal.name in ASKS and signal.by == "customer":
                yield from self._asked(signal)
            elif signal.name == TAKEN_BACK and signal.fields.get("signal") in ASKS:
                yield from self._not_asked(signal)

    def _promised(self, promise: Signal) -> Iterable[Signal]:
        firm = promise.fields.get("status") == "firm"
        found = {"until": self._too_late(promise), "sum": self._too_much(promise)} if firm else {}
        for key in ("until", "sum"):
            before, now = self._given.get(key), found.get(key)
            if before is not None and now is not None and before.fields == now.fields:
                continue
            if before is not None:
                yield taken_back(self._given.pop(key), promise.known_at_s)
            if now is not None:
                self._given[key] = now
                yield now

    def _too_late(self, promise: Signal) -> Signal | None:
        day = promise.fields.get("date")
        last = [scheme.until for scheme in self._schemes if scheme.until is not None]
        if not isinstance(day, str) or not last or len(last) < len(self._schemes):
            return None
        if date.fromisoformat(day) <= max(last):
            return None
        fields: dict[str, JsonValue] = {"what": "until", "said": day, "allowed": max(last).isoformat()}
        return _about(promise, "beyond_authority", {**fields, "date": max(last).isoformat()}, "date")

    def _too_much(self, promise: Signal) -> Signal | None:
        amount = promise.fields.get("amount_idr")
        broken = [past.amount_idr for past in self._promises if past.kept is False and past.amount_idr]
        kept = max((past.amount_idr or 0 for past in self._promises if past.kept), default=0)
        if not isinstance(amount, int) or promise.fields.get("amount_approx") or not broken:
            return None
        if amount <= kept or amount < min(broken):
            return None
        return _about(promise, "above_kept", {"amount_idr": amount, "kept_idr": kept}, "amount_idr")

    def _asked(self, asked: Signal) -> Iterable[Signal]:
        field = ASKS[asked.name]
        fitting = next((scheme for scheme in self._schemes if getattr(scheme, field)), None)
        if fitting is None:
            return
        fields: dict[str, JsonValue] = {"option": fitting.label, "scheme": fitting.id, "asked": asked.name}
        option = asked.model_copy(update={"name": "scheme_allowed", "fields": fields})
        self._options.append(option)
        yield option

    def _not_asked(self, back: Signal) -> Iterable[Signal]:
        places = {evidence.utterance_id for evidence in back.evidence}
        for option in list(self._options):
            cited = {evidence.utterance_id for evidence in option.evidence}
            if option.fields["asked"] == back.fields.get("signal") and cited & places:
                self._options.remove(option)
                yield taken_back(option, back.known_at_s)


def _about(promise: Signal, name: str, fields: dict[str, JsonValue], slot: str) -> Signal:
    """A signal about one slot of the promise, with the evidence of that slot."""
    said = promise.fields.get("said")
    source = said.get(slot) if isinstance(said, dict) else None
    cited = tuple(evidence for evidence in promise.evidence if evidence.utterance_id == source)
    evidence: tuple[Evidence, ...] = cited or promise.evidence
    return Signal(known_at_s=promise.known_at_s, name=name, by="customer", fields=fields, evidence=evidence)
