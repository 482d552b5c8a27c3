import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from assist.config import Settings, SpeechSettings
from assist.errors import AssistError, ConfigError, ModelError
from assist.language.words.lexicon import NO_WORDS
from assist.speech.vosk import open_vosk

# Nothing listens on the discard port, so whatever asks the network is refused at once.
NO_NETWORK = "http://127.0.0.1:9"


def opened(model: str) -> None:
    open_vosk(Settings(speech=SpeechSettings(engine="vosk", model=model)), NO_WORDS)


def test_a_folder_without_a_model_is_named(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ModelError, match=r"holds no Vosk model \(no am/final.mdl\); give the folder") as failure:
        opened(str(tmp_path))
    assert str(failure.value).startswith(str(tmp_path))
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("model", ["/nowhere/vosk-model", "./vosk-model", "~/no-such-folder", ""])
def test_a_path_that_is_not_there_is_not_taken_for_a_name(model: str) -> None:
    with pytest.raises(ModelError, match=f"model '{model}': there is no such folder; give the folder"):
        opened(model)


def test_the_model_of_the_other_engine_says_what_to_set() -> None:
    with pytest.raises(ModelError, match=r"'whisper-base' is for engine whisper; set \[speech\] model to the name"):
        opened("whisper-base")


@pytest.mark.parametrize("file", ["am/final.mdl", "graph/HCLr.fst"])
def test_a_damaged_model_is_one_line(
    file: str, vosk_model: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(vosk_model, tmp_path / "model")
    damaged = tmp_path / "model" / file
    damaged.write_bytes(damaged.read_bytes()[:1000])
    with pytest.raises(ModelError, match="the Vosk model there does not load; delete it and fetch it again"):
        opened(str(tmp_path / "model"))
    assert "VoskAPI" not in capfd.readouterr().err


def test_a_name_that_cannot_be_fetched_is_one_line_with_the_fix(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", NO_NETWORK)
    monkeypatch.setenv("https_proxy", NO_NETWORK)
    with pytest.raises(ModelError, match=r"could not be fetched \(\w+\); check the network, or unpack") as failure:
        opened("vosk-model-of-nowhere-0.1")
    assert "\n" not in str(failure.value)
    assert capfd.readouterr() == ("", "")


def test_an_unknown_name_does_not_end_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Vosk's own list is on the network, so an empty one stands for it here; what Vosk does with it is real."""
    import requests

    answer = requests.Response()
    answer.status_code, answer._content = 200, b"[]"
    monkeypatch.setattr(requests, "get", lambda *args, **kwargs: answer)
    with pytest.raises(ModelError, match="Vosk has no model of that name; `vosk-transcriber --list-models`"):
        opened("vosk-model-of-nowhere-0.1")


def test_a_name_is_found_where_vosk_keeps_its_models(
    vosk_model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import vosk

    (tmp_path / "vosk-model-small-ko").symlink_to(vosk_model)
    monkeypatch.setattr(vosk, "MODEL_DIRS", [tmp_path])
    opened("vosk-model-small-ko")


def test_without_the_package_the_fix_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "vosk", None)  # what Python itself takes for a package that cannot be imported
    with pytest.raises(ConfigError, match="engine vosk needs the package vosk: pip install vosk"):
        opened("vosk-model-small-ko")


def test_whisper_does_not_import_vosk() -> None:
    code = "import sys, assist.speech.engines; sys.exit('vosk' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_every_failure_is_told_in_one_line(tmp_path: Path) -> None:
    for model in (str(tmp_path), "/nowhere/else", "whisper-base"):
        with pytest.raises(AssistError) as failure:
            opened(model)
        assert "\n" not in str(failure.value)
