"""Where recogniser servers are, and what may be sent there."""

import ipaddress
from pathlib import Path
from ssl import SSLContext, SSLError, create_default_context
from urllib.parse import SplitResult, urlsplit

from assist.config import RemoteSettings
from assist.errors import ConfigError


def check_addresses(settings: RemoteSettings) -> None:
    """Raises ConfigError where [remote] urls holds none, a malformed one, or one to which speech would go readable."""
    if not settings.urls:
        raise ConfigError(
            "engine remote: [remote] urls is empty; add the address of a recogniser server, ws://HOST:PORT"
        )
    for url in settings.urls:
        parts = _split(url)
        if parts.scheme == "ws" and not is_loopback(parts.hostname or "") and not settings.allow_unencrypted:
            raise ConfigError(
                f"engine remote: {shown(url)}: speech would cross the network unencrypted; use wss://, or set "
                "[remote] allow_unencrypted = true where the network itself is private"
            )


def trusted(settings: RemoteSettings) -> SSLContext:
    """Whose certificates are trusted: the system's, or those in [remote] certificate. Raises ConfigError."""
    if not settings.certificate:
        return create_default_context()
    file = Path(settings.certificate).expanduser()
    try:
        return create_default_context(cafile=file)
    except (OSError, SSLError):
        raise ConfigError(f"engine remote: {file}: is no certificate in PEM form; mend [remote] certificate") from None


def is_loopback(host: str) -> bool:
    """Whether what is sent to the host stays on this machine."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def shown(url: str) -> str:
    """The address without what may be secret in it: user, password and query."""
    try:
        parts = urlsplit(url)
        host = parts.netloc.rpartition("@")[2]
    except ValueError:
        return "an address"
    return f"{parts.scheme}://{host}{parts.path}"


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        if parts.scheme in ("ws", "wss") and parts.hostname and parts.port != 0 and not parts.fragment:
            return parts
    except ValueError:  # a port that is no number, half a bracket
        pass
    raise ConfigError(f"engine remote: {shown(url)!r} in [remote] urls is no address; write ws://HOST:PORT or wss://")
