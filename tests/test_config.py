from pathlib import Path

import pytest

from assist.config import HOME, Settings, load_settings
from assist.errors import ConfigError


def test_the_file_holds_every_default() -> None:
    import tomllib

    written = tomllib.loads((HOME / "config.toml").read_text(encoding="utf-8"))
    assert written == Settings().model_dump()


BAD = {
    "[overlay]\nporrt = 1": "overlay.porrt: unknown key",
    "[overlay]\nport = 99999": "overlay.port",
    "[dead_air]\ntip_s = 'long'": "dead_air.tip_s",
    "[tips\n": "not valid TOML",
    "[overlay]\nport = true": "overlay.port",
    "[dead_air]\nalarm_s = inf": "dead_air.alarm_s",
    "overlay = 3": "overlay: is not a table; write [overlay]",
    "[speech]\nlongest_s = 60": "speech.longest_s",
    "[calling_hours]\nearliest = '08:00'": "calling_hours.earliest",
    "[calling_hours]\nearliest = 20:00:00": "calling_hours: earliest is not before latest",
    "[dead_air]\ntip_s = 6.0": "dead_air: tip_s is not before alarm_s",
    "[calling_hours]\ndays = ['senin']": "calling_hours.days.0",
    "[calling_hours]\ncuti_bersama = 'off'": "calling_hours.cuti_bersama",
}


@pytest.mark.parametrize("text", BAD)
def test_a_wrong_file_is_one_line_with_file_key_and_fix(text: str, tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(text)
    with pytest.raises(ConfigError) as caught:
        load_settings(file)
    message = str(caught.value)
    assert message.startswith(str(file))
    assert BAD[text] in message
    assert "\n" not in message


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"none\.toml: cannot be read"):
        load_settings(tmp_path / "none.toml")


def test_bytes_that_are_no_text_are_named(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigError, match="UTF-8"):
        load_settings(file)


def test_what_is_not_given_keeps_its_default(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text("[tips]\nmax_per_call = 3")
    settings = load_settings(file)
    assert settings.tips.max_per_call == 3
    assert settings.overlay == Settings().overlay
