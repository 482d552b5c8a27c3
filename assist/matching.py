"""Whether a signal is the one a playbook matcher means. Pure."""

from collections.abc import Sequence

from pydantic import JsonValue

from assist.events import Account, Signal
from assist.playbook import Matcher, Scalar, WhereTest


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
