import re

import pytest

from assist.config import RemoteSettings
from assist.errors import ConfigError
from assist.speech.remote.addresses import check_addresses, is_loopback, shown, trusted

GOOD = [
    "ws://127.0.0.1:2700",
    "ws://localhost:2700/path",
    "ws://[::1]:2700",
    "ws://127.9.9.9",
    "wss://speech.example:2700",
]


@pytest.mark.parametrize("url", GOOD)
def test_an_address_that_is_safe_is_taken(url: str) -> None:
    check_addresses(RemoteSettings(urls=[url]))


BAD = {
    "http://127.0.0.1:2700": "is no address; write ws://HOST:PORT or wss://",
    "127.0.0.1:2700": "is no address",
    "ws://": "is no address",
    "ws://127.0.0.1:99999": "is no address",
    "ws://[::1": "is no address",
    "ws://127.0.0.1:2700/#here": "is no address",
    "": "is no address",
    "ws://10.0.0.5:2700": "unencrypted; use wss://, or set [remote] allow_unencrypted = true",
    "ws://speech.example": "unencrypted",
    "ws://127.0.0.1.example:2700": "unencrypted",
    "ws://localhost.example": "unencrypted",
    "ws://127.0.0.1@speech.example": "unencrypted",
}


@pytest.mark.parametrize("url", BAD)
def test_an_address_that_is_not_is_one_line(url: str) -> None:
    with pytest.raises(ConfigError, match=re.escape(BAD[url])) as caught:
        check_addresses(RemoteSettings(urls=["ws://127.0.0.1:2700", url]))
    assert str(caught.value).startswith("engine remote: ")
    assert "\n" not in str(caught.value)


def test_a_private_network_is_the_users_word() -> None:
    check_addresses(RemoteSettings(urls=["ws://10.0.0.5:2700"], allow_unencrypted=True))


def test_at_least_one_address_is_needed() -> None:
    with pytest.raises(ConfigError, match=r"\[remote\] urls is empty"):
        check_addresses(RemoteSettings(urls=[]))


@pytest.mark.parametrize(("host", "is_it"), [("127.0.0.1", True), ("::1", True), ("0.0.0.0", False), ("::", False)])
def test_only_this_machine_is_loopback(host: str, is_it: bool) -> None:
    assert is_loopback(host) is is_it


def test_secrets_in_an_address_are_not_shown() -> None:
    assert shown("wss://me:secret@speech.example:2700/a?token=secret") == "wss://speech.example:2700/a"


def test_a_certificate_that_is_none_is_named(tmp_path: object) -> None:
    with pytest.raises(ConfigError, match=r"none\.pem: is no certificate in PEM form; mend \[remote\] certificate"):
        trusted(RemoteSettings(certificate=f"{tmp_path}/none.pem"))
