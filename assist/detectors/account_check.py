"""Whether what the agent says of the debt agrees with the account: sums, due date, days late. Pure."""

from collections.abc import Iterable, Sequence

from assist.account import Account
from assist.detectors.agent_turns import Finding
from assist.detectors.due_dates import wrong_days_late, wrong_due_days
from assist.detectors.owed_sums import wrong_sums
from assist.detectors.statements import Statements
from assist.detectors.turn_words import TurnWords
from assist.events import CallStarted, Heard, Signal


class AccountCheck:
    """Signals `account_mismatch` (by the agent).

    Fields: `what` ("amount", "instalment", "penalty", "due_date", "days_past_due"), `said` and `account` (rupiah, an
    ISO day, or days); `amount_idr`, `date` or `days` repeats the account's, for tips.
    """

    def __init__(self) -> None:
        self._start: CallStarted | None = None
        self._statements = Statements("account_mismatch", self._judge)

    def follow(self, event: Heard | Signal, signals: Sequence[Signal]) -> Iterable[Signal]:
        """The signals of turns that are over."""
        if isinstance(event, CallStarted):
            self._start = event
        return self._statements.feed(event)

    def _judge(self, text: str, before: str) -> Iterable[Finding]:
        if self._start is None or self._start.account == Account():
            return
        account, turn = self._start.account, TurnWords.of(text)
        yield from wrong_sums(turn, account)
        yield from wrong_due_days(turn, account)
        yield from wrong_days_late(turn, account, self._start.reference_date)
