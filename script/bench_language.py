"""Measures what is understood of sums, days and conduct, and prints figures for README.

    script/bench language [FILE.jsonl ...]

Commitments: ours beside ovos-number-parser, ovos-date-parser and dateparser on the same labelled calls (how they are
helped: `bench_libraries.py`). Conduct: ours. Plain forms: which of them each library reads, and any that it reads and
we do not. FILE: labelled commitments; without one, those of the tests and of ../shared/data, where it is there.
"""

import argparse
import json
import re
import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from time import perf_counter, process_time

from bench_forms import print_forms
from bench_libraries import AMOUNT_WAYS, DATE_WAYS, LIBRARIES, Way, amount_of, date_of, in_digits
from bench_machine import machine
from pydantic import JsonValue

from assist.config import HOME, Settings, load_settings
from assist.errors import AssistError
from assist.playbook import Playbook, load_playbook
from assist.session import Session
from assist.tuning.commitments import CommitmentLine, evaluate_commitments
from assist.tuning.conduct import evaluate_conduct
from assist.tuning.labelled import promises_only, read_lines, said, start_of

SHARED = HOME.parent / "shared" / "data"
OWN = HOME / "tests" / "language"
SPEAKERS = {"a": "agent", "c": "customer"}
OURS = ("amount_accuracy", "date_accuracy", "amount_and_date_accuracy", "wrong_asserted")
SCOPES = {"last": "the customer's last turn", "own": "all of the customer's turns", "all": "all turns"}
FORMS = {"said": "as said", "digits": "in figures", "dates": "in figures, with the month of a bare day, without sums"}
SLOTS = ("amount_idr", "amount_kind", "date", "method", "payer")


@dataclass
class Counts:
    """Over the lines with a promise: right sums, right days, both, and wrong ones asserted."""

    n: int = 0
    sums: int = 0
    days: int = 0
    both: int = 0
    wrong: int = 0

    def add(self, line: CommitmentLine, idr: int | None, day: date | None) -> None:
        """Counts what a library made of a line. A library never concludes a range, so a labelled one is not right."""
        label = line.expected
        sum_right, day_right = idr == label.amount_idr, day == label.date
        self.n += 1
        self.sums += sum_right
        self.days += day_right
        self.both += sum_right and day_right
        self.wrong += (idr is not None and not sum_right) or (day is not None and not day_right)

    def shares(self) -> list[float]:
        """Amount, date, both, wrong asserted."""
        return [count / max(self.n, 1) for count in (self.sums, self.days, self.both, self.wrong)]


def main() -> None:
    """Prints the machine, then every section."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("labels", nargs="*", type=Path, metavar="FILE.jsonl")
    given = parser.parse_args()
    settings = load_settings()
    print(f"machine: {machine()}")
    with tempfile.TemporaryDirectory() as folder:
        try:
            playbook = load_playbook(settings.playbook.path, settings.playbook.language)
            for file in given.labels or _files("commitments", own_sentences(Path(folder))):
                print_commitments(file, playbook, settings)
            print_conduct(_files("conduct"), playbook, settings)
        except AssistError as error:
            raise SystemExit(f"bench: {error}") from None
    print_forms()


def _files(what: str, *more: Path) -> list[Path]:
    """The labelled files of the tests, and those beside the checkout."""
    folders = [SHARED, OWN / "lines", HOME / "tests" / "detectors" / "lines"]
    return [*(file for folder in folders for file in sorted(folder.glob(f"{what}*.jsonl"))), *more]


def own_sentences(folder: Path) -> Path:
    """The dialogues of tests/language/promise/promises*.txt (day | turns | status sum kind day way payer), labelled."""
    file = folder / "promises.jsonl"
    sources = sorted((OWN / "promise").glob("promises*.txt"))
    rows = [row for source in sources for row in source.read_text("utf-8").splitlines()]
    lines = [_labelled(number, row) for number, row in enumerate(rows) if row and not row.startswith("#")]
    file.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    return file


def _labelled(number: int, row: str) -> dict[str, JsonValue]:
    reference, said, wanted = (part.strip() for part in row.split("|"))
    status, *values = wanted.split()
    expected: dict[str, JsonValue] = dict.fromkeys(SLOTS) | {"commitment": status, "missing": []}
    expected |= {name: _value(name, text) for name, text in zip(SLOTS, values, strict=False)}
    turns: list[JsonValue] = [
        {"speaker": SPEAKERS[turn[0]], "text": turn[3:]} for turn in re.split(r" / (?=[ac]: )", said)
    ]
    return {"id": f"p{number}", "reference_date": reference, "turns": turns, "expected": expected, "tags": []}


def _value(name: str, text: str) -> JsonValue:
    if text == "-":
        return None
    if name == "amount_idr":
        return int(text.rstrip("~"))
    first, dots, last = text.partition("..")
    return {"from": first, "to": last} if dots else text


def print_commitments(file: Path, playbook: Playbook, settings: Settings) -> None:
    """Ours, then the libraries, each with the rules that serve it best on this file."""
    lines = read_lines(file, CommitmentLine)
    turns = sum(len(line.turns) for line in lines)
    promised = [line for line in lines if line.expected.commitment != "none"]
    print(f"\n{file.name}: {len(lines)} calls, {turns} turns, {len(promised)} promises")
    print(f"{'way':40}  amount    date    both   wrong asserted   ms a turn")
    cpu_ms = 1000 * _cpu_s(lines, playbook, settings) / turns  # first: what is loaded once is not counted below
    report = evaluate_commitments(file, playbook, settings)
    ours = [float(str(report[name])) for name in OURS]
    _row("assist", ours, float(str(report["ms_per_turn"])))
    print(f"    {cpu_ms:.2f} ms of processor time a turn; who pays and how are understood in it too")
    _print_libraries(promised)


def _cpu_s(lines: list[CommitmentLine], playbook: Playbook, settings: Settings) -> float:
    """Processor seconds in which the session understands the lines."""
    spent_s = 0.0
    for line in lines:
        session, known_s = Session(promises_only(playbook), settings), 0.0
        session.feed(start_of(line.id, line.reference_date))
        for number, turn in enumerate(line.turns, 1):
            event = said(number, turn.speaker, turn.text, known_s)
            began_s, known_s = process_time(), event.known_at_s
            session.feed(event)
            spent_s += process_time() - began_s
    return spent_s


def _print_libraries(promised: list[CommitmentLine]) -> None:
    sums = {way: sum(amount_of(line, way) == line.expected.amount_idr for line in promised) for way in AMOUNT_WAYS}
    amount_way = max(sums, key=sums.__getitem__)
    turns = max(sum(len(line.turns) for line in promised), 1)
    for name, days in LIBRARIES.items():
        rights = {way: sum(date_of(line, way, days) == line.expected.date for line in promised) for way in DATE_WAYS}
        date_way = max(rights, key=rights.__getitem__)
        counts, began_s = Counts(), perf_counter()
        for line in promised:
            in_digits.cache_clear()  # as on a call that is heard once
            counts.add(line, amount_of(line, amount_way), date_of(line, date_way, days))
        _row(f"ovos-number-parser, {name}", counts.shares(), 1000 * (perf_counter() - began_s) / turns)
        print(f"    sums: {_words(amount_way)}; days: {_words(date_way)}")


def _words(way: Way) -> str:
    return f"{SCOPES[way.scope]}, {FORMS[way.form]}, the {way.take}"


def _row(name: str, shares: list[float], ms_per_turn: float) -> None:
    amount, day, both, wrong = (f"{100 * value:5.1f} %" for value in shares)
    print(f"{name:40} {amount} {day} {both} {wrong:>16} {ms_per_turn:11.2f}", flush=True)


def print_conduct(files: list[Path], playbook: Playbook, settings: Settings) -> None:
    """A row for each file of labelled turns."""
    if files:
        print(f"\n{'conduct':40}     n   micro F1   macro F1   empty false alarm   ms a turn")
    for file in files:
        report = evaluate_conduct(file, playbook, settings)
        micro, macro, alarm = (_percent(report[name]) for name in ("micro_f1", "macro_f1", "empty_false_alarm"))
        ms = float(str(report["ms_per_turn"]))
        print(f"{file.name:40} {report['n']!s:>5} {micro:>10} {macro:>10} {alarm:>19} {ms:11.2f}", flush=True)


def _percent(share: JsonValue) -> str:
    return "-" if share is None else f"{100 * float(str(share)):.1f} %"


if __name__ == "__main__":
    main()
