"""Vosk's models: one by name, through Vosk's own download and cache, or a folder of the user's."""

import importlib
import io
import sys
import zipfile
from contextlib import redirect_stdout
from pathlib import Path
from types import ModuleType
from typing import Any

from assist.errors import ConfigError, ModelError
from assist.events import SAMPLE_RATE_HZ
from assist.speech.models.catalogue import CATALOGUE

SILENT = -3
"""Below Kaldi's level for errors (-2): what goes wrong is told by us, in one line."""
ACOUSTIC_MODEL = ("am/final.mdl", "final.mdl")
"""Where a Vosk model keeps its acoustic model: today's layout, and the one before 2020."""
NAMES = "`vosk-transcriber --list-models` lists them"


def import_vosk() -> ModuleType:
    """The package, silenced. Raises ConfigError where it is missing or its library does not load here."""
    try:
        vosk = importlib.import_module("vosk")  # only now, so that whisper runs without it
    except ImportError:
        raise ConfigError("[speech] engine: engine vosk needs the package vosk: pip install vosk") from None
    except OSError as error:
        raise ConfigError(f"[speech] engine: vosk does not run on {sys.platform} here ({error}); use whisper") from None
    vosk.SetLogLevel(SILENT)
    return vosk


def load_model(vosk: ModuleType, name_or_folder: str) -> Any:
    """A loaded `vosk.Model`, which any number of recognisers share: a folder, or else a public model by name.

    Raises ModelError where it is unknown, cannot be fetched, or does not load.
    """
    folder = find_model(vosk, name_or_folder)
    if not any((folder / file).is_file() for file in ACOUSTIC_MODEL):
        raise ModelError(f"{folder}: holds no Vosk model (no {ACOUSTIC_MODEL[0]}); give the folder of an unpacked one")
    try:
        model = vosk.Model(str(folder))
        vosk.KaldiRecognizer(model, SAMPLE_RATE_HZ)  # a damaged graph is noticed only here
    except Exception:  # vosk raises nothing narrower
        raise ModelError(f"{folder}: the Vosk model there does not load; delete it and fetch it again") from None
    return model


def find_model(vosk: ModuleType, name_or_folder: str) -> Path:
    """The folder of a model: as it is given, or where Vosk keeps the public model of that name (fetched if need be).

    Raises ModelError where there is none.
    """
    folder = Path(name_or_folder).expanduser()
    if name_or_folder and folder.is_dir():
        return folder
    if name_or_folder in CATALOGUE:
        raise ModelError(
            f"model {name_or_folder!r} is for engine {CATALOGUE[name_or_folder].engine}; set [speech] model to the name"
            f" of a Vosk model ({NAMES}) or to its folder"
        )
    if not name_or_folder or folder.name != name_or_folder:
        raise ModelError(
            f"model {name_or_folder!r}: there is no such folder; give the folder of an unpacked Vosk model"
        )
    return _public(vosk, name_or_folder)


def _public(vosk: ModuleType, name: str) -> Path:
    """Where Vosk keeps the model `name`; downloaded if it is not there yet (the progress goes to stderr)."""
    finder = vosk.Model.__new__(vosk.Model)  # its constructor would load, and leave the reason of a failure untold
    finder._handle = vosk._ffi.NULL  # nothing is loaded, so nothing is to be freed
    try:
        with redirect_stdout(io.StringIO()):
            return Path(finder.get_model_by_name(name))
    except SystemExit:  # that is how vosk says it
        raise ModelError(f"model {name!r}: Vosk has no model of that name; {NAMES}") from None
    except (OSError, ValueError, zipfile.BadZipFile) as error:  # requests and urllib raise children of OSError
        raise ModelError(
            f"model {name!r}: could not be fetched ({type(error).__name__}); check the network, or unpack the model"
            " yourself and set [speech] model to its folder"
        ) from None
