"""What replay and evaluation print: comparisons, totals, figures, and how far hearing is."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from pydantic import JsonValue
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Column, Table
from rich.text import Text

from assist.events import Tip
from assist.language.words.writing import clock
from assist.tuning.compare import Comparison, RuleTotal

STYLES = {"gained": "green", "lost": "red"}
SIGNS = {"gained": "+", "lost": "-"}


def print_comparison(console: Console, name: str, comparison: Comparison) -> None:
    """A heading, then each tip gained or lost: time, words, rule, and why it fires."""
    gained = sum(change.kind == "gained" for change in comparison.changes)
    lost = len(comparison.changes) - gained
    console.print(Text(f"{name}: {gained} gained, {lost} lost, {len(comparison.kept)} kept", "bold"), soft_wrap=True)
    for change in comparison.changes:
        tip = change.tip
        line = Text(f"  {SIGNS[change.kind]} {clock(tip.known_at_s)}  ", STYLES[change.kind])
        line.append(f"{tip.say} [{tip.rule_id}]")
        console.print(line, soft_wrap=True)
        console.print(Text(f"           {tip.why} {_because(tip)}".rstrip(), "dim"), soft_wrap=True)


def _because(tip: Tip) -> str:
    words = [f"{clock(item.start_s)} {item.speaker}: “{item.words}”" for item in tip.cause.evidence if item.words]
    return "; ".join(words) or f"({tip.cause.name} by {tip.cause.by})"


def totals_table(rows: Sequence[RuleTotal]) -> Table:
    """Tips gained, lost and kept for each rule, over all calls."""
    table = Table("rule", *(_right(name) for name in ("gained", "lost", "kept")))
    for row in rows:
        table.add_row(row.rule_id, str(row.gained), str(row.lost), str(row.kept))
    return table


def figure_tables(report: Mapping[str, JsonValue]) -> Iterator[Table]:
    """The figures of an evaluation: one table of the single ones, then one for each group."""
    single = Table("figure", _right("value"))
    for name, value in report.items():
        if not isinstance(value, Mapping):
            single.add_row(name, _figure(value))
    yield single
    for name, rows in report.items():
        if isinstance(rows, Mapping) and rows:
            yield _group_table(name, rows)


def _group_table(name: str, rows: Mapping[str, JsonValue]) -> Table:
    cells = {label: row if isinstance(row, Mapping) else {"value": row} for label, row in rows.items()}
    columns = list(next(iter(cells.values())))
    table = Table(name.removeprefix("per_"), *(_right(column) for column in columns))
    for label, row in cells.items():
        table.add_row(label, *(_figure(row.get(column)) for column in columns))
    return table


def _right(name: str) -> Column:
    return Column(name, justify="right")


def _figure(value: JsonValue) -> str:
    return "-" if value is None else f"{value:.3f}" if isinstance(value, float) else str(value)


@contextmanager
def hearing_progress(console: Console, name: str) -> Iterator[Callable[[float, float], None]]:
    """How much of a recording has been heard, fed with (seconds heard, seconds in all); gone again at the end."""
    columns = (TextColumn("Hearing {task.description}"), BarColumn(), TextColumn("{task.fields[heard]}"))
    bar = Progress(*columns, TimeRemainingColumn(), console=console, transient=True, disable=not console.is_terminal)
    task = bar.add_task(name, total=None, heard="")

    def tell(done_s: float, total_s: float) -> None:
        bar.start()
        bar.update(task, completed=done_s, total=total_s, heard=f"{clock(done_s)} of {clock(total_s)}")

    try:
        yield tell
    finally:
        if bar.live.is_started:  # what is no audio has no progress, and leaves no empty line
            bar.stop()
