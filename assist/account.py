"""What is known of the account before the call (its format is agreed in `playbook.md`). Pure."""

from typing import Annotated

from pydantic import Field

from assist.values import Count, Frozen, Idr, LongText, Percent, Text, WrittenDay, ZoneName


class PastPromise(Frozen):
    """A promise of an earlier call."""

    date: WrittenDay
    amount_idr: Idr | None = None
    kept: bool | None = None


class PastNote(Frozen):
    """A note of an earlier call."""

    date: WrittenDay
    text: LongText


class Scheme(Frozen):
    """A way of paying that the agent may offer."""

    id: Text
    label: Text
    max_parts: Annotated[Count, Field(ge=1)] | None = None
    discount_pct: Percent | None = None
    until: WrittenDay | None = None


class Account(Frozen):
    """What is known of the account before the call; every field is optional."""

    account_id: Text | None = None
    customer_id: Text | None = None
    customer_name: Text | None = None
    honorific: Text | None = None
    phone: Text | None = None
    time_zone: ZoneName | None = None
    product: Text | None = None
    amount_due_idr: Idr | None = None
    instalment_idr: Idr | None = None
    penalty_idr: Idr | None = None
    due_date: WrittenDay | None = None
    days_past_due: Count | None = None
    promises: tuple[PastPromise, ...] = ()
    last_notes: tuple[PastNote, ...] = ()
    allowed_schemes: tuple[Scheme, ...] = ()
