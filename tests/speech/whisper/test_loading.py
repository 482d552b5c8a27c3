import shutil
import struct
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer
from tokenizers.models import WordLevel

from assist.errors import ModelError
from assist.speech.whisper.decoder import Decoding, WhisperModel
from assist.speech.whisper.loading import load_whisper
from tests.speech.tiny_whisper import write_tiny_whisper


@pytest.fixture
def folder(whisper_model: Path, tmp_path: Path) -> Path:
    """A folder of whisper-base whose files may be replaced; they are links, as the model is large."""
    made = tmp_path / "whisper-base"
    made.mkdir()
    for file in whisper_model.iterdir():
        (made / file.name).symlink_to(file)
    return made


def rewritten(folder: Path, name: str, content: bytes) -> None:
    (folder / name).unlink()
    (folder / name).write_bytes(content)


def cut_off(folder: Path) -> None:
    with (folder / "model.bin").open("rb") as opened:
        rewritten(folder, "model.bin", opened.read(5_000_000))


def of_another_version(folder: Path) -> None:
    with (folder / "model.bin").open("rb") as opened:
        start = opened.read(1000)
    rewritten(folder, "model.bin", struct.pack("<I", 99) + start[4:])


def english_only(folder: Path) -> None:
    words = {f"w{number}": number for number in range(50256)} | {"<|endoftext|>": 50256}
    (folder / "tokenizer.json").unlink()
    Tokenizer(WordLevel(words, unk_token="w0")).save(str(folder / "tokenizer.json"))


BAD: dict[str, tuple[Callable[[Path], None], str]] = {
    "cut off": (cut_off, r"the model does not load \(.*invalid payload size\); pull it again"),
    "no model": (lambda folder: rewritten(folder, "model.bin", b"hello world"), "pull it again|use another model"),
    "another version": (of_another_version, r"damaged, or made for a later CTranslate2 \(.*v99.*\); use another model"),
    "no vocabulary": (lambda folder: (folder / "vocabulary.txt").unlink(), r"\(Cannot load the vocabulary.*\); pull"),
    "no tokens": (lambda folder: rewritten(folder, "tokenizer.json", b"{"), "does not load .*; pull it again"),
    "English only": (english_only, "this whisper knows English only; use a multilingual one"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_model_that_does_not_load_is_one_line(name: str, folder: Path) -> None:
    spoil, expected = BAD[name]
    spoil(folder)
    with pytest.raises(ModelError, match=expected) as failure:
        load_whisper(folder, threads=1)
    assert str(failure.value).startswith(str(folder))
    assert "\n" not in str(failure.value)


def test_a_good_one_loads(whisper_model: Path) -> None:
    model, tokens = load_whisper(whisper_model, threads=1)
    assert model.n_mels == 80
    assert tokens.token_to_id("<|id|>") is not None


@pytest.mark.parametrize("mels", [80, 128], ids=["80 bands", "128 bands, as large-v3 and its turbo have"])
def test_models_of_either_number_of_bands_run(mels: int, whisper_model: Path, tmp_path: Path) -> None:
    folder = write_tiny_whisper(tmp_path / "tiny", whisper_model, mels)
    assert load_whisper(folder, threads=1)[0].n_mels == mels
    # all that matters is that it takes our features: zeros give no text
    noise = np.random.default_rng(3).normal(0, 0.1, 32000).astype(np.float32)
    assert WhisperModel(folder, "id", 1).decode(noise, Decoding(1, 3.0, with_words=False)) is None


# the limit is set when everything is imported, so that only the model has to do without
LIMITED = """
import resource, sys
from pathlib import Path
from assist.errors import ModelError
from assist.speech.whisper.loading import load_whisper
used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (used + 60_000_000,) * 2)
try:
    load_whisper(Path(sys.argv[1]), 1)
except ModelError as error:
    print(error)
"""


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="needs Linux's limit of memory")
@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("whisper-base", "model whisper-base: there is not enough memory to load it (it takes 265 MB); close other"),
        ("whisper-medium", "model whisper-medium: there is not enough memory to load it (it takes more than 145 MB); "),
        ("mine", "model mine: there is not enough memory to load it (it takes more than 145 MB); close other programs"),
    ],
)
def test_too_little_memory_names_the_need_and_the_way_out(
    name: str, expected: str, whisper_model: Path, tmp_path: Path
) -> None:
    (tmp_path / name).symlink_to(whisper_model)
    command = [sys.executable, "-c", LIMITED, str(tmp_path / name)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout.startswith(expected), done.stdout + done.stderr
    assert done.stdout.count("\n") == 1


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="needs Linux's limit of memory")
def test_a_large_model_names_the_next_smaller_one(whisper_model: Path, tmp_path: Path) -> None:
    large = tmp_path / "large"
    large.mkdir()
    for file in whisper_model.iterdir():
        if file.name != "model.bin":
            (large / file.name).symlink_to(file)
    shutil.copy(whisper_model / "model.bin", large / "model.bin")
    with (large / "model.bin").open("r+b") as opened:
        opened.truncate(1_600_000_000)  # sparse: it takes no more disk than before
    done = subprocess.run([sys.executable, "-c", LIMITED, str(large)], capture_output=True, text=True, timeout=60)
    assert "(it takes more than 1600 MB); set [speech] model to whisper-medium" in done.stdout, (
        done.stdout + done.stderr
    )
