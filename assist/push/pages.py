"""What the overlay's server says over HTTP: which requests it takes, which files there are, what a browser may do."""

from collections.abc import Mapping
from http import HTTPStatus
from pathlib import Path

from websockets.asyncio.server import ServerConnection
from websockets.http11 import Request, Response

CONTENT_TYPES = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".json": "application/json",
    ".svg": "image/svg+xml",
}


class Pages:
    """The files of `folder`, for requests that name `127.0.0.1:port` or `localhost:port` as their Host.

    The files are read here once, and a request can only name one of them: no path is made from what is asked.
    `/style` is the page that shows every component in every state. `sockets` are the paths of websockets, each with
    whether it is for pages of this server (which name it as their Origin) or for programs (which name none).
    """

    def __init__(self, folder: Path, port: int, sockets: Mapping[str, bool]) -> None:
        self.hosts = (f"127.0.0.1:{port}", f"localhost:{port}")
        self._sockets = sockets
        found = {
            f"/{file.name}": (CONTENT_TYPES[file.suffix], file.read_text(encoding="utf-8"))
            for file in sorted(folder.iterdir())
            if file.suffix in CONTENT_TYPES
        }
        self._files = {**found, "/": found["/index.html"]}
        if "/style.html" in found:
            self._files["/style"] = found["/style.html"]

    def answer(self, connection: ServerConnection, request: Request) -> Response | None:
        """The answer to a request, or None for a websocket, whose handshake goes on."""
        hosts = request.headers.get_all("Host")
        if len(hosts) != 1 or hosts[0] not in self.hosts:
            return connection.respond(HTTPStatus.FORBIDDEN, "Use the address that assist shows.\n")
        if request.method not in ("GET", "HEAD"):
            refusal = connection.respond(HTTPStatus.METHOD_NOT_ALLOWED, "Only GET and HEAD.\n")
            refusal.headers["Allow"] = "GET, HEAD"
            return refusal
        if request.path in self._sockets:
            return self._meet(connection, request)
        if request.path not in self._files:
            return connection.respond(HTTPStatus.NOT_FOUND, "There is no such file.\n")
        content_type, text = self._files[request.path]
        response = connection.respond(HTTPStatus.OK, text)
        del response.headers["Content-Type"]
        response.headers["Content-Type"] = f"{content_type}; charset=utf-8"
        return response

    def _meet(self, connection: ServerConnection, request: Request) -> Response | None:
        """None for a websocket from where it may come: a browser always says its Origin (RFC 6455), programs do not."""
        allowed = [[f"http://{host}"] for host in self.hosts] if self._sockets[request.path] else [[]]
        if request.headers.get_all("Origin") in allowed:
            return None
        return connection.respond(HTTPStatus.FORBIDDEN, "Not from here.\n")

    def harden(self, connection: ServerConnection, request: Request, response: Response) -> None:
        """Puts the rules for the browser on every response, those of the websockets library included."""
        sockets = " ".join(f"ws://{host}" for host in self.hosts)  # 'self' does not cover ws: in every browser
        response.headers["Content-Security-Policy"] = (
            f"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self' {sockets}; "
            "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'"
        )
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["Cache-Control"] = "no-store"
        response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        if request.method == "HEAD":
            response.body = b""
