import io

from pydantic import JsonValue
from rich.console import Console

from assist.tuning.compare import RuleTotal, compare
from assist.tuning.printing import figure_tables, hearing_progress, print_comparison, totals_table
from tests.sample_call import tip


def console(terminal: bool = False) -> tuple[Console, io.StringIO]:
    out = io.StringIO()
    return Console(file=out, width=160, force_terminal=terminal, highlight=False), out


def test_a_change_shows_time_words_and_why() -> None:
    printer, out = console()
    print_comparison(printer, "20261123-1", compare([tip("a")], [tip("b", "red")]))
    assert out.getvalue().splitlines() == [
        "20261123-1: 1 gained, 1 lost, 0 kept",
        "  + 01:05  Tanggal pastinya berapa, Bu? [janji.tanggal]",
        "           Janji tanpa tanggal. 01:02 customer: “saya pasti bayar dua ratus ribu”",
        "  - 01:05  Berhenti menagih, dengarkan, dan panggil supervisor sekarang. [darurat.diri]",
        "           Nasabah menyebut ingin menyakiti diri. 01:02 customer: “saya pasti bayar dua ratus ribu”",
    ]


def test_a_cause_without_words_is_named() -> None:
    printer, out = console()
    cause = tip().cause.model_copy(update={"evidence": (), "name": "dead_air"})
    print_comparison(printer, "x", compare([tip().model_copy(update={"cause": cause})], []))
    assert "Janji tanpa tanggal. (dead_air by customer)" in out.getvalue()


def test_totals_have_a_row_a_rule() -> None:
    printer, out = console()
    printer.print(totals_table([RuleTotal("janji.tanggal", 2, 1, 7)]))
    assert [word for word in out.getvalue().split() if word.isdigit() or "janji" in word] == [
        "janji.tanggal",
        "2",
        "1",
        "7",
    ]


def test_figures_are_tables() -> None:
    printer, out = console()
    report: dict[str, JsonValue] = {
        "n": 3,
        "f1": 0.5,
        "none": None,
        "per_tag": {"uji": {"n": 2, "accuracy": 1.0}},
        "per_label": {},
    }
    tables = list(figure_tables(report))
    for table in tables:
        printer.print(table)
    assert len(tables) == 2
    rows = [line.replace("│", " ").replace("┃", " ").split() for line in out.getvalue().splitlines()]
    for row in (["n", "3"], ["f1", "0.500"], ["none", "-"], ["tag", "n", "accuracy"], ["uji", "2", "1.000"]):
        assert row in rows


def test_progress_of_hearing_is_shown_and_gone_again() -> None:
    printer, out = console(terminal=True)
    with hearing_progress(printer, "call.wav") as tell:
        tell(60.0, 3600.0)
    assert "Hearing call.wav" in out.getvalue()
    assert "01:00 of 60:00" in out.getvalue()
    printer, out = console()
    with hearing_progress(printer, "call.wav") as tell:
        tell(60.0, 3600.0)
    assert out.getvalue() == "", "not in a log file"
