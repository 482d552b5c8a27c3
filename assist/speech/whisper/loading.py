"""Loads a whisper model for CTranslate2, and says in one line why one cannot be loaded."""

from pathlib import Path

import ctranslate2
from tokenizers import Tokenizer

from assist.errors import ModelError
from assist.speech.models.catalogue import CATALOGUE

OUT_OF_MEMORY = ("alloc", "out of memory")
"""How CTranslate2's libraries say it: `mkl_malloc: failed to allocate memory`, `std::bad_alloc`."""
ENGLISH_END = 50256
"""Where whisper's English vocabulary (that of GPT-2) has its end of text; every multilingual one has it elsewhere."""


def load_whisper(folder: Path, threads: int) -> tuple[ctranslate2.models.Whisper, Tokenizer]:
    """The multilingual model in `folder` and its tokens. Two calls run at once, each on `threads` threads.

    Raises ModelError where it does not load: damaged, of another version, for English only, or too large for the
    memory that is free.
    """
    try:
        # two workers, so that both channels decode at the same time
        model = ctranslate2.models.Whisper(
            str(folder), device="cpu", compute_type="int8", inter_threads=2, intra_threads=threads
        )
        tokens = Tokenizer.from_file(str(folder / "tokenizer.json"))
    except Exception as error:  # tokenizers raises bare Exception, ctranslate2 RuntimeError
        raise ModelError(_reason(folder, error)) from None
    if tokens.token_to_id("<|endoftext|>") == ENGLISH_END:
        raise ModelError(f"{folder}: this whisper knows English only; use a multilingual one (without .en in its name)")
    return model, tokens


def _reason(folder: Path, error: Exception) -> str:
    said = str(error).splitlines()[0] if str(error) else type(error).__name__
    if isinstance(error, MemoryError) or any(words in said for words in OUT_OF_MEMORY):
        return _too_large(folder)
    if "model binary version" in said:
        return f"{folder}: model.bin is damaged, or made for a later CTranslate2 ({said:.140}); use another model"
    return f"{folder}: the model does not load ({said:.120}); pull it again"


def _too_large(folder: Path) -> str:
    name = folder.name
    size_mb = (folder / "model.bin").stat().st_size / 1e6
    measured_mb = CATALOGUE[name].memory_mb if name in CATALOGUE else 0
    need = f"it takes {measured_mb} MB" if measured_mb else f"it takes more than {size_mb:.0f} MB"
    smaller = [model for model in CATALOGUE.values() if model.engine == "whisper" and model.size < size_mb * 1e6]
    fix = (
        f"set [speech] model to {max(smaller, key=lambda model: model.size).name}"
        if smaller
        else "close other programs"
    )
    return f"model {name}: there is not enough memory to load it ({need}); {fix}"
