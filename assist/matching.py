"""What a playbook says of signals: which one a matcher means, and which the stages of a call are. Pure."""

from collections.abc import Iterable, Sequence, Set
from typing import Annotated

from pydantic import BeforeValidator, Field, JsonValue, model_validator
from rapidfuzz import process

from assist.account import Account
from assist.events import MISHEARD, TAKEN_BACK, Evidence, Signal, Speaker
from assist.values import Frozen

_DETECTED = """account_mismatch above_kept beyond_authority call_started calmed channels_swapped commitment course
    dead_air dead_air_long dead_air_over emotion_confirmed falling_emotion interruption interruption_severe misheard
    monologue outside_hours rising_emotion scheme_allowed somebody_else stage_done stage_late stage_undone taken_back
    talk talk_share third_party_disclosure too_fast"""
DETECTED = frozenset(_DETECTED.split())
"""What detectors and followers give by themselves (a test reads them from the code)."""
LABELS: dict[Speaker, tuple[str, ...]] = {
    "agent": (
        "greeting", "self_name", "company_name", "recording_notice", "identity_verification", "good_time_check",
        "amount_statement", "due_date_statement", "reason_probe", "options_offer", "consequence_neutral",
        "commitment_request", "recap", "empathy", "praise", "thanks", "threat", "insult", "third_party_disclosure",
        "pressure", "false_authority", "hours_violation",
    ),
    "customer": (
        "anger", "distress", "self_harm", "hardship_job_loss", "hardship_illness", "hardship_income",
        "hardship_other", "unable_now", "refuses", "stall", "dispute_amount", "denies_debt", "already_paid",
        "wrong_person", "third_party_answers", "asks_discount", "asks_extension", "asks_supervisor", "asks_callback",
        "asks_proof", "threatens_complaint", "service_complaint",
    ),
}  # fmt: skip
"""What a turn may be heard to do, by speaker: the labels of conduct, which the model of turns knows."""
CONDUCT = frozenset(label for labels in LABELS.values() for label in labels)
"""All of them, known also where a playbook has no model."""

Scalar = str | int | float | bool
Names = Annotated[tuple[str, ...], BeforeValidator(lambda value: (value,) if isinstance(value, str) else value)]
"""One name or a list of names."""
Several = Annotated[
    tuple[Scalar, ...], BeforeValidator(lambda value: (value,) if not isinstance(value, list) else value)
]
"""One value or a list of values, which must all be there (`has`) or all be absent (`lacks`)."""


class WhereTest(Frozen):
    """A comparison with one field of a signal; every key that is given must hold."""

    min: float | None = None
    max: float | None = None
    has: Several | None = None
    lacks: Several | None = None
    above: str | None = Field(None, pattern=r"^account\.\w+$")
    below: str | None = Field(None, pattern=r"^account\.\w+$")


class Matcher(Frozen):
    """Which signals count: by name (`x_*` is a prefix), speaker, fields, and how many within how many seconds."""

    signal: Names = Field(min_length=1)
    by: Speaker | None = None
    where: dict[str, Scalar | tuple[Scalar, ...] | WhereTest] = Field(default_factory=dict)
    at_least: int = Field(1, ge=1)
    in_s: float | None = Field(None, gt=0)


Matchers = Annotated[
    tuple[Matcher, ...], BeforeValidator(lambda value: (value,) if not isinstance(value, list | tuple) else value)
]
"""One matcher or a list of them."""


class Late(Frozen):
    """When a stage that is not done counts as late: so many whole agent turns, or seconds, after something was heard.

    `after` is the start of the call where it is not given. Nothing is late once `unless` was heard, nor before `needs`.
    """

    after: Matcher | None = None
    turns: int | None = Field(None, ge=0)
    within_s: float | None = Field(None, gt=0)
    needs: Matcher | None = None
    unless: Matcher | None = None

    @model_validator(mode="after")
    def _one_window(self) -> "Late":
        if (self.turns is None) == (self.within_s is None):
            raise ValueError("give exactly one of turns, within_s")
        return self


class Stage(Frozen):
    """A step of the call that the agent takes: done when every matcher of `done` was heard.

    What is heard after `before` or not yet after `after` does not count; `undone_by` opens the stage again.
    `label` is what the agent reads, by language.
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    label: dict[str, str] = Field(min_length=1)
    done: Matchers = Field(min_length=1)
    before: Matcher | None = None
    after: Matcher | None = None
    undone_by: Matcher | None = None
    late: tuple[Late, ...] = ()


def unknown_name(names: Iterable[str], phrases: Set[str]) -> str | None:
    """The first of `names` that nothing gives and the nearest that is given, as a fault; None where all are known.

    `phrases` are the signals of the playbook's own phrase lists; `x_*` needs one that begins with `x_`.
    """
    known = sorted(DETECTED | CONDUCT | phrases)
    for name in names:
        begins = name.removesuffix("*")
        if name in known or (begins != name and any(other.startswith(begins) for other in known)):
            continue
        nearest, *_ = process.extractOne(begins, known)
        return f"signal: nothing gives {name!r}; the nearest known is {nearest!r}: correct it, or add its [[phrases]]"
    return None


UNDOING = frozenset({TAKEN_BACK, MISHEARD})
"""The signals that undo others."""


def takes_back(correction: Signal, known: Signal) -> bool:
    """Whether `correction` undoes `known`: the same signal of the same utterance.

    What was measured has no utterance: it is the same where speaker and start are.
    """
    if correction.name not in UNDOING or correction.fields.get("signal") != known.name:
        return False
    places = {_place(evidence) for evidence in correction.evidence}
    return any(_place(evidence) in places for evidence in known.evidence)


def _place(evidence: Evidence) -> tuple[str, float | None]:
    if evidence.utterance_id is not None:
        return evidence.utterance_id, None
    return evidence.speaker, evidence.start_s


def matches(matcher: Matcher, signal: Signal, account: Account) -> bool:
    """Whether name, speaker and fields of `signal` are those `matcher` asks for (not how often)."""
    if matcher.by is not None and signal.by != matcher.by:
        return False
    if not any(_is_named(name, signal.name) for name in matcher.signal):
        return False
    return all(_holds(test, signal.fields.get(field), account) for field, test in matcher.where.items())


def count_matching(matcher: Matcher, history: Sequence[Signal], account: Account) -> int:
    """How many signals of `history` match, within the last `in_s` seconds before its newest if the matcher says so."""
    since_s = history[-1].known_at_s - matcher.in_s if history and matcher.in_s else 0.0
    return sum(matches(matcher, signal, account) for signal in history if signal.known_at_s >= since_s)


def _is_named(name: str, signal_name: str) -> bool:
    return signal_name.startswith(name[:-1]) if name.endswith("*") else signal_name == name


def _holds(test: Scalar | tuple[Scalar, ...] | WhereTest, value: JsonValue, account: Account) -> bool:
    if isinstance(test, WhereTest):
        return _passes(test, value, account)
    if isinstance(test, tuple):
        return value in test
    return value == test


def _passes(test: WhereTest, value: JsonValue, account: Account) -> bool:
    """Every given comparison holds; one that cannot be made (no value, no account) does not hold."""
    members = value if isinstance(value, list) else ()
    if any(wanted not in members for wanted in test.has or ()):
        return False
    if any(unwanted in members for unwanted in test.lacks or ()):
        return False
    lower = [test.min] if test.min is not None else []
    upper = [test.max] if test.max is not None else []
    if not lower and not upper and test.above is None and test.below is None:
        return True
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    above, below = _account_number(test.above, account), _account_number(test.below, account)
    if (test.above and above is None) or (test.below and below is None):
        return False
    return (
        all(value >= bound for bound in lower)
        and all(value <= bound for bound in upper)
        and (above is None or value > above)
        and (below is None or value < below)
    )


def _account_number(path: str | None, account: Account) -> float | None:
    value = getattr(account, path.removeprefix("account."), None) if path else None
    return float(value) if isinstance(value, int | float) else None
