"""What `assist replay` does, from what was asked for to the lines that are printed."""

from dataclasses import dataclass, replace
from datetime import datetime, time
from pathlib import Path

from rich.console import Console

from assist.account import Account
from assist.call import Outlet, load_account
from assist.config import Settings
from assist.errors import AssistError, StoreError
from assist.notes.draft import NoteWriter
from assist.playbook import Playbook, lexicon_for, load_playbook
from assist.store import Store
from assist.tuning.compare import Comparison, compare, totals
from assist.tuning.picture import draw_call
from assist.tuning.printing import hearing_progress, print_comparison, totals_table
from assist.tuning.recorded import Progress, Recorded, filed_call, is_file, stored_call
from assist.tuning.replay import Replayed, replay

MORNING = time(10)
"""The hour of a call of which only the day is given: inside calling hours."""


@dataclass(frozen=True)
class Request:
    """What to replay and how: `calls` or `all_calls`, against which baseline, with which playbook and account."""

    calls: tuple[str, ...]
    all_calls: bool
    against: Path | None
    own_playbook: bool
    account: Path | None
    day: datetime | None
    picture: Path | None


@dataclass(frozen=True)
class Stage:
    """Where it is shown: a console, what prints a call on it, and what drafts the note."""

    console: Console
    outlet: Outlet
    writer: NoteWriter


class Replayer:
    """Replays calls one after the other. Raises AssistError, one line, where what is asked for cannot be done."""

    def __init__(self, request: Request, settings: Settings, stage: Stage) -> None:
        self._request, self._settings, self._stage = request, settings, stage
        self._check()
        language = settings.playbook.language
        self._playbook = load_playbook(settings.playbook.path, language)
        self._baseline = _baseline(request.against, language) if request.against else None
        self._account = load_account(request.account) if request.account else None
        self._compared: list[Comparison] = []

    def _check(self) -> None:
        request = self._request
        if bool(request.calls) == request.all_calls:
            raise AssistError("replay: give the calls to run again, or --all for every stored one")
        if request.day and not 2000 <= request.day.year < 2100:
            raise AssistError(f"--day {request.day.date()}: is no day of a call; give one from 2000 to 2099")
        if request.picture and (request.all_calls or len(request.calls) != 1):
            raise AssistError("--picture: draws one call; give one CALL")
        if request.picture and not request.picture.absolute().parent.is_dir():
            raise AssistError(f"--picture {request.picture}: there is no such folder; make it, or give another")

    def run(self) -> None:
        """Replays every call asked for. Of several calls, one that fails is told and the others go on."""
        names = self._request.calls or self._stored()
        failed = 0
        for name in names:
            try:
                self._one(name)
            except AssistError as error:
                if len(names) == 1:
                    raise
                failed += 1
                self._stage.console.print(str(error), style="red", markup=False, soft_wrap=True)
        if self._baseline and len(names) > 1:
            self._stage.console.print(totals_table(totals(self._compared)))
        if failed:
            raise AssistError(f"replay: {failed} of {len(names)} calls could not be replayed; the lines above say why")

    def _stored(self) -> tuple[str, ...]:
        store = self._store()
        try:
            return tuple(str(call["call_id"]) for call in reversed(store.calls()))
        finally:
            store.close()

    def _store(self) -> Store:
        """The store, which has to be there: a replay makes no file."""
        folder = self._settings.store.path
        if not (folder / "assist.sqlite3").is_file():
            raise StoreError(f"{folder}: no call is stored there yet; give a file, or set [store] dir")
        return Store(folder)

    def _one(self, name: str) -> None:
        console, outlets = self._stage.console, () if self._baseline else (self._stage.outlet,)
        if len(self._request.calls) != 1 and not self._baseline:
            console.rule(name, align="left")
        with hearing_progress(console, name) as progress:
            recorded, playbook = self._found(name, progress)
            replayed = replay(recorded, playbook, self._settings, outlets)
        if self._baseline:
            before = replay(replayed.recorded, self._baseline, self._settings)
            self._compared.append(compare(replayed.tips, before.tips))
            print_comparison(console, name, self._compared[-1])
        else:
            console.print(f"\n{self._stage.writer.write(replayed.log).text}", markup=False, soft_wrap=True)
        if recorded.remark:
            console.print(recorded.remark, style="yellow", markup=False, soft_wrap=True)
        if self._request.picture:
            _write_picture(self._request.picture, replayed)
            console.print(f"Picture: {self._request.picture}", markup=False, soft_wrap=True)
        if replayed.fault:
            raise replayed.fault

    def _found(self, name: str, progress: Progress) -> tuple[Recorded, Playbook]:
        """The call, and the playbook it is to run with."""
        playbook = self._playbook
        if is_file(name):
            if self._request.own_playbook:
                raise AssistError(f"{name}: a file has no playbook of its own; leave out --own-playbook")
            lexicon = lexicon_for(playbook, self._account or Account(), self._settings.agent)
            recorded = filed_call(Path(name), self._started_at(), self._settings, progress, lexicon)
        else:
            store = self._store()
            try:
                recorded = stored_call(store, name)
                if self._request.own_playbook:
                    playbook = _kept_playbook(store, recorded)
            finally:
                store.close()
        if self._account:
            recorded = replace(recorded, start=recorded.start.model_copy(update={"account": self._account}))
        return recorded, playbook

    def _started_at(self) -> datetime:
        """The day that "besok" counts from in a file, which does not tell it: the one given, or today."""
        day = self._request.day
        return datetime.combine(day, MORNING).astimezone() if day else datetime.now().astimezone()


def _kept_playbook(store: Store, recorded: Recorded) -> Playbook:
    version = recorded.start.playbook_version
    playbook = store.playbook(version)
    if playbook is None:
        raise StoreError(f"{store.file}: does not hold playbook {version}; replay without --own-playbook")
    return playbook


def _baseline(folder: Path, language: str) -> Playbook:
    if not any((folder / language).glob("*.toml")):
        raise AssistError(f"--against {folder}: has no {language}/*.toml; give a folder like prompts, which holds them")
    return load_playbook(folder, language)


def _write_picture(file: Path, replayed: Replayed) -> None:
    try:
        file.write_text(draw_call(replayed.log, replayed.recorded.levels), encoding="utf-8")
    except OSError as error:
        raise AssistError(f"--picture {file}: cannot be written ({error.strerror}); give another file") from None
