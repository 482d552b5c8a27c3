import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from assist.config import Settings, SpeechSettings
from assist.errors import AssistError, ConfigError, ModelError
from assist.language.words.lexicon import NO_WORDS
from assist.speech.sherpa import open_sherpa
from assist.speech.sherpa_models import SherpaFiles, find_files


def opened(model: str, model_dir: str = "") -> None:
    open_sherpa(Settings(speech=SpeechSettings(engine="sherpa", model=model, model_dir=model_dir)), NO_WORDS)


def refused(model: Path | str, kind: type[AssistError] = ModelError) -> str:
    """The one line that opening the model ends with."""
    with pytest.raises(kind) as failure:
        opened(str(model))
    assert "\n" not in str(failure.value)
    return str(failure.value)


@pytest.fixture
def transducer(tiny_zipformers: Path, tmp_path: Path) -> Path:
    """A copy to be damaged."""
    return shutil.copytree(tiny_zipformers / "transducer", tmp_path / "model")


MISSING = {
    "encoder.onnx": r"the folder has no encoder\*\.onnx; give the folder of a streaming sherpa-onnx model",
    "decoder.onnx": r"the folder has no decoder\*\.onnx;",
    "joiner.onnx": r"the folder has no joiner\*\.onnx;",
    "tokens.txt": r"the folder has no tokens\.txt;",
}


@pytest.mark.parametrize("file", MISSING)
def test_a_missing_file_is_named(file: str, transducer: Path) -> None:
    (transducer / file).unlink()
    with pytest.raises(ModelError, match=MISSING[file]):
        opened(str(transducer))


def test_an_empty_folder_names_all_that_it_lacks(tmp_path: Path) -> None:
    assert f"{tmp_path}: the folder has no encoder*.onnx or model*.onnx and no tokens.txt" in refused(tmp_path)


DAMAGE: dict[str, tuple[str, bytes]] = {
    "an empty encoder": ("encoder.onnx", b""),
    "no onnx at all": ("joiner.onnx", b"hello world" * 100),
    "tokens without a blank": ("tokens.txt", b"a 0 b 1 c 2\n"),
}


@pytest.mark.parametrize("name", DAMAGE)
def test_a_damaged_file_is_one_line_and_not_the_end_of_the_process(
    name: str, transducer: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    file, content = DAMAGE[name]
    (transducer / file).write_bytes(content)
    message = refused(transducer)
    assert message.startswith(str(transducer))
    assert "the sherpa-onnx model there does not run (" in message
    assert message.endswith("fetch it again, or use another")
    assert capfd.readouterr() == ("", "")


def test_a_file_that_was_cut_off_is_one_line(transducer: Path) -> None:
    encoder = transducer / "encoder.onnx"
    encoder.write_bytes(encoder.read_bytes()[:1000])
    assert "does not run" in refused(transducer)


def test_a_model_of_another_kind_is_one_line(transducer: Path) -> None:
    """Metadata that the library needs are not there: its C++ ends the process at that."""
    shutil.copy(transducer / "joiner.onnx", transducer / "other.onnx")
    import onnx

    model = onnx.load(transducer / "encoder.onnx")
    del model.metadata_props[:]
    onnx.save(model, transducer / "encoder.onnx")
    assert "does not run" in refused(transducer)


def test_names_that_are_neither_model_nor_folder_list_the_known_ones() -> None:
    message = refused("zipformer-of-nowhere")
    assert (
        "'zipformer-of-nowhere': neither a known model of engine sherpa (zipformer-8-languages) nor a folder" in message
    )


def test_the_model_of_another_engine_says_what_to_set() -> None:
    assert refused("whisper-base") == (
        "model 'whisper-base' is for engine whisper; set [speech] engine or [speech] model"
    )


def test_a_model_that_was_not_pulled_says_how_to_get_it(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="run: assist models pull zipformer-8-languages"):
        opened("zipformer-8-languages", str(tmp_path))


def test_the_smaller_files_are_taken_but_for_the_decoder(tmp_path: Path) -> None:
    for part in ("encoder", "decoder", "joiner"):
        for kind in ("-epoch-9.onnx", "-epoch-9.int8.onnx"):
            (tmp_path / f"{part}{kind}").touch()
    (tmp_path / "tokens.txt").touch()
    names = tuple(
        tmp_path / name for name in ("encoder-epoch-9.int8.onnx", "decoder-epoch-9.onnx", "joiner-epoch-9.int8.onnx")
    )
    assert find_files(tmp_path) == SherpaFiles(tmp_path, tmp_path / "tokens.txt", names)


def test_without_the_package_the_fix_is_named(tiny_zipformers: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sherpa_onnx", None)  # what Python takes for a package that is not there
    message = refused(tiny_zipformers / "ctc", ConfigError)
    assert message == "[speech] engine: engine sherpa needs the package sherpa-onnx: pip install sherpa-onnx"


def test_the_other_engines_do_not_import_it() -> None:
    code = "import sys, assist.speech.engines; sys.exit('sherpa_onnx' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
