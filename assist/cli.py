"""The commands. No logic: each reads its arguments, calls one function and prints what comes back."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from pydantic import JsonValue
from rich.console import Console
from rich.table import Column, Table

from assist import demo, live
from assist.account import Account
from assist.audio.devices import device_faults, device_rows, input_devices
from assist.call import account_for_call
from assist.config import Settings, load_settings, with_devices, with_engine
from assist.errors import AssistError
from assist.push.control import ask
from assist.speech.models import local
from assist.speech.models.listing import model_tables
from assist.speech.remote.serving import serve_recogniser, with_serving
from assist.store import Store
from assist.terminal import TerminalOutlet, download_progress
from assist.tuning.check import check_playbook
from assist.tuning.evaluate import EVALUATIONS, evaluate
from assist.tuning.printing import figure_tables, hearing_progress
from assist.tuning.ratings import COLUMNS, ratings
from assist.tuning.request import Replayer, Request, Stage

HELP = """Live tips for Indonesian collection calls, on this computer alone.

Begin with: assist models pull, then assist demo."""

app = typer.Typer(help=HELP, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
models_app = typer.Typer(help="List, fetch and verify speech models.", no_args_is_help=True)
app.add_typer(models_app, name="models")
call_app = typer.Typer(help="Start, stop and ask after a call of the running sidecar.", no_args_is_help=True)
app.add_typer(call_app, name="call")
console = Console(highlight=False)

ConfigFile = Annotated[
    Path | None, typer.Option("--config", metavar="FILE", help="Settings (TOML); see config.toml for all of them.")
]
Fast = Annotated[bool, typer.Option("--fast", help="As fast as the machine can, instead of in real time.")]
NoBrowser = Annotated[bool, typer.Option("--no-browser", help="Print the overlay's address, but do not open it.")]
AccountFile = Annotated[
    Path | None, typer.Option("--account", metavar="FILE", help="The account that the call is about (JSON).")
]
AgentDevice = Annotated[str | None, typer.Option("--agent", metavar="NAME", help="The agent's microphone.")]
CustomerDevice = Annotated[str | None, typer.Option("--customer", metavar="NAME", help="The customer's audio.")]
ModelName = Annotated[str | None, typer.Argument(metavar="MODEL", help="From `assist models list`, or owner/name.")]
CallName = Annotated[str, typer.Argument(metavar="CALL", help="A name from `assist calls`.")]


@app.callback()
def _settings(context: typer.Context, config: ConfigFile = None) -> None:
    context.obj = load_settings(config)


def _of(context: typer.Context) -> Settings:
    settings: Settings = context.obj
    return settings


@app.command("demo")
def demo_command(
    context: typer.Context,
    call: Annotated[str, typer.Option("--call", metavar="NAME", help=f"One of: {', '.join(demo.names())}.")] = "tenang",
    fast: Fast = False,
    no_browser: NoBrowser = False,
) -> None:
    """Play a bundled, synthetic call through the whole pipeline."""
    file = demo.audio_file(call)
    with _stoppable():
        live.play(file, (demo.account(call), None), fast, _how(no_browser), (_of(context), console))


@app.command()
def play(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Stereo WAV, FLAC or Opus: left agent, right customer.")],
    fast: Fast = False,
    no_browser: NoBrowser = False,
    account: AccountFile = None,
) -> None:
    """Play a recorded call through the whole pipeline."""
    with _stoppable():
        live.play(file, _account(account), fast, _how(no_browser), (_of(context), console))


@app.command()
def listen(
    context: typer.Context,
    agent: AgentDevice = None,
    customer: CustomerDevice = None,
    no_browser: NoBrowser = False,
    account: AccountFile = None,
) -> None:
    """Hear a live call from two devices, until Ctrl-C or a long silence."""
    with _stoppable():
        live.listen(_account(account), _how(no_browser), with_devices(_of(context), agent, customer), console)


@app.command()
def run(
    context: typer.Context,
    file: Annotated[
        Path | None, typer.Option("--file", metavar="FILE", help="A stereo file in place of the devices.")
    ] = None,
    agent: AgentDevice = None,
    customer: CustomerDevice = None,
    no_browser: NoBrowser = False,
    window: Annotated[
        bool, typer.Option("--window", help="Show the overlay in a window above all others (extra `window`).")
    ] = False,
) -> None:
    """Stay up all day: hear one call after another, as the overlay, `assist call` or the API start them."""
    with _stoppable():
        live.run(file, "window" if window else _how(no_browser), with_devices(_of(context), agent, customer), console)


@call_app.command("start")
def start_call(context: typer.Context, account: AccountFile = None) -> None:
    """Start a call; without --account, about the one that was prepared."""
    _tell_running(context, "start", account)


@call_app.command("prepare")
def prepare_call(context: typer.Context, account: AccountFile = None) -> None:
    """Lay an account out for the agent to read before the call; without --account, take it away."""
    _tell_running(context, "prepare", account)


@call_app.command("stop")
def stop_call(context: typer.Context) -> None:
    """End the call; its note is drafted."""
    _tell_running(context, "stop")


@call_app.command("status")
def call_status(context: typer.Context) -> None:
    """What the running sidecar does, as JSON."""
    typer.echo(json.dumps(ask(_of(context).store.path, {"type": "status"}).status))


def _tell_running(context: typer.Context, verb: str, account: Path | None = None) -> None:
    """Says a verb to the running sidecar; what could not be used of the account is told in one line."""
    message: dict[str, JsonValue] = {"type": verb}
    fault = None
    if account is not None:
        given, fault = _account(account)
        message["account"] = given.model_dump(mode="json", exclude_none=True)
    elif verb == "prepare":
        message["account"] = None
    if fault is not None:
        console.print(fault, style="yellow", markup=False, soft_wrap=True)
    ask(_of(context).store.path, message)


@app.command("serve-recogniser")
def serve_recogniser_command(
    context: typer.Context,
    host: Annotated[str | None, typer.Option("--host", metavar="ADDRESS", help="Where to listen.")] = None,
    port: Annotated[int | None, typer.Option("--port", min=0, max=65535, help="0 takes any free one.")] = None,
    token: Annotated[
        Path | None, typer.Option("--token", metavar="FILE", help="Holds the token that clients must send.")
    ] = None,
) -> None:
    """Recognise speech for the `assist` of other computers, whose settings say engine = "remote"."""
    with _stoppable():
        serve_recogniser(with_serving(_of(context), host, port, token), lambda line: typer.echo(line))


@app.command()
def devices(context: typer.Context) -> None:
    """List the input devices and what each could hear."""
    found = input_devices()
    table = Table("device", "channels", "rate", "could be", "is taken for")
    for row in device_rows(found, _of(context).audio):
        table.add_row(*row)
    console.print(table)
    for fault in device_faults(found, _of(context).audio):
        console.print(fault, style="yellow", markup=False, soft_wrap=True)


@app.command()
def check(context: typer.Context) -> None:
    """Run the examples of every playbook rule."""
    report = check_playbook(_of(context))
    for failure in report.failures:
        console.print(failure, style="red", markup=False, soft_wrap=True)
    console.print(f"{report.rules} rules, {report.examples} examples, {len(report.failures)} failed.")
    if report.failures:
        raise typer.Exit(1)


@app.command()
def replay(  # an option is a parameter: typer has no other way
    context: typer.Context,
    calls: Annotated[
        list[str] | None,
        typer.Argument(metavar="CALL...", help="A stored call, a stereo audio file, or a dialogue (.txt)."),
    ] = None,
    all_calls: Annotated[bool, typer.Option("--all", help="Every stored call.")] = False,
    against: Annotated[
        Path | None, typer.Option("--against", metavar="PROMPTS_DIR", help="Show tips gained and lost against this.")
    ] = None,
    own_playbook: Annotated[
        bool, typer.Option("--own-playbook", help="The playbook the call ran with, instead of the current one.")
    ] = False,
    account: AccountFile = None,
    day: Annotated[
        datetime | None, typer.Option("--day", formats=["%Y-%m-%d"], help="The day of a call in a file; else today.")
    ] = None,
    picture: Annotated[Path | None, typer.Option("--picture", metavar="FILE", help="Draw the call (SVG).")] = None,
) -> None:
    """Run calls again, flat out: transcript, tips and note draft. Nothing is stored."""
    request = Request(tuple(calls or ()), all_calls, against, own_playbook, account, day, picture)
    stage = Stage(console, TerminalOutlet(console), live.note_writer(_of(context)))
    with _stoppable():
        Replayer(request, _of(context), stage).run()


@app.command("eval")
def eval_command(
    context: typer.Context,
    what: Annotated[str, typer.Argument(metavar="WHAT", help=f"One of: {', '.join(EVALUATIONS)}.")],
    path: Annotated[Path, typer.Argument(metavar="PATH", help="The labelled data; they are only read.")],
    engine: Annotated[
        str | None, typer.Option("--engine", metavar="NAME", help="recognition: this engine, not that of the settings.")
    ] = None,
    realtime: Annotated[
        bool, typer.Option("--realtime", help="recognition: as a live call too, for times, cores and memory.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object instead of tables.")] = False,
) -> None:
    """Score what is heard and understood against labelled data."""
    settings = with_engine(_of(context), engine)
    with _stoppable(), hearing_progress(Console(stderr=True, quiet=as_json), path.name) as progress:
        report = evaluate(what, path, settings, realtime, progress)
    if as_json:
        typer.echo(json.dumps(report))
        return
    for table in figure_tables(report):
        console.print(table)


@app.command()
def calls(context: typer.Context) -> None:
    """List the calls that are kept."""
    table = Table(Column("call", no_wrap=True), "source", "ended")
    for call in Store(_of(context).store.path).calls():
        table.add_row(*(str(call[key]) for key in ("call_id", "source", "end_reason")))
    console.print(table)


@app.command("ratings")
def ratings_command(context: typer.Context) -> None:
    """What agents said of the tips, rule by rule: to tune the rules by."""
    table = Table(Column("rule", no_wrap=True), *(Column(name, justify="right") for name in COLUMNS))
    for rule_id, counts in ratings(Store(_of(context).store.path)).items():
        table.add_row(rule_id, *(str(counts[name]) for name in COLUMNS))
    console.print(table)


@app.command()
def note(context: typer.Context, call: CallName) -> None:
    """Print the note draft of a call."""
    content = Store(_of(context).store.path).note(call)
    if content is None:
        raise AssistError(f"{call}: has no note draft yet; it is written when the call ends")
    console.print(json.loads(content)["text"], markup=False, soft_wrap=True)


@models_app.command("list")
def list_models(context: typer.Context) -> None:
    """List what each engine needs, the models that are known, and which are here and right."""
    for table in model_tables(_of(context)):
        console.print(table)


@models_app.command("pull")
def pull_model(context: typer.Context, model: ModelName = None) -> None:
    """Fetch a model (by default the configured one) and verify it. Quick where it is here already."""
    name = model or _of(context).speech.model
    with _stoppable(), download_progress(console, f"Fetching {name}") as progress:
        folder = local.pull(name, _of(context).models_path, progress)
    console.print(f"Model {name} is ready in {folder}", soft_wrap=True)


@models_app.command("verify")
def verify_model(context: typer.Context, model: ModelName = None) -> None:
    """Check the hashes of a model that is here."""
    name = model or _of(context).speech.model
    local.verify(name, _of(context).models_path)
    console.print(f"{name}: every file is right.")


def _how(no_browser: bool) -> live.How:
    return "printed" if no_browser else "browser"


def _account(file: Path | None) -> tuple[Account, str | None]:
    return account_for_call(file, datetime.now().date()) if file is not None else (Account(), None)


@contextmanager
def _stoppable() -> Iterator[None]:
    """Ctrl-C ends with the code that shells expect of it, and without a word: what was going on has been closed."""
    try:
        yield
    except KeyboardInterrupt:
        raise typer.Exit(130) from None


def main() -> None:
    """Runs the command line: 0 all went well, 1 an error told in one line, 2 wrong usage, 130 stopped with Ctrl-C."""
    try:
        app()
    except AssistError as error:
        Console(stderr=True, highlight=False).print(f"assist: {error}", style="red", markup=False, soft_wrap=True)
        sys.exit(1)
