"""The words of a tip: `say` with its placeholders filled from the account and from what fired the rule. Pure."""

from collections.abc import Callable, Mapping
from datetime import date

from pydantic import JsonValue

from assist.account import Account
from assist.events import Signal
from assist.language.words.writing import day, day_of_month, rupiah
from assist.playbook import PLACEHOLDERS

ADDRESSES = {"bapak": "Pak", "ibu": "Bu"}
FULL_FORMS = {"pak": "Bapak", "bu": "Ibu"}
"""Indonesian shortens these two when it addresses somebody, and only then; "Mas", "Mbak" and others stay."""


def said(say: str, account: Account, cause: Signal) -> str:
    """`say` as the agent reads it; a placeholder without a value gets its default."""
    return say.format_map({name: _VALUES[name](account, cause.fields) or PLACEHOLDERS[name] for name in PLACEHOLDERS})


def _address(account: Account, forms: Mapping[str, str]) -> str | None:
    given = account.honorific
    return forms.get(given.lower(), given[:1].upper() + given[1:]) if given else None


def _named_day(fields: Mapping[str, JsonValue]) -> str | None:
    """ "tanggal 25", with the month where the signal names a single day."""
    value = fields.get("date")
    return day_of_month(date.fromisoformat(value)) if isinstance(value, str) else None


def _sum(value: JsonValue) -> str | None:
    return rupiah(value) if isinstance(value, int) and not isinstance(value, bool) else None


def _option(account: Account, fields: Mapping[str, JsonValue]) -> str | None:
    """The scheme that the signal names, else the first one allowed."""
    named = fields.get("option")
    return named if isinstance(named, str) else account.allowed_schemes[0].label if account.allowed_schemes else None


_VALUES: Mapping[str, Callable[[Account, Mapping[str, JsonValue]], str | None]] = {
    "honorific": lambda account, fields: _address(account, ADDRESSES),
    "honorific_full": lambda account, fields: _address(account, FULL_FORMS),
    "customer_name": lambda account, fields: account.customer_name,
    "amount": lambda account, fields: _sum(fields.get("amount_idr")),
    "day": lambda account, fields: _named_day(fields),
    "due_amount": lambda account, fields: _sum(account.amount_due_idr),
    "due_day": lambda account, fields: day(account.due_date) if account.due_date else None,
    "option": lambda account, fields: _option(account, fields),
}
