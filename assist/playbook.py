"""`prompts/<language>/*.toml` -> one `Playbook`: rules that turn signals into tips, stages, phrase lists, word lists.

A file that does not load is one PlaybookError that names file, rule, field and fix; nothing is loaded by halves.
Whether the examples of the rules come true is `assist check`'s business.
"""

import base64
import hashlib
import tomllib
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from string import Formatter
from typing import Annotated, Any, Literal, TypeVar

from pydantic import (
    AwareDatetime,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    ValidationError,
    field_validator,
    model_validator,
)

from assist.account import Account
from assist.config import AgentSettings, first_fault
from assist.errors import PlaybookError
from assist.events import Level, Speaker
from assist.language.turns.model import TurnModel
from assist.language.words.lexicon import Lexicon
from assist.language.words.phrases import PhraseList, matcher_for
from assist.language.words.word_lists import WordList, lexicon_of
from assist.matching import Matcher, Stage, unknown_name
from assist.values import Frozen

PLACEHOLDERS: Mapping[str, str] = {
    "honorific": "Bapak/Ibu",
    "honorific_full": "Bapak/Ibu",
    "customer_name": "Bapak/Ibu",
    "amount": "jumlahnya",
    "day": "tanggalnya",
    "due_amount": "jumlah tagihannya",
    "due_day": "tanggal jatuh temponya",
    "option": "pilihan yang ada",
}
"""What `say` may name in braces, with what stands there when nobody told. `honorific` is for addressing ("..., Bu?"),
`honorific_full` for the middle of a sentence ("biarkan Ibu selesai"); `amount` and `day` are those of the signal that
fired the rule, `due_amount`, `due_day` and `option` (the first allowed scheme) the account's."""

MAX_WORDS = 12
"""Words of a tip: what an agent reads in one glance while talking (practice_map)."""

TURNS = "turns.npz"
"""The model of turns of a language, made by `script/train` from the labelled lines in `turns/`."""

Table = TypeVar("Table", bound=Frozen)


class Unless(Matcher):
    """What keeps a rule from firing: heard before, or within a time or a number of its speaker's turns after."""

    within_s: float | None = Field(None, gt=0)
    within_turns: int | None = Field(None, ge=1)
    before: Literal[True] | None = None

    @model_validator(mode="after")
    def _one_window(self) -> "Unless":
        if sum(value is not None for value in (self.within_s, self.within_turns, self.before)) != 1:
            raise ValueError("give exactly one of within_s, within_turns, before = true")
        if self.within_turns is not None and self.by is None:
            raise ValueError("within_turns needs by = agent or customer, whose turns are counted")
        return self


def _placeholders(say: str) -> list[str]:
    """The names in braces. Raises ValueError where a brace stands alone."""
    try:
        return [name for _, name, _, _ in Formatter().parse(say) if name is not None]
    except ValueError:
        raise ValueError("has a brace that stands alone; write {honorific}, or leave it out") from None


class Example(Frozen):
    """A short dialogue on which the rule must fire, or must stay silent; `at` is when the call begins."""

    expect: Literal["fires", "silent"]
    call: str = Field(pattern=r"\S")
    account: Account | None = None
    at: AwareDatetime | None = Field(None, ge=datetime(2000, 1, 1, tzinfo=UTC), lt=datetime(2100, 1, 1, tzinfo=UTC))


class Rule(Frozen):
    """Turns a signal into one tip."""

    id: str = Field(pattern=r"^[a-z0-9_]+(\.[a-z0-9_]+)+$")
    say: str
    why: str = Field(min_length=1)
    level: Level
    show: Literal["now", "pause"]
    priority: int = Field(ge=0, le=100)
    cooldown_s: float = Field(ge=0)
    max_per_call: int = Field(ge=1)
    expires_s: float = Field(gt=0)
    when: Matcher
    unless: Unless | None = None
    resolved_by: Matcher | None = None
    silences: tuple[str, ...] = ()
    holds: tuple[str, ...] = ()
    may_be_misheard: bool = False
    example: tuple[Example, ...] = ()

    @field_validator("say")
    @classmethod
    def _short_and_known(cls, say: str) -> str:
        if not 1 <= len(say.split()) <= MAX_WORDS:
            raise ValueError(f"a tip has 1 to {MAX_WORDS} words; this has {len(say.split())}")
        for name in _placeholders(say):
            if name not in PLACEHOLDERS:
                raise ValueError(f"unknown placeholder {{{name}}}; known: {', '.join(PLACEHOLDERS)}")
        return say

    @model_validator(mode="after")
    def _carries_its_tests(self) -> "Rule":
        kinds = {example.expect for example in self.example}
        for kind in ("fires", "silent"):
            if kind not in kinds:
                raise ValueError(f'has no [[rule.example]] with expect = "{kind}"; add one')
        return self


class PhraseTable(Frozen):
    """A `[[phrases]]` table: what somebody says, as the signal it gives."""

    signal: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    by: Speaker | None = None
    any: tuple[str, ...] = Field(min_length=1)
    unless: tuple[str, ...] = ()
    sure: bool = False


def _as_text(model: TurnModel) -> str:
    return base64.b64encode(model.to_bytes()).decode("ascii")


def _from_text(value: object) -> object:
    return TurnModel.of_bytes(base64.b64decode(value)) if isinstance(value, str) else value


class Playbook(Frozen):
    """All rules, stages, phrase and word lists of one language, and its model of turns.

    `version` changes whenever their files do. JSON holds all of it, so that a kept call can run as it ran then.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    language: str
    version: str
    rules: tuple[Rule, ...]
    phrases: tuple[PhraseList, ...]
    words: tuple[WordList, ...] = ()
    stages: tuple[Stage, ...] = ()
    turns: Annotated[TurnModel, BeforeValidator(_from_text), PlainSerializer(_as_text)] | None = Field(None, repr=False)

    @cached_property
    def ordinary(self) -> frozenset[str]:
        """Words (lower case) that its lists know: a word that is none of them may be a misheard one."""
        return lexicon_of(self.words, self.phrases, Account()).ordinary


def load_playbook(folder: Path, language: str) -> Playbook:
    """The playbook in `folder/language/*.toml` and TURNS. Raises PlaybookError with file, rule, field and fix."""
    files = sorted((folder / language).glob("*.toml"))
    if not files:
        raise PlaybookError(f"{folder / language}: has no *.toml file; set [playbook] dir and language in the config")
    rules: list[Rule] = []
    phrases: list[PhraseList] = []
    words: list[WordList] = []
    stages: list[Stage] = []
    parts: list[tuple[Path, Rule | Stage]] = []
    digest = hashlib.sha256()
    for file in files:
        content = _read(file)
        digest.update(file.name.encode() + b"\0" + content.encode() + b"\0")
        tables = _file_tables(file, content)
        own = _file_stages(file, tables, stages)
        stages += own
        parts += [(file, stage) for stage in own]
        for rule in _file_rules(file, tables, phrases, words):
            if any(rule.id == other.id for other in rules):
                raise PlaybookError(f"{file}: rule {rule.id}: id: stands twice in the playbook; rename one")
            rules.append(rule)
            parts.append((file, rule))
    if not rules:
        raise PlaybookError(f"{folder / language}: has no [[rule]]; nobody would get a tip: put the rules back")
    for stage in stages:
        if language not in stage.label:
            raise PlaybookError(
                f'{folder / language}: stage {stage.id}: label: has none for {language!r}; add {language} = "..."'
            )
    _check_signals(parts, frozenset(entry.signal for entry in phrases))
    known = {rule.id for rule in rules}
    for rule in rules:
        for field, others, ids in (("silences", rule.silences, known | {"*"}), ("holds", rule.holds, known)):
            if unknown := [other for other in others if other not in ids]:
                place = f"{folder / language}: rule {rule.id}: {field}"
                raise PlaybookError(f"{place}: no rule {unknown[0]!r}; correct the id")
    turns = folder / language / TURNS
    if not turns.exists() and turns.with_suffix("").is_dir():
        raise PlaybookError(f"{turns}: is missing; make it with script/train, or take the folder turns/ away")
    model = _read_turns(turns, digest) if turns.exists() else None
    return Playbook(
        language=language,
        version=digest.hexdigest()[:12],
        rules=tuple(rules),
        phrases=tuple(phrases),
        words=tuple(words),
        stages=tuple(stages),
        turns=model,
    )


def _check_signals(parts: Sequence[tuple[Path, Rule | Stage]], phrases: frozenset[str]) -> None:
    """Raises PlaybookError for the first signal that a rule or a stage of a file asks for and nothing gives."""
    for file, part in parts:
        fault = unknown_name([name for matcher in _matchers(part) for name in matcher.signal], phrases)
        if fault is not None:
            kind = "rule" if isinstance(part, Rule) else "stage"
            raise PlaybookError(f"{file}: {kind} {part.id}: {fault}")


def _matchers(part: Rule | Stage) -> list[Matcher]:
    if isinstance(part, Rule):
        found = [part.when, part.unless, part.resolved_by]
    else:
        lates = [matcher for late in part.late for matcher in (late.after, late.needs, late.unless)]
        found = [*part.done, part.before, part.after, part.undone_by, *lates]
    return [matcher for matcher in found if matcher is not None]


def lexicon_for(playbook: Playbook, account: Account, agent: AgentSettings) -> Lexicon:
    """The words that a call about `account` is likely to hold, and those that are never taken for them."""
    return lexicon_of(playbook.words, playbook.phrases, account, f"{agent.name} {agent.company}")


_BROKEN = (OSError, ValueError, KeyError, TypeError, EOFError, MemoryError, zipfile.BadZipFile, zlib.error)
"""What numpy raises at a file that is cut short, damaged, or something else."""


def _read_turns(file: Path, digest: "hashlib._Hash") -> TurnModel:
    try:
        content = file.read_bytes()
        digest.update(content)
        return TurnModel.of_bytes(content)
    except _BROKEN as error:
        raise PlaybookError(f"{file}: is no model of turns ({error}); make it again with script/train") from None


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")  # Windows editors put a mark in front
    except OSError as error:
        raise PlaybookError(f"{file}: cannot be read ({error.strerror}); check its permissions") from None
    except UnicodeDecodeError:
        raise PlaybookError(f"{file}: is not UTF-8 text; save it as UTF-8") from None


def _file_tables(file: Path, content: str) -> dict[str, Any]:
    """The tables of one file, all of a known name."""
    try:
        tables = tomllib.loads(content)
    except tomllib.TOMLDecodeError as error:
        raise PlaybookError(f"{file}: is not valid TOML: {error}; mend that line") from None
    if not tables:
        raise PlaybookError(f"{file}: is empty; put its rules back, or delete the file")
    for key in tables:
        if key not in ("rule", "stage", "phrases", "words"):
            known = "[[rule]], [[stage]], [[phrases]] and [[words]]"
            raise PlaybookError(f"{file}: {key}: unknown table; only {known} are known")
    return tables


def _file_stages(file: Path, tables: dict[str, Any], before: Sequence[Stage]) -> list[Stage]:
    """The stages of one file; `before` are those of the files before it."""
    known = {stage.id for stage in before}
    stages = []
    for table in _tables(file, tables, "stage"):
        stage = _parsed(Stage, table, f"{file}: stage {table.get('id', '?')}")
        if stage.id in known:
            raise PlaybookError(f"{file}: stage {stage.id}: id: stands twice in the playbook; rename one")
        known.add(stage.id)
        stages.append(stage)
    return stages


def _file_rules(file: Path, tables: dict[str, Any], phrases: list[PhraseList], words: list[WordList]) -> list[Rule]:
    """The rules of one file; its phrase lists and word lists are appended to `phrases` and `words`."""
    own = []
    for table in _tables(file, tables, "phrases"):
        entry = _parsed(PhraseTable, table, f"{file}: phrases {table.get('signal', '?')}")
        own.append(PhraseList(**entry.model_dump()))
    try:
        matcher_for(tuple(own))
    except PlaybookError as error:
        raise PlaybookError(f"{file}: {error}") from None
    phrases += own
    for number, table in enumerate(_tables(file, tables, "words"), start=1):
        words.append(_parsed(WordList, table, f"{file}: words table {number} ({table.get('kind', '?')})"))
    return [_parsed(Rule, table, f"{file}: rule {table.get('id', '?')}") for table in _tables(file, tables, "rule")]


def _tables(file: Path, tables: dict[str, Any], key: str) -> list[dict[str, Any]]:
    found = tables.get(key, [])
    if not isinstance(found, list) or not all(isinstance(table, dict) for table in found):
        raise PlaybookError(f"{file}: {key}: is not a list of tables; write [[{key}]] above each")
    return found


def _parsed(kind: type[Table], table: dict[str, Any], named: str) -> Table:
    try:
        return kind.model_validate(table)
    except ValidationError as error:
        raise PlaybookError(f"{named}: {first_fault(error)}") from None
