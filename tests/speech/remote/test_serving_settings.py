"""What `serve-recogniser` makes of its settings, before anything is served."""

import re
from pathlib import Path

import pytest

from assist.config import RemoteSettings, ServeSettings, Settings, SpeechSettings
from assist.errors import ConfigError
from assist.events import Speaker
from assist.speech.recogniser import Recogniser
from assist.speech.remote.serving import RecogniserServer, read_token, serve_recogniser, with_serving


@pytest.mark.parametrize("host", ["0.0.0.0", "10.0.0.5", "::", "server.example"])
def test_others_than_this_machine_need_a_token(host: str) -> None:
    with pytest.raises(ConfigError, match=re.escape(f"[serve] host = {host!r}: ")):
        read_token(ServeSettings(host=host))


@pytest.mark.parametrize("content", ["", "two words", "a\nb", "tokén", "\x00\xff"])
def test_a_file_without_a_token_is_one_line(content: str, tmp_path: Path) -> None:
    (tmp_path / "token").write_text(content, encoding="latin-1")
    with pytest.raises(ConfigError, match="token"):
        read_token(ServeSettings(token_file=str(tmp_path / "token")))


def test_the_token_of_a_file_counts(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("rahasia\n")
    assert read_token(ServeSettings(host="0.0.0.0", token_file=str(tmp_path / "token"))) == "rahasia"
    with pytest.raises(ConfigError, match=r"none: cannot be read"):
        read_token(ServeSettings(token_file=str(tmp_path / "none")))


@pytest.mark.parametrize("engine", ["remote", "kaldi"])
def test_only_an_engine_of_this_machine_can_be_served(engine: str) -> None:
    said = f"[speech] engine: {engine!r} cannot be served; use one of: whisper, vosk"
    with pytest.raises(ConfigError, match=re.escape(said)):
        serve_recogniser(Settings(speech=SpeechSettings(engine=engine)), print)


def test_what_is_given_on_the_command_line_counts() -> None:
    assert with_serving(Settings(), None, None, None) == Settings()
    chosen = with_serving(Settings(), "::1", 0, Path("token")).serve
    assert (chosen.host, chosen.port, chosen.token_file) == ("::1", 0, "token")


INVITATIONS = {
    "127.0.0.1": 'urls = ["ws://127.0.0.1:2700"], token = "..."',
    "0.0.0.0": 'urls = ["ws://THIS-COMPUTER:2700"], token = "...", allow_unencrypted = true',
    "fd00::5": 'urls = ["ws://[fd00::5]:2700"], token = "...", allow_unencrypted = true',
}


@pytest.mark.parametrize("host", INVITATIONS)
def test_clients_are_told_what_works_for_them(host: str) -> None:
    def never(speaker: Speaker) -> Recogniser:
        raise AssertionError

    server = RecogniserServer(never, Settings(serve=ServeSettings(host=host)), "rahasia")
    assert server.invitation.endswith(INVITATIONS[host])


def test_the_defaults_of_both_ends_meet() -> None:
    assert RemoteSettings().urls == [f"ws://{ServeSettings().host}:{ServeSettings().port}"]
