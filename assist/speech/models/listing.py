"""What `assist models list` shows: what every engine needs, and which models are known, here and right."""

from importlib import metadata

from rich.markup import escape
from rich.table import Column, Table

from assist.config import Settings
from assist.speech.engines import ENGINES
from assist.speech.models.catalogue import CATALOGUE, Model
from assist.speech.models.local import REPOSITORY, known_model
from assist.speech.models.records import State, state

NEEDS = {
    "whisper": ("ctranslate2", "pip install ctranslate2"),
    "vosk": ("vosk", "pip install vosk"),
    "sherpa": ("sherpa-onnx", "pip install sherpa-onnx"),
    "remote": ("websockets", "pip install websockets"),
}
"""The package that carries each engine, and what installs it."""
MODELS = {
    "whisper": "those below, any whisper for CTranslate2 of the hub (owner/name), or a folder",
    "vosk": "those of `vosk-transcriber --list-models`, or a folder",
    "sherpa": "those below, or the folder of a streaming transducer or zipformer CTC",
    "remote": "none here: servers recognise, [remote] urls names them",
}
MEMORY = "memory: as measured while decoding; > where it was not, and loading takes more than the files' size"
HERE: dict[State, str] = {"here": "yes", "not here": "no", "unverified": "unverified", "damaged": "damaged"}


def model_tables(settings: Settings) -> list[Table]:
    """The engines and the models, to be printed."""
    engines = Table("", "engine", "needs", "models")
    for row in engine_rows(settings):
        engines.add_row(*map(escape, row))
    models = Table("", Column("model", no_wrap=True), "engine", "size", "here", "memory")
    # beside the figures it would have ten columns of a terminal's eighty
    abouts = Table.grid(Column(no_wrap=True), Column(overflow="fold"), padding=(0, 2))
    for *fields, about in model_rows(settings):
        models.add_row(*map(escape, fields))
        abouts.add_row(escape(fields[1]), escape(about))
    chosen = f"* [speech] engine = {settings.speech.engine!r}, model = {settings.speech.model!r}"
    abouts.caption, abouts.caption_justify = f"\n{escape(chosen)}\n{MEMORY}", "left"
    return [engines, models, abouts]


def engine_rows(settings: Settings) -> list[tuple[str, str, str, str]]:
    """For every engine: a mark on the configured one, its name, its package with version or fix, and its models."""
    return [(_mark(name == settings.speech.engine), name, _package(name), MODELS.get(name, "")) for name in ENGINES]


def model_rows(settings: Settings) -> list[tuple[str, str, str, str, str, str, str]]:
    """For every model that is known: mark, name, engine, size, whether it is here, memory, and what it is.

    Reads every file that is here, so it takes a second for 400 MB. Memory is what was measured, or the file's size:
    loading takes no less.
    """
    models = list(CATALOGUE.values())
    configured = settings.speech.model
    if configured not in CATALOGUE and settings.speech.engine == "whisper" and REPOSITORY.fullmatch(configured):
        models.append(known_model(configured))
    return [
        (
            _mark(model.name == configured),
            model.name,
            model.engine,
            _mb(model.size),
            HERE[state(model, settings.models_path)],
            _memory(model),
            model.about,
        )
        for model in models
    ]


def _mark(configured: bool) -> str:
    return "*" if configured else ""


def _package(engine: str) -> str:
    if engine not in NEEDS:
        return ""
    package, fix = NEEDS[engine]
    try:
        return f"{package} {metadata.version(package)}"
    except metadata.PackageNotFoundError:
        return f"{package}: not installed; {fix}"


def _mb(size: int) -> str:
    return f"{size / 1e6:.0f} MB" if size else "?"


def _memory(model: Model) -> str:
    if model.memory_mb:
        return f"{model.memory_mb} MB"
    return f"> {_mb(model.size)}" if model.size else "?"
