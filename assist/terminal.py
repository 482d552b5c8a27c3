"""What the terminal shows: a call as it happens, with why each tip fired, and the progress of a download."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeElapsedColumn
from rich.text import Text

from assist.events import (
    CallStarted,
    Concluded,
    Evidence,
    Heard,
    HearingHealth,
    RecordingRefused,
    Signal,
    Speaker,
    Tip,
    TipGone,
    Utterance,
)
from assist.language.words.writing import clock
from assist.values import readable

STYLES: dict[Speaker, str] = {"agent": "cyan", "customer": "magenta"}
TALK = "talk"
"""The figures of the talk come every few seconds: too often to read."""
LEVELS = {"ask": "bold blue", "warn": "bold yellow", "red": "bold red"}


class TerminalOutlet:
    """Prints one line an event; partial texts and the mere start and end of speech are left out.

    Once a customer has refused to be recorded, nothing more of that call is printed: terminals are kept, too.
    """

    def __init__(self, console: Console) -> None:
        self._console = console
        self._printed: set[str] = set()
        self._refused = False

    def __call__(self, event: Heard, concluded: Sequence[Concluded]) -> None:
        """Prints what is worth reading of a heard event and of what was concluded."""
        if isinstance(event, CallStarted):
            self._printed.clear()  # `replay --all` prints one call after another
            self._refused = False
        elif isinstance(event, RecordingRefused):
            self._refused = True
            self._line(event.known_at_s, "refused", "red", "the customer does not want to be recorded")
        if self._refused:
            return
        if isinstance(event, Utterance) and event.final:
            self._line(event.start_s, event.speaker, STYLES[event.speaker], event.text + self._corrected(event))
        elif isinstance(event, HearingHealth):
            self._line(event.known_at_s, "hearing", "red", f"{event.speaker}: {event.state}{_lost(event)}")
        for item in concluded:
            self._conclude(item)

    def _corrected(self, final: Utterance) -> str:
        """What is said behind a text that stands in for one that was printed before."""
        known = final.utterance_id in self._printed
        self._printed.add(final.utterance_id)
        return "  (heard again)" if known else ""

    def _conclude(self, item: Concluded) -> None:
        if isinstance(item, Signal) and item.name != TALK:
            self._line(item.known_at_s, "signal", "dim", f"{item.name} by {item.by}{_fields(item)}", "dim")
        elif isinstance(item, Tip):
            self._line(item.known_at_s, f"TIP {item.level}", LEVELS[item.level], item.say, LEVELS[item.level])
            self._line(None, "why", "dim", f"{item.why} {_because(item)}[{item.rule_id}]", "dim")
        elif isinstance(item, TipGone):
            self._line(item.known_at_s, "tip gone", "dim", item.reason, "dim")

    def _line(self, at_s: float | None, what: str, style: str, text: str, text_style: str = "") -> None:
        line = Text(f"{clock(at_s) if at_s is not None else '':5}  ")
        line.append(f"{what:9} ", style)
        line.append(readable(text), text_style)  # whoever speaks must not steer the terminal
        self._console.print(line, soft_wrap=True)


@contextmanager
def download_progress(console: Console, what: str) -> Iterator[Callable[[int, int | None, str], None]]:
    """A progress bar for `what`, fed with (bytes done, bytes in all or None, source); gone again at the end."""
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(what, total=None)

        def report(done: int, total: int | None, source: str) -> None:
            bar.update(task, completed=done, total=total, description=f"{what} from {source}")

        yield report


def _lost(health: HearingHealth) -> str:
    return f", {health.lost_s} s of audio lost" if health.lost_s else ""


def _fields(signal: Signal) -> str:
    shown = [
        f"{key}={value}"
        for key, value in signal.fields.items()
        if value not in (None, [], False) and key != "stages" and not (key == "said" and isinstance(value, Mapping))
    ]
    return f" ({', '.join(shown)})" if shown else ""


def _because(tip: Tip) -> str:
    return "".join(f"{_evidence(evidence)} " for evidence in tip.cause.evidence)


def _evidence(evidence: Evidence) -> str:
    if evidence.words:
        return f"{clock(evidence.start_s)} {evidence.speaker}: “{evidence.words}”"
    values = ", ".join(f"{key} {value:g}" for key, value in evidence.measured.items())
    return f"{clock(evidence.start_s)} {evidence.speaker}: {values}" if values else ""
