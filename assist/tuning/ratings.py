"""What agents said of the tips of the calls that are kept, rule by rule: to tune the rules by, never the agents.

Counts are of rules over all calls; who rated, and in which call, is not told.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable

from assist.events import Concluded, Heard, Tip, TipGone, TipRated, TipSnoozed
from assist.store import Store

COLUMNS = ("shown", "useful", "not useful", "dismissed", "snoozed")


def ratings(store: Store) -> dict[str, Counter[str]]:
    """For each rule that gave a tip, how often what stands in COLUMNS came of it; the most shown first.

    Of several ratings of one tip the last counts. Raises StoreError where a log is damaged.
    """
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for call in store.calls():
        _count(store.events(str(call["call_id"])), counts)
    return dict(sorted(counts.items(), key=lambda item: (-item[1]["shown"], item[0])))


def _count(log: Iterable[Heard | Concluded], counts: dict[str, Counter[str]]) -> None:
    rules: dict[str, str] = {}
    useful: dict[str, bool] = {}
    for event in log:
        if isinstance(event, Tip):
            rules[event.tip_id] = event.rule_id
            counts[event.rule_id]["shown"] += 1
        elif isinstance(event, TipRated) and event.tip_id in rules:
            useful[event.tip_id] = event.useful
        elif isinstance(event, TipSnoozed) and event.tip_id in rules:
            counts[rules[event.tip_id]]["snoozed"] += 1
        elif isinstance(event, TipGone) and event.reason == "dismissed" and event.tip_id in rules:
            counts[rules[event.tip_id]]["dismissed"] += 1
    for tip_id, was_useful in useful.items():
        counts[rules[tip_id]]["useful" if was_useful else "not useful"] += 1
